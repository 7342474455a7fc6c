#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Documents that LibreOffice writes are read as what they are: one report in all its formats, with a table, a
page header, a foot note, a text box, deleted text, and with a macro.

real_test.py DOCUMENT_READER      77 = no LibreOffice
"""
import os
import shutil
import subprocess
import sys
import tempfile

SPACES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in [
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
    ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"), ("script", "script")])
SPACES += ' xmlns:ooo="http://openoffice.org/2004/office" xmlns:xlink="http://www.w3.org/1999/xlink"'
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
MACRO = ('<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries><ooo:library-embedded '
         'ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>Sub A\nEnd Sub</ooo:source-code></ooo:module>'
         "</ooo:library-embedded></ooo:libraries></office:script></office:scripts>")
BODY = """<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>in the page header</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>A</dc:creator>
<dc:date>2012-01-01T00:00:00</dc:date></office:change-info><text:p>gone words</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Staged rollout report</text:h>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Site</text:p></table:table-cell><table:table-cell><text:p>INFN-T1</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Version</text:p></table:table-cell><table:table-cell><text:p>CREAM 1.13.1</text:p></table:table-cell></table:table-row>
</table:table>
<text:p>We installed<text:change text:change-id="c1"/> it with yum &amp; tested 3<text:s text:c="3"/>jobs<text:tab/>well.<text:note
 text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>in the foot note</text:p></text:note-body></text:note></text:p>
<text:p>No GGUS tickets.<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>in the text box</text:p></draw:text-box></draw:frame></text:p>
<text:p>ACCEPT</text:p></office:text></office:body>"""
LINES = ["Staged rollout report", "Site", "INFN-T1", "CREAM 1.13.1", "No GGUS tickets.", "ACCEPT", "in the page header",
         "in the foot note", "in the text box"]


def flat(scripts=""):
    layout = ('<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" '
              'fo:page-height="29cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>'
              "</style:page-layout></office:automatic-styles>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.text">{scripts}{layout}{BODY}</office:document>')


def main():
    reader, = sys.argv[1:]
    if not shutil.which("soffice"):
        sys.exit(77)
    folder = tempfile.mkdtemp(prefix="documents-")
    bad = []

    def convert(source, target):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                        "--outdir", folder, os.path.join(folder, source)], check=True, capture_output=True, timeout=120)

    def said(name, *options):
        ran = subprocess.run([reader, *options, os.path.join(folder, name)], capture_output=True, text=True, check=False)
        return ran.stdout if options else ran.stdout.split("\t")[0]

    def renamed(name, other):
        shutil.copy(os.path.join(folder, name), os.path.join(folder, other))
        return other

    def expect(name, wanted):
        if said(name) != wanted:
            bad.append(f"{name}: '{said(name)}', not '{wanted}'")

    try:
        for name, scripts in [("report", ""), ("macro", MACRO)]:
            with open(os.path.join(folder, name + ".fodt"), "w", encoding="utf-8") as file:
                file.write(flat(scripts))
        for target in ["docx", "odt", "doc", "rtf", "pdf", "html:HTML (StarWriter)"]:
            convert("report.fodt", target)
        convert("macro.fodt", "odt")
        for name in ["report.docx", "report.odt"]:
            expect(name, "fine")
            text = said(name, "--text")
            for line in LINES:
                if text.count(line) != 1 and line not in ("Site",):
                    bad.append(f"{name}: '{line}' stands {text.count(line)} times in: {text}")
            if "tested 3   jobs\twell.\n" not in text or "gone" in text:
                bad.append(f"{name}: {text}")
        expect("report.doc", "not_inspected not_inspected")
        expect("macro.odt", "refused macros")
        expect(renamed("report.rtf", "rtf.doc"), "doubtful rtf")
        for name in ["report.pdf", "report.html", "report.rtf", "report.fodt", "report.odt", "report.doc"]:
            expect(renamed(name, name.replace(".", "-") + ".docx"), "refused wrong_kind")
        expect(renamed("report.docx", "docx.odt"), "refused wrong_kind")
    finally:
        shutil.rmtree(folder)
    print("\n".join(bad) or "as written")
    sys.exit(1 if bad else 0)


main()
