# SPDX-License-Identifier: Apache-2.0
"""`why`: where a ticket stands, told from RT and from the store; nothing is written."""
import os
import unittest

from bridge import MAIL
from with_rt import QMUL, T1, RtTest

NOW = "2026-11-23T10:00:00Z"
KEYS = ["ticket", "status", "sentence", "waits_for", "stuck"]


class Why(RtTest):
    def work(self, now=NOW, status=0):
        self.ends(status, "work", "--now", now)

    def why(self, ticket, now=NOW):
        one, = self.told("why", str(ticket), "--now", now)
        self.assertEqual(list(one), KEYS)
        self.assertEqual(one["ticket"], ticket)
        text = self.looks(0, "why", f"#{ticket}", "--now", now).stdout
        self.assertTrue(text.endswith(one["sentence"] + "\n"), text)
        return one

    def test_from_no_team_to_closed(self):
        ticket = self.rollout([])
        self.work()
        one = self.why(ticket)
        self.assertIn("No team is chosen yet", one["sentence"])
        self.assertEqual((one["status"], one["waits_for"], one["stuck"]), ("new", [], []))
        self.rt.rest("PUT", f"ticket/{ticket}", {"CustomFields": {"EA Teams": [T1, QMUL]}})
        self.assertIn("is chosen and is asked as soon as the bridge works", self.why(ticket)["sentence"])
        self.work("2026-11-23T10:02:00Z")
        one = self.why(ticket)
        self.assertEqual(one["status"], "open")
        self.assertEqual(one["waits_for"], [{"team": T1, "until": "2026-11-24T10:02:00Z"},
                                            {"team": QMUL, "until": "2026-11-24T10:02:00Z"}])
        self.assertIn("until 2026-11-24 11:02 Europe/Amsterdam (10:02 UTC): ", one["sentence"])
        self.work("2026-11-24T11:00:00Z")
        self.assertIn(T1 + " has not answered: its time was up 2026-11-24 11:02 Europe/Amsterdam (10:02 UTC)",
                      self.why(ticket, "2026-11-24T11:00:00Z")["sentence"])
        self.rt.rest("PUT", f"ticket/{ticket}", {"CustomFields": {"EA Accepted": [T1], "EA Rejected": [QMUL]}})
        one = self.why(ticket)
        self.assertIn("It waits for the report of " + T1, one["sentence"])
        self.assertEqual(one["waits_for"], [{"team": T1, "until": "2026-11-30T23:00:00Z"}])
        self.rt.rest("PUT", f"ticket/{ticket}", {"Status": "resolved", "CustomFields": {"Outcome": "ACCEPT"}})
        self.assertIn("is resolved, its outcome ACCEPT: nothing is waited for", self.why(ticket)["sentence"])

    def test_a_call_for_volunteers_waits_for_a_manager(self):
        ticket = self.rollout()
        self.work()
        self.rt.rest("PUT", f"ticket/{ticket}", {"CustomFields": {"EA Rejected": [T1]}})
        self.work("2026-11-23T10:02:00Z")
        self.assertRegex(self.why(ticket)["sentence"], r"waits, without a date, for a manager's line `send \w{4}-\w{4}`")

    def test_a_release(self):
        release = self.release()
        self.work()
        self.assertIn("it has no rollout: one begins when", self.why(release)["sentence"])
        self.rt.rest("PUT", f"ticket/{release}", {"Status": "StageRollOut"})
        self.assertIn("the bridge has seen no change", self.why(release)["sentence"])
        self.work("2026-11-23T10:02:00Z")
        one = self.why(release)
        self.assertIn(f"its rollout is #{release + 1}. Rollout #{release + 1} (EMI-1.0 CREAM 1.14.0-1) is new. No team", one["sentence"])
        self.assertEqual(one["status"], "StageRollOut")

    def test_any_other_ticket_and_none(self):
        self.work()
        self.looks(1, "why", "4711", says="4711")
        for word in ("x", "0", "-1", "47x", "99999999999999999999", ""):
            self.looks(2, "why", "--", word, says="is no ticket's number")
        self.refused("why takes one ticket", "why")
        self.refused("--now:", "why", "1", "--now", "soon")

    def test_what_is_stuck_comes_first(self):
        ticket = self.rollout()
        self.work()
        self.control(down=True)
        self.drop(MAIL.replace("#2]", f"#{ticket}]"))
        self.work("2026-11-23T10:02:00Z", status=75)
        before = os.path.getsize(self.path("store.db"))
        self.ends(75, "why", str(ticket), says="does not answer")
        self.assertEqual(os.path.getsize(self.path("store.db")), before)
        self.control(down=False)
        one = self.why(ticket)
        self.assertEqual([row["state"] for row in one["stuck"]], ["ready"])
        self.assertIn("does not answer", one["stuck"][0]["error"])
        first = self.looks(0, "why", str(ticket)).stdout.splitlines()[0]
        self.assertIn("was tried in vain: ", first)

    def test_without_a_store(self):
        self.refused("there is no store", "why", "1")
        self.assertFalse(os.path.exists(self.path("store.db")))


if __name__ == "__main__":
    unittest.main()
