# SPDX-License-Identifier: Apache-2.0
"""The real rollout-bridge with a configuration of its own in a temporary folder. Its RT is a port
where nobody listens; its sendmail keeps every letter as a file. The program is the first argument of
the test, rollout-filter the second."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

BRIDGE = os.path.abspath(sys.argv.pop(1))
FILTER = os.path.abspath(sys.argv.pop(1))
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.path.join(SOURCE, "tests", "corpus")

MAIL = """From: Anna <anna@infn.example.test>
To: staged-rollout@lab.example.test
Subject: Re: [lab.example.test #2] Staged Rollout
Message-ID: <anna-1@infn.example.test>
Date: Fri, 20 Nov 2026 09:00:00 +0000

accept NGI_IT-INFN-T1
"""


def dead_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class BridgeTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="cli-test.")
        self.addCleanup(shutil.rmtree, self.dir)
        os.mkdir(self.path("drop"))
        os.mkdir(self.path("sent"))
        self.write("password", "secret\n", 0o600)
        self.write("sendmail", f"#!/bin/sh\nexec cat >{self.path('sent')}/$$.eml\n", 0o700)
        self.keys = {
            "rt.url": f"http://127.0.0.1:{dead_port()}", "rt.name": "lab.example.test",
            "rt.password_file": self.path("password"), "rt.timeout": "5",
            "mail.drop_dir": self.path("drop"), "mail.from": "staged-rollout@lab.example.test",
            "mail.owner": "owner@lab.example.test", "mail.domain": "lab.example.test",
            "mail.sendmail": self.path("sendmail"), "mail.templates_dir": os.path.join(SOURCE, "templates"),
            "web.listen": "", "store.path": self.path("store.db"),
        }
        self.configure()

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text, mode=0o644):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), mode)

    def configure(self, more=""):
        lines, section = [], ""
        for key, value in self.keys.items():
            place, name = key.split(".")
            if place != section:
                lines.append(f"[{place}]")
                section = place
            lines.append(f"{name} = {value}")
        self.write("bridge.conf", "\n".join(lines) + "\n" + more)

    def run_bridge(self, *words, env=None, stdin=""):
        around = {"PATH": "/usr/bin:/bin", "ROLLOUT_BRIDGE_CONFIG": self.path("bridge.conf"), **(env or {})}
        return subprocess.run([BRIDGE, *words], env=around, input=stdin, capture_output=True, text=True,
                              timeout=60, check=False)

    def ends(self, status, *words, says="", **more):
        done = self.run_bridge(*words, **more)
        self.assertEqual(done.returncode, status, f"{words}: {done.stdout}{done.stderr}")
        if says:
            self.assertIn(says, done.stdout if status == 0 else done.stderr)
        return done

    def refused(self, says, *words, **more):
        """Status 2, one line on stderr that says so, nothing on stdout."""
        done = self.ends(2, *words, says=says, **more)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertTrue(done.stderr.startswith("rollout-bridge: "), done.stderr)

    def drop(self, mail=MAIL):
        subprocess.run([FILTER, "--drop", self.path("drop"), "--sender", "anna@infn.example.test"],
                       input=mail, text=True, check=True)

    def rows(self, *words):
        done = self.ends(0, "--json", "queue", "list", *words)
        return [json.loads(line) for line in done.stdout.splitlines()]
