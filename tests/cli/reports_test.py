# SPDX-License-Identifier: Apache-2.0
"""`reports`: all reports of a rollout in one folder; RT and the store are only read."""
import base64
import csv
import hashlib
import io
import os
import shutil
import subprocess
import unittest
import zipfile

from bridge import BRIDGE, MAIL
from with_rt import QMUL, T1, RtTest

NOW = "2026-11-23T10:00:00Z"
DRAFT = "draft-summary-EMI-CREAM-1.13.1-1.odt"
RIGHT, WRONG = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt", "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-2.odt"
COLUMNS = ["file", "team", "verdict", "counts", "received", "sender", "sha256", "bytes", "attachments", "expected",
           "ticket", "remark"]
KEYS = ["file", "state", "team", "verdict", "counts", "received", "sender", "sha256", "bytes", "attachments",
        "expected", "ticket", "remark"]


def odt(text):
    """As LibreOffice writes it, in short."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", '<?xml version="1.0"?><office:document-content '
                      'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                      'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
                      f'<text:p>{text}</text:p></office:text></office:body></office:document-content>')
    return out.getvalue()


class Reports(RtTest):
    def setUp(self):
        super().setUp()
        self.ticket = self.rollout([T1, QMUL])
        self.rt.rest("PUT", f"ticket/{self.ticket}", {"CustomFields": {"EA Accepted": [T1, QMUL]}})
        self.folder = self.path("reports")

    def mail(self, number, name, content):
        """A report by mail, as Anna's program writes it."""
        head, text = MAIL.replace("#2]", f"#{self.ticket}]").replace("anna-1@", f"anna-{number}@").split("\n\n", 1)
        self.drop(f"{head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nOur report.\n--b\n"
                  f"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{name}\"\n"
                  f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}\n--b--\n")
        self.ends(0, "work", "--now", NOW)

    def collect(self, status=0, **more):
        return self.looks(status, "reports", str(self.ticket), "--into", self.folder, **more).stdout.splitlines()

    def index(self):
        with open(os.path.join(self.folder, "INDEX.tsv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.assertTrue(all(list(row) == COLUMNS for row in rows))
        return rows

    def check_sums(self):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=self.folder, check=True)

    def content(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def test_reports_come_in_one_after_the_other(self):
        report = odt("INFN-T1: installed, jobs submitted, no GGUS tickets, ACCEPT")
        self.mail(1, RIGHT, report)
        self.mail(2, WRONG, b"second")
        lines = self.collect()
        self.assertEqual(lines[-1], f"missing: the report of {QMUL}, which has accepted")
        self.assertTrue(lines[0].startswith(f"new {RIGHT}: the report of {T1}, exact, counts"), lines)
        self.assertTrue(lines[1].startswith(f"new {WRONG}: the report of {T1}, wrong (wrong name: version"), lines)
        self.assertEqual(self.content(RIGHT), report)
        self.check_sums()
        first, second = self.index()
        self.assertEqual((first["file"], first["team"], first["verdict"], first["counts"]), (RIGHT, T1, "exact", "yes"))
        self.assertEqual((first["received"], first["sender"]), (NOW, "anna@infn.example.test"))
        self.assertEqual((first["sha256"], first["bytes"]), (hashlib.sha256(report).hexdigest(), str(len(report))))
        self.assertEqual((second["verdict"], second["counts"], second["expected"]), ("wrong", "no", RIGHT))
        self.attach(self.ticket, "ea-NGI_UK-UKI-LT2-QMUL-EMI-CREAM-1.13.1-1.odt", odt("QMUL: installed, jobs submitted, ACCEPT"))
        one, two, three, draft, missing = self.told("reports", f"#{self.ticket}", "--into", self.folder)
        for each in (one, two, three, draft, missing):
            self.assertEqual(list(each), KEYS)
        self.assertEqual([each["state"] for each in (one, two, three, draft, missing)],
                         ["there", "there", "new", "there", "missing"])
        self.assertEqual((draft["file"], draft["team"], draft["verdict"], draft["counts"]), (DRAFT, "summary", "draft",
                                                                                      False))
        self.assertEqual(draft["sha256"], hashlib.sha256(self.content(DRAFT)).hexdigest())
        self.assertEqual((three["team"], three["verdict"], three["counts"]), (QMUL, "exact", False))
        self.assertIn("not in the ledger", three["remark"])
        self.assertEqual((missing["file"], missing["team"]), (None, QMUL))
        self.check_sums()

    def test_what_is_there_is_not_fetched_again_and_never_overwritten(self):
        self.mail(1, RIGHT, b"first")
        self.collect()
        with open(os.path.join(self.folder, RIGHT), "w", encoding="utf-8") as file:
            file.write("edited")
        self.assertIn("new ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1~2.odt", self.collect()[0])
        self.control(fault="500", on="other", times=0)
        calls = self.control()["calls"]["other"]
        self.assertIn("there ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1~2.odt", self.collect()[0])
        cost = self.control()["calls"]["other"] - calls
        self.mail(2, RIGHT, b"second")
        calls = self.control()["calls"]["other"]
        self.assertIn("new ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1~3.odt", self.collect()[1])
        self.assertEqual(self.control()["calls"]["other"] - calls, cost + 1)
        self.assertEqual(self.content(RIGHT), b"edited")
        self.check_sums()

    def test_words_that_are_wrong_and_folders_that_are_none(self):
        self.ends(0, "work", "--now", NOW)
        for words in ((), (str(self.ticket),), ("--into", self.folder), (str(self.ticket), "5", "--into", self.folder)):
            self.refused("takes one ticket and --into DIR", "reports", *words)
        self.refused("is no ticket's number", "reports", "x", "--into", self.folder)
        self.refused("--into does not go with why", "why", "1", "--into", self.folder)
        self.looks(1, "reports", "4711", "--into", self.folder, says="4711")
        self.looks(1, "reports", str(self.release()), "--into", self.folder, says="is a release")
        self.assertFalse(os.path.exists(self.folder))
        self.refused("name a folder", "reports", str(self.ticket), "--into", self.path("bridge.conf"))
        self.refused("make the folder that it is in first", "reports", str(self.ticket), "--into", self.path("a/b"))
        self.assertEqual(self.collect()[0], f"No file on ticket {self.ticket} may be a report.")
        other, self.ticket = self.ticket, self.rollout([T1])
        self.attach(self.ticket, RIGHT, b"x")
        self.collect()
        self.refused(f"is of rollout {self.ticket}", "reports", str(other), "--into", self.folder)

    def test_rt_goes_away_and_comes_back(self):
        self.mail(1, RIGHT, b"first")
        self.mail(2, WRONG, b"second")
        self.control(down=True)
        self.ends(75, "reports", str(self.ticket), "--into", self.folder, says="does not answer")
        self.assertFalse(os.path.exists(self.folder))
        self.control(down=False)
        before = self.control()["calls"]["other"]
        self.collect()
        calls, broken = self.control()["calls"]["other"] - before, 0
        for nth in range(1, calls + 1):
            shutil.rmtree(self.folder)
            self.control(fault="500", on="other", every=nth)
            done = self.run_bridge("reports", str(self.ticket), "--into", self.folder)
            self.control(fault=None)
            self.assertIn(done.returncode, (0, 75))
            broken += done.returncode == 75
            if done.returncode == 75:
                self.assertIn("answers 500", done.stderr)
            names = os.listdir(self.folder) if os.path.exists(self.folder) else []
            self.assertLessEqual(set(names), {RIGHT, WRONG, DRAFT, "INDEX.tsv", "SHA256SUMS", "UPLOAD.txt", "UPLOAD.xml"})
            self.collect()
            self.check_sums()
        self.assertGreaterEqual(broken, calls - 1)  # whether a session lives may be asked in vain
        self.assertEqual((self.content(RIGHT), self.content(WRONG)), (b"first", b"second"))

    def test_a_full_disk(self):
        """A limit on the size of files stands for it: what is there is whole, the rest comes when there is room."""
        self.attach(self.ticket, RIGHT, b"first")
        self.attach(self.ticket, WRONG, b"x" * 100_000)
        self.ends(0, "work", "--now", NOW)
        words = [BRIDGE, "--config", self.path("bridge.conf"), "--log.file=/dev/null", "reports", str(self.ticket),
                 "--into", self.folder]
        done = subprocess.run(["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh", *words],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn("cannot be written", done.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["INDEX.tsv", "SHA256SUMS", RIGHT])
        self.assertEqual(len(self.index()), 1)
        self.check_sums()
        self.assertEqual(len(self.collect()), 5)
        self.check_sums()

    def test_a_folder_that_is_not_ours(self):
        if os.geteuid() == 0:
            self.skipTest("root may write everywhere")
        self.ends(0, "work", "--now", NOW)
        os.mkdir(self.folder, 0o500)
        self.refused("name a folder that you may write to", "reports", str(self.ticket), "--into", self.folder)


if __name__ == "__main__":
    unittest.main()
