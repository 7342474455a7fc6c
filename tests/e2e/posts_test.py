# SPDX-License-Identifier: Apache-2.0
"""Posts of the real bridge on lists of a real Mailman, from the row that owes one to what the ledger knows of it.
     posts_test.py BRIDGE FILTER"""
import json
import os
import sqlite3
import subprocess
import sys
import unittest

import mailman
from mailman import DOMAIN

if why := mailman.missing():
    print(f"skipped: {why}")
    sys.exit(77)

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cli"))
from bridge import FILTER, BridgeTest  # noqa: E402  takes the programs from the command line

LIST, ANNA, US = f"early-adopters-emi@{DOMAIN}", "anna@infn.example.test", "staged-rollout@lab.example.test"
RETURN = "rollout-return@lab.example.test"


class Posts(BridgeTest):
    @classmethod
    def setUpClass(cls):
        cls.mailman = mailman.Mailman()
        cls.addClassCleanup(cls.mailman.stack.close)

    def setUp(self):
        super().setUp()
        self.mailman.office.kept.clear()
        self.addCleanup(self.mailman.rest, f"lists/{LIST}", "DELETE")
        self.mailman.make_list("early-adopters-emi", members=[ANNA])
        del self.keys["mail.sendmail"]
        self.keys.update({"mail.smtp": f"smtp://127.0.0.1:{self.mailman.smtp_port}", "mail.smtp_tls": "no",
                          "mail.bounce_address": RETURN})
        self.keys = dict(sorted(self.keys.items()))
        self.configure()
        self.run_bridge("work")  # makes the store; RT is away, which hinders none of this
        self.id = f"{self._testMethodName}@lab.example.test"

    def post(self, to=LIST):
        """A decision owes it: a row of the outbox, as bridge/codec writes it."""
        letter = {"to": to, "form": "owner", "message_id": self.id, "to_list": True,
                  "words": {"about": "Staged Rollout EMI-1.0 CREAM: wär tests it?", "text": "Nobody has answered."}}
        with sqlite3.connect(self.path("store.db")) as store:
            store.execute("INSERT INTO outbox (key, lane, kind, body, state, due, created) VALUES (?, ?, 'letter', ?, "
                          "'ready', 0, 0)", (self.id, f"post/{self.id}", json.dumps(letter)))
        store.close()
        self.run_bridge("work")
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")

    def take_in(self, action):
        """Gives the bridge what came for it, as the MTA would; gives how many mails."""
        came = [one for one in self.mailman.office.kept if one.recipient in (US, RETURN)]
        for one in came:
            subprocess.run([FILTER, "--drop", self.path("drop"), "--queue", "staged-rollout", "--action", action,
                            "--sender", one.sender], input=one.raw, check=True)
        self.mailman.office.kept.clear()
        self.run_bridge("work")
        return len(came)

    def told(self):
        """What the ledger knows that was told of the post."""
        with sqlite3.connect(self.path("store.db")) as store:
            rows = store.execute("SELECT words FROM ledger WHERE what = 'post_notice' AND about = ? AND ticket = 0 "
                                 "ORDER BY id", (self.id,)).fetchall()
        store.close()
        return [words for words, in rows]

    def assert_nothing_went_on(self):
        kinds = [row["kind"] for row in self.rows("--all") if row["kind"] in ("relay", "letter")]
        self.assertEqual(kinds, ["letter"], "the post alone: no copy for RT, and no letter about it")

    def test_it_goes_out_once(self):
        self.mailman.accept_from("early-adopters-emi", US)
        self.post()
        self.run_bridge("work")
        (got,) = self.mailman.kept_for(ANNA)
        self.assertEqual(got.mail["Message-ID"], f"<{self.id}>")
        self.assertEqual(got.mail["X-Mailman-Version"][:2], "3.")
        self.assertEqual(self.take_in("correspond"), 0)
        self.assertEqual(self.told(), [])

    def test_it_is_held_and_then_refused(self):
        self.post()
        self.assertEqual(self.take_in("correspond"), 1)
        self.assertEqual(self.told(), [f"held: The message is not from a list member ({LIST})"])
        self.mailman.settle_held(LIST, "reject", comment="Please ask the managers first.")
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")
        self.assertEqual(self.take_in("correspond"), 1)
        self.assertEqual(self.told()[1:], [f"rejected: Please ask the managers first. ({LIST})"])
        self.assert_nothing_went_on()

    def test_it_is_sent_back(self):
        self.mailman.rest(f"lists/{LIST}/config", "PATCH", default_nonmember_action="reject")
        self.post()
        self.assertEqual(self.take_in("correspond"), 1)
        self.assertEqual(self.told(), [f"rejected: The message is not from a list member ({LIST})"])
        self.assert_nothing_went_on()

    def test_a_list_that_is_none(self):
        """The server says so at once: it is stuck, and the owner told."""
        self.post(f"none@{DOMAIN}")
        (row,) = [row for row in self.rows() if row["key"] == self.id]
        self.assertEqual(row["state"], "stuck")
        self.assertIn("550", row["error"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
