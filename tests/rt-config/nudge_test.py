#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""RT's scrip that tells the bridge of news, on a real RT: what it sends, and that nobody at RT is hurt
   when the bridge is away, slow or broken. Names of cases may be given as arguments."""
import os
import re
import sqlite3
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import hook  # noqa: E402
from lab import ANNA, T1, Lab  # noqa: E402
from receiver import Receiver  # noqa: E402
from rt import Rt, WebForm  # noqa: E402

LAB = RECEIVER = None
BOUND = 5.0  # seconds: 2 of the scrip, and what RT itself needs on a busy machine
WORKERS = 2


class Nudge(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.receiver, self.rt = RECEIVER, LAB.rt
        self.secret_file = LAB.dir + "/secrets/hook-secret"
        self.secret = hook.read_secret(self.secret_file)
        self.receiver.mood = "good"
        self.ticket = self.rt.rollout(T1, status="new")
        self.manager = LAB.as_user("mgr1")
        self.forget()

    def forget(self):
        self.receiver.requests.clear()
        self.receiver.connections = 0
        self.logged = os.path.getsize(LAB.dir + "/log/rt.log")

    def log(self):
        with open(LAB.dir + "/log/rt.log", encoding="utf-8", errors="replace") as file:
            file.seek(self.logged)
            return [line for line in file if "rollout-bridge" in line]

    def restart(self):
        """New processes of RT, which have not learnt yet who is slow."""
        LAB.run("restart-rt")
        self.forget()

    def expect_good(self, request, secret=None):
        self.assertEqual(request.line, "POST /hooks/rt HTTP/1.1")
        self.assertTrue(hook.is_good(secret or self.secret, request.headers, request.body))
        self.assertRegex(request.headers["webhook-id"], r"\Atxn-\d+-\d+-\d+-\d+\Z")
        self.assertEqual(request.headers["Content-Type"], "application/json")
        said = request.json()
        self.assertEqual((sorted(said), said["v"]), (["queue", "ticket", "transactions", "v"], 1))
        for row in said["transactions"]:
            self.assertEqual(sorted(row), ["creator", "field", "id", "new", "old", "type"])
            self.assertIs(type(row["id"]), int)
            for name in "old", "new", "field":
                self.assertLessEqual(len(row[name] or ""), 255)
        return said

    def timed(self, action):
        began = time.monotonic()
        done = action()
        took = time.monotonic() - began
        self.assertLess(took, BOUND)
        return took, done

    def by_rest(self, subject):
        self.manager.change(self.ticket, Subject=subject)
        self.assertEqual(self.rt.subject(self.ticket), subject)

    def by_form(self, subject):
        self.assertTrue(WebForm(self.manager).modify(self.ticket, Subject=subject))
        self.assertEqual(self.rt.subject(self.ticket), subject)

    def by_mail(self, subject):
        before = len(self.rt.correspondences(self.ticket))
        self.rt.mailgate(LAB.letter(ANNA, "Hello", self.ticket, subject=f"[lab.example.test #{self.ticket}] {subject}",
                                    headers=["RT-Control: no-autoopen"])[1])
        self.assertEqual(len(self.rt.correspondences(self.ticket)), before + 1)

    # ------------------------------------------------------------------ what is sent

    def test_one_form_is_one_call_with_all_that_it_did(self):
        fields = {f"Object-RT::Ticket-{self.ticket}-CustomField-{self.rt.field_id(name)}-Value": value
                  for name, value in (("Document ID", "254"), ("Component", "CREAM"))}
        form = WebForm(self.manager)
        self.forget()
        form.modify(self.ticket, Status="open", Subject="changed", **fields)
        (request,) = self.receiver.wait(1)
        said = self.expect_good(request)
        self.assertEqual((said["ticket"], said["queue"]), (self.ticket, "staged-rollout"))
        rows = {(row["type"], row["field"]): (row["old"], row["new"], row["creator"]) for row in said["transactions"]}
        self.assertEqual(rows["Status", "Status"], ("new", "open", "mgr1"))
        self.assertEqual(rows["Set", "Subject"][1:], ("changed", "mgr1"))
        self.assertEqual(rows["CustomField", str(self.rt.field_id("Document ID"))][1], "254")
        self.assertEqual(rows["CustomField", str(self.rt.field_id("Component"))][1], "CREAM")
        self.assertEqual(len(rows), 4)
        self.assertEqual(request.body, hook.json.dumps(said, sort_keys=True, separators=(",", ":")).encode())

    def test_a_reply_in_the_page_and_a_mail(self):
        LAB.as_user("anna").call("POST", f"ticket/{self.ticket}/correspond", {"Content": "accept", "ContentType": "text/plain"})
        self.assertIn("Correspond", self.types())
        self.forget()
        self.by_mail("hello")
        self.assertEqual(self.types(), ["Correspond"])
        self.assertEqual(self.receiver.requests[0].json()["transactions"][0]["creator"], "anna")
        self.forget()
        before = self.rt.newest_ticket()
        self.rt.mailgate(LAB.letter("stranger@elsewhere.example.test", "Hello", subject="We would like to take part")[1])
        self.assertEqual(self.types(), ["Create"])
        self.assertGreater(self.receiver.requests[0].json()["ticket"], before)

    def types(self):
        return sorted(row["type"] for request in self.receiver.wait(1) for row in self.expect_good(request)["transactions"])

    def test_both_queues_and_no_other(self):
        self.rt.create("sw-rel", "A release")
        self.assertEqual({request.json()["queue"] for request in self.receiver.wait(1)}, {"sw-rel"})
        self.forget()
        self.rt.create("General", "Something else")
        self.assertEqual(self.receiver.connections, 0)

    def test_what_the_bridge_did_is_not_told_to_it(self):
        with open(LAB.dir + "/secrets/rt-password", encoding="utf-8") as file:
            bridge = Rt(LAB.url, "rollout-bridge", file.read().strip(), self.rt.database)
        bridge.change(self.ticket, CustomFields={"EA Accepted": [T1]})
        bridge.call("POST", f"ticket/{self.ticket}/comment", {"Content": "a note", "ContentType": "text/plain"})
        self.assertEqual(self.rt.field(self.ticket, "EA Accepted"), [T1])
        self.assertEqual(self.receiver.connections, 0)

    def test_any_value_makes_valid_json(self):
        name, umlauts = "Document ID", "Łódź 漢字 \U0001f600 \u2028 \uffff"
        for value in (umlauts, "x" * 100_000, "漢" * 100_000, "\x01\x02\x7f\x80\x9f", 'quote " and \\', "\U0010ffff"):
            with self.subTest(value[:20]):
                self.forget()
                self.manager.change(self.ticket, CustomFields={name: value})
                said = self.expect_good(self.receiver.wait(1)[0])
                (row,) = [row for row in said["transactions"] if row["type"] == "CustomField"]
                self.assertEqual(row["new"], re.sub("[\uffff\U0010ffff]", "\ufffd", value[:255]))  # no characters
                if len(value) < 255:  # RT keeps longer ones elsewhere
                    self.assertEqual(self.rt.field(self.ticket, name), [value])
        forged = {"Document ID": b"\xff\xfe\xc0\xaf", "Component": b"\xed\xa0\x80", "Version": b"abc\xe6\xbc",
                  "OS": b"\x00\x01\x00"}
        self.manager.change(self.ticket, CustomFields={field: "before" for field in forged})
        for field, value in forged.items():
            self.sql("UPDATE ObjectCustomFieldValues SET Content = CAST(? AS TEXT) WHERE ObjectId = ? AND Disabled = 0 "
                     "AND CustomField = ?", value, self.ticket, self.rt.field_id(field))
        self.restart()  # RT remembers values
        self.manager.change(self.ticket, CustomFields={field: "after" for field in forged})
        self.assertEqual([self.rt.field(self.ticket, field) for field in forged], [["after"]] * len(forged))
        self.assertEqual(len(self.expect_good(self.receiver.wait(1)[0])["transactions"]), len(forged))
        form = WebForm(self.manager)
        for subject in b"\xff\xfe\xc0\xaf", b"\xed\xa0\x80 surrogate", b"\x00\x01 binary":
            with self.subTest(subject):
                self.forget()
                form.modify(self.ticket, Subject=subject)
                self.expect_good(self.receiver.wait(1)[0])

    def sql(self, statement, *values):
        connection = sqlite3.connect(self.rt.database, timeout=30)
        with connection:
            connection.execute(statement, values)
        connection.close()

    def test_a_new_secret_needs_no_restart(self):
        with open(self.secret_file, encoding="ascii") as file:
            old = file.read()
        self.addCleanup(self.write_secret, old)
        new = "whsec_" + hook.base64.b64encode(b"another secret of 32 bytes ......").decode()
        self.write_secret(f"# the new one, then the old one\n\n{new}\n{old}")
        self.by_rest("with the new one")
        self.expect_good(self.receiver.wait(1)[0], new)
        for wrong in ("", "# nothing\n", "whsec_\n", "secret\n", "whsec_???\n" + old, None):
            with self.subTest(wrong):
                self.forget()
                self.write_secret(wrong)
                self.by_rest(f"with the secret {wrong!r}")
                self.assertEqual(self.receiver.connections, 0)
                (line,) = self.log()
                self.assertIn("remedy: Set($RolloutBridgeSecretFile", line)
                self.assertNotIn("???", line)

    def write_secret(self, text):
        if text is None:
            return os.unlink(self.secret_file)
        with open(self.secret_file, "w", encoding="ascii") as file:
            os.chmod(self.secret_file, 0o600)
            return file.write(text)

    # ------------------------------------------------------------------ nobody at RT is hurt

    def hurts_nobody(self, part, *also):
        for how in (self.by_rest, self.by_form, self.by_mail):
            with self.subTest(how.__name__):
                self.logged = os.path.getsize(LAB.dir + "/log/rt.log")
                took, _ = self.timed(lambda: how(f"{part}, {how.__name__}"))
                self.assertLess(took, 2)  # no call to the bridge waits here
                print(f"  {part}: {how.__name__} {took:.2f} s", flush=True)
                lines = self.log()
                self.assertEqual(len(lines), 1, lines)
                for word in (part, f"not told of ticket {self.ticket}", "remedy: ", *also):
                    self.assertIn(word, lines[0])
                self.assertNotIn(self.secret[6:], lines[0])

    def test_nobody_there(self):
        self.receiver.close()
        self.addCleanup(self.receiver.open)
        self.hurts_nobody("Connection refused")

    def test_500(self):
        self.receiver.mood = "broken"
        self.hurts_nobody("answered 500")

    def test_401(self):
        self.receiver.mood = "strict"
        self.hurts_nobody("answered 401", "secrets")

    def test_redirect_is_not_followed(self):
        self.receiver.mood = "elsewhere"
        self.hurts_nobody("answered 307")
        self.assertEqual({request.line for request in self.receiver.requests}, {"POST /hooks/rt HTTP/1.1"})

    def test_closed_at_once(self):
        self.receiver.mood = "closing"
        self.hurts_nobody("hooks/rt: ")

    def test_megabytes_of_nonsense(self):
        self.receiver.mood = "babbling"
        self.hurts_nobody("not HTTP")

    def test_megabytes_after_a_good_answer(self):
        self.receiver.mood = "generous"
        self.by_rest("generous")
        self.assertEqual(self.log(), [])

    def hangs(self, mood, part, least):
        """Each process of RT waits once and says so; then nobody waits, and after a while it is asked again."""
        self.restart()
        self.addCleanup(self.restart)
        self.receiver.mood = mood
        waits = []
        for number in range(12):
            how = (self.by_rest, self.by_form, self.by_mail)[number % 3]
            took, _ = self.timed(lambda: how(f"{mood} {number}"))
            waits.append((took, how.__name__))
        print(f"  {mood}:", ", ".join(f"{how} {took:.2f} s" for took, how in waits), flush=True)
        called = self.receiver.connections
        self.assertIn(called, range(1, WORKERS + 1))
        self.assertEqual(sum(took >= least for took, _ in waits), called)
        lines = self.log()
        self.assertEqual(len(lines), called, lines)
        for line in lines:
            self.assertIn(part, line)
            self.assertIn("calls it again in 30 s", line)

    def test_silent(self):
        self.hangs("silent", "no answer within 2 s", 2)

    def test_deaf(self):
        self.hangs("deaf", "no answer within 2 s", 2)

    def test_dripping(self):
        self.hangs("dripping", "no answer within 2 s", 2)

    def test_slow(self):
        self.hangs("slow", "answered 202 (1.", 1.3)

    def test_no_url_no_word(self):
        path = LAB.dir + "/rt/site.d/no-url.pm"
        with open(path, "w", encoding="ascii") as file:
            file.write("Set($RolloutBridgeURL, undef);\n1;\n")
        self.addCleanup(self.restart)
        self.addCleanup(os.unlink, path)
        self.restart()
        self.by_rest("without a URL")
        self.assertEqual((self.receiver.connections, self.log()), (0, []))


if __name__ == "__main__":
    try:
        LAB = Lab("--no-serve")
        with open(LAB.dir + "/run/ports", encoding="ascii") as ports:
            RECEIVER = Receiver(int(ports.read().split()[1]))
        program = unittest.main(argv=sys.argv, verbosity=2, exit=False)
        with open(LAB.dir + "/log/rt.log", encoding="utf-8", errors="replace") as whole:
            faults = [line for line in whole if re.search(r"\[(error|crit)", line)]
        print("".join(faults) or "RT logged no error")
        sys.exit(0 if program.result.wasSuccessful() and not faults else 1)
    finally:
        if LAB:
            LAB.down()
