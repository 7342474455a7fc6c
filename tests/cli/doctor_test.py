# SPDX-License-Identifier: Apache-2.0
"""`doctor`: what is fine, what is wrong and how to mend it; nothing is written."""
import json
import os
import re
import unittest

from bridge import SOURCE, dead_port
from with_rt import T1, RtTest

SAID = os.path.join(SOURCE, "tests", "cli", "doctor.txt")
KEYS = ["area", "check", "verdict", "text", "remedy"]


class Doctor(RtTest):
    maxDiff = None

    def findings(self, status, *words):
        """All of them, by areas; nobody has written anything."""
        made = os.path.exists(self.path("store.db"))
        before = self.state() if made else sorted(os.listdir(self.dir))
        done = self.ends(status, "--json", "doctor", *words)
        self.assertEqual(self.state() if made else sorted(os.listdir(self.dir)), before)
        self.assertEqual(done.stderr, "")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        for one in found:
            self.assertEqual(list(one), KEYS)
            self.assertEqual(one["remedy"] is None, one["verdict"] == "fine", one)
        self.assertEqual(status, 1 if any(one["verdict"] == "wrong" for one in found) else 0)
        return found

    def wrong(self, *words):
        """What is wrong, in text and remedy."""
        return [f'{one["area"]}: {one["text"]} -> {one["remedy"]}' for one in self.findings(1, *words)
                if one["verdict"] == "wrong"]

    def finds(self, said, *words):
        """That one thing is wrong, and no other."""
        found = self.wrong(*words)
        self.assertEqual(len(found), 1, found)
        self.assertIn(said, found[0])

    def test_all_is_well(self):
        self.rollout()
        self.ends(0, "work")
        found = self.findings(0)
        self.assertLessEqual({"configuration", "store", "rt", "clock", "teams", "mail", "serve"},
                             {one["area"] for one in found})
        self.assertEqual([one["check"] for one in found if one["verdict"] == "remark"], ["drop-box", "proofs"])
        fine = " ".join(one["text"] for one in found)
        for words in ("takes the password of rollout-bridge", "queue sw-rel has 12 fields of the right kind",
                      "6 teams with people who have an address", "the lifecycle sw-rel has InVerification, StageRollOut",
                      "nothing is stuck", "RT's clock and ours agree", "and the 16 fields that are ours to write"):
            self.assertIn(words, fine)
        text = self.ends(0, "doctor").stdout
        self.assertTrue(text.startswith("configuration\n  fine    "), text)
        self.assertRegex(text, r"\n\d\d fine, 2 remarks, 0 wrong\n$")

    def test_what_is_said(self):
        """As doctor.txt has it, which README.md and rollout-admin quote; tests/approve writes what is said now."""
        self.rollout()
        self.ends(0, "work")
        text = "$ rollout-bridge doctor\n" + self.ends(1, "doctor", "--rollout.to", "Testing", "--rt.outcome_field", "Result").stdout
        for at, words in ((re.escape(self.dir), "/var/lib/rollout-bridge"), (r"\b\d+ (s|MiB)\b", r"… \1")):
            text = re.sub(at, words, text)
        if os.environ.get("ROLLOUT_APPROVE"):
            with open(SAID, "w", encoding="utf-8") as file:
                file.write(text)
        with open(SAID, encoding="utf-8") as file:
            self.assertEqual(text, file.read())

    def test_before_the_first_start(self):
        self.assertIn("there is no store", json.dumps(self.findings(0)))
        self.assertFalse(os.path.exists(self.path("store.db")))

    def test_rt_is_away(self):
        self.ends(0, "work")
        self.control(down=True)
        done = self.ends(1, "--json", "doctor")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        wrong, = [one for one in found if one["verdict"] == "wrong"]
        self.assertEqual(wrong["area"], "rt")
        self.assertIn("connection refused", wrong["text"])
        self.assertLessEqual({"configuration", "store", "mail"}, {one["area"] for one in found})

    def test_rt_does_not_know_us(self):
        self.write("password", "guessed\n", 0o600)
        self.finds("Unauthorized -> check rt.user and its password")
        self.assertNotIn("guessed", self.ends(1, "doctor").stdout)

    def test_each_file_by_itself(self):
        self.write("stacks", "EMI\n")
        self.write("zones", "*\tNowhere/Land\ttarget\tSat,Sun\n")
        found = self.wrong("--rollout.stacks", self.path("stacks"), "--clock.zones", self.path("zones"),
                           "--lists.table", "/no/such/table", "--mail.templates_dir", self.dir)
        self.assertEqual(len(found), 4, found)
        for words in ("stacks:1", "zones:1", "lists.table", "answer.txt"):
            self.assertTrue(any(words in one for one in found), (words, found))

    def test_a_secret_that_others_can_read(self):
        os.chmod(self.path("password"), 0o644)
        self.finds("rt.password_file: others may read")
        self.assertIn("-> chmod 0600 ", self.wrong()[0])

    def test_names_that_rt_does_not_have(self):
        self.finds("no custom field 'Result' (rt.outcome_field)", "--rt.outcome_field", "Result")
        self.finds("no status 'Testing', which rollout.to names", "--rollout.to", "Testing")
        self.finds("shows us no queue 'rollouts' (rt.queue)", "--rt.queue", "rollouts")
        self.finds("group managers (rt.managers_group)", "--rt.managers_group", "managers")
        self.finds("set rt.name to lab.example.test", "--rt.name", "rt.other.test")
        self.finds("no group team-… (rt.team_prefix)", "--rt.team_prefix", "team-")

    def test_mail(self):
        self.finds("mail.sendmail", "--mail.sendmail", "/no/such/program")
        self.finds("connection refused", "--mail.smtp", f"smtp://127.0.0.1:{dead_port()}")

    def test_teams_of_the_list(self):
        self.write("sites", "NGI_IT\tINFN-T1\n")
        os.utime(self.path("sites"), times=(0, 0))  # nobody is writing it
        self.keys |= {"teams.source": "file", "teams.file": self.path("sites")}
        self.configure()
        self.ends(0, "work")
        unknown, = [one for one in self.findings(0) if one["check"] == "sites" and one["verdict"] == "remark"]
        self.assertIn("NGI_UK-UKI-LT2-QMUL", unknown["text"])
        self.assertNotIn(T1, unknown["text"])
        self.finds("/no/such/file", "--teams.file", "/no/such/file")

    def test_rows_that_are_stuck(self):
        self.write("sendmail", "#!/bin/sh\nexit 67\n", 0o700)  # EX_NOUSER
        self.rollout()
        self.ends(75, "work")
        self.assertTrue(any("stuck" in one and "queue list" in one for one in self.wrong()))

    def test_what_cannot_be_used_at_all(self):
        self.refused("lists.poll", "doctor", "--lists.poll", "perhaps")
        self.refused("doctor takes no words", "doctor", "rt")
        with open(self.path("bridge.conf"), "w", encoding="ascii") as file:
            file.write("[rt]\nurll = x\n")
        self.refused("there is no key rt.urll", "doctor")


if __name__ == "__main__":
    unittest.main()
