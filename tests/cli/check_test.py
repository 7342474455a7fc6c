# SPDX-License-Identifier: Apache-2.0
"""`check mail`: one JSON object for each input, with exactly the keys of the contract, for every mail
of the corpus; status 0 without complaint, 1 with one."""
import glob
import json
import os
import unittest

from bridge import CORPUS, MAIL, SOURCE, BridgeTest

KEYS = ["input", "message_id", "from", "subject", "ticket", "structure", "attachments", "automatic", "because",
        "fresh_text", "outcome", "commands", "links", "complaints"]
OUTCOMES = {"commands", "conflict", "malformed", "none", "empty", "automatic", "doubtful", "unreadable"}


class CheckMail(BridgeTest):
    def setUp(self):
        super().setUp()
        os.remove(self.path("bridge.conf"))  # it is offline

    def test_the_whole_corpus(self):
        mails = sorted(glob.glob(CORPUS + "/*/*.eml"))
        self.assertGreater(len(mails), 90)
        done = self.run_bridge("--json", "check", "mail", *mails)
        read = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([one["input"] for one in read], mails)
        self.assertEqual(done.returncode, 1 if any(one["complaints"] for one in read) else 0)
        for one in read:
            self.assertEqual(list(one), KEYS, one["input"])
            self.assertIn(one["outcome"], OUTCOMES)
            self.assertIn(one["automatic"], {"no", "yes", "doubtful"})
            self.assertTrue(one["ticket"] is None or isinstance(one["ticket"], int))
            self.assertEqual(bool(one["commands"]), one["outcome"] == "commands", one["input"])
            for part in one["attachments"]:
                self.assertEqual(list(part), ["name", "type", "bytes", "sha256"])
                self.assertEqual(len(part["sha256"]), 64)
            for command in one["commands"]:
                self.assertEqual(list(command), ["verb", "team"])
                self.assertIn(command["verb"], {"accept", "reject", "withdraw"})
            for complaint in one["complaints"]:
                self.assertEqual(list(complaint), ["code", "line", "text", "suggestion"])

    def test_status_and_streams(self):
        self.ends(0, "check", "mail", stdin=MAIL, says="-: commands")
        self.ends(0, "check", "mail", "-", stdin=MAIL)
        near_miss = MAIL.replace("accept", "acept")
        done = self.run_bridge("check", "mail", stdin=near_miss)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("accept NGI_IT-INFN-T1", done.stdout)
        self.write("good.eml", MAIL)
        done = self.run_bridge("check", "mail", self.path("none"), self.path("good.eml"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("good.eml: commands", done.stdout)

    def test_teams_and_rt_names(self):
        teams = os.path.join(SOURCE, "scripts", "lab.d", "roster.tsv")
        self.ends(0, "check", "mail", "--teams", teams, stdin=MAIL)
        done = self.run_bridge("--json", "check", "mail", "--teams", teams, stdin=MAIL.replace("INFN-T1", "INFNT1"))
        self.assertEqual(done.returncode, 1)
        complaint = json.loads(done.stdout)["complaints"][0]
        self.assertEqual((complaint["code"], complaint["suggestion"]), ("unknown_team", "accept NGI_IT-INFN-T1"))
        for names, ticket in (("lab.example.test", 2), ("a,LAB.example.test", 2), ("other", None)):
            one = json.loads(self.run_bridge("--json", "check", "mail", "--rtname", names, stdin=MAIL).stdout)
            self.assertEqual(one["ticket"], ticket)


if __name__ == "__main__":
    unittest.main()
