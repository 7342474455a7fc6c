# SPDX-License-Identifier: Apache-2.0
"""What a real Mailman 3 does with posts in the shape of ours, and what it tells of them; src/mail/notice.hpp reads that.
   With ROLLOUT_APPROVE set, the notices are written to tests/corpus: look at the difference before it is committed."""
import os
import re
import sys
import unittest

import mailman
from mailman import DOMAIN

if why := mailman.missing():
    print(f"skipped: {why}")
    sys.exit(77)

CORPUS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "corpus", "plain")
US, RETURN = "rollout@bridge.example.test", "rollout-return@bridge.example.test"
LIST = f"early-adopters-emi@{DOMAIN}"
ANNA, CARL = "anna@infn.example.test", "carl@cern.example.test"
SUBJECT = "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64: who installs it?"
MARKS = ("Precedence: bulk", "X-Ack: yes", "X-Auto-Response-Suppress: OOF, AutoReply")  # of mail::compose, to a list


class MailmanTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mailman = mailman.Mailman()
        cls.addClassCleanup(cls.mailman.stack.close)
        cls.posts = 0

    def setUp(self):
        self.mailman.office.kept.clear()
        self.mailman.office.dead.clear()

    def make_list(self, **config):
        self.addCleanup(self.mailman.rest, f"lists/{LIST}", "DELETE")
        self.assertEqual(self.mailman.make_list(LIST.split("@")[0], members=[ANNA, CARL], **config), LIST)

    def post(self, to=LIST, marks=MARKS, subject=SUBJECT):
        """Posts as we do; gives the Message-ID."""
        type(self).posts += 1
        message_id = f"poll.{self.posts}.4711@bridge.example.test"
        head = [f"From: {US}", f"To: {to}", f"Subject: {subject}", "Date: Sat, 21 Nov 2026 09:00:00 +0000",
                f"Message-ID: <{message_id}>", *marks, "X-Rollout-Bridge: lab.example.test", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 7bit"]
        self.mailman.post("\r\n".join([*head, "", "Nobody has answered yet.", ""]).encode(), RETURN, to)
        return message_id

    def kept_for(self, recipient, count=1):
        """What came for him, once Mailman has nothing left to do."""
        self.mailman.wait_for(lambda: len(self.mailman.kept_for(recipient)) >= count, f"{count} mails for {recipient}")
        return self.settled(recipient)

    def settled(self, recipient):
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")
        return self.mailman.kept_for(recipient)

    def the_notice(self, name=None):
        """The one mail that tells us of our post; it comes to our From address, from the robot of the list."""
        (notice,) = self.kept_for(US)
        self.assertEqual(self.settled(RETURN), [], "nothing comes to the envelope's sender")
        self.assertEqual(notice.sender, f"early-adopters-emi-bounces@{DOMAIN}")
        self.assertIn(notice.mail["From"], (f"early-adopters-emi-bounces@{DOMAIN}", f"early-adopters-emi-owner@{DOMAIN}"))
        self.assertEqual(notice.mail["List-Id"], f"<early-adopters-emi.{DOMAIN}>")
        self.assertEqual(notice.mail["Precedence"], "bulk")
        self.assertNotIn("Auto-Submitted", notice.mail)
        if name and os.environ.get("ROLLOUT_APPROVE"):
            with open(f"{CORPUS}/{name}.eml", "wb") as file:
                file.write(cleaned(notice.raw))
        return notice.mail

    def assert_delivered(self, message_id):
        for member in ANNA, CARL:
            (got,) = self.kept_for(member)
            self.assertEqual(got.mail["Message-ID"], f"<{message_id}>")
            self.assertEqual(got.mail["From"], US)
        self.assertEqual(self.settled(US), [])

    # ------------------------------------------------------------------ posts that go out

    def test_a_known_sender(self):
        self.make_list()
        self.mailman.accept_from("early-adopters-emi", US)
        message_id = self.post()
        self.assert_delivered(message_id)
        (got,) = self.mailman.kept_for(ANNA)
        self.assertEqual(got.mail["Precedence"], "bulk")  # stays as it was; Mailman adds it where there is none
        self.assertIn("X-Rollout-Bridge", got.mail)
        self.assertEqual(got.mail["Subject"].split("] ")[1].strip(), SUBJECT)

    def test_a_member_who_is_gone(self):
        """It is the list's affair: nobody tells us."""
        self.make_list()
        self.mailman.accept_from("early-adopters-emi", US)
        self.mailman.office.dead.add(CARL)
        message_id = self.post()
        (got,) = self.kept_for(ANNA)
        self.assertEqual(got.mail["Message-ID"], f"<{message_id}>")
        self.assertEqual(self.settled(US) + self.settled(RETURN) + self.settled(CARL), [])

    def test_the_same_post_twice(self):
        """Mailman keeps no memory of Message-IDs: that a post goes out once is our affair."""
        self.make_list()
        self.mailman.accept_from("early-adopters-emi", US)
        self.post()
        type(self).posts -= 1
        self.post()
        first, second = self.kept_for(ANNA, 2)
        self.assertEqual(first.mail["Message-ID"], second.mail["Message-ID"])

    # ------------------------------------------------------------------ posts that wait

    def test_held_and_accepted(self):
        self.make_list()
        message_id = self.post()
        notice = self.the_notice("131-mailman-3-held")
        self.assertEqual(notice["Subject"], f"Your message to {LIST} awaits moderator approval")
        text = notice.get_content()
        self.assertIn(SUBJECT, text)
        self.assertNotIn(message_id, notice.as_string(), "a notice of a held post does not name its Message-ID")
        self.assertEqual(self.settled(ANNA), [])
        self.mailman.office.kept.clear()
        self.mailman.settle_held(LIST, "accept")
        self.assert_delivered(message_id)

    def test_held_with_a_subject_that_is_not_ascii(self):
        self.make_list()
        self.post(subject="Staged Rollout EMI-1.0 CREAM 1.13.1-1: =?utf-8?q?w=C3=A4r?= installs it, and by when,"
                  " and\r\n with which of the other services?")
        text = self.the_notice("132-mailman-3-held-subject-in-utf-8").get_content()
        self.assertIn("    Staged Rollout EMI-1.0 CREAM 1.13.1-1: wär installs it, and by when, and with which of the "
                      "other services?\n", text)

    def test_held_and_rejected(self):
        self.make_list()
        message_id = self.post()
        self.the_notice()
        self.mailman.office.kept.clear()
        self.mailman.settle_held(LIST, "reject", comment="Please write to the list of the other stack.")
        notice = self.the_notice("133-mailman-3-refused-by-the-moderator")
        self.assertRegex(notice["Subject"], '^Request to mailing list "Early-adopters-emi" rejected$')
        self.assertIn(f'titled "{SUBJECT}"', notice.get_content())
        self.assertNotIn(message_id, notice.as_string())
        self.assertEqual(self.settled(ANNA), [])

    def test_held_and_discarded(self):
        """In silence: that nobody tells us anything does not mean that a post went out."""
        self.make_list()
        self.post()
        self.the_notice()
        self.mailman.office.kept.clear()
        self.mailman.settle_held(LIST, "discard")
        self.mailman.wait_for(lambda: not self.mailman.held(LIST), "it is settled")
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")
        self.assertEqual(self.mailman.office.kept, [])

    def test_held_in_silence_where_it_calls_itself_automatic(self):
        """Why posts to lists carry no Auto-Submitted: nobody would hear that they wait."""
        self.make_list()
        self.post(marks=("Auto-Submitted: auto-generated", *MARKS))
        self.mailman.wait_for(lambda: self.mailman.held(LIST), "it is held")
        self.mailman.wait_for(self.mailman.is_idle, "Mailman is idle")
        self.assertEqual(self.mailman.office.kept, [])

    # ------------------------------------------------------------------ posts that do not pass

    def test_rejected_at_once(self):
        self.make_list(default_nonmember_action="reject")
        message_id = self.post()
        notice = self.the_notice("134-mailman-3-rejected-with-the-post")
        self.assertEqual(notice["Subject"], SUBJECT)
        self.assertEqual([part.get_content_type() for part in notice.iter_parts()], ["text/plain", "message/rfc822"])
        self.assertIn(message_id, notice.as_string())

    def test_a_list_that_is_none(self):
        with self.assertRaises(mailman.smtplib.SMTPRecipientsRefused) as refused:
            self.post(f"none@{DOMAIN}")
        self.assertEqual(refused.exception.recipients[f"none@{DOMAIN}"][0], 550)


def cleaned(raw):
    """The same each time: what differs from run to run is taken out."""
    for pattern, clean in ((rb"<\d+\.\d+\.\d+@\S+>", b"<1795200000.77.1@lists.example.test>"),
                           (rb"(?m)^Date: .*$", b"Date: Sat, 21 Nov 2026 09:00:00 +0000"),
                           (rb"={15}\d+==", b"===============1234567890=="), (rb"poll\.\d+\.", b"poll.1."),
                           (rb"(?m)^X?-?Message-ID-Hash: .*\n", b""),
                           (rb"\r\n", b"\n")):
        raw = re.sub(pattern, clean, raw)
    return raw


if __name__ == "__main__":
    unittest.main(verbosity=2)
