# SPDX-License-Identifier: Apache-2.0
"""A call for volunteers on a list of a real Mailman, by `rollout-bridge work` killed before each call with which it
takes the letter in hand, sends it and books it as sent: the list has it once, twice where the mail server had said yes
and the bridge did not yet know it, and always under one Message-ID. And what Rollout Status says of it on the way.
     poll_test.py BRIDGE FILTER DIE_AT
DIE_AT is tests/fakes/die_at.cpp as a library."""
import collections
import itertools
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import mailman
from crash_site import FakeRt, Mail, Site
from mailman import DOMAIN

if why := mailman.missing():
    print(f"skipped: {why}")
    sys.exit(77)

BRIDGE, FILTER, DIE_AT = sys.argv[1:4]
TEAM, ANNA, PETR = "NGI_IT-INFN-T1", "anna@infn.example.test", "petr@cesnet.example.test"
LIST, US = f"early-adopters-emi@{DOMAIN}", "staged-rollout@lab.example.test"
READER = "list-reader@lab.example.test"  # an address of the bridge that is on the list
CONFIG = """[mail]
smtp = smtp://127.0.0.1:{port}
[lists]
address = early-adopters-{{stack}}@lists.example.test
poll = send
hold = 0
"""
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"
# Calls that commit something, here or outside, or learn that it was. The number is the stride: points between two of the
# others are outwardly the same.
KINDS = {"fdatasync": 1, "ftruncate64": 1, "unlink": 1, "connect": 1, "send": 1, "recv": 1, "pwrite64": 5}


