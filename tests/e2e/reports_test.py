# SPDX-License-Identifier: Apache-2.0
"""Reports as files, by mail through Postfix and in RT's page: what becomes of each, what stands in RT afterwards,
   and that its sender hears of it once, also when the bridge is killed in between."""
import os
import sys

from lab import ALDO, ANNA, QMUL, T1, eventually
from road import Road, main
from rt import Page

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents"))
from hostile import GOOD, docx  # noqa: E402

RIGHT = f"ea-{T1}-EMI-CREAM-1.13.1-1.docx"
REPORT, NEWER = docx(), docx(GOOD.replace("tested", "tested again"))


class Reports(Road):
    options = ("--clock.sweep=1", "--rt.linger=1")

    def setUp(self):
        self.rt = self.lab.rt
        self.ticket = self.rt.rollout(T1, QMUL)

    def mail(self, sender, *files, text="Please find our report attached."):
        message_id, raw = self.lab.letter(sender, text, self.ticket, files=files)
        self.send(raw, sender)
        return message_id

    def done(self):
        eventually(self.all_is_done, "all is done", pause=0.2)

    def letters_about(self, person):
        """(Message-ID, text) of the letters to somebody about this ticket."""
        return [(letter["Message-ID"], " ".join(letter.get_payload(0).get_payload(decode=True).decode().split()))
                for letter in self.letters(person) if f"#{self.ticket}]" in letter["Subject"]]

    def expect_letters(self, person, *letters):
        """As many letters as tuples are given; each holds its parts."""
        eventually(lambda: len(self.letters_about(person)) >= len(letters), f"letter {len(letters)} to {person}")
        self.done()
        got = [text for _, text in self.letters_about(person)]
        self.assertEqual(len(got), len(letters), got)
        for text, parts in zip(got, letters):
            for part in parts:
                self.assertIn(part, text)

    def expect_reports(self, *names, status=(), without=()):
        self.assertEqual(self.rt.field(self.ticket, "Reports"), sorted(names))
        (said,) = self.rt.field(self.ticket, "Rollout Status")
        for part in status:
            self.assertIn(part, said)
        for part in without:
            self.assertNotIn(part, said)

    # ------------------------------------------------------------------ one mail, one file

    def sent(self):
        """The files on the ticket, but for the draft of a summary that comes with the last report."""
        return [(name, content) for name, content in self.rt.files(self.ticket) if not name.startswith("summary-")]

    def test_the_right_file_and_the_answer_in_one_mail(self):
        mail = self.mail(ANNA, (RIGHT, REPORT), text=f"Report is attached.\n\naccept {T1}")
        self.expect_letters(ANNA, ["accepted for " + T1, f"took {RIGHT} as the report of {T1}."])
        self.expect_reports(RIGHT, status=["1 of 2 asked have accepted", f"1 of 1 that accepted have sent a report: {T1}",
                                           f"Report of {T1}: {RIGHT}, received "], without=["Held", "its right name"])
        self.assertEqual(self.sent(), [(RIGHT, REPORT)])
        self.assertEqual(self.rt.mails(mail), [(self.ticket, "Correspond")])
        (note,) = self.rt.notes(self.ticket, "reports came")
        self.assertIn(f"({len(REPORT)} bytes, content fine, SHA-256 ", note.text)

    def test_a_name_that_can_be_repaired_is_taken_and_told(self):
        name = f"EA_{T1}-EMI-CREAM-1.13.1 (1).docx"
        self.mail(ANNA, (name, REPORT))
        self.expect_letters(ANNA, [f"took {name} as the report of {T1}.", f"Its right name is {RIGHT};",
                                   "there is no need to send it again"])
        self.expect_reports(name, status=[f"Report of {T1}: {name}, received ", f"its right name: {RIGHT}"],
                            without=["Held"])

    def test_a_wrong_name_is_held_and_told(self):
        name = RIGHT.replace("1.13.1-1", "1.13.1-2")
        self.mail(ANNA, (name, REPORT))
        self.expect_letters(ANNA, ["Nothing was recorded", name, "right name: " + RIGHT])
        self.expect_reports(status=[f"Held: {name}, received ", "wrong name: version", f"its right name: {RIGHT}"],
                            without=["Report of"])
        self.assertEqual(self.sent(), [(name, REPORT)])
        self.mail(ANNA, (RIGHT, REPORT))
        self.expect_letters(ANNA, [name], [f"took {RIGHT}"])
        self.expect_reports(RIGHT, status=[f"Report of {T1}: {RIGHT}"], without=["Held"])

    # ------------------------------------------------------------------ in RT's page, again, newer

    def test_the_page_is_as_good_and_the_same_file_is_taken_once(self):
        anna = Page(self.lab.as_user("anna"))
        anna.say(self.ticket, f"accept {T1}", file=(RIGHT, REPORT))
        first = ["accepted for " + T1, f"took {RIGHT} as the report of {T1}."]
        self.expect_letters(ANNA, first)
        taken = [f"1 of 1 that accepted have sent a report: {T1}", f"Report of {T1}: {RIGHT}"]
        self.expect_reports(RIGHT, status=taken)
        self.assertEqual(self.sent(), [(RIGHT, REPORT)])
        again = [f"found {RIGHT} to be the same file that was taken before; nothing was changed."]
        self.mail(ANNA, (RIGHT, REPORT))
        self.expect_letters(ANNA, first, again)
        anna.say(self.ticket, "Here it is once more.", file=(RIGHT, REPORT))
        self.expect_letters(ANNA, first, again, again)
        self.expect_reports(RIGHT, status=taken)
        self.assertEqual(len(self.rt.changes(self.ticket, "CustomField", str(self.rt.field_id("Reports")))), 1)

    def test_a_newer_report_takes_the_place_and_both_are_kept(self):
        other = RIGHT.replace("ea-", "Copy of ea-")
        self.mail(ANNA, (RIGHT, REPORT))
        self.expect_letters(ANNA, [f"took {RIGHT}"])
        self.mail(ALDO, (RIGHT, NEWER))
        self.expect_letters(ALDO, [f"took {RIGHT}", "It takes the place of the one received", "both are kept"])
        Page(self.lab.as_user("anna")).say(self.ticket, "The final one.", file=(other, REPORT))
        self.expect_letters(ANNA, [f"took {RIGHT}"], [f"took {other}", f"It takes the place of {RIGHT}"])
        self.expect_reports(RIGHT, other, status=[f"Report of {T1}: {other}"], without=[f"Report of {T1}: {RIGHT}"])
        self.assertEqual(self.sent(), [(RIGHT, REPORT), (RIGHT, NEWER), (other, REPORT)])

    # ------------------------------------------------------------------ killed in between

    def test_killed_at_any_time_nothing_is_done_twice(self):
        self.serving.close()  # RT's hook finds nobody
        mail = self.mail(ANNA, (RIGHT, REPORT), text=f"accept {T1}")
        Page(self.lab.as_user("quinn")).say(self.ticket, f"accept {QMUL}", file=(RIGHT.replace(T1, QMUL), NEWER))
        self.serve()
        eventually(lambda: self.rt.mails(mail), "the mail is in RT")
        self.serve()
        eventually(lambda: self.rt.field(self.ticket, "Reports"), "a report is taken")
        self.serve()
        eventually(lambda: len(self.rt.notes(self.ticket, "reports came")) == 2, "both are told to the managers")
        self.serve()
        self.done()
        self.expect_reports(RIGHT, RIGHT.replace(T1, QMUL), status=[
            "2 of 2 asked have accepted", f"2 of 2 that accepted have sent a report: {T1}, {QMUL}"])
        self.assertEqual(self.rt.mails(mail), [(self.ticket, "Correspond")])
        self.assertEqual(len(self.rt.notes(self.ticket, "reports came")), 2)
        self.assertEqual(len(self.rt.notes(self.ticket, "answers recorded")), 2)
        self.assertEqual(len(self.rt.changes(self.ticket, "CustomField", str(self.rt.field_id("Reports")))), 2)
        # Killed between the mail server's yes and our commit, a letter comes twice, under one Message-ID.
        letters = self.letters_about(ANNA)
        self.assertEqual(len({message_id for message_id, _ in letters}), 1, letters)


if __name__ == "__main__":
    main()
