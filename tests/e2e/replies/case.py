# SPDX-License-Identifier: Apache-2.0
"""What all cases about replies share: one laboratory without `serve`, and the words to ask it with."""
import datetime
import unittest

from lab import Lab, text_of

ONE = None


def the_lab():
    global ONE
    if ONE is None:
        ONE = Lab("--no-serve")
    return ONE


def forget_lab():
    if ONE is not None:
        ONE.down()


class Case(unittest.TestCase):
    maxDiff = None

    days = 0

    def setUp(self):
        """Each case has a day of its own, so that no letter of another counts for it."""
        Case.days += 1
        self.day, self.minutes = datetime.date(2026, 3, 1) + datetime.timedelta(days=Case.days), 0

    def work(self, *options, status=0):
        return self.lab.work(*self.next_minute(), *options, status=status)

    def next_minute(self):
        """Each run is a minute later than the last, so that nothing waits any more that was in doubt."""
        self.minutes += 1
        return "--now", f"{self.day}T09:{self.minutes:02}:00Z"

    @classmethod
    def setUpClass(cls):
        cls.lab = the_lab()
        cls.rt = cls.lab.rt

    # ------------------------------------------------------------------ what must be true

    def expect_teams(self, ticket, accepted=(), rejected=()):
        self.assertEqual((self.rt.field(ticket, "EA Accepted"), self.rt.field(ticket, "EA Rejected")),
                         (sorted(accepted), sorted(rejected)), self.lab.trace(ticket))

    def expect_once(self, message_id, ticket, kind="Correspond"):
        self.assertEqual(self.rt.mails(message_id), [(ticket, kind)], self.lab.trace(message_id))

    def expect_answer(self, message_id, *parts, to=None, without=()):
        """Exactly one letter answers the mail; it holds the parts, and is made so that no program answers it."""
        answers = self.lab.answers(message_id)
        self.assertEqual(len(answers), 1, self.lab.trace(message_id))
        answer = answers[0]
        if to:
            self.assertEqual(answer["To"], to)
        self.assertEqual(answer["Auto-Submitted"], "auto-replied")
        text = " ".join((answer["Subject"] + "\n" + text_of(answer)).split())
        for part in parts:
            self.assertIn(part, text)
        for part in without:
            self.assertNotIn(part, text)
        return answer

    def expect_silence(self, *message_ids):
        for message_id in message_ids:
            self.assertEqual(self.lab.answers(message_id), [], self.lab.trace(message_id))

    def expect_untouched(self, ticket, status="open"):
        """No answer stands there, and nobody has opened, closed or reopened the ticket."""
        self.expect_teams(ticket)
        self.assertEqual(self.rt.status(ticket), status)
        self.assertEqual(self.rt.changes(ticket, "CustomField", self.rt.field_id("EA Accepted")), [])
        self.assertEqual(self.rt.changes(ticket, "CustomField", self.rt.field_id("EA Rejected")), [])
