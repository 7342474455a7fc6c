# SPDX-License-Identifier: Apache-2.0
"""Answers go there and back, whatever door of Postfix they come by, however many come at once."""
import threading

from lab import ANNA, CIEMAT, PRAGUE, QMUL, T1, eventually
from road import TEAMS, Road, main


class There(Road):
    def test_there_and_back(self):
        for to in "staged-rollout@lab.example.test", "alias@lab.example.test":
            with self.subTest(to):
                ticket = self.lab.rt.rollout(T1)
                mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
                self.send(raw, ANNA, to)
                self.send(raw, ANNA, to)
                eventually(lambda: self.receipts(ANNA, mail), "the receipt is in the mailbox")
                eventually(self.all_is_done, "all is done")
                self.assertEqual(self.lab.rt.mails(mail), [(ticket, "Correspond")])
                self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), [T1])
                (receipt,) = self.receipts(ANNA, mail)
                self.assertIn("accepted for " + T1, receipt.get_payload(0).get_payload())

    def test_null_sender(self):
        ticket = self.lab.rt.rollout(T1)
        for to in "staged-rollout@lab.example.test", "alias@lab.example.test":
            mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
            self.send(raw, "", to)
            eventually(lambda: "decided" in self.lab.trace(mail), "the mail was looked at")
            eventually(self.all_is_done, "all is done")
            self.assertEqual(self.lab.rt.mails(mail), [])
            self.assertEqual(self.receipts(ANNA, mail), [])
        self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), [])

    def test_twenty_at_once(self):
        ticket = self.lab.rt.rollout(*TEAMS)
        said = []
        for number in range(20):
            team = list(TEAMS)[number % 4]
            said.append((team, *self.lab.letter(TEAMS[team], ["accept ", "reject "][number % 4 % 2] + team, ticket)))
        threads = [threading.Thread(target=self.send, args=(raw, TEAMS[team], ["staged-rollout", "alias"][at % 2]
                                                            + "@lab.example.test"))
                   for at, (team, _, raw) in enumerate(said)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        eventually(lambda: all(self.receipts(TEAMS[team], mail) for team, mail, _ in said), "all receipts are there", 180)
        eventually(self.all_is_done, "all is done")
        self.assertEqual(sorted(one.message_id for one in self.lab.rt.correspondences(ticket)),
                         sorted(mail for _, mail, _ in said))
        self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), sorted([T1, CIEMAT]))
        self.assertEqual(self.lab.rt.field(ticket, "EA Rejected"), sorted([QMUL, PRAGUE]))
        self.assertEqual([len(self.receipts(TEAMS[team], mail)) for team, mail, _ in said], [1] * 20)


if __name__ == "__main__":
    main()