class Poll(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mailman = mailman.Mailman()
        cls.addClassCleanup(cls.mailman.stack.close)

    def setUp(self):
        directory = tempfile.mkdtemp(prefix="poll.")
        self.addCleanup(shutil.rmtree, directory)
        self.office, self.rt, self.minutes = self.mailman.office, FakeRt(), 0
        self.addCleanup(self.rt.close)
        self.site = Site(directory + "/site", BRIDGE, FILTER, self.rt, more=CONFIG.format(port=self.mailman.smtp_port))
        self.addCleanup(self.mailman.rest, f"lists/{LIST}", "DELETE")
        self.mailman.make_list("early-adopters-emi", members=[PETR, READER])
        self.owe_a_call()
        self.office.kept.clear()

    def work(self, **env):
        self.minutes += 2
        return self.site.work(self.minutes, env)

    def owe_a_call(self):
        """The one team that was asked has rejected, and the mail server does not take the post yet."""
        self.ticket = int(self.rt.rest("POST", "ticket", {
            "Queue": "staged-rollout", "Subject": "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
            "ContentType": "text/plain", "Content": "CREAM", "CustomFields": {"EA Teams": [TEAM]}})["id"])
        self.assertEqual(self.work(), (0, ""))
        self.site.deliver(Mail(ANNA, self.ticket, "reject"))
        self.office.later = {LIST}
        self.assertEqual(self.work()[0], 75)
        self.office.later = set()
        self.assertEqual(self.of_poll(), "Call for volunteers: goes out now")

    def of_poll(self):
        """The line of Rollout Status about it."""
        lines = "\n".join(self.rt.fields(self.ticket)["Rollout Status"]).splitlines()
        (line,) = [one for one in lines if one.startswith("Call for volunteers: ")]
        return line

    def delivered(self, reader=PETR):
        """The mails that the list has brought to one who is on it."""
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")
        return self.mailman.kept_for(reader)

    def take_in(self, recipient, action):
        """What came for an address of the bridge is given to it, as the MTA does, and it works."""
        (came,) = self.delivered(recipient)
        subprocess.run([FILTER, "--drop", str(self.site.path / "drop"), "--queue", "staged-rollout", "--action", action,
                        "--sender", came.sender], input=came.raw, check=True)
        self.office.kept.clear()
        self.assertEqual(self.work(), (0, ""))

    def check_nothing_went_on(self):
        """RT has the team's answer, and neither the post nor what was told of it."""
        said = [type for type, *_ in self.rt.texts(self.ticket) if type == "Correspond"]
        self.assertEqual(said, ["Correspond"])
        self.assertEqual([one.recipient for one in self.office.kept if one.recipient not in (PETR, READER)], [])

    # ------------------------------------------------------------------ what Rollout Status says

    def test_it_is_sent_and_seen(self):
        self.mailman.accept_from("early-adopters-emi", US)
        self.assertEqual(self.work(), (0, ""))
        self.assertRegex(self.of_poll(), f"^Call for volunteers: sent {TIME}$")
        (got,) = self.delivered()
        self.assertIn("who can take part?", got.mail["Subject"])
        self.take_in(READER, "list")
        self.assertRegex(self.of_poll(), f"^Call for volunteers: sent {TIME}, seen on the list {TIME}$")
        self.check_nothing_went_on()

    def test_it_is_held_and_then_seen(self):
        self.assertEqual(self.work(), (0, ""))
        self.take_in(US, "correspond")
        self.assertRegex(self.of_poll(), f"^Call for volunteers: not delivered yet, sent {TIME}; held: The message is not "
                                         f"from a list member \\({LIST}\\)$")
        self.mailman.settle_held(LIST, "accept")
        self.take_in(READER, "list")
        self.assertRegex(self.of_poll(), f"^Call for volunteers: sent {TIME}, seen on the list {TIME}$")
        self.check_nothing_went_on()

    # ------------------------------------------------------------------ killed at each step

    def keep(self):
        shutil.copytree(self.site.path / "state", self.site.path / "owed")
        self.rt.control(keep=1)

    def reset(self):
        shutil.rmtree(self.site.path / "state")
        shutil.copytree(self.site.path / "owed", self.site.path / "state")
        self.rt.control(restore=1)
        self.office.kept.clear()
        self.office.taken = 0

    def kill_at(self, kind, nth):
        """The state of the letter's row, and what the list was given, after a run that was killed there."""
        self.reset()
        status, said = self.site.work(self.minutes + 2, {"LD_PRELOAD": DIE_AT, "DIE_AT": f"{kind}:{nth}"})
        self.assertIn(status, (0, -9), said)
        self.mailman.wait_for(lambda: self.office.open == 0, "the mail server is through with it")
        ((state,),) = self.site.left_behind("SELECT state FROM outbox WHERE kind = 'letter' AND key LIKE '%/poll/1/%'")
        return state, self.office.taken

    def check_recovery(self, state, taken):
        """One more run is enough; what the list got before it is not called back."""
        status, said = self.site.work(self.minutes + 4)
        self.assertEqual((status, said), (0, ""))
        copies = self.delivered()
        self.assertEqual(len(copies), 2 if state == "running" and taken else 1)
        self.assertEqual(len({one.mail["Message-ID"] for one in copies}), 1)
        self.assertRegex(self.of_poll(), f"^Call for volunteers: sent {TIME}$")
        self.check_nothing_went_on()

    def test_killed_between_claim_and_settlement(self):
        self.mailman.accept_from("early-adopters-emi", US)
        self.keep()
        began, killed, doubled = time.monotonic(), collections.Counter(), collections.Counter()
        for kind, stride in KINDS.items():
            for nth in itertools.count(1, stride):
                state, taken = self.kill_at(kind, nth)
                self.assertLessEqual(taken, 0 if state == "ready" else 1)
                if state != "ready":
                    with self.subTest(f"{kind}:{nth}"):
                        self.check_recovery(state, taken)
                if state == "done":  # killed later, or not at all
                    break
                killed[kind] += state == "running"
                doubled[kind] += state == "running" and taken
        print(f"{killed.total()} kills in {time.monotonic() - began:.0f} s, {dict(killed)}; after the server's yes "
              f"{dict(doubled)}")
        self.assertGreater(killed["send"], 4, "EHLO, MAIL, RCPT, DATA, the letter, QUIT")
        self.assertGreater(killed["fdatasync"], 0)
        self.assertGreater(doubled.total(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
