# SPDX-License-Identifier: Apache-2.0
"""`rebuild`: a lost store is made anew from the journals in RT."""
import fcntl
import os
import unittest

from with_rt import QMUL, T1, RtTest

NOW, LATER = "2026-11-23T10:00:00Z", "2026-11-23T10:02:00Z"


class Rebuild(RtTest):
    def setUp(self):
        super().setUp()
        self.ticket = self.rollout((T1, QMUL))
        self.ends(0, "work", "--now", NOW)
        self.asked = self.letters()
        self.assertEqual(len(self.asked), 2)

    def letters(self):
        return sorted(os.listdir(self.path("sent")))

    def journal(self):
        fields = self.rt.rest("GET", f"ticket/{self.ticket}")["CustomFields"]
        return next(one["values"] for one in fields if one["name"] == "Rollout Journal")

    def lose_store(self):
        for end in ("", "-wal", "-shm"):
            if os.path.exists(self.path("store.db" + end)):
                os.remove(self.path("store.db" + end))

    def rebuild(self, status=0, *words):
        return self.ends(status, *words, "rebuild", "--now", LATER)

    def test_nobody_is_asked_twice(self):
        before = self.journal()
        self.assertIn(f"\tasked\t{T1}\t", before[0])
        self.lose_store()
        self.assertRegex(self.rebuild().stdout, rf"#{self.ticket}: [1-9]\d* lines added, 0 were there\n1 rollouts read")
        self.assertIn(f"#{self.ticket}: 0 lines added", self.rebuild().stdout)
        self.ends(0, "work", "--now", LATER)
        self.assertEqual((self.letters(), self.journal()), (self.asked, before))
        self.ends(0, "work", "--now", "2026-11-24T12:00:00Z")
        self.assertEqual(len(self.letters()), 4)  # the reminders are not forgotten
        self.assertIn(f"\treminded\t{QMUL}\t", self.journal()[0])

    def test_one_at_a_time_works_on_the_store(self):
        with open(self.path("store.db.lock"), "r+", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertIn("another rollout-bridge", self.rebuild(75).stderr)

    def test_what_cannot_be_read_is_told(self):
        self.rt.rest("PUT", f"ticket/{self.ticket}",
                     {"CustomFields": {"Rollout Journal": self.journal()[0].replace("\tasked\t", " asked ", 1)}})
        self.lose_store()
        said = self.rebuild(1).stdout
        self.assertIn("cannot be read", said)
        self.assertIn("1 faults", said)

    def test_rt_that_is_away_is_asked_again_later(self):
        self.lose_store()
        self.control(down=True)
        self.assertIn("does not answer", self.rebuild(75).stderr)
        self.control(down=False)
        self.rebuild()


if __name__ == "__main__":
    unittest.main()
