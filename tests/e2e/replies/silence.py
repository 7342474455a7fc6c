# SPDX-License-Identifier: Apache-2.0
"""Mail that programs wrote: no effect, no answer, and yet a person can see it."""
from lab import ANNA, OWNER, T1, text_of
from replies.case import Case


class Silence(Case):
    def test_mail_of_programs_has_no_effect_and_no_answer(self):
        ticket = self.rt.rollout(T1)
        text = "accept " + T1
        def say(headers=(), options=()):
            return self.lab.say(ANNA, text, ticket, headers=headers, options=options)
        shown = [say(["Auto-Submitted: auto-replied"]), say(["Auto-Submitted: auto-generated"]),
                 say(["Precedence: bulk"]), say(options=("--sender", "")), say(["X-Autoreply: yes"])]
        loops = [say(["X-RT-Loop-Prevention: lab.example.test"]), say(["X-Rollout-Bridge: lab.example.test"])]
        listed = [say(options=("--action", "list"))]
        self.work()
        self.expect_untouched(ticket)
        self.expect_silence(*shown, *loops, *listed)
        self.assertEqual(self.rt.correspondences(ticket), [])
        (offer,) = self.rt.notes(ticket, "a team offers to take part")  # on the list, and nothing came of it
        self.assertIn(listed[0], offer.text)
        notes = [note for note in self.rt.notes(ticket) if note.subject != offer.subject]
        self.assertEqual(len(notes), len(shown), [note.subject for note in notes])
        for mail, note in zip(shown, notes):
            self.assertIn(mail, note.text)
            self.assertIn("| " + text, note.text)
        for mail in loops + listed:
            self.assertIn("decided", self.lab.trace(mail))

    def test_a_subject_that_programs_write(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "accept " + T1, subject=f"Out of office: [lab.example.test #{ticket}]")
        self.work()
        self.expect_untouched(ticket)
        self.expect_silence(mail)
        self.assertEqual(len(self.rt.notes(ticket, "a mail a program may have written")), 1)

    def test_our_own_letter_sent_back_does_nothing(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "acept " + T1, ticket)
        self.work()
        letter = self.expect_answer(mail)
        before = len(self.lab.sent())
        self.lab.deliver(letter.as_bytes())
        quoted = "\n".join("> " + line for line in text_of(letter).splitlines())
        unquoted = text_of(letter)
        headers = [f"References: {letter['Message-ID']}"]
        self.lab.say(ANNA, "On Sat, 21 Nov 2026, staged-rollout@lab.example.test wrote:\n" + quoted, headers=headers)
        self.lab.say(ANNA, "Thanks.\n" + unquoted, headers=headers)
        self.work()
        self.expect_untouched(ticket)
        self.assertEqual(len(self.lab.sent()), before)

    def test_a_mail_from_nobody_is_shown(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "accept " + T1, ticket, headers=[f"From: {ANNA}, quinn@qmul.example.test"])
        _, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
        self.lab.deliver(f"From: quinn@qmul.example.test\n{raw}")
        self.work()
        self.expect_untouched(ticket)
        self.expect_silence(mail)
        self.assertEqual(len(self.rt.notes(ticket, "a mail to look at")), 2)

    def test_a_returned_letter_is_shown_once_and_makes_no_loop(self):
        """The owner's own letters may come back, too."""
        def bounce(of):
            self.lab.say("MAILER-DAEMON@mx.example.test", f"Could not be delivered.\n\nMessage-ID: {of}",
                         subject="Undelivered Mail Returned to Sender", options=("--sender", "", "--action", "bounce"))
            self.work()
        before = len(self.lab.letters_to(OWNER))
        bounce("<somebody@elsewhere.example.test>")
        first = self.lab.letters_to(OWNER)[before:]
        self.assertEqual(len(first), 1)
        bounce(first[0]["Message-ID"])
        self.assertEqual(len(self.lab.letters_to(OWNER)[before:]), 1)
