# SPDX-License-Identifier: Apache-2.0
"""RT goes away while a hundred answers come in, and comes back: each answer is right, in order, once.
   Once with `serve` running all the time, and once, with fewer, with `work` as cron runs it."""
import random
import sys
import threading
import unittest

from lab import ANNA, CARLA, CIEMAT, Lab, PETR, PRAGUE, QMUL, QUINN, T1, eventually

TEAMS = {T1: ANNA, QMUL: QUINN, CIEMAT: CARLA, PRAGUE: PETR}
STATES = {"accept": "accepted", "reject": "rejected", "withdraw": "withdrawn"}

class Down(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab("--no-serve")
        cls.addClassCleanup(cls.lab.down)

    def setUp(self):
        self.random = random.Random(2)
        pairs = [(T1, QMUL), (CIEMAT, PRAGUE)] * 4
        self.tickets = {self.lab.rt.rollout(*pair): pair for pair in pairs}
        self.said = []  # (ticket, team, verb, Message-ID), as they came

    def intake(self, count):
        for _ in range(count):
            ticket = self.random.choice(list(self.tickets))
            team = self.random.choice(self.tickets[ticket])
            verb = self.random.choice(["accept", "accept", "reject", "withdraw"])
            self.said.append((ticket, team, verb, self.lab.say(TEAMS[team], f"{verb} {team}", ticket)))

    def expect_all(self):
        self.assertEqual(self.lab.waits(), [])
        for ticket in self.tickets:
            mine = [(team, verb, mail) for where, team, verb, mail in self.said if where == ticket]
            self.assertEqual([one.message_id for one in self.lab.rt.correspondences(ticket)], [mail for *_, mail in mine])
            heads = [note.text.splitlines()[0].split(" (")[0] for note in self.lab.rt.notes(ticket, "answers recorded")]
            self.assertEqual(heads, [f"{team}: {STATES[verb]}" for team, verb, _ in mine])
            last = {team: verb for team, verb, _ in mine}
            for field, wanted in ("EA Accepted", "accept"), ("EA Rejected", "reject"):
                self.assertEqual(self.lab.rt.field(ticket, field),
                                 sorted(team for team, verb in last.items() if verb == wanted))
        counts = {mail: len(self.lab.answers(mail)) for *_, mail in self.said}
        self.assertEqual({mail: count for mail, count in counts.items() if count != 1}, {})

    def stop_in_the_middle(self, first, second):
        """RT goes away somewhere in the intake."""
        self.intake(first)
        stopper = threading.Thread(target=self.lab.run, args=("stop-rt",))
        stopper.start()
        self.intake(second)
        stopper.join()

    def something_stands_in_rt(self):
        return any(self.lab.rt.correspondences(ticket) for ticket in self.tickets)

    def test_with_work(self):
        self.intake(10)
        with self.lab.start("work") as working:
            eventually(self.something_stands_in_rt, "the first mail stands in RT")
            self.stop_in_the_middle(10, 10)
            working.wait(120)
        self.intake(10)
        self.lab.work(status=75)
        self.lab.run("start-rt")
        self.lab.work()
        self.expect_all()

    def test_with_serve(self):
        with self.lab.start("serve") as serving:
            self.intake(10)
            eventually(self.something_stands_in_rt, "the first mail stands in RT")
            self.stop_in_the_middle(40, 20)
            self.intake(30)
            self.lab.run("start-rt")
            self.lab.settle(600)
            serving.terminate()
            self.assertEqual(serving.wait(30), 0)
        self.expect_all()


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
