# SPDX-License-Identifier: Apache-2.0
"""Lines that do nothing: one letter that says why and what to send instead, never more than one, never none."""
from lab import ALDO, ANNA, CARLA, CIEMAT, MGR1, OWNER, PRAGUE, QMUL, QUINN, T1, text_of
from replies.case import Case


class Refusals(Case):
    def test_lines_that_are_nearly_right(self):
        ticket = self.rt.rollout(T1, QMUL)
        wanted = "please send: accept " + T1
        cases = [("accept NGI_IT-INFNT1", wanted), ("accept INFN-T1", wanted), ("accept NGI_XX-NOWHERE", wanted),
                 ("acept " + T1, wanted), ("accepted " + T1, wanted), ("Accepted", wanted), (T1 + " accept", wanted),
                 ("reject NGI_IT-INFN-T2", "please send: reject " + T1), ("approve " + T1, wanted),
                 (f"accept {T1} if the BDII is fixed", wanted), ("accept <your-team>", wanted)]
        # five letters of complaint a day to one address: two people, and what is too much is another case
        said = [(self.lab.say(sender, line, ticket), line, instead)
                for (line, instead), sender in zip(cases, [ANNA, ALDO] * 5 + [ALDO])]
        self.work()
        self.expect_untouched(ticket)
        for mail, line, instead in said[:-1]:
            self.expect_once(mail, ticket)
            self.expect_answer(mail, f"You wrote: {line}", instead)
        beyond, line, _ = said[-1]
        self.expect_silence(beyond)
        (note,) = self.rt.notes(ticket, "a member needs help")
        self.assertIn(line, note.text)
        self.assertIn(ALDO, note.text)

    def test_a_team_that_is_not_the_senders(self):
        ticket = self.rt.rollout(T1, QMUL)
        mail = self.lab.say(QUINN, "accept " + T1, ticket)
        manager = self.lab.say(MGR1, "accept " + T1, ticket)
        self.work()
        self.expect_untouched(ticket)
        self.expect_answer(mail, f"Your address {QUINN} is not in this team", "please send: accept " + QMUL, to=QUINN)
        self.expect_answer(manager, "nothing proves that the mail comes from you")

    def test_a_team_that_was_not_asked(self):
        ticket = self.rt.rollout(QMUL)
        mail = self.lab.say(ANNA, "accept " + T1, ticket)
        self.work()
        self.expect_untouched(ticket)
        self.expect_once(mail, ticket)
        self.expect_answer(mail, "was not asked on this ticket")

    def test_a_closed_rollout_stays_closed(self):
        ticket = self.rt.rollout(T1)
        self.rt.change(ticket, Status="resolved")
        before = self.rt.changes(ticket, "Status")
        mail = self.lab.say(ANNA, "accept " + T1, ticket)
        thanks = self.lab.say(ANNA, "Thank you all!", ticket)
        self.work()
        self.expect_untouched(ticket, "resolved")
        self.assertEqual(self.rt.changes(ticket, "Status"), before)
        self.expect_once(mail, ticket)
        self.expect_once(thanks, ticket)
        self.expect_answer(mail, "This rollout is closed (resolved)")
        self.expect_silence(thanks)
        self.assertEqual(len(self.rt.notes(ticket, "an answer to a closed rollout")), 1)

    def test_a_ticket_that_is_no_rollout(self):
        release = self.rt.create("sw-rel", "EMI CREAM 1.13.1-1")
        mail = self.lab.say(ANNA, "accept " + T1, release)
        self.work()
        self.expect_once(mail, release)
        self.expect_answer(mail, f"Ticket #{release} is in the queue sw-rel", "accept " + T1)

    def test_a_ticket_that_does_not_exist(self):
        mail = self.lab.say(ANNA, "accept " + T1, 99999)
        self.work()
        self.assertEqual(self.rt.mails(mail), [])
        self.expect_answer(mail, "#99999", "accept " + T1, without=["does not name"])
        told = [letter for letter in self.lab.letters_to(OWNER) if mail in text_of(letter)]
        self.assertEqual(len(told), 1)
        self.assertIn("accept " + T1, text_of(told[0]))

    def test_a_mail_without_a_ticket_becomes_one_as_with_rt_mailgate(self):
        plain = self.lab.say(ANNA, "Hello, we would like to take part.", subject="Early adopters of CREAM")
        command = self.lab.say(ANNA, "accept " + T1, subject="Re: Staged Rollout")
        foreign = self.lab.say(ANNA, "accept " + T1, subject="[another.example.test #1] x")
        self.work()
        for mail in plain, command, foreign:
            ((ticket, kind),) = self.rt.mails(mail)
            self.assertEqual(kind, "Create")
            self.assertEqual(self.rt.status(ticket), "new")
            self.expect_teams(ticket)
            self.assertEqual(self.rt.messages(ticket)[0].address, ANNA)
        self.expect_silence(plain)
        for mail in command, foreign:
            self.expect_answer(mail, "does not name a rollout ticket")

    def test_a_stranger_gets_no_letter(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say("Mallory <mallory@evil.example.test>", f"accept {T1}\nacept {T1}", ticket)
        self.work()
        self.expect_untouched(ticket)
        self.expect_once(mail, ticket)
        self.assertEqual(self.lab.letters_to("mallory@evil.example.test"), [])
        (note,) = self.rt.notes(ticket, "commands from an address in no team")
        self.assertIn("mallory@evil.example.test", note.text)
        self.assertIn("accept " + T1, note.text)

    def test_a_disabled_user(self):
        ticket = self.rt.rollout(CIEMAT)
        self.rt.call("PUT", f"user/{self.rt.user_id('carla')}", {"Disabled": 1})
        try:
            mail = self.lab.say(CARLA, "accept " + CIEMAT, ticket)
            self.work()
        finally:
            self.rt.call("PUT", f"user/{self.rt.user_id('carla')}", {"Disabled": 0})
        self.expect_untouched(ticket)
        self.expect_silence(mail)
        (note,) = self.rt.notes(ticket, "RT did not take this mail")
        self.assertIn("accept " + CIEMAT, note.text)
        self.assertIn(CARLA, note.text)

    def test_somebody_in_a_group_within_the_group(self):
        ticket = self.rt.rollout(QMUL)
        inner = int(self.rt.call("POST", "group", {"Name": "qmul-admins"})["id"])
        self.rt.call("PUT", f"group/{inner}/members", [self.rt.user_id("petr")])
        self.rt.call("PUT", f"group/{self.rt.group('ea-' + QMUL)}/members", [inner])
        mail = self.lab.say("petr@cesnet.example.test", "accept " + QMUL, ticket)
        self.work()
        self.expect_teams(ticket, accepted=[QMUL])
        self.expect_answer(mail, "accepted for " + QMUL)

    def test_a_member_is_who_is_in_the_group_now(self):
        ticket = self.rt.rollout(PRAGUE)
        group, petr = self.rt.group("ea-" + PRAGUE), self.rt.user_id("petr")
        self.rt.call("DELETE", f"group/{group}/member/{petr}")
        try:
            self.lab.say("petr@cesnet.example.test", "accept " + PRAGUE, ticket)
            self.work()
            self.expect_untouched(ticket)
        finally:
            self.rt.call("PUT", f"group/{group}/members", [petr])
