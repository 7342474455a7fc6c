# SPDX-License-Identifier: Apache-2.0
"""`plan`: what a mail, a hook and a ticket would lead to, and that nothing is written while it is found out."""
import json
import os
import signal
import subprocess
import sys
import time
import unittest

from bridge import BRIDGE, MAIL, SOURCE, dead_port
from with_rt import QMUL, T1, RtTest

sys.path.insert(0, os.path.join(SOURCE, "tests", "e2e"))
from hooks import wait_until_open  # noqa: E402  pylint: disable=wrong-import-position

NOW = "2026-11-23T10:00:00Z"


class Plan(RtTest):
    def work(self, now=NOW):
        self.ends(0, "work", "--now", now)

    def plan(self, *words, now=NOW):
        return self.told("plan", "--now", now, *words)

    def kinds(self, told):
        return [one["kind"] for one in told if one["what"] == "effect"]

    def mail(self, ticket, text=MAIL):
        self.write("reply.eml", text.replace("#2]", f"#{ticket}]"))
        return self.path("reply.eml")

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_a_mail_and_then_the_same_for_true(self):
        ticket = self.rollout([T1, QMUL])
        self.work()
        file = self.mail(ticket)
        told = self.plan("mail", file, now="2026-11-23T10:02:00Z")
        self.assertEqual(told[0]["kind"], "relay")
        fields = next(one for one in told if one["what"] == "effect" and "EA Accepted + " in one["text"])
        self.assertIn(f"EA Accepted + {T1}\n", fields["text"])
        letter = next(one for one in told if one.get("to"))
        self.assertEqual(letter["to"], ["anna@infn.example.test"])
        self.assertIn("accept", letter["subject"])
        self.assertIn("Why you get this:", letter["text"])
        self.assertTrue(all(not one["thought_before"] and not one.get("settled") for one in told))
        text = self.looks(0, "plan", "mail", file).stdout
        self.assertIn(f"  * fields of #{ticket}  [", text)
        self.assertIn(f"      EA Accepted + {T1}\n", text)
        self.assertIn("      To: anna@infn.example.test\n", text)

        before = self.state()
        self.drop(self.read(file))
        self.work("2026-11-23T10:02:00Z")
        self.assertNotEqual(self.state(), before)
        rows = {row["key"] for row in self.rows("--all")}
        keys = [one["key"] for one in told if one["what"] == "effect"]
        self.assertLessEqual(set(keys), rows)  # what was planned is what was done
        self.assertEqual(self.rt.fields(ticket)["EA Accepted"], [T1])
        again = self.plan("mail", file, now="2026-11-23T10:03:00Z")
        self.assertTrue(next(one for one in again if one.get("kind") == "relay")["settled"])

    def test_mails_that_only_people_may_judge(self):
        ticket = self.rollout()
        self.work()
        told = self.plan("mail", self.mail(ticket, "X-Spam-Flag: YES\n" + MAIL))
        self.assertNotIn("relay", self.kinds(told))
        self.assertIn("comment", self.kinds(told))
        self.assertIn("release ", next(one for one in told if one.get("kind") == "comment")["text"])
        told = self.plan("mail", self.mail(ticket, "Auto-Submitted: auto-replied\n" + MAIL))
        self.assertEqual(self.kinds(told), ["comment"])

    def test_a_report_is_looked_into(self):
        ticket = self.rollout()
        self.work()
        name = f"ea-{T1}-EMI-CREAM-1.13.1-1.doc"
        head, text = MAIL.split("\n\n", 1)
        mail = (head + "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n"
                + text + f"--x\nContent-Type: application/msword\nContent-Disposition: attachment; filename={name}\n\n"
                "no document\n--x--\n")
        told = self.plan("mail", self.mail(ticket, mail))
        notes = "".join(one["text"] for one in told if one.get("kind") == "comment")
        self.assertIn(name, notes)
        self.assertIn(name + ": not taken, wrong content: wrong kind", notes)

    def test_a_ticket_and_its_letters(self):
        ticket = self.rollout([T1, QMUL])
        self.work()
        other = self.rollout([T1])
        told = self.plan("ticket", str(other))
        self.assertEqual(self.kinds(told), ["watchers", "status", "group", "fields"])
        self.assertEqual(told[2]["to"], ["anna@infn.example.test"])
        self.assertIn(f"accept {T1}", told[2]["text"])
        text = self.looks(0, "plan", "ticket", f"#{other}").stdout
        self.assertIn(f"      + group ea-{T1}\n", text)
        self.assertIn("open, if it is new", text)
        told = self.plan("ticket", str(ticket))  # it was asked: the deadline is waited for
        self.assertEqual([one["what"] for one in told], ["alarm"])
        self.assertEqual(told[0]["at"], "2026-11-24T10:00:00Z")
        told = self.plan("ticket", str(ticket), now="2026-11-24T11:00:00Z")
        self.assertEqual(self.kinds(told), ["group", "group", "fields"])

    def test_a_hook(self):
        release = self.release()
        self.work()
        self.rt.rest("PUT", f"ticket/{release}", {"Status": "StageRollOut"})
        change = self.control(dump=1)["transactions"][-1]
        body = {"v": 1, "ticket": release, "queue": "sw-rel", "transactions": [
            {"id": change["id"], "type": "Status", "old": "", "new": "", "creator": "root"}]}
        self.write("hook.json", json.dumps(body))
        told = self.plan("hook", self.path("hook.json"))
        self.assertEqual(self.kinds(told), ["ticket"])
        self.assertEqual(told[0]["subject"], "Staged Rollout EMI-1.0 CREAM 1.14.0-1")
        self.assertEqual(told[0]["about"], f"txn/{change['id']}")
        self.assertFalse(told[0]["thought_before"])
        self.work("2026-11-23T10:02:00Z")
        self.assertTrue(self.plan("hook", self.path("hook.json"))[0]["thought_before"])
        self.write("hook.json", json.dumps({**body, "queue": "General"}))
        self.looks(0, "plan", "hook", self.path("hook.json"), says="nothing is news in it")
        self.write("hook.json", "{}")
        self.looks(2, "plan", "hook", self.path("hook.json"), says="v is not 1")

    def test_beside_a_bridge_that_works(self):
        port = dead_port()
        self.keys["web.listen"] = f"127.0.0.1:{port}"
        ticket = self.rollout()
        self.work()
        self.configure()
        # pylint: disable-next=consider-using-with
        serve = subprocess.Popen([BRIDGE, "--config", self.path("bridge.conf"), "serve"])
        try:
            wait_until_open(port, serve)
            self.until_quiet()
            self.looks(0, "plan", "mail", self.mail(ticket))
            self.looks(0, "plan", "ticket", str(ticket))
            self.looks(0, "why", str(ticket))
            self.drop(self.read(self.mail(ticket)))
            end = time.monotonic() + 30
            while self.rt.fields(ticket)["EA Accepted"] != [T1]:
                self.assertLess(time.monotonic(), end)
                self.ends(0, "plan", "ticket", str(ticket))  # holds nobody up
        finally:
            serve.send_signal(signal.SIGTERM)
            self.assertEqual(serve.wait(timeout=60), 0)

    def until_quiet(self):
        end = time.monotonic() + 30
        last = None
        while last != (last := self.state()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.5)

    def test_misuse_and_an_rt_that_is_away(self):
        for words in ([], ["mail"], ["ticket"], ["mial", "x"], ["mail", "a", "b"]):
            self.refused("plan takes mail FILE, hook FILE or ticket N", "plan", *words)
        self.refused("there is no store", "plan", "ticket", "1")
        self.work()
        self.refused("cannot be read", "plan", "mail", self.path("none"))
        self.refused("is no ticket's number", "plan", "ticket", "x")
        self.refused("--now:", "plan", "--now", "soon", "ticket", "1")
        self.looks(1, "plan", "ticket", "4711", says="4711")
        self.control(down=True)
        self.ends(75, "plan", "ticket", "4711", says="does not answer")


if __name__ == "__main__":
    unittest.main()
