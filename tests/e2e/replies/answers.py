# SPDX-License-Identifier: Apache-2.0
"""A member's good line: what stands in RT afterwards, and who hears of it."""
from lab import ALDO, ANNA, CARLA, CIEMAT, MGR1, PRAGUE, QMUL, QUINN, T1, text_of
from replies.case import Case


class Answers(Case):
    def test_one_line_does_all_and_only_that(self):
        ticket = self.rt.rollout(T1, QMUL)
        before = self.rt.changes(ticket, "Status")
        mail = self.lab.say(ANNA, "accept " + T1, ticket)
        self.lab.work("--now", "2026-03-01T09:00:00Z")
        self.expect_once(mail, ticket)
        self.expect_teams(ticket, accepted=[T1])
        (said,) = self.rt.correspondences(ticket)
        self.assertEqual((said.address, said.text.strip()), (ANNA, "accept " + T1))
        (note,) = self.rt.notes(ticket)
        for part in (f"<{mail}>", ANNA, T1 + ": accepted", "Rule: ", "Effective time: 2026-03-01T09:00:00Z"):
            self.assertIn(part, note.text)
        answer = self.expect_answer(mail, f"[lab.example.test #{ticket}]", "accepted for " + T1, to=ANNA)
        self.assertIn("2026-03-01 09:00 UTC", text_of(answer))
        self.assertEqual(self.rt.changes(ticket, "Status"), before)
        self.assertEqual(self.lab.waits(), [])
        told = self.lab.rt_mailed(note.subject.split("]")[0])
        self.assertEqual(told - {"staged-rollout-comment@lab.example.test"}, {MGR1, "mgr2@lab.example.test"})

    def test_the_last_answer_counts(self):
        ticket = self.rt.rollout(T1, QMUL)
        for sender, line in [(ANNA, "accept"), (ALDO, "reject"), (ANNA, "accept"), (ANNA, "accept")]:
            self.lab.say(sender, f"{line} {T1}", ticket)
        last = self.lab.say(QUINN, "reject " + QMUL, ticket)
        self.work()
        self.expect_teams(ticket, accepted=[T1], rejected=[QMUL])
        self.assertEqual([note.text.splitlines()[0] for note in self.rt.notes(ticket, "answers recorded")],
                         [T1 + ": accepted", T1 + ": rejected (before: accepted)", T1 + ": accepted (before: rejected)",
                          T1 + ": accepted (as before)", QMUL + ": rejected"])
        self.expect_answer(last, "rejected for " + QMUL)
        back = self.lab.say(ANNA, "withdraw " + T1, ticket)
        self.work()
        self.expect_teams(ticket, rejected=[QMUL])
        self.expect_answer(back, f"withdrawn for {T1} (before: accepted)")
        self.lab.say(ANNA, "accept " + T1, ticket)
        self.work()
        self.expect_teams(ticket, accepted=[T1], rejected=[QMUL])

    def test_one_run_per_mail_gives_the_same(self):
        ticket = self.rt.rollout(T1)
        for line, accepted, rejected in [("accept", [T1], []), ("reject", [], [T1]), ("accept", [T1], [])]:
            self.lab.say(ANNA, f"{line} {T1}", ticket)
            self.work()
            self.expect_teams(ticket, accepted, rejected)

    def test_a_new_rollout_is_not_opened(self):
        ticket = self.rt.rollout(T1, status="new")
        self.lab.say(ANNA, "accept " + T1, ticket)
        self.work()
        self.expect_teams(ticket, accepted=[T1])
        self.assertEqual(self.rt.status(ticket), "new")
        self.assertEqual(self.rt.changes(ticket, "Status"), [])

    def test_no_reply_opens_or_reopens(self):
        """Neither a command nor conversation, whatever the status; an open one would stay open in any case."""
        for status in "new", "stalled", "resolved", "rejected":
            ticket = self.rt.rollout(T1, QMUL, status=status)
            before = self.rt.changes(ticket, "Status")
            mails = [self.lab.say(sender, text, ticket) for sender, text in (
                (ANNA, "accept " + T1), (ANNA, "We have a question."), ("stranger@elsewhere.example.test", "accept " + T1),
                (QUINN, "acept " + QMUL))]
            self.work()
            with self.subTest(status):
                for mail in mails:
                    self.expect_once(mail, ticket)
                self.assertEqual((self.rt.status(ticket), self.rt.changes(ticket, "Status")), (status, before))

    def test_several_teams_in_one_mail(self):
        self.rt.call("PUT", f"group/{self.rt.group('ea-' + PRAGUE)}/members", [self.rt.user_id("carla")])
        ticket = self.rt.rollout(CIEMAT, PRAGUE, T1)
        mail = self.lab.say(CARLA, f"Hello,\n\naccept {CIEMAT}\nreject {PRAGUE}\nacept {T1}\n\nBest, Carla", ticket)
        self.work()
        self.expect_teams(ticket, accepted=[CIEMAT], rejected=[PRAGUE])
        self.expect_once(mail, ticket)
        self.expect_answer(mail, "accepted for " + CIEMAT, "rejected for " + PRAGUE, "acept " + T1)

    def test_accept_and_reject_of_one_team_is_asked_again(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, f"accept {T1}\nreject {T1}", ticket)
        self.work()
        self.expect_untouched(ticket)
        self.expect_once(mail, ticket)
        self.expect_answer(mail, "two different things", f"please send: accept {T1}", f"or: reject {T1}")

    def test_the_same_mail_twice(self):
        ticket = self.rt.rollout(T1)
        mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        self.lab.deliver("Received: from a by b; Sat, 21 Nov 2026 09:00:01 +0000\n" + raw)
        self.lab.deliver("Received: from c by d; Sat, 21 Nov 2026 09:00:09 +0000\n" + raw.replace("\n", "\r\n"))
        self.work()
        self.lab.deliver(raw + "\n", "--recipient", "another@lab.example.test")
        self.work()
        self.expect_once(mail, ticket)
        self.expect_teams(ticket, accepted=[T1])
        self.expect_answer(mail)
        self.assertEqual(len(self.rt.notes(ticket)), 1)

    def test_an_old_mail_again_does_not_turn_the_answer_back(self):
        ticket = self.rt.rollout(T1)
        old, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        self.lab.deliver(raw)
        self.lab.say(ANNA, "reject " + T1, ticket)
        self.work()
        self.lab.deliver(raw)
        self.work()
        self.expect_teams(ticket, rejected=[T1])
        self.expect_once(old, ticket)

    def test_two_mails_under_one_message_id_are_two(self):
        ticket = self.rt.rollout(T1)
        mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        self.lab.deliver(raw)
        self.lab.deliver(raw.replace("accept", "reject"))
        self.work()
        self.expect_teams(ticket, rejected=[T1])
        self.assertEqual(self.rt.mails(mail), [(ticket, "Correspond")] * 2)

    def test_a_mail_without_message_id(self):
        ticket = self.rt.rollout(T1)
        _, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        raw = "\n".join(line for line in raw.split("\n") if not line.startswith("Message-ID"))
        self.lab.deliver(raw)
        self.lab.deliver(raw)
        self.work()
        self.expect_teams(ticket, accepted=[T1])
        self.assertEqual(len(self.rt.correspondences(ticket)), 1)
        self.assertEqual(len(self.rt.notes(ticket)), 1)

    def test_a_mail_that_reached_rt_by_another_door(self):
        ticket = self.rt.rollout(T1)
        mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        self.rt.mailgate(raw)
        self.lab.deliver(raw)
        self.work()
        self.expect_once(mail, ticket)
        self.expect_teams(ticket, accepted=[T1])
        self.expect_answer(mail)

    def test_conversation_goes_on_with_a_word_about_the_link_alone(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "We have installed it and see\nhttps://ggus.eu/?mode=ticket_info&ticket_id=84509\n"
                                  "so please accept our apologies.", ticket)
        self.work()
        self.expect_once(mail, ticket)
        self.expect_untouched(ticket)
        self.expect_answer(mail, "assigned to the unit DMSU", to=ANNA)
        self.assertEqual(self.rt.links(ticket), ["https://ggus.eu/?mode=ticket_info&ticket_id=84509"])
