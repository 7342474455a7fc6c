#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""One event from every door, on a real RT: an answer by mail and in RT's page leads to the same end, whatever
   becomes of the hooks; and no forged or held mail comes back through a hook as a member's word."""
import contextlib
import sys
import threading
import unittest
import urllib.request

import hook
from lab import ALDO, ANNA, QMUL, QUINN, T1, Lab, eventually, text_of
from rt import Page

LAB = None


class Doors(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.rt = LAB.rt
        self.ticket = self.rt.rollout(T1, QMUL)
        self.anna, self.quinn, self.manager = (Page(LAB.as_user(name)) for name in ("anna", "quinn", "mgr1"))

    @contextlib.contextmanager
    def serving(self, *options, hooks=True, sweep=1):
        """The bridge; without hooks RT's find a closed port."""
        listen = [] if hooks else ["--web.listen="]
        with LAB.start("serve", f"--clock.sweep={sweep}", *listen, *options):
            if hooks:
                eventually(lambda: healthy(LAB.hook_url), "the bridge answers")
            yield

    def done(self):
        LAB.settle(60)

    def letters(self, address):
        """Subjects of our letters to somebody about this ticket, oldest first."""
        return [letter["Subject"] for letter in LAB.letters_to(address) if f"#{self.ticket}]" in letter["Subject"]]

    def expect(self, accepted, rejected, **letters):
        self.assertEqual(self.rt.field(self.ticket, "EA Accepted"), accepted)
        self.assertEqual(self.rt.field(self.ticket, "EA Rejected"), rejected)
        (status,) = self.rt.field(self.ticket, "Rollout Status")
        self.assertIn(f"{len(accepted)} of 2 asked have accepted", status)
        self.assertIn(f"{len(rejected)} of 2 have rejected", status)
        self.assertEqual(self.rt.status(self.ticket), "open")
        for name, words in letters.items():
            address = {"anna": ANNA, "quinn": QUINN, "aldo": ALDO}[name]
            subjects = self.letters(address)
            self.assertEqual(len(subjects), len(words), subjects)
            for subject, word in zip(subjects, words):
                self.assertIn(word, subject)

    # ------------------------------------------------------------------ the same end by every door

    def test_mail_and_page_lead_to_the_same_end(self):
        with self.serving():
            LAB.say(ANNA, f"accept {T1}", self.ticket)
            self.quinn.say(self.ticket, f"accept {QMUL}")
            eventually(lambda: len(self.rt.field(self.ticket, "EA Accepted")) == 2, "both are recorded")
            self.done()
        self.expect([T1, QMUL], [], anna=["accepted for"], quinn=["accepted for"])
        proofs = [note.text for note in self.rt.notes(self.ticket, "answers recorded")]
        self.assertEqual(sorted("Proof: logged in at RT as quinn" in text for text in proofs), [False, True])
        self.assertEqual(len(self.rt.correspondences(self.ticket)), 2)

    def test_both_at_once(self):
        with self.serving():
            parts = [threading.Thread(target=LAB.say, args=(ANNA, f"accept {T1}", self.ticket)),
                     threading.Thread(target=self.anna.say, args=(self.ticket, f"accept {T1}")),
                     threading.Thread(target=LAB.say, args=(ALDO, f"accept {T1}", self.ticket)),
                     threading.Thread(target=self.quinn.say, args=(self.ticket, f"reject {QMUL}"))]
            for part in parts:
                part.start()
            for part in parts:
                part.join()
            eventually(lambda: len(self.rt.notes(self.ticket, "answers recorded")) == 4, "all four are recorded")
            self.done()
        self.expect([T1], [QMUL], anna=["accepted for"] * 2, aldo=["accepted for"], quinn=["rejected for"])

    def test_without_hooks(self):
        with self.serving(hooks=False):
            self.anna.say(self.ticket, f"accept {T1}")
            LAB.say(QUINN, f"reject {QMUL}", self.ticket)
            eventually(lambda: len(self.rt.notes(self.ticket, "answers recorded")) == 2, "the sweep finds the reply")
            self.done()
        self.expect([T1], [QMUL], anna=["accepted for"], quinn=["rejected for"])

    def test_work_alone(self):
        self.anna.say(self.ticket, f"accept {T1}")
        LAB.say(QUINN, f"reject {QMUL}", self.ticket)
        LAB.work()
        LAB.work()
        self.expect([T1], [QMUL], anna=["accepted for"], quinn=["rejected for"])

    def test_hooks_out_of_order_twice_and_one_lost(self):
        LAB.work()  # the cursor of the sweep is known
        for line in f"accept {T1}", f"reject {T1}", f"accept {T1}", f"reject {T1}":
            self.anna.say(self.ticket, line)
        said = [one.transaction for one in self.rt.correspondences(self.ticket)]
        with self.serving(sweep=3600):
            for transaction in said[3], said[0], said[3], said[1]:  # the third is lost
                self.assertEqual(hook.post(LAB.hook_url + "/hooks/rt", LAB.hook_secret,
                                           hook.body_of(self.ticket, [transaction])), 202)
            eventually(lambda: len(self.rt.notes(self.ticket, "answers recorded")) == 4, "all four are recorded")
            self.done()
        LAB.work()
        self.expect([], [T1], anna=["accepted for", "rejected for", "accepted for", "rejected for"])

    def test_rt_restarted_in_between(self):
        with self.serving():
            self.anna.say(self.ticket, f"accept {T1}")
            LAB.run("stop-rt")
            LAB.say(QUINN, f"reject {QMUL}", self.ticket)
            LAB.run("start-rt")
            eventually(lambda: len(self.rt.notes(self.ticket, "answers recorded")) == 2, "both are recorded", 90)
            self.done()
        self.expect([T1], [QMUL], anna=["accepted for"], quinn=["rejected for"])

    def test_managers_see_the_state_when_they_choose_teams(self):
        with self.serving():
            LAB.as_user("mgr1").change(self.ticket, CustomFields={"EA Teams": [T1]})
            eventually(lambda: "1 of 1 have not answered yet" in "".join(self.rt.field(self.ticket, "Rollout Status")),
                       "the status is rewritten")
            self.done()
        changes = [who for *_, who in self.rt.changes(self.ticket, "CustomField", str(self.rt.field_id("Rollout Status")))]
        self.assertEqual(set(changes), {"rollout-bridge"})

    # ------------------------------------------------------------------ what must not act

    def expect_nothing(self):
        self.assertEqual(self.rt.field(self.ticket, "EA Accepted"), [])
        self.assertEqual(self.rt.notes(self.ticket, "answers recorded"), [])

    def attack(self, *headers, text=f"accept {T1}"):
        """A mail straight to RT's open gateway, thought about by hook and by sweep."""
        raw = "\n".join([*headers, f"Subject: [lab.example.test #{self.ticket}] hello", "To: x@lab.example.test",
                         "Message-ID: <attack-%d@evil.example.test>" % len(self.rt.correspondences(self.ticket)), "",
                         text, ""])
        before = len(self.rt.correspondences(self.ticket))
        self.rt.mailgate(raw)
        after = self.rt.correspondences(self.ticket)
        self.assertEqual(len(after), before + 1, "RT took the mail")
        eventually(lambda: " done " in LAB.trace(f"txn/{after[-1].transaction}"), "it was thought about", pause=0.3)
        self.done()

    def test_mail_past_us_never_acts(self):
        with self.serving():
            self.attack("From: mallory@evil.example.test", f"Reply-To: {ANNA}")
            self.attack(f"From: {ANNA}")
            self.attack(f"From: {ANNA}", "X-RT-Interface: Web")
            self.attack(f"From: {ANNA}", "X-RT-Interface: Web", "X-RT-Interface: Web")
            self.attack(f"From: {ANNA}", "X-Rollout-Relay: 0123456789abcdef")
            self.attack(f"From: {ANNA}", "Authentication-Results: mx.lab.example.test; dmarc=pass")
        self.expect_nothing()
        self.assertEqual(len(self.rt.notes(self.ticket, "a mail is held")), 5)  # the forged mark is taken for our copy

    def test_talk_past_us_is_left_alone(self):
        with self.serving():
            self.attack(f"From: {ANNA}", text="We shall look at it on Monday.")
        self.assertEqual(self.rt.notes(self.ticket), [])
        self.assertEqual(self.letters(ANNA), [])

    def test_a_forged_mail_is_held_until_a_manager_releases_it(self):
        options = ["--mail.authserv_ids=mx.lab.example.test"]
        with self.serving(*options):
            forged = LAB.say(ANNA, f"accept {T1}", self.ticket, headers=[
                "Authentication-Results: mx.lab.example.test; dmarc=fail header.from=infn.example.test"])
            (note,) = eventually(lambda: self.rt.notes(self.ticket, "a mail is held"), "it is held")
            self.done()
            self.expect_nothing()
            self.assertEqual(self.rt.mails(forged), [])
            self.assertEqual(len(self.letters(ANNA)), 1)  # she hears of it
            id = note.text.split("release ")[1].split()[0]
            self.anna.say(self.ticket, f"release {id}")
            eventually(lambda: len(self.letters(ANNA)) == 2, "she is told that she may not")
            self.done()
            self.expect_nothing()
            self.manager.say(self.ticket, f"release {id}", type="private")
            eventually(lambda: self.rt.field(self.ticket, "EA Accepted") == [T1], "it is taken")
            self.done()
        self.assertEqual(self.rt.mails(forged), [(self.ticket, "Correspond")])
        (recorded,) = self.rt.notes(self.ticket, "answers recorded")
        self.assertIn("Proof: released by mgr1@lab.example.test", recorded.text)

    def test_a_mail_that_passed_is_taken_and_one_that_nobody_checked_is_held(self):
        with self.serving("--mail.authserv_ids=mx.lab.example.test"):
            LAB.say(ANNA, f"accept {T1}", self.ticket, headers=[
                "Authentication-Results: mx.lab.example.test; dkim=pass header.d=infn.example.test"])
            LAB.say(QUINN, f"accept {QMUL}", self.ticket)
            eventually(lambda: self.rt.notes(self.ticket, "a mail is held"), "one is held")
            eventually(lambda: self.rt.field(self.ticket, "EA Accepted") == [T1], "one is taken")
            self.done()
        self.expect([T1], [], anna=["accepted for"])

    def test_a_reply_to_another_user_is_held(self):
        with self.serving():
            LAB.say(ANNA, f"accept {T1}", self.ticket, headers=[f"Reply-To: {QUINN}"])
            eventually(lambda: self.rt.notes(self.ticket, "a mail is held"), "it is held")
            self.done()
        self.expect_nothing()

    # ------------------------------------------------------------------ orders in the page

    def test_orders(self):
        with self.serving():
            self.manager.say(self.ticket, "extend 2026-12-24", "document 4242", f"accept {QMUL}")
            eventually(lambda: self.rt.field(self.ticket, "Document ID") == ["4242"], "orders are done")
            self.anna.say(self.ticket, f"delayed {T1}")
            eventually(lambda: self.letters(ANNA), "she is answered")
            self.done()
        self.assertEqual(self.rt.field(self.ticket, "Exposure Until"), ["2026-12-24"])
        self.expect([QMUL], [], anna=["delayed"])
        (letter,) = [one for one in LAB.letters_to(ANNA) if f"#{self.ticket}]" in one["Subject"]]
        self.assertIn("delayed", text_of(letter))
        self.assertTrue(self.rt.notes(self.ticket, f"{T1}: delayed"))


def healthy(url):
    try:
        with urllib.request.urlopen(url + "/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def main():
    global LAB
    LAB = Lab("--no-serve")
    try:
        return 0 if unittest.main(argv=sys.argv, verbosity=2, exit=False).result.wasSuccessful() else 1
    finally:
        LAB.down()


if __name__ == "__main__":
    sys.exit(main())
