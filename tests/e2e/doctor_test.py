# SPDX-License-Identifier: Apache-2.0
"""`doctor` on a real RT: a healthy laboratory is healthy, and each of a dozen ways to break it is found as what it
   is, and is gone when it is mended."""
import contextlib
import json
import os
import subprocess
import sys
import unittest

from lab import T1, Lab

# doctor.pl VERB WORDS…: what REST2 cannot change.
CHANGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "doctor", "change.pl")


class Doctor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.down)
        cls.rollout, cls.release = cls.lab.rt.rollout(T1), cls.lab.rt.create("sw-rel", "CREAM for EMI 1")
        cls.lab.settle(60)

    def findings(self, status, *words):
        ran = subprocess.run([self.lab.bridge, "--config", self.lab.config, "--json", "doctor", *words], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual((ran.returncode, ran.stderr), (status, ""), ran.stdout)
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def finds(self, verdict, said, *words):
        """That and nothing else."""
        found = [one for one in self.findings(1 if verdict == "wrong" else 0, *words)
                 if one["verdict"] != "fine" and one["check"] not in ("drop-box", "proofs")]
        self.assertEqual([one["verdict"] for one in found], [verdict], found)
        self.assertIn(said, found[0]["text"] + " -> " + found[0]["remedy"])

    def change(self, *words):
        environment = {**os.environ, "RT_SITE_CONFIG": self.lab.dir + "/rt/RT_SiteConfig.pm",
                       "RT_SITE_CONFIG_DIR": self.lab.dir + "/rt/site.d"}
        ran = subprocess.run([CHANGE, *words], env=environment, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False)
        self.assertEqual(ran.returncode, 0, ran.stdout)

    @contextlib.contextmanager
    def broken(self, way, *words):
        """In that way, until the end of the block."""
        back = {"revoke": "grant", "grant": "revoke", "take-off": "put-on", "empty": "fill", "add-value": "drop-value",
                "drop-value": "add-value"}
        self.change(way, *words)
        try:
            yield
        finally:
            self.change(back[way], *words)

    def field(self, name):
        return f"customfield/{self.lab.rt.field_id(name)}"

    def test_healthy(self):
        before = self.lab.rt.sql("SELECT max(id) FROM Transactions")
        found = self.findings(0)
        self.assertEqual([one["check"] for one in found if one["verdict"] == "remark"], ["drop-box", "proofs"], found)
        fine = " ".join(one["text"] for one in found)
        for words in ("RT 5.", "[lab.example.test #4711]", "queue staged-rollout has 18 fields of the right kind",
                      f"we may change #{self.rollout}, the newest ticket in queue staged-rollout, and the 16 fields",
                      f"we may change #{self.release}, the newest ticket in queue sw-rel, and the 2 fields",
                      "sees no other queue and may change no group", "6 teams", "has a value for each group",
                      "finds itself ready", "the newest web hook came"):
            self.assertIn(words, fine)
        self.assertEqual(self.lab.rt.sql("SELECT max(id) FROM Transactions"), before)
        self.assertEqual(self.lab.waits(), [])

    def test_a_field_is_disabled(self):
        self.lab.rt.call("PUT", self.field("Reports"), {"Disabled": 1})
        self.finds("wrong", "no custom field 'Reports' (rt.reports_field): it is disabled")
        self.lab.rt.call("PUT", self.field("Reports"), {"Disabled": 0})

    def test_a_field_is_not_on_the_queue(self):
        with self.broken("take-off", "EA Accepted", "staged-rollout"):
            self.finds("wrong", "no custom field 'EA Accepted' (rt.accepted_field): it is on other queues alone, or on none")

    def test_a_third_outcome(self):
        with self.broken("add-value", "Outcome", "MAYBE"):
            self.finds("wrong", "MAYBE, ACCEPT, REJECT and must from ACCEPT, REJECT alone")

    def test_groups_are_emptied(self):
        with self.broken("empty", "staged-rollout", "mgr1", "mgr2"):
            self.finds("wrong", "group staged-rollout (rt.managers_group) has no enabled member")
        with self.broken("empty", "ea-NGI_UK-UKI-LT2-QMUL", "quinn"):
            self.finds("remark", "groups without an enabled member: ea-NGI_UK-UKI-LT2-QMUL")

    def test_rights_are_revoked(self):
        with self.broken("revoke", "rollout-bridge", "ModifyTicket", "staged-rollout"):
            self.finds("wrong", "grant ModifyTicket on the queue to the user rollout-bridge")
        with self.broken("revoke", "rollout-bridge", "ModifyCustomField", "field:Rollout Status"):
            self.finds("wrong", "we may not write Rollout Status (rt.status_field)")
        with self.broken("revoke", "rollout-bridge", "SeeQueue", "sw-rel"):
            self.finds("wrong", "no queue 'sw-rel' (rt.release_queue)")
        with self.broken("revoke", "rollout-bridge", "SeeCustomField", "field:OS"):
            self.finds("remark", "RT does not tell the user rollout-bridge: OS")

    def test_too_many_rights(self):
        with self.broken("grant", "rollout-bridge", "SuperUser", "-"):
            found = [one["text"] for one in self.findings(0) if one["check"] == "too many rights"]
            self.assertEqual(len(found), 2, found)
            self.assertIn("General", found[0])
            self.assertIn("may change who is in group staged-rollout", found[1])

    def test_the_drop_down_and_the_groups_differ(self):
        with self.broken("add-value", "EA Teams", "NGI_XX-Nowhere"):
            self.finds("wrong", "nobody could answer for them: NGI_XX-Nowhere")
        with self.broken("drop-value", "EA Teams", "NGI_FRANCE-IN2P3-CC-T2"):
            self.finds("remark", "does not let choose: NGI_FRANCE-IN2P3-CC-T2")

    def test_names_and_the_password(self):
        guessed = self.lab.dir + "/secrets/guessed"
        with open(os.open(guessed, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write("guessed\n")
        self.finds("wrong", "Unauthorized -> check rt.user and its password", "--rt.password_file", guessed)
        self.finds("wrong", "has no status 'StagedRollout', which rollout.to names", "--rollout.to", "StagedRollout")
        self.finds("wrong", "set rt.outcome_field to the name that it has there", "--rt.outcome_field", "Result")
        self.finds("wrong", "set rt.name to lab.example.test", "--rt.name", "rt.other.test")

    def test_a_queue(self):
        (number,), = self.lab.rt.sql("SELECT id FROM Queues WHERE Name = 'sw-rel'")
        self.lab.rt.call("PUT", f"queue/{number}", {"Disabled": 1})
        self.finds("wrong", "queue sw-rel is disabled")
        self.lab.rt.call("PUT", f"queue/{number}", {"Disabled": 0, "SubjectTag": "releases"})
        self.finds("wrong", "add releases to rt.name")
        self.lab.rt.call("PUT", f"queue/{number}", {"SubjectTag": ""})


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
