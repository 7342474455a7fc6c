#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Mails that were made to hurt: each gets an answer, in bounded time and memory.

hostile.py ROLLOUT_BRIDGE [--largest MB] [--most-memory MB] [--figures]
  --largest: only mails up to this size (a sanitized program takes long)
  --most-memory: a peak above it fails     --figures: prints seconds (CPU) and peak memory of each

Every mail is read by a process of its own; one that crashes, hangs, says nothing or is reported by a sanitizer
fails. What is to be found in it is said beside it.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HEAD = b"From: Anna <anna@infn.example>\nSubject: [rt #7] Re: rollout\nMessage-ID: <h@infn.example>\n"
GOOD = b"accept NGI_IT-INFN-T1\n"
MIXED = b'Content-Type: multipart/mixed; boundary="b"\n\n'
HTML = b"Content-Type: text/html; charset=utf-8\n\n"


def nested(count):
    return b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(count))


def numbered(form, count):
    return b"".join(form % i for i in range(count))


def base64_mail(size):
    line = b"QUJD" * 19 + b"\n"
    return (HEAD + MIXED + b"--b\n\n" + GOOD + b'--b\nContent-Type: application/x-big; name="big"\n'
            b"Content-Transfer-Encoding: base64\n\n" + line * (size // len(line)) + b"--b--\n")


# name -> (the mail, the outcome that it must have; None: any)
MAILS = {
    "10,000 nested multiparts": lambda: (HEAD + nested(10_000) + GOOD, None),
    "100,000 nested multiparts": lambda: (HEAD + nested(100_000) + GOOD, None),
    "1,000,000 nested mails": lambda: (HEAD + b"Content-Type: message/rfc822\n\n" * 1_000_000 + GOOD, "unreadable"),
    "100,000 header fields": lambda: (HEAD + b"X-H: some value\n" * 100_000 + b"\n" + GOOD, "commands"),
    "a header line of 10 MB": lambda: (HEAD + b"X-H: " + b"x" * 10_000_000 + b"\n\n" + GOOD, "commands"),
    "a Subject of 10 MB": lambda: (HEAD.replace(b"Re: rollout", b"x" * 10_000_000) + b"\n" + GOOD, "commands"),
    "a From of 10 MB": lambda: (b"From: " + b"anna@infn.example, " * 500_000 + b"\n\n" + GOOD, None),
    "References of 10 MB": lambda: (HEAD + b"References: " + b"<a@b> " * 1_700_000 + b"\n\n" + GOOD, "commands"),
    "a header field of 100,000 folds": lambda: (HEAD + b"X-H: a\n" + b" b\n" * 100_000 + b"\n" + GOOD, "commands"),
    "10 MB of encoded words": lambda: (HEAD + b"X: y\nSubject: " + b"=?utf-8?q?a?= " * 700_000 + b"\n\n" + GOOD, "commands"),
    "beginnings of encoded words": lambda: (HEAD + b"To: " + b"=?" * 5_000_000 + b"\n\n" + GOOD, "commands"),
    "50 MB of base64": lambda: (base64_mail(50_000_000), "commands"),
    "50 MB of base64 that is text": lambda: (HEAD + b"Content-Transfer-Encoding: base64\n\n"
                                             + (b"YWNjZXB0Cg=="[:8] * 9 + b"\n") * 680_000, None),
    "50 MB of soft line breaks": lambda: (HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 25_000_000, "empty"),
    "50 MB of coded signs on one line": lambda: (HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n"
                                                 + GOOD + b"=41" * 16_000_000, "commands"),
    "100,000 parts": lambda: (HEAD + MIXED + b"--b\n\n" + GOOD + b"--b\n\nx\n" * 100_000, "commands"),
    "1,000,000 parts": lambda: (HEAD + MIXED + b"--b\n\n" + GOOD + b"--b\n\nx\n" * 1_000_000, "commands"),
    "1,000,000 parts without a line": lambda: (HEAD + MIXED + b"--b\n" * 1_000_000, None),
    "2,000 open levels and 200,000 dashes": lambda: (HEAD + nested(2_000) + b"--\n" * 200_000, None),
    "long boundaries, many near misses": lambda: (
        HEAD + b"".join(b'Content-Type: multipart/mixed; boundary="%s%d"\n\n--%s%d\n' % (b"b" * 65, i, b"b" * 65, i)
                        for i in range(49)) + (b"--" + b"b" * 65 + b"\n") * 500_000, None),
    "100,000 parameters": lambda: (HEAD + b"Content-Type: text/plain" + numbered(b"; p%d=v", 100_000) + b"\n\n" + GOOD, "commands"),
    "100,000 pieces of a name": lambda: (HEAD + MIXED + b"--b\n\n" + GOOD + b"--b\nContent-Disposition: attachment"
                                         + numbered(b"; filename*%d=x", 100_000) + b"\n\nx\n--b--\n", "commands"),
    "five types of 60,000 blanks": lambda: (HEAD + MIXED + b"--b\n\n" + GOOD + (
        b"--b\nContent-Type: text/plain" + b" " * 60_000 + b"x\n\ny\n") * 5, "commands"),
    "60,000 words in a type": lambda: (HEAD + b"Content-Type: text/plain" + b" x" * 30_000 + b"\n\n" + GOOD, "commands"),
    "an open comment": lambda: (HEAD + b"Content-Type: text/plain; a=" + b"(" * 10_000_000 + b"\n\n" + GOOD, "commands"),
    "300 nested divs": lambda: (HEAD + HTML + b"<div>" * 300 + GOOD, "commands"),
    "100,000 nested div and b": lambda: (HEAD + HTML + b"<div><b>" * 100_000 + GOOD, "commands"),
    "5,000 nested tables": lambda: (HEAD + HTML + b"<table><tr><td>" * 5_000 + GOOD, "commands"),
    "100,000 attributes in one tag": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p><p" + numbered(b" a%d=b", 100_000) + b">x</p>", "commands"),
    "a tag of 30 MB": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p><p a='" + b"x" * 30_000_000 + b"'>x</p>", "commands"),
    "10 MB of HTML text": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p>" + b"<p>word word</p>\n" * 600_000, "commands"),
    "10 MB of entities": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p>" + b"&amp;&#8203;&nbsp;" * 500_000, "commands"),
    "10 MB of open angles": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p>" + b"<" * 10_000_000, "commands"),
    "300,000 style rules": lambda: (HEAD + HTML + b"<style>" + numbered(b".c%d{color:red}", 300_000) + b"</style><p>" + GOOD + b"</p>", None),
    "500 rules of 240 classes": lambda: (HEAD + HTML + b"<style>" + (b".a" * 240 + b".z{display:none}") * 500 + b"</style><p>"
                                         + GOOD + b"</p>" + b"<p class=a>x" * 2_000, "commands"),
    "2,900 rules, 80,000 elements": lambda: (HEAD + HTML + b"<style>" + b".a.z{display:none}" * 2_900 + b"</style><p>" + GOOD + b"</p>"
                                             + b"<p class=a>x" * 80_000, None),
    "120 elements of 4,000 classes": lambda: (HEAD + HTML + b"<style>.a.b{display:none}</style><p>" + GOOD + b"</p>"
                                                       + (b"<p class='" + b"a " * 4_000 + b"'>x") * 120, "commands"),
    "four sheets of 26,000 declarations": lambda: (HEAD + HTML + (b"<style>.a{" + b"left:-100;" * 26_000 + b"}</style>") * 4
                                                   + b"<p>" + GOOD + b"</p>", None),
    "16,000 decorations": lambda: (HEAD + HTML + b"<style>.a{" + b"text-decoration:" * 16_000 + b"}</style><p>" + GOOD + b"</p>", "commands"),
    "100 KB of open braces": lambda: (HEAD + HTML + b"<style>" + b"a{" * 50_000 + b"}" * 50_000 + b"</style><p>" + GOOD + b"</p>", None),
    "a selector of 20,000 commas": lambda: (HEAD + HTML + b"<style>" + b"a," * 20_000 + b"b{" + b"left:-100;" * 20_000 + b"}</style><p>"
                                            + GOOD + b"</p>", None),
    "1 MB of declarations in tags": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p>" + (b"<p style='" + b"font:a;" * 1_100 + b"'>x") * 130, "commands"),
    "100,000 siblings with classes": lambda: (HEAD + HTML + b"<p>" + GOOD + b"</p>" + numbered(b"<i class='c%d d e f'>x</i>", 100_000), "commands"),
    "20,000 lines like attributions": lambda: (HEAD + b"\n" + GOOD + b"On Monday we wrote a lot <a@b> and\n" * 20_000, None),
    "1,000,000 quoted lines": lambda: (HEAD + b"\n" + GOOD + b"> quoted\n" * 1_000_000, "commands"),
    "20,000 good lines": lambda: (HEAD + b"\n" + numbered(b"accept NGI_A-SITE%d\n", 20_000), "commands"),
    "20,000 near misses": lambda: (HEAD + b"\n" + numbered(b"acept NGI_A-SITE%d\n", 20_000), "malformed"),
    "a line of 50 MB": lambda: (HEAD + b"\n" + GOOD + b"x" * 50_000_000, "commands"),
    "50 MB of blanks": lambda: (HEAD + b"\n" + GOOD + b" " * 50_000_000 + b"x\n", "commands"),
    "10 MB of NUL": lambda: (HEAD + b"\n" + GOOD + b"\0" * 10_000_000, "commands"),
    "10 MB of CR": lambda: (b"\r" * 10_000_000, None),
    "UTF-7 that never ends": lambda: (HEAD + b"Content-Type: text/plain; charset=utf-7\n\n" + GOOD + b"\n+" + b"AGEA" * 2_500_000, None),
    "ISO-2022 with a switch a sign": lambda: (HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + GOOD
                                              + b"\x1b$B$\"\x1b(B" * 1_000_000, "commands"),
    "10 MB that is not its charset": lambda: (HEAD + b"Content-Type: text/plain; charset=utf-16\n\n" + b"\xd8\x00" * 5_000_000, None),
    "10 MB of bytes that are no UTF-8": lambda: (HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + GOOD + b"\xff" * 10_000_000, "commands"),
    "a uuencode of 30 MB": lambda: (HEAD + b"Content-Transfer-Encoding: x-uuencode\nContent-Disposition: attachment\n\n"
                                    b"begin 644 x\n" + (b"M" + b"!" * 60 + b"\n") * 480_000 + b"end\n", "empty"),
    "nothing": lambda: (b"", "empty"),
}


def run(program, mail):
    """(exit status, stdout, stderr, CPU seconds, peak MB)"""
    with tempfile.TemporaryDirectory() as folder:
        path, used = os.path.join(folder, "mail"), os.path.join(folder, "used")
        with open(path, "wb") as file:
            file.write(mail)
        # A launcher of its own: what a child uses is counted from what its parent used.
        done = subprocess.run(["/usr/bin/time", "-q", "-o", used, "-f", "%U %S %M", program, "--json", "check", "mail", path],
                              capture_output=True, check=False)
        with open(used, encoding="ascii") as figures:
            user, system, peak = figures.read().split()
    return done.returncode, done.stdout, done.stderr, float(user) + float(system), int(peak) / 1024


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--largest", type=float, default=1e9)
    options.add_argument("--most-memory", type=float, default=1e9)
    options.add_argument("--figures", action="store_true")
    asked = options.parse_args()
    failed = tried = 0
    for name, make in MAILS.items():
        mail, wanted = make()
        if len(mail) > asked.largest * 1e6:
            continue
        tried += 1
        status, out, err, cpu, peak = run(asked.program, mail)
        try:
            outcome = json.loads(out)["outcome"]
        except ValueError:
            outcome = "no answer"
        good = status in (0, 1) and not err and (wanted in (None, outcome)) and outcome != "no answer" and peak <= asked.most_memory
        failed += not good
        if asked.figures or not good:
            print(f"{'ok  ' if good else 'FAIL'} {name:40} {len(mail) / 1e6:6.1f} MB  {cpu:5.2f} s  "
                  f"{peak:6.0f} MB peak  {outcome}" + ("" if good else f", wanted {wanted}; exit {status} {err[-300:]}"))
    print(f"{tried - failed} of {tried} hostile mails got their answer")
    sys.exit(1 if failed else 0)


main()
