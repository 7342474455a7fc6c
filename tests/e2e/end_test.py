# SPDX-License-Identifier: Apache-2.0
"""Two rollouts to their end, on a real RT and the lists of a real Mailman, the clock by `work --now`: a wrong report
   name and a resubmission, a late team, a GGUS ticket that a manager sets aside, ACCEPT; a call for volunteers, REJECT,
   and its amendment. What the release, the teams and the lists hear of it, each once."""
import datetime
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import mailman
from begin.state import child_of
from begin.week import first_monday, new_release
from lab import ANNA, CARLA, CIEMAT, OWNER, QMUL, QUINN, T1, Lab, skip
from mailman import DOMAIN
from rt import Page

if why := mailman.missing():
    skip(why)
if not all(map(shutil.which, ["soffice", "pdftotext"])):
    skip("no LibreOffice or no poppler-utils")

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents"))
from hostile import GOOD, docx  # noqa: E402

EMI, GENERAL = f"early-adopters-emi@{DOMAIN}", f"osg-general@{DOMAIN}"
READER, OTHER, US = "reader@elsewhere.example.test", "user@osg.example.test", "staged-rollout@lab.example.test"
RIGHT = f"ea-{T1}-EMI-CREAM-1.14.0-1.docx"
WRONG = f"ea-{T1}-EMI-CREAM-1.13.0-1.docx"
CARLAS = f"ea-{CIEMAT}-EMI-CREAM-1.14.0-1.docx"
REPORT = docx(GOOD.replace("tested", "tested. Recommendation: ACCEPT."))
NEWER = docx(GOOD.replace("tested", "tested again. Recommendation: ACCEPT."))
GGUS = "https://ggus.eu/?mode=ticket_info&ticket_id=84509"


