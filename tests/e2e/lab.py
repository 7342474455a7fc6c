# SPDX-License-Identifier: Apache-2.0
"""A laboratory of scripts/lab of one's own for a test: a real RT, the bridge, and all that both mailed."""
import base64
import contextlib
import email
import email.policy
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import hook
from rt import Rt

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
T1, QMUL, CIEMAT, PRAGUE = "NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL", "NGI_IBERGRID-CIEMAT-LCG2", "NGI_CZ-prague_cesnet_lcg2"
ANNA, ALDO, QUINN = "anna@infn.example.test", "aldo@infn.example.test", "quinn@qmul.example.test"
CARLA, PETR, MGR1 = "carla@ciemat.example.test", "petr@cesnet.example.test", "mgr1@lab.example.test"
OWNER = "rollout-admin@lab.example.test"


def eventually(true, what, seconds=60, pause=0.05):
    """Waits until `true()` gives something true, and gives that. Who starts a program in it pauses longer."""
    end = time.monotonic() + seconds
    while True:
        got = true()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(pause)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


class Lab:
    def __init__(self, *options):
        if not shutil.which("rt-setup-database-5"):
            skip("request-tracker5 is not installed")
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was set up is taken down
        self.dir = tempfile.mkdtemp(prefix="rollout-e2e.")
        self.mails = 0
        try:
            self.run("up", *options)
            self.read_environment()
        except BaseException:
            self.down()
            raise

    def run(self, verb, *options):
        ran = subprocess.run([ROOT + "/scripts/lab", verb, self.dir, *options], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if ran.returncode != 0:
            raise AssertionError(f"lab {verb}: {ran.stdout}")

    def read_environment(self):
        with open(self.dir + "/lab.env", encoding="utf-8") as file:
            words = dict(line.rstrip("\n").split("=", 1) for line in file if line.startswith("LAB_"))
        env = {name: shlex.split(value)[0] for name, value in words.items()}
        self.filter = shlex.split(env["LAB_FILTER"])
        self.bridge, self.config = env["LAB_BRIDGE"], env["LAB_CONFIG"]
        self.drop_dir = env["LAB_DROP_DIR"]
        self.sent_dir, self.rt_sent_dir = env["LAB_SENT_DIR"], env["LAB_RT_SENT_DIR"]
        self.url, self.hook_url = env["LAB_RT_URL"], env["LAB_BRIDGE_URL"]
        self.hook_secret = hook.read_secret(env["LAB_HOOK_SECRET_FILE"])
        self.passwords = {"root": env["LAB_RT_ROOT_PASSWORD"], None: env["LAB_USER_PASSWORD"]}
        self.rt = Rt(self.url, "root", env["LAB_RT_ROOT_PASSWORD"], self.dir + "/rt/rt.sqlite")

    def as_user(self, name):
        return Rt(self.url, name, self.passwords[None], self.dir + "/rt/rt.sqlite")

    def down(self):
        subprocess.run([ROOT + "/scripts/lab", "down", self.dir], stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.dir, ignore_errors=True)

    # ------------------------------------------------------------------ mail in

    def deliver(self, raw, *options):
        """One mail through rollout-filter, as an MTA would."""
        raw = raw.encode() if isinstance(raw, str) else raw
        subprocess.run([*self.filter, *options], input=raw, check=True)

    def letter(self, sender, text, ticket=None, subject=None, headers=(), files=()):
        """A mail and its Message-ID; `headers` are whole lines and may replace ours, `files` are (name, bytes)."""
        self.mails += 1
        message_id = f"mail-{self.mails}@sender.example.test"
        tag = f"[lab.example.test #{ticket}] " if ticket is not None else ""
        lines = {"from": f"From: {sender}", "to": "To: staged-rollout@lab.example.test",
                 "subject": f"Subject: {subject if subject is not None else 'Re: ' + tag + 'Staged Rollout'}",
                 "date": "Date: Sat, 21 Nov 2026 09:00:00 +0000", "message-id": f"Message-ID: <{message_id}>"}
        if files:
            headers = [*headers, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x-files"]
            text = "\n".join(["--x-files\nContent-Type: text/plain; charset=utf-8\n", text,
                              *(part_of(*file) for file in files), "--x-files--"])
        for line in headers:
            lines[line.split(":")[0].lower()] = line
        return message_id, "\n".join([*lines.values(), "", text, ""])

    def say(self, sender, text, ticket=None, subject=None, headers=(), options=()):
        """Delivers a plain mail; gives its Message-ID."""
        message_id, raw = self.letter(sender, text, ticket, subject, headers)
        self.deliver(raw, *options)
        return message_id

    # ------------------------------------------------------------------ the bridge

    def call(self, *words):
        return subprocess.run([self.bridge, "--config", self.config, *words], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def work(self, *options, status=0):
        ran = self.call("work", *options)
        if ran.returncode != status:
            raise AssertionError(f"work ended with {ran.returncode}, not {status}:\n{ran.stdout}")
        return ran.stdout

    @contextlib.contextmanager
    def start(self, *words):
        """The bridge in the background, gone at the end of the block."""
        with open(self.dir + "/log/started", "ab") as log:
            program = subprocess.Popen([self.bridge, "--config", self.config, *words], stdout=log, stderr=log,
                                       start_new_session=True)
        try:
            yield program
        finally:
            if program.poll() is None:
                program.kill()
            program.wait()

    def drops(self):
        """Mails that were not taken up yet."""
        return os.listdir(self.drop_dir)

    def settle(self, seconds):
        """Waits until `serve` has done all."""
        eventually(lambda: not self.drops() and not self.waits(), "the bridge has done all", seconds, pause=0.3)

    def trace(self, what):
        return self.call("trace", str(what)).stdout

    def waits(self):
        """What the bridge has not done yet; deadlines of teams, by whichever clock, are nothing to do."""
        return [line for line in self.call("queue", "list").stdout.splitlines()
                if line.startswith(("inbox:", "outbox:")) and "sweep/" not in line and "purge/" not in line
                and not ("/look/at-" in line and "  ready  " in line and "  tried " not in line)]

    # ------------------------------------------------------------------ mail out

    def sent(self):
        return read_mails(self.sent_dir)

    def answers(self, message_id):
        """The letters of the bridge that answer this mail."""
        return [letter for letter in self.sent() if f"<{message_id}>" in letter.get("In-Reply-To", "")]

    def letters_to(self, address):
        return [letter for letter in self.sent() if letter["To"] == address]

    def rt_sent(self):
        return read_mails(self.rt_sent_dir)

    def rt_mailed(self, *words):
        """Whom RT has sent a mail to that holds all the words."""
        people = set()
        for mail in self.rt_sent():
            text = " ".join([str(mail["Subject"])] + [str(part.get_payload(decode=True), "utf-8", "replace")
                                                      for part in mail.walk() if not part.is_multipart()])
            if all(word in " ".join(text.split()) for word in words):
                for name in ("To", "Cc", "Bcc"):
                    people.update(part.strip(" <>") for part in str(mail.get(name, "")).replace(",", " ").split()
                                  if "@" in part)
        return people


def several(count, *options):
    """As many laboratories, made at the same time."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ThreadPoolExecutor(count) as pool:
        made = [pool.submit(Lab, *options) for _ in range(count)]
    failed = [one.exception() for one in made if one.exception()]
    if failed:
        for one in made:
            if not one.exception():
                one.result().down()
        raise failed[0]
    return [one.result() for one in made]


def part_of(name, content):
    return (f'--x-files\nContent-Type: application/octet-stream; name="{name}"\nContent-Transfer-Encoding: base64\n'
            f'Content-Disposition: attachment; filename="{name}"\n\n{base64.encodebytes(content).decode()}')


known = {}  # by path: a mail that lies there never changes


def read_mails(folder):
    mails = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".eml"):
            continue
        if path not in known:
            with open(path, "rb") as file:
                known[path] = email.message_from_binary_file(file, policy=email.policy.default)
        mails.append(known[path])
    return mails


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
