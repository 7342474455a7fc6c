# SPDX-License-Identifier: Apache-2.0
"""Four write to one ticket at the same time: two people in RT's web form, a script over REST2, and the bridge.
   Whatever RT has acknowledged to a person stands in the history, and the last of each stands on the ticket."""
import sys
import threading
import unittest

from lab import ANNA, CARLA, CIEMAT, Lab, PETR, PRAGUE, QMUL, QUINN, T1, eventually, text_of
from rt import WebForm

TEAMS = {T1: ANNA, QMUL: QUINN, CIEMAT: CARLA, PRAGUE: PETR}
MORE = ["NGI_FRANCE-IN2P3-CC", "NGI_FRANCE-IN2P3-CC-T2"]
ROUNDS = 20


class Writers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.down)
        cls.rt = cls.lab.rt

    def setUp(self):
        self.ticket = self.rt.rollout(*TEAMS)
        self.faults = []
        self.acknowledged = {"subject": [], "status": [], "teams": []}

    def rounds(self, write):
        """A thread that does its part ROUNDS times; what goes wrong there is told at the end."""
        def run():
            try:
                for turn in range(ROUNDS):
                    write(turn)
            except Exception as fault:  # told by the test
                self.faults.append(fault)
        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def test_nobodys_value_is_lost(self):
        first, second = WebForm(self.lab.as_user("mgr1")), WebForm(self.lab.as_user("mgr2"))
        script = self.lab.as_user("mgr1")
        teams_field = f"Object-RT::Ticket-{self.ticket}-CustomField-{self.rt.field_id('EA Teams')}-"
        sent = []

        def choose_teams(turn):
            teams = sorted([*TEAMS, *MORE[:turn % 3]])
            if first.modify(self.ticket, **{teams_field + "Values": teams, teams_field + "Values-Magic": "1"}):
                self.acknowledged["teams"].append(teams)

        def name_and_state(turn):
            subject, status = f"Staged Rollout EMI-1.0 CREAM 1.13.{turn}-1 SL5 x86_64", ["stalled", "open"][turn % 2]
            if second.modify(self.ticket, Subject=subject, Status=status):
                self.acknowledged["subject"].append(subject)
                self.acknowledged["status"].append(status)

        def set_version(turn):
            script.change(self.ticket, CustomFields={"Version": f"1.13.{turn}"})

        def answer(turn):
            team = list(TEAMS)[turn % 4]
            verb = ["accept", "reject", "accept"][turn // 4 % 3]
            text = f"{verb} {team}\n\nhttps://ggus.eu/?mode=ticket_info&ticket_id={84500 + turn}"
            sent.append((team, verb, self.lab.say(TEAMS[team], text, self.ticket)))
            eventually(lambda: len(self.rt.correspondences(self.ticket)) > turn, f"answer {turn} stands in RT")

        for thread in [self.rounds(part) for part in (choose_teams, name_and_state, set_version, answer)]:
            thread.join()
        self.assertEqual(self.faults, [])
        self.lab.settle(120)

        for kind, field in ("subject", "Subject"), ("status", "Status"):
            self.assertEqual(len(self.acknowledged[kind]), ROUNDS)
            there = [new for _, new, who in (self.rt.changes(self.ticket, "Set", field) if kind == "subject" else
                                             self.rt.changes(self.ticket, "Status")) if who == "mgr2"]
            self.assertEqual(there, self.acknowledged[kind])
        self.assertEqual(self.rt.subject(self.ticket), self.acknowledged["subject"][-1])
        self.assertEqual(self.rt.status(self.ticket), self.acknowledged["status"][-1])
        self.assertEqual(self.rt.field(self.ticket, "EA Teams"), self.acknowledged["teams"][-1])
        self.expect_history("EA Teams", "mgr1", [*TEAMS], self.acknowledged["teams"])
        self.assertEqual([new for _, new, who in self.history("Version") if who == "mgr1"],
                         [f"1.13.{turn}" for turn in range(ROUNDS)])
        self.assertEqual(self.rt.field(self.ticket, "Version"), [f"1.13.{ROUNDS - 1}"])

        last = {team: verb for team, verb, _ in sent}
        for field, verb in ("EA Accepted", "accept"), ("EA Rejected", "reject"):
            self.assertEqual(self.rt.field(self.ticket, field), sorted(team for team in last if last[team] == verb))
            self.assertEqual({who for *_, who in self.history(field)}, {"rollout-bridge"})
        self.assertEqual([one.message_id for one in self.rt.correspondences(self.ticket)], [mail for *_, mail in sent])
        self.assertEqual(len(self.rt.notes(self.ticket)), ROUNDS)
        self.assertEqual(len(set(self.rt.links(self.ticket))), ROUNDS)
        self.assertEqual(len(self.rt.links(self.ticket)), ROUNDS)
        for team, verb, mail in sent:
            (letter,) = self.lab.answers(mail)
            self.assertIn(f"{verb}ed for {team}", text_of(letter))

    def history(self, field):
        return self.rt.changes(self.ticket, "CustomField", str(self.rt.field_id(field)))

    def expect_history(self, field, who, values, wanted):
        """Plays the history of a field of many values from `values` on: it goes through all of `wanted`, in this order."""
        self.assertEqual({name for *_, name in self.history(field)}, {who})
        now = set(values)
        steps = [sorted(now)]
        for old, new, _ in self.history(field):
            now = (now - {old}) | ({new} if new else set())
            steps.append(sorted(now))
        at = 0
        for value in wanted:
            self.assertIn(value, steps[at + 1:])
            at = steps.index(value, at + 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
