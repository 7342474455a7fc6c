#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A paper that we write is opened by LibreOffice as it is meant: its PDF has every word, the links, A4 pages, and the
header row of a table on each page that it fills; saved again as an odt it still has all its words.

paper_test.py DOCUMENT_READER PAPER_WRITER      77 = no LibreOffice or no poppler-utils
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


def main():
    reader, writer = sys.argv[1:]
    if not all(map(shutil.which, ["soffice", "pdftotext", "pdfinfo"])):
        sys.exit(77)
    bad = []

    def expect(words, where, what):
        flat = re.sub(r"\s+", " ", where)
        if words not in flat:
            bad.append(f"{what}: no '{words}' in: {flat}")

    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        def convert(target, out):
            run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target, "--outdir",
                os.path.join(folder, out), os.path.join(folder, "paper.odt"))
            return os.path.join(folder, out, "paper." + target)

        with open(os.path.join(folder, "paper.odt"), "wb") as file:
            subprocess.run([writer], stdout=file, check=True, timeout=60)
        pdf = convert("pdf", "out")
        text = run("pdftotext", "-layout", pdf, "-")
        for words in ["Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", "NGI_IT-INFN-T1", "REJECT", "The info provider",
                      "GGUS 84509", "https://ggus.eu/?mode=ticket_info&ticket_id=84510", "\u2022", "Not set yet."]:
            expect(words, text, "PDF")
        about = run("pdfinfo", pdf)
        pages = int(re.search(r"Pages:\s+(\d+)", about)[1])
        expect("Title: Staged Rollout EMI-1.0 CREAM", about, "PDF")
        expect("(A4)", about, "PDF")
        links = run("pdfinfo", "-url", pdf)
        expect("https://rt.example.test/Ticket/Display.html?id=4711&full=1", links, "links")
        parts = text.split("\f")[:pages]
        if pages < 2 or sum("Failed" in page for page in parts) < 2:
            bad.append(f"the header row stands on {sum('Failed' in page for page in parts)} of {pages} pages")
        for number, page in enumerate(parts, 1):
            expect(f"{number}/{pages}", page.replace(" ", ""), f"page {number}")
        ours = run(reader, "--text", os.path.join(folder, "paper.odt")).splitlines()
        theirs = run(reader, "--text", convert("odt", "again")).splitlines()
        if ours[:-1] != theirs[:-1]:  # the last one is the page's number
            bad.append(f"saved again: {theirs}")
    print("\n".join(bad) or "as written")
    sys.exit(1 if bad else 0)


main()
