# SPDX-License-Identifier: Apache-2.0
"""One site for crash tests: the real programs in a directory of their own, an RT (the fake one, or one
of scripts/lab) and a sendmail that keeps each mail as a file; and what must be true of them in the end.
Each test passes its mails, and check() compares RT, letters and store with what they must have led to."""
import base64
import collections
import contextlib
import email
import email.policy
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

# Calls that commit something, here or outside, or learn that it was: each is killed just before. Of several recv or
# pwrite64 with nothing between them the first: what is half heard or half written is neither. To connect is nothing
# yet: what was not sent is not done.
KINDS = ("fdatasync", "fsync", "unlink", "send", "posix_spawn", "waitpid", "flock", "ftruncate64", "recv-run",
         "pwrite64-run")
KEPT = "drop", "state", "sent"  # a site's folders

TESTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
TEAMS = {"anna@infn.example.test": "NGI_IT-INFN-T1", "quinn@qmul.example.test": "NGI_UK-UKI-LT2-QMUL",
         "carla@ciemat.example.test": "NGI_IBERGRID-CIEMAT-LCG2", "petr@cesnet.example.test": "NGI_CZ-prague_cesnet_lcg2"}
CONFIG = """[rt]
url = {url}
name = lab.example.test
password_file = {dir}/rt-password
timeout = {timeout}
linger = {linger}
[mail]
drop_dir = {dir}/drop
from = staged-rollout@lab.example.test
owner = rollout-admin@lab.example.test
domain = lab.example.test
sendmail = {dir}/sendmail
templates_dir = {root}/templates
[web]
listen ={listen}
secret_file ={secrets}
[store]
path = {dir}/state/bridge.db
[log]
file = {dir}/log
"""

# Each run has a file of its own, so that a second copy is seen; it is seen when it is whole.
SENDMAIL = """#!/bin/sh
read -r name </proc/sys/kernel/random/uuid && cat >{sent}/.$name && mv {sent}/.$name {sent}/$name.eml || exit 75
"""


class Rt:
    """RT by REST2, as root."""

    def __init__(self, url, root_password, bridge_password):
        self.url, self.bridge_password = url, bridge_password
        self.login = "Basic " + base64.b64encode(f"root:{root_password}".encode()).decode()

    def rest(self, method, path, body=None, type="application/json"):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/REST/2.0/{path}", data, method=method, headers={
            "Authorization": self.login, "Content-Type": type, "Connection": "close"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def new_ticket(self, subject):
        made = self.rest("POST", "ticket", {"Queue": "staged-rollout", "Subject": subject, "ContentType": "text/plain",
                                            "Content": subject, "CustomFields": {"EA Teams": list(TEAMS.values())},
                                            "AdminCc": ["group:ea-" + team for team in TEAMS.values()]})
        return int(made["id"])

    def fields(self, ticket):
        read = self.rest("GET", f"ticket/{ticket}")
        return {field["name"]: field["values"] for field in read["CustomFields"]}

    def texts(self, ticket):
        """(type, subject, headers, content) of all that was written on a ticket, in order."""
        out = []
        query = urllib.parse.urlencode({"query": f"ObjectType='RT::Ticket' AND ObjectId={ticket} AND "
                                                 "(Type='Comment' OR Type='Correspond')"}).encode()
        page = self.rest("POST", "transactions?fields=Type&per_page=100&orderby=id&order=ASC", query,
                         "application/x-www-form-urlencoded")
        for row in page["items"]:
            parts = self.rest("POST", "attachments?fields=Subject,Headers,Content&orderby=id&order=ASC",
                              [{"field": "TransactionId", "value": str(row["id"])}])["items"]
            out.append((row["Type"], parts[0].get("Subject"), parts[0].get("Headers") or "",
                        parts[0].get("Content") or ""))
        assert len(page["items"]) < 100
        return out

    def settle(self):
        """Waits until RT has nothing in hand; a real one cannot be asked."""


