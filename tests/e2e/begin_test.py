#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""How rollouts begin and teams are asked, on a real RT: whether RT's hooks tell the bridge, its own sweep, or both,
   the end is the same, and each letter goes out once. Cases run in the order of their names, on the same RTs."""
import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

from begin.state import about, child_of
from begin.week import DAY, OPTIONS, Week, healthy, new_release
from lab import ANNA, CIEMAT, OWNER, QMUL, T1, eventually, several
from rt import Page

LABS = []
ASKING = "please answer", "no answer yet", "not asked any more", "who can take part"


class Begin(unittest.TestCase):
    maxDiff = None
    told = ()

    # ------------------------------------------------------------------ as it is lived

    def test_1_managers_at_once_and_rt_restarted(self):
        lab, rt = LABS[0], LABS[0].rt
        release = new_release(lab, "WMS")
        with lab.start("serve", "--clock.sweep=1"):
            eventually(lambda: healthy(lab.hook_url), "the bridge answers")
            lab.as_user("owner1").change(release, Status="StageRollOut")
            lab.run("restart-rt")
            child = child_of(lab, release)
            at_once(lambda: lab.as_user("mgr1").change(child, CustomFields={"EA Teams": [T1, QMUL]}),
                    lambda: lab.as_user("mgr2").change(child, CustomFields={"EA Teams": [T1, QMUL, CIEMAT]}))
            eventually(lambda: rt.admin_groups(child), "a team is being asked")
            lab.run("restart-rt")
            lab.settle(90)
            self.expect_asked_once(lab, child)
            Page(lab.as_user("quinn")).say(child, f"reject {QMUL}")
            lab.say(ANNA, f"accept {T1}", child)
            eventually(lambda: rt.field(child, "EA Accepted") and rt.field(child, "EA Rejected"), "both have answered")
            lab.settle(60)
        self.assertEqual(rt.children(release), [child])
        self.assertEqual(rt.owner(release), "Nobody")
        self.assertEqual(rt.field(release, "RepoAction"), [])  # where it is not asked for
        self.expect_asked_once(lab, child)
        self.assertEqual(lab.letters_to(OWNER), [])

    def expect_asked_once(self, lab, child):
        """Each chosen team holds one request more than withdrawals, any other one as many."""
        chosen, letters = lab.rt.field(child, "EA Teams"), about(lab.sent(), child)
        self.assertEqual(lab.rt.status(child), "open")
        self.assertEqual(lab.rt.admin_groups(child), sorted({"ea-" + team for team in chosen}))
        self.assertEqual(len({(mail["To"], mail["Message-ID"]) for mail in letters}), len(letters))
        for team, people in (T1, 2), (QMUL, 1), (CIEMAT, 1):
            subjects = [" ".join(mail["Subject"].split()) for mail in letters]
            asked = sum(f"please answer for {team}:" in subject for subject in subjects)
            freed = sum(f"{team} is not asked any more" in subject for subject in subjects)
            self.assertEqual(asked - freed, people if team in chosen else 0, subjects)

    # ------------------------------------------------------------------ as it is told

    def test_2_by_hook_by_sweep_and_by_both_the_end_is_the_same(self):
        weeks = [Week(self, LABS[0], hooks=True, sweep=DAY), Week(self, LABS[1], hooks=False, sweep=1),
                 Week(self, LABS[2], hooks=True, sweep=1, deaf=["teams_are_chosen"])]
        with ThreadPoolExecutor(len(weeks)) as pool:
            ends = list(pool.map(Week.tell, weeks))
        self.assertEqual(ends[1], ends[0])
        self.assertEqual(ends[2], ends[0])
        weeks[0].look_all_over()
        self.assertEqual(weeks[0].states(), ends[0])
        for lab in LABS:
            self.assertEqual(lab.letters_to(OWNER), [])
        Begin.told = weeks[1]

    # ------------------------------------------------------------------ as it is found

    def test_3_a_store_that_knows_nothing_asks_nobody_twice(self):
        week = self.told
        before = what_was_asked(week.states())
        for time in "18:02", "18:03":
            week.lab.work(*week.options(4, time), f"--store.path={week.lab.dir}/state/fresh.db")
        self.assertEqual(what_was_asked(week.states()), before)
        self.assertEqual(len(before[0]["rollouts"]), 1)


def what_was_asked(states):
    """Without what the bridge says of itself, and without receipts."""
    for state in states:
        for ticket in (state["release"], *state["rollouts"]):
            ticket["fields"].pop("Rollout Status", None)
            ticket["letters"] = [letter for letter in ticket["letters"] if any(words in letter[1] for words in ASKING)]
    return states


def at_once(*parts):
    threads = [threading.Thread(target=part) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    LABS.extend(several(3, "--no-serve"))
    try:
        return 0 if unittest.main(argv=sys.argv, verbosity=2, exit=False).result.wasSuccessful() else 1
    finally:
        for lab in LABS:
            lab.down()


if __name__ == "__main__":
    sys.exit(main())
