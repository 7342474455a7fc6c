# SPDX-License-Identifier: Apache-2.0
"""Calls whose answer is lost: RT has done what we do not know of, and it must not be done again."""
import sqlite3

from lab import ANNA, T1, eventually
from proxy import GATEWAY, Proxy
from replies.case import Case


class Doubt(Case):
    def setUp(self):
        super().setUp()
        self.proxy = Proxy(self.lab.url)
        self.addCleanup(self.proxy.close)

    def work(self, status=0):
        return super().work("--rt.url=" + self.proxy.url, "--rt.timeout=2", status=status)

    def lose(self, *faults, about=GATEWAY):
        self.proxy.about, self.proxy.faults = about, list(faults)

    def lose_and_heal(self):
        """Runs until all answers that were to be lost are lost, and once more."""
        for _ in range(6):
            self.lab.call("work", "--rt.url=" + self.proxy.url, *self.next_minute())
        self.assertEqual(self.proxy.faults, [])
        self.work()

    def test_the_answer_of_the_gateway_is_lost(self):
        for fault in "close", "hang":
            self.proxy.done.clear()
            with self.subTest(fault):
                ticket = self.rt.rollout(T1)
                mail = self.lab.say(ANNA, "accept " + T1, ticket)
                self.lose(fault)
                self.work(75)
                self.work(0)
                self.assertEqual(self.proxy.done.count(GATEWAY), 1)
                self.expect_once(mail, ticket)
                self.expect_teams(ticket, accepted=[T1])
                self.expect_answer(mail)

    def test_however_the_message_id_is_written(self):
        """RT keeps it as it stands in the header; many programs fold the line before it."""
        ticket = self.rt.rollout(T1)
        long = "a" * 150 + "@sender.example.test"
        for line in ("Message-ID:\n <folded-1@sender.example.test>", "Message-Id:  <blanks-1@sender.example.test>  ",
                     "MESSAGE-ID:<capitals-1@sender.example.test>", f"Message-ID:\n\t<{long}>",
                     "Message-ID: bare-1@sender.example.test", "Message-ID: <[with.brackets]-1@sender.example.test>",
                     "Message-ID: <comment-1@sender.example.test> (added by a program)"):
            with self.subTest(line):
                before = len(self.rt.correspondences(ticket))
                self.lab.say(ANNA, "Hello!", ticket, headers=["Message-ID" + line[line.index(":"):]])
                self.lose("close")
                self.work(75)
                self.work(0)
                self.assertEqual(len(self.rt.correspondences(ticket)) - before, 1)

    def test_a_note_is_written_once(self):
        """RT folds a long subject, and what it keeps is the folded one."""
        ticket = self.rt.rollout(T1)
        self.lab.say("mallory@evil.example.test", "accept " + T1, ticket)
        self.lab.say(ANNA, "accept " + T1, subject=f"Out of office: [lab.example.test #{ticket}]")
        self.lose("close", "close", about="/comment")
        self.lose_and_heal()
        self.assertEqual([len(self.rt.notes(ticket, words)) for words in ("an address", "a program")], [1, 1])

    def test_of_a_mail_that_names_no_ticket(self):
        mail = self.lab.say(ANNA, "Hello!", subject="We would like to take part")
        self.lose("close")
        self.work(75)
        self.work(0)
        self.assertEqual(len(self.rt.mails(mail)), 1, self.lab.trace(mail))

    def test_of_a_mail_to_a_merged_ticket(self):
        old, new = self.rt.rollout(T1), self.rt.rollout(T1)
        self.rt.change(old, MergeInto=new)
        mail = self.lab.say(ANNA, "accept " + T1, old)
        self.lose("close")
        self.work(75)
        self.work(0)
        self.expect_once(mail, new)
        self.expect_teams(new, accepted=[T1])

    def test_every_call_after_it_is_lost_once(self):
        """Fields, note, link: whatever answer is lost, all is there once in the end."""
        some = ["close", "pass", "close", "pass", "pass", "close", "pass", "pass", "pass", "close"]
        for about, faults in ("/ticket/{}", some), ("/ticket/{}/comment", ["close"]), ("/attachments", ["close"] * 3):
            ticket = self.rt.rollout(T1)
            with self.subTest(about):
                mail = self.lab.say(ANNA, f"accept {T1}\n\nhttps://ggus.eu/?mode=ticket_info&ticket_id=84509", ticket)
                self.lose(*faults, about=about.format(ticket))
                self.lose_and_heal()
                self.expect_once(mail, ticket)
                self.expect_teams(ticket, accepted=[T1])
                self.assertEqual(len(self.rt.notes(ticket)), 1)
                self.assertEqual(len(self.rt.links(ticket)), 1)
                self.expect_answer(mail)
                self.assertEqual(len(self.rt.changes(ticket, "CustomField", self.rt.field_id("EA Accepted"))), 1)

    def test_rt_says_ok_and_has_stored_nothing(self):
        """RT's gateway answers `ok` although its database has refused the transaction (full disk, lock)."""
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "accept " + T1, ticket)
        self.sql("CREATE TRIGGER full BEFORE INSERT ON Transactions WHEN NEW.Type = 'Correspond' "
                 "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
        try:
            self.work(75)
        finally:
            self.sql("DROP TRIGGER full")
        self.assertEqual(self.rt.mails(mail), [])
        self.expect_silence(mail)
        self.work()
        self.expect_once(mail, ticket)
        self.expect_teams(ticket, accepted=[T1])
        self.expect_answer(mail)

    def test_killed_while_rt_is_at_it(self):
        """A new program begins before RT has done what the dead one asked for."""
        ticket = self.rt.rollout(T1)
        mail = self.lab.say(ANNA, "accept " + T1, ticket)
        with self.lab.start("work", "--rt.url=" + self.proxy.url, *self.next_minute()) as working:
            eventually(lambda: GATEWAY in self.proxy.asked, "RT was given the mail")
            working.kill()
            working.wait()
        self.lab.call("work", "--rt.linger=8", *self.next_minute())
        eventually(lambda: GATEWAY in self.proxy.done, "RT is done with it")
        self.work()
        self.expect_once(mail, ticket)
        self.expect_teams(ticket, accepted=[T1])
        self.expect_answer(mail)

    def sql(self, statement):
        connection = sqlite3.connect(self.rt.database, timeout=30)
        with connection:
            connection.execute(statement)
        connection.close()