class End(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.mailman = mailman.Mailman()
        cls.addClassCleanup(cls.mailman.stack.close)
        for name, reader in ("early-adopters-emi", READER), ("osg-general", OTHER):
            cls.mailman.make_list(name, members=[reader])
            cls.mailman.accept_from(name, US)
        cls.lab = Lab("--no-serve")
        cls.addClassCleanup(cls.lab.down)
        cls.rt = cls.lab.rt
        table = cls.lab.dir + "/announce.tsv"
        with open(table, "w", encoding="utf-8") as file:
            file.write(f"*\t*\t{GENERAL}\n")
        cls.options = (f"--mail.smtp=smtp://127.0.0.1:{cls.mailman.smtp_port}", "--mail.smtp_tls=no",
                       f"--lists.address=early-adopters-{{stack}}@{DOMAIN}", f"--lists.announce={table}",
                       "--rollout.accept_action=MoveToProduction")

    # ------------------------------------------------------------------ the clock, people, and what they see

    @staticmethod
    def now(day, time):
        return "--now", f"{first_monday() + datetime.timedelta(days=day)}T{time}:00Z"

    def work(self, day, time):
        self.lab.work(*self.now(day, time), "--clock.sweep=1", *self.options)
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")

    def letters(self, person, words):
        return [one.mail for one in self.mailman.kept_for(person) if words in " ".join(one.mail["Subject"].split())]

    def report(self, person, *files):
        _, raw = self.lab.letter(person, "Our report.", self.child, files=files)
        self.lab.deliver(raw)

    def status(self, child):
        return self.rt.field(child, "Rollout Status")[0]

    def id_asked_for(self, child, about_what):
        return re.search(r"send ([0-9a-z]{4}-[0-9a-z]{4})", self.rt.notes(child, about_what)[-1].text)[1]

    def why(self, child, day, time):
        return self.lab.call("why", *self.now(day, time), str(child)).stdout

    def staged(self, day, component, *teams):
        release = new_release(self.lab, component)
        self.lab.as_user("owner1").change(release, Status="StageRollOut")
        self.work(day, "09:00")
        child = child_of(self.lab, release)
        self.lab.as_user("mgr1").change(child, CustomFields={"EA Teams": list(teams)})
        self.work(day, "09:30")
        return release, child

    def closes(self, child, outcome):
        self.lab.as_user("mgr1").change(child, CustomFields={"Outcome": outcome})
        self.lab.as_user("mgr1").change(child, Status="resolved")

    @staticmethod
    def opened(odt):
        """The words that LibreOffice shows of it, without blanks: a cell of a table breaks them anywhere."""
        with tempfile.TemporaryDirectory(prefix="draft-") as folder:
            with open(folder + "/draft.odt", "wb") as file:
                file.write(odt)
            run = functools.partial(subprocess.run, check=True, capture_output=True, timeout=120)
            run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                 "--outdir", folder, folder + "/draft.odt"])
            return "".join(run(["pdftotext", "-raw", folder + "/draft.pdf", "-"]).stdout.decode().split())

    # ------------------------------------------------------------------ the first: ACCEPT

    def test_1_a_rollout_ends_with_accept(self):
        equal, has = self.assertEqual, self.assertIn
        manager = Page(self.lab.as_user("mgr1"))
        release, child = self.staged(0, "CREAM", T1, CIEMAT)
        self.child = child
        for person, team in (ANNA, T1), (CARLA, CIEMAT):
            self.lab.say(person, f"accept {team}", child)
        self.work(0, "11:00")
        (until,) = self.rt.field(child, "Exposure Until")
        equal(until[:10], str(first_monday() + datetime.timedelta(days=7)))
        has("Missing for an outcome:", self.status(child))

        self.lab.say(ANNA, f"We see a crash: {GGUS}", child)
        self.work(1, "10:00")
        has(GGUS, self.rt.links(child))
        has("Against it speaks: a problem was reported", self.status(child))
        self.work(5, "09:30")
        equal(len(self.letters(ANNA, "may come")), 1)

        self.report(ANNA, (WRONG, REPORT))
        self.work(6, "10:00")
        equal(self.rt.field(child, "Reports"), [])
        has(RIGHT.replace(".docx", ""), str(self.letters(ANNA, "1 problem")[-1].get_payload(0)))
        self.report(ANNA, (RIGHT, REPORT))
        self.work(6, "11:00")
        self.report(ANNA, (RIGHT, NEWER))
        self.work(6, "12:00")
        equal(self.rt.field(child, "Reports"), [RIGHT])

        self.work(7, "09:30")
        equal([len(self.letters(who, "is due")) for who in (ANNA, CARLA)], [0, 1])
        self.work(9, "09:30")
        equal(len(self.letters(CARLA, "no report yet")), 1)
        has("which was due until the end of", self.why(child, 9, "09:40"))
        self.report(CARLA, (CARLAS, REPORT))
        self.work(9, "10:00")
        equal(len(self.rt.notes(child, "a draft of the summary")), 1)
        draft = self.opened(dict(self.rt.files(child))["summary-EMI-CREAM-1.14.0-1.odt"])
        for words in ("Staged rollout EMI CREAM 1.14.0-1", T1, CIEMAT, RIGHT, CARLAS, "ACCEPT", GGUS, f"#{child}",
                      "to be decided by the rollout managers", "the number of the document with the reports"):
            has("".join(words.split()), draft)
        equal(self.rt.notes(child, "good for wider"), [])

        manager.say(child, "override: solved by GGUS, the fix is in the release notes", type="private")
        self.work(9, "10:30")
        equal(len(self.rt.notes(child, "good for wider")), 1)
        has("the decision is yours", self.status(child))
        has("the decision is yours", self.why(child, 9, "10:31"))

        manager.say(child, "document 1234", type="private")
        self.work(9, "10:40")
        has("https://documents.egi.eu/document/1234", self.rt.links(child))
        self.closes(child, "ACCEPT")
        self.work(9, "11:00")
        self.expect_told(release, child, "ACCEPT", 1)
        equal(self.rt.field(release, "Document ID"), ["1234"])
        equal(self.rt.field(release, "RepoAction"), ["MoveToProduction"])
        self.work(9, "11:29")
        equal(self.announced(READER), [])
        self.work(9, "11:31")
        self.work(9, "12:30")
        (one,), (other,) = self.announced(READER), self.announced(OTHER)
        equal(one["Message-ID"], other["Message-ID"])
        has("ACCEPT", one["Subject"])
        self.expect_told(release, child, "ACCEPT", 1)

    # ------------------------------------------------------------------ the second: REJECT, amended

    def test_2_a_rollout_ends_with_reject_and_is_amended(self):
        equal, has = self.assertEqual, self.assertIn
        manager = Page(self.lab.as_user("mgr1"))
        for kept in (READER, OTHER):
            self.mailman.office.kept[:] = [one for one in self.mailman.office.kept if one.recipient != kept]
        release, child = self.staged(14, "SE-DPM_mysql", QMUL)
        self.lab.say(QUINN, f"reject {QMUL}", child)
        self.work(14, "13:00")
        manager.say(child, f"send {self.id_asked_for(child, 'a call for volunteers')}", type="private")
        self.work(14, "14:00")
        (call,) = self.letters(READER, "who can take part")
        self.lab.as_user("mgr1").change(child, CustomFields={"EA Teams": [QMUL, T1]})
        self.work(14, "15:00")
        self.lab.say(ANNA, f"accept {T1}", child)
        self.work(14, "16:00")

        self.closes(child, "REJECT")
        self.work(15, "09:00")
        self.expect_told(release, child, "REJECT", 1)
        has("the report of " + T1, self.rt.notes(release, "the outcome is")[0].text)
        equal(len(self.rt.notes(child, "resolved with gaps")), 1)
        self.work(15, "09:31")
        (first,) = self.announced(READER)
        equal(first["In-Reply-To"], call["Message-ID"])
        (general,) = self.announced(OTHER)
        equal(general["In-Reply-To"], None)  # it never had the call

        self.lab.as_user("mgr1").change(child, CustomFields={"Outcome": "ACCEPT"})
        self.work(16, "09:00")
        self.expect_told(release, child, "ACCEPT", 2)
        has("This amends what was told", self.rt.notes(release, "amended")[0].text)
        self.work(16, "09:31")
        self.work(16, "12:00")
        _, second = self.announced(READER)
        has("amended: ACCEPT", " ".join(second["Subject"].split()))
        equal(second["In-Reply-To"], first["Message-ID"])
        equal(len(self.announced(OTHER)), 2)
        equal(self.letters(READER, "no more volunteers"), [])

    def test_3_nothing_is_left(self):
        self.assertEqual(self.lab.waits(), [])
        self.assertEqual(self.letters(OWNER, ""), [])

    # ------------------------------------------------------------------ what must be true

    def announced(self, reader):
        return [mail for mail in self.letters(reader, "Staged Rollout") if "take part" not in mail["Subject"]]

    def expect_told(self, release, child, outcome, times):
        self.assertEqual(self.rt.field(release, "Rollout Outcome"), [outcome])
        self.assertEqual(len(self.rt.notes(release, "the outcome is")), times)
        self.assertIn(f"#{child}", self.rt.notes(release, "the outcome is")[-1].text)
        # the owners of the release hear it from RT, the teams do not
        heard = self.lab.rt_mailed(f"#{release}]", f"the outcome is {outcome}")
        self.assertTrue(any(address.startswith("owner") for address in heard), heard)
        self.assertFalse(any(address in heard for address in (ANNA, CARLA, QUINN)), heard)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
