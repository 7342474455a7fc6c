# SPDX-License-Identifier: Apache-2.0
"""A real Mailman 3 of one's own on loopback, and the mail system around it: one SMTP port that gives lists what is
   for lists and keeps all else. Core alone, SQLite, no systemd, all in one folder; needs the package mailman3.

     with Mailman() as mailman:
         mailman.make_list("early-adopters-emi", members=["anna@infn.example.test"])
         mailman.post(raw, sender, "early-adopters-emi@lists.example.test")    # or any program, by mailman.smtp_port
         mailman.kept_for("anna@infn.example.test")

   Memory: 6 runners of about 70 MiB each. Run by hand it prints its figures."""
import base64
import contextlib
import email
import email.policy
import importlib.util
import json
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

MASTER = "/usr/lib/mailman3/bin/master"
DOMAIN = "lists.example.test"
QUEUES = ("in", "out", "pipeline", "virgin")  # those at work here


def missing():
    """Why it cannot run here; "" where it can."""
    if not os.access(MASTER, os.X_OK):
        return "needs the package mailman3"
    if not importlib.util.find_spec("aiosmtpd"):
        return "needs aiosmtpd, which comes with mailman3 for /usr/bin/python3"
    return ""


@dataclass
class Kept:
    """A mail that left Mailman, or came for somebody who is no list."""
    sender: str  # of the envelope; "" is the null sender
    recipient: str
    raw: bytes

    @property
    def mail(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)


class PostOffice:
    """The SMTP server: what is for a list is given to Mailman at once, with Mailman's own answer. Each recipient in
       `dead` is refused, as a mailbox that is there no more; each in `later` is to come again. `taken` counts the
       mails that Mailman took, `open` the conversations that go on."""

    def __init__(self, lmtp_port):
        self.lmtp_port, self.kept, self.dead, self.later = lmtp_port, [], set(), set()
        self.taken = self.open = 0

    def to_mailman(self, verbs):
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.ehlo()
            for verb in verbs:
                code, words = verb(lmtp)
                if code >= 400:
                    break
        return f"{code} {words.decode()}"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.later:
            return "451 4.3.2 not now"
        if address.endswith("@" + DOMAIN):
            answer = self.to_mailman([lambda to: to.mail(envelope.mail_from or ""), lambda to: to.rcpt(address)])
            if not answer.startswith("250"):
                return answer
        if address in self.dead:
            return "550 5.1.1 there is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 well"

    async def handle_DATA(self, _server, _session, envelope):
        sender = envelope.mail_from or ""
        for recipient in envelope.rcpt_tos:
            if not recipient.endswith("@" + DOMAIN):
                self.kept.append(Kept(sender, recipient, envelope.content))
                continue
            answer = self.to_mailman([lambda to: to.mail(sender), lambda to, who=recipient: to.rcpt(who),
                                      lambda to: to.data(envelope.content)])
            if not answer.startswith("250"):
                return answer
            self.taken += 1
        return "250 2.0.0 taken"


