# SPDX-License-Identifier: Apache-2.0
"""The same words in the many forms of mail: what counts, what is quotation, what RT keeps of it."""
import base64
import email.message
import email.policy

from lab import ANNA, MGR1, QMUL, QUINN, T1
from replies.case import Case

UMLAUTS = "Grüße aus Łódź — žluťoučký kůň: 漢字"


class Forms(Case):
    def test_below_an_attribution_nothing_counts(self):
        ticket = self.rt.rollout(T1)
        mails = [self.lab.say(ANNA, text, ticket) for text in (
            f"Thanks.\n\nOn Fri, 20 Nov 2026 at 10:00, Quinn <{QUINN}> wrote:\n> accept {T1}\n",
            f"Ok.\n\nOn Fri, 20 Nov 2026 at 10:00, Quinn <{QUINN}> wrote:\naccept {T1}\n",
            "See below\n\n-----Original Message-----\nFrom: Quinn\nSent: Friday\nTo: Anna\nSubject: x\n\n"
            f"accept {T1}\n",
            f"> accept {T1}\n", f"Fine for us.\n-- \naccept {T1}\n")]
        self.work()
        self.expect_untouched(ticket)
        self.expect_silence(*mails)
        above = self.lab.say(
            ANNA, f"accept {T1}\n\nOn Fri, 20 Nov 2026 at 10:00, Quinn <{QUINN}> wrote:\n> reject {T1}", ticket)
        self.work()
        self.expect_teams(ticket, accepted=[T1])
        self.expect_answer(above)

    def mime(self, ticket, fill):
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        self.lab.mails += 1
        message["From"], message["To"] = f"Änna Röſſi <{ANNA}>", "staged-rollout@lab.example.test"
        message["Subject"] = f"Re: [lab.example.test #{ticket}] {UMLAUTS}"
        message["Message-ID"] = f"<mime-{self.lab.mails}@sender.example.test>"
        fill(message)
        self.lab.deliver(message.as_bytes())
        return message["Message-ID"][1:-1]

    def test_all_encodings_are_read_and_kept(self):
        def alternative(message):
            message.set_content(f"accept {T1}\n{UMLAUTS}\n")
            message.add_alternative(f"<html><body><p>accept&nbsp;{T1}</p><p>{UMLAUTS}</p></body></html>", subtype="html")

        def with_report(message):
            message.set_content(f"accept {T1}\n{UMLAUTS}\n", cte="quoted-printable")
            message.add_attachment(b"\x00\xff" * 1000, maintype="application", subtype="msword", filename="Bericht ü.doc")

        forms = {"base64": lambda m: m.set_content(f"accept {T1}\n{UMLAUTS}\n", cte="base64"),
                 "quoted-printable": lambda m: m.set_content(f"accept {T1}\n{UMLAUTS}\n", cte="quoted-printable"),
                 "8bit": lambda m: m.set_content(f"accept {T1}\n{UMLAUTS}\n", cte="8bit"),
                 "alternative": alternative, "attachment": with_report,
                 "html only": lambda m: m.set_content(f"<p>accept&nbsp;{T1}</p><p>{UMLAUTS}</p>", subtype="html")}
        said = {}
        for name, fill in forms.items():
            ticket = self.rt.rollout(T1)
            said[name] = (ticket, self.mime(ticket, fill))
        self.work()
        for name, (ticket, mail) in said.items():
            with self.subTest(name):
                self.expect_teams(ticket, accepted=[T1])
                self.expect_once(mail, ticket)
                (there,) = self.rt.correspondences(ticket)
                self.assertIn(UMLAUTS, there.text)
                self.assertEqual(there.subject, f"Re: [lab.example.test #{ticket}] {UMLAUTS}")
                self.assertEqual(there.address, ANNA)
                self.expect_answer(mail, UMLAUTS)

    def test_halves_that_differ_do_nothing(self):
        ticket = self.rt.rollout(T1)

        def differing(message):
            message.set_content(f"accept {T1}\n")
            message.add_alternative(f"<p>reject {T1}</p>", subtype="html")
        mail = self.mime(ticket, differing)
        self.work()
        self.expect_untouched(ticket)
        self.expect_answer(mail, "The plain text and the formatted text of your mail say different things")

    def test_rt_believes_from_and_nothing_else(self):
        ticket = self.rt.rollout(T1, QMUL)
        told = [f"Reply-To: {QUINN}", f"reply-to:{QUINN}", f"Reply-To : {QUINN}", f"X-RT-Squelch: x\nReply-To:\n {QUINN}"]
        lines = [f"Sender: {QUINN}", f"X-Note: a\rReply-To: {QUINN}", f"X-Note: a\n \n\tb\rReply-To: {QUINN}",
                 f"RT-Send-CC: {QUINN}", f"X-RT-Command: Status: resolved"]
        mails = []
        for line in told + lines:
            mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
            self.lab.deliver(line + "\n" + raw)
            mails.append(mail)
        self.work()
        there = self.rt.correspondences(ticket)
        self.assertEqual([(one.message_id, one.address) for one in there], [(mail, ANNA) for mail in mails[len(told):]])
        self.assertEqual(len(self.rt.notes(ticket, "a mail is held")), len(told))
        self.assertEqual(self.rt.status(ticket), "open")
        for mail in mails[len(told):]:
            self.expect_answer(mail, to=ANNA)

    def test_the_ticket_is_found_without_a_tag(self):
        ticket = self.rt.rollout(T1, QMUL)
        self.rt.call("POST", f"ticket/{ticket}/correspond", {"Content": "please answer", "ContentType": "text/plain"})
        request = next(mail for mail in self.lab.rt_sent()
                       if f"#{ticket}]" in mail["Subject"] and "please answer" in str(mail))
        first = self.lab.say(ANNA, "accept " + T1, subject="CREAM",
                             headers=[f"In-Reply-To: {request['Message-ID'].strip()}"])
        self.work()
        self.expect_once(first, ticket)
        self.expect_teams(ticket, accepted=[T1])
        letter = self.expect_answer(first)
        second = self.lab.say(ANNA, "reject " + T1, subject="AW: CREAM",
                              headers=[f"References: <{first}>\n {letter['Message-ID']}"])
        self.work()
        self.expect_once(second, ticket)
        self.expect_teams(ticket, rejected=[T1])

    def test_a_merged_ticket(self):
        old, new = self.rt.rollout(T1), self.rt.rollout(T1)
        self.rt.change(old, MergeInto=new)
        mail = self.lab.say(ANNA, "accept " + T1, old)
        self.work()
        self.expect_once(mail, new)
        self.expect_teams(new, accepted=[T1])
        self.expect_answer(mail, f"[lab.example.test #{new}]")
        self.assertEqual(len(self.rt.notes(new)), 1)

    def test_a_comment_by_mail(self):
        ticket = self.rt.rollout(T1)
        manager = self.lab.say(MGR1, "between us managers", ticket, options=("--action", "comment"))
        member = self.lab.say(ANNA, "accept " + T1, ticket, options=("--action", "comment"))
        self.work()
        self.expect_once(manager, ticket, "Comment")
        self.assertNotIn(ANNA, self.lab.rt_mailed("between us managers"))
        self.expect_teams(ticket, accepted=[T1])  # RT lets no team comment; the mail must not be lost for that
        (note,) = self.rt.notes(ticket, "RT did not take this mail")
        self.assertIn("accept " + T1, note.text)
        self.expect_answer(member)

    def test_what_cannot_be_read_is_said(self):
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, base64.b64encode(b"x" * 400).decode(), ticket, headers=[
            'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
            "Content-Transfer-Encoding: base64"])
        self.work()
        self.expect_untouched(ticket)
        self.expect_once(mail, ticket)
        self.expect_answer(mail, "encrypted or cannot be read")