class FakeRt(Rt):
    """tests/fakes/fake_rt.py as a program of its own."""

    def __init__(self):
        self.program = subprocess.Popen([sys.executable, "-B", TESTS / "fakes/fake_rt.py"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        doors = json.loads(self.program.stdout.readline())
        self.door = doors["control"]
        super().__init__(doors["url"], "root", "bridge")

    def close(self):
        self.program.stdin.close()
        self.program.wait()
        self.program.stdout.close()

    def control(self, **ask):
        with urllib.request.urlopen(self.door, json.dumps(ask).encode(), timeout=60) as answer:
            return json.load(answer)

    def fault(self, kind, on="any", **more):
        self.control(fault=kind, on=on, **more)

    def all(self):
        """Fields and texts of all tickets, in one call."""
        dump = self.control(dump=1)
        texts = {row["TransactionId"]: row for row in reversed(dump["attachments"])}  # the first part
        out = {int(number): (ticket["fields"], []) for number, ticket in dump["tickets"].items()}
        for row in dump["transactions"]:
            if row["Type"] in ("Comment", "Correspond"):
                text = texts[row["id"]]
                out[row["ObjectId"]][1].append((row["Type"], text["Subject"], text["Headers"], text["Content"]))
        return out

    def settle(self):
        with contextlib.suppress(urllib.error.URLError):  # closed: nothing waits at the door
            urllib.request.urlopen(self.url + "/quiet", timeout=60).close()  # what came before it is in hand now
        self.control(quiet=1)


class Mail:
    """One mail of a team's member, and what it must lead to: verb accept, reject, or None for a near miss."""
    numbers = itertools.count(1)  # sites may be in several threads

    def __init__(self, sender, ticket, verb, line=None):
        self.sender, self.ticket, self.verb, self.team = sender, ticket, verb, TEAMS[sender]
        self.id = f"m{next(Mail.numbers)}@{sender.split('@')[1]}"
        self.raw = (f"From: {sender}\nTo: staged-rollout@lab.example.test\nMessage-ID: <{self.id}>\n"
                    f"Subject: Re: [lab.example.test #{ticket}] Staged Rollout\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n"
                    f"\n{line or f'{verb} {self.team}'}\n").encode()


class Site:
    """The directory, the programs, and what they left behind."""

    def __init__(self, path, bridge, filter, rt, timeout=5, linger=1, listen="", secrets="", more=""):
        self.path, self.bridge, self.filter, self.rt = pathlib.Path(path), bridge, filter, rt
        for name in KEPT:
            (self.path / name).mkdir(parents=True)
        (self.path / "rt-password").write_text(rt.bridge_password + "\n")
        (self.path / "rt-password").chmod(0o600)
        (self.path / "bridge.conf").write_text(CONFIG.format(
            url=rt.url, dir=path, root=ROOT, timeout=timeout, linger=linger,
            listen=listen, secrets=secrets) + more)
        (self.path / "sendmail").write_text(SENDMAIL.format(sent=self.path / "sent"))
        (self.path / "sendmail").chmod(0o755)
        self.mails, self.linger = [], linger
        self.command = [bridge, "--config", str(self.path / "bridge.conf")]

    def keep(self):
        """What reset() brings back: all as it is now."""
        shutil.rmtree(self.path / "kept", ignore_errors=True)
        for name in KEPT:
            shutil.copytree(self.path / name, self.path / "kept" / name)
        self.rt.control(keep=1)

    def reset(self):
        for name in KEPT:
            shutil.rmtree(self.path / name)
            shutil.copytree(self.path / "kept" / name, self.path / name)
        (self.path / "log").write_text("")
        self.rt.control(restore=1)

    def deliver(self, mail, times=1):
        self.mails.append(mail)
        for _ in range(times):
            subprocess.run([self.filter, "--drop", str(self.path / "drop"), "--queue", "staged-rollout", "--sender",
                            mail.sender], input=mail.raw, check=True, timeout=30)

    def start(self, *verb, env=None):
        """A program, and a pipe that ends when it and all its children have."""
        ours, theirs = os.pipe()
        program = subprocess.Popen([*self.command, *verb], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, pass_fds=[theirs], env={**os.environ, **(env or {})})
        os.close(theirs)
        return program, ours

    def end(self, program, pipe, timeout=60):
        """Its status, once nothing of it runs any more and RT is through with what it was asked."""
        said = program.communicate(timeout=timeout)[1].decode()
        with os.fdopen(pipe, "rb") as file:
            file.read()
        self.rt.settle()
        return program.returncode, said

    def start_work(self, later=0, env=None):
        """`later`: the program's clock is so many minutes ahead, and what RT may still be at is over."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 60 * later))
        return self.start("work", *(["--now", at] if later else []), env=env)

    def work(self, later=0, env=None):
        return self.end(*self.start_work(later, env))

    def work_until_done(self, most=3, later=2):
        for turn in range(1, most + 1):
            status, said = self.work(later * turn)
            if status == 0:
                return turn
        raise AssertionError(f"work ends with {status} again and again: {said}\n{self.log()}")

    def log(self):
        return "".join((self.path / "log").read_text().splitlines(keepends=True)[-40:])

    def letters(self):
        """The letters sent, by the Message-ID that they answer."""
        out = collections.defaultdict(list)
        for file in (self.path / "sent").glob("*.eml"):
            letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            out[str(letter["In-Reply-To"]).strip("<> ")].append(letter)
        return out

    def left_behind(self, query):
        """Rows of the store after a kill. Reads a copy: the next run is to find the files as they were left."""
        copy = self.path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.path / "state", copy)
        if not (copy / "bridge.db").exists():
            return []
        with contextlib.closing(sqlite3.connect(copy / "bridge.db")) as database:
            try:
                return database.execute(query).fetchall()
            except sqlite3.OperationalError:  # no tables yet
                return []

    def unsettled_letters(self):
        """Message-IDs of letters in hand when the program was killed."""
        rows = self.left_behind("SELECT body FROM outbox WHERE kind = 'letter' AND state = 'running'")
        return {json.loads(body)["message_id"] for body, in rows}

    # --- what must be true ---

    def check(self, test, again=(), silent=frozenset()):
        """`again`: Message-IDs of letters in hand at a kill, once for each kill: so often more they may have been
        sent; `silent`: mails that RT refused to take, by Message-ID."""
        known = self.rt.all() if hasattr(self.rt, "all") else {
            ticket: (self.rt.fields(ticket), self.rt.texts(ticket)) for ticket in {mail.ticket for mail in self.mails}}
        for ticket in {mail.ticket for mail in self.mails}:
            self.check_ticket(test, ticket, *known[ticket], silent)
        self.check_letters(test, collections.Counter(again))
        self.check_store(test)
        test.assertEqual(os.listdir(self.path / "drop"), [])

    def check_ticket(self, test, ticket, fields, texts, silent):
        mails = [mail for mail in self.mails if mail.ticket == ticket]
        answers = {}
        for mail in mails:
            if mail.verb:
                answers[mail.team] = mail.verb
        for field, verb in (("EA Accepted", "accept"), ("EA Rejected", "reject")):
            test.assertEqual(sorted(fields[field]), sorted(team for team, said in answers.items() if said == verb),
                             f"{field} of ticket {ticket}")
        relayed = [email.message_from_string(headers)["Message-ID"].strip("<> ")
                   for type, _, headers, _ in texts if type == "Correspond"]
        test.assertEqual(relayed, [mail.id for mail in mails if mail.id not in silent], f"relayed to ticket {ticket}")
        notes = [content for type, subject, _, content in texts
                 if type == "Comment" and subject.endswith("answers recorded")]
        wanted = [mail for mail in mails if mail.verb]
        test.assertEqual(len(notes), len(wanted), f"notes on ticket {ticket}")
        for note, mail in zip(notes, wanted):
            test.assertIn(f"<{mail.id}>", note)
            test.assertTrue(note.startswith(f"{mail.team}: {mail.verb}ed"), note)
        others = [subject for type, subject, _, _ in texts
                  if type == "Comment" and not subject.endswith("answers recorded")]
        calls = [subject for subject in others if subject.endswith("a call for volunteers")]  # while all had rejected
        test.assertLessEqual(len(calls), 1, calls)
        others = [subject for subject in others if subject not in calls]
        test.assertEqual(len(others), sum(mail.id in silent for mail in mails), others)

    def check_letters(self, test, again):
        letters = self.letters()
        test.assertEqual(sorted(letters), sorted(mail.id for mail in self.mails), "who was answered")
        for mail in self.mails:
            copies = letters[mail.id]
            ids = {str(letter["Message-ID"]).strip("<> ") for letter in copies}
            test.assertEqual(len(ids), 1, f"Message-IDs of the letter that answers {mail.id}")
            test.assertLessEqual(len(copies), 1 + again[ids.pop()], f"letters that answer {mail.id}")
            for letter in copies:
                text = letter.get_body(("plain",)).get_content()
                test.assertEqual(letter["To"], mail.sender)
                told = [line for line in text.splitlines() if mail.team in line and f"{mail.verb}ed" in line]
                test.assertEqual(bool(told), bool(mail.verb), text)
                test.assertEqual("Nothing was recorded" in text, not mail.verb, text)
                test.assertIn("the managers read it.", text)  # its last line

    def rows(self, where):
        """(key, state, error) of the rows of both queues."""
        with contextlib.closing(sqlite3.connect(self.path / "state/bridge.db")) as database:
            return database.execute("SELECT key, state, error FROM (SELECT * FROM inbox UNION ALL SELECT * FROM outbox) "
                                    "WHERE " + where).fetchall()

    def check_store(self, test):
        with contextlib.closing(sqlite3.connect(self.path / "state/bridge.db")) as database:
            test.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            test.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
        chores = self.rows("kind IN ('sweep', 'purge') AND state = 'ready' AND attempt = 0")
        test.assertEqual(sorted(key.split("/")[0] for key, _, _ in chores), ["purge", "sweep"])
        left = [row for row in self.rows("state <> 'done'") if row not in chores]
        left = [row for row in left if "/look/at-" not in row[0] or row[1] != "ready"]  # deadlines of teams
        test.assertEqual(left, [], "rows left over")