class Mailman:
    def __init__(self):
        self.stack = contextlib.ExitStack()
        try:
            self.start()
        except BaseException:
            self.stack.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stack.close()

    def start(self):
        from aiosmtpd.controller import Controller  # a part of mailman3, which may not be there
        from aiosmtpd.smtp import SMTP
        began = time.monotonic()
        self.dir = tempfile.mkdtemp(prefix="mailman.")
        self.stack.callback(shutil.rmtree, self.dir, ignore_errors=True)
        self.rest_port, self.lmtp_port, self.smtp_port = free_ports(3)
        self.office = PostOffice(self.lmtp_port)
        office = self.office

        class Door(SMTP):
            def connection_made(self, transport):
                office.open += 1
                super().connection_made(transport)

            def connection_lost(self, error):
                super().connection_lost(error)
                office.open -= 1

        class Doors(Controller):
            def factory(self):
                return Door(self.handler, **self.SMTP_kwargs)

        smtp = Doors(self.office, hostname="127.0.0.1", port=self.smtp_port, server_hostname="mx.example.test",
                          decode_data=False, auth_require_tls=False)
        smtp.start()
        self.stack.callback(smtp.stop)
        self.configure()
        self.stack.callback(self.stop)
        with open(self.dir + "/start.log", "wb") as log:
            self.master = subprocess.Popen([*self.as_its_user(), MASTER, "-C", self.dir + "/mailman.cfg"], cwd=self.dir,
                                           env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log)
        self.wait_for(self.answers, "Mailman answers")
        self.rest("domains", mail_host=DOMAIN)
        self.seconds = time.monotonic() - began

    def as_its_user(self):
        """Mailman runs as nobody's root; and it ends when its test is killed."""
        words = ["setpriv", "--pdeathsig", "TERM"]
        if os.geteuid() != 0:
            return words
        shutil.chown(self.dir, "list", "list")
        return [*words, "--reuid", "list", "--regid", "list", "--clear-groups"]

    def configure(self):
        idle = "".join(f"[runner.{name}]\nstart: no\n"
                       for name in ("archive", "bounces", "command", "digest", "nntp", "retry", "task"))
        quick = "".join(f"[runner.{name}]\nsleep_time: 0.1s\n" for name in QUEUES)
        with open(self.dir + "/mailman.cfg", "w", encoding="utf-8") as file:
            file.write(f"""\
[mailman]
layout: private
site_owner: site-owner@example.test
[paths.private]
var_dir: {self.dir}/var
bin_dir: /usr/lib/mailman3/bin
[mta]
incoming: mailman.mta.null.NullMTA
smtp_host: 127.0.0.1
smtp_port: {self.smtp_port}
lmtp_host: 127.0.0.1
lmtp_port: {self.lmtp_port}
[webservice]
hostname: 127.0.0.1
port: {self.rest_port}
workers: 1
admin_user: restadmin
admin_pass: restpass
{idle}{quick}""")

    def stop(self):
        """Each process of its own by its id: the master ends its runners, what is left after that is killed."""
        master = getattr(self, "master", None)
        if master is None:
            return
        runners = descendants(master.pid)
        master.terminate()
        try:
            master.wait(20)
        except subprocess.TimeoutExpired:
            master.kill()
            master.wait()
        for pid in runners:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)

    def answers(self):
        if self.master.poll() is not None:
            raise AssertionError(f"Mailman has ended: {self.log()}")
        try:
            self.rest("system/versions")
            with smtplib.LMTP("127.0.0.1", self.lmtp_port):
                return all(f"{name} runner started" in self.log() for name in QUEUES)
        except (urllib.error.URLError, OSError):
            return False

    def log(self):
        out = ""
        for path in (self.dir + "/start.log", self.dir + "/var/logs/mailman.log"):
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    out += file.read()
        return out

    def memory(self):
        """MiB of all its processes, shared pages counted once."""
        total = 0
        for pid in (self.master.pid, *descendants(self.master.pid)):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        return total / 1024

    @staticmethod
    def wait_for(true, what, seconds=100):
        end = time.monotonic() + seconds
        while not (got := true()):
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s in vain: {what}")
            time.sleep(0.05)
        return got

    # ------------------------------------------------------------------ lists

    def rest(self, path, method=None, **words):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.rest_port}/3.1/{path}", method=method,
            data=urllib.parse.urlencode(words).encode() if words else None,
            headers={"Authorization": "Basic " + base64.b64encode(b"restadmin:restpass").decode()})
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
            return json.loads(body) if body else {}

    def make_list(self, name, members=(), **config):
        """The address of a new list; `config` as REST names it. Who is no member is held, as is usual."""
        self.rest("lists", fqdn_listname=f"{name}@{DOMAIN}")
        self.rest(f"lists/{name}@{DOMAIN}/config", "PATCH",
                  **{"admin_immed_notify": False, "send_welcome_message": False, "archive_policy": "never", **config})
        for member in members:
            self.subscribe(name, member)
        return f"{name}@{DOMAIN}"

    def subscribe(self, name, address, role="member"):
        self.rest("members", list_id=f"{name}.{DOMAIN}", subscriber=address, role=role, pre_verified=True,
                  pre_confirmed=True, pre_approved=True)

    def accept_from(self, name, sender):
        """As a list's admin does for a robot: known, no member, and never held."""
        self.subscribe(name, sender, role="nonmember")
        entries = self.rest("members/find", list_id=f"{name}.{DOMAIN}", subscriber=sender, role="nonmember")["entries"]
        self.rest(f"members/{entries[0]['member_id']}", "PATCH", moderation_action="accept")

    def held(self, address):
        return self.rest(f"lists/{address}/held").get("entries", [])

    def settle_held(self, address, action, **words):
        """The moderator's word on the one post that waits: accept, reject, discard."""
        (post,) = self.wait_for(lambda: self.held(address), f"a post is held on {address}")
        self.rest(f"lists/{address}/held/{post['request_id']}", "POST", action=action, **words)

    # ------------------------------------------------------------------ mail

    def post(self, raw, sender, recipient):
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as smtp:
            smtp.sendmail(sender, [recipient], raw)

    def kept_for(self, recipient):
        return [one for one in self.office.kept if one.recipient == recipient]

    def is_idle(self):
        """Has it nothing more to do?"""
        queues = self.dir + "/var/queue"
        return not any(files for name in QUEUES
                       for _, _, files in os.walk(f"{queues}/{name}"))


def free_ports(count):
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


def descendants(pid):
    out = []
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            for child in map(int, file.read().split()):
                out += [child, *descendants(child)]
    return out


if __name__ == "__main__":
    if why := missing():
        sys.exit(why)
    with Mailman() as mailman:
        print(f"ready in {mailman.seconds:.1f} s, {mailman.memory():.0f} MiB")
