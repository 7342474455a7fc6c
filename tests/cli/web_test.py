# SPDX-License-Identifier: Apache-2.0
"""The keys of [web]: what is wrong with them is told with its remedy, and secrets change while `serve`
runs, without a good hook refused."""
import os
import signal
import socket
import subprocess
import sys
import time
import unittest

from bridge import BRIDGE, SOURCE, BridgeTest, dead_port

sys.path.insert(0, os.path.join(SOURCE, "tests", "e2e"))
from hooks import Client, get, payload, request, wait_until_open  # pylint: disable=wrong-import-position

OLD, NEW = "whsec_" + "QUFB" * 10, "whsec_" + "QkJC" * 10


class Keys(BridgeTest):
    def wrong(self, says, **keys):
        for key, value in keys.items():
            self.keys["web." + key] = value
        self.configure()
        done = self.run_bridge("serve")
        self.assertIn(done.returncode, (2, 75))
        self.assertIn(says, done.stderr)

    def test_each_is_told_with_its_remedy(self):
        self.write("secrets", OLD + "\n", 0o640)
        self.wrong("chmod 0600", secret_file=self.path("secrets"))
        self.write("secrets", f"# live\n{OLD}\n{NEW}x\n", 0o600)
        self.wrong("secrets:3: a line is no secret of a web hook (whsec_")
        self.write("secrets", "\n\n", 0o600)
        self.wrong("is empty")
        self.wrong("there is no file", secret_file=self.path("none"))
        self.wrong("web.max_body", secret_file="", max_body="12")
        self.wrong("web.timeout", max_body="262144", timeout="0")
        self.wrong("put a web server with TLS in front", timeout="10", listen="0.0.0.0:8090")
        self.wrong("web.listen: 'x' is nothing to listen on (127.0.0.1:PORT", listen="x")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            self.wrong("Address already in use", listen=f"127.0.0.1:{taken.getsockname()[1]}")


class Rotation(BridgeTest):
    def setUp(self):
        super().setUp()
        self.port = dead_port()
        self.keys |= {"web.listen": f"127.0.0.1:{self.port}", "web.secret_file": self.path("secrets"),
                      "log.file": self.path("log")}
        self.write("secrets", OLD + "\n", 0o600)
        self.configure()
        self.program = subprocess.Popen([BRIDGE, "--config", self.path("bridge.conf"), "serve"])
        self.addCleanup(self.end)
        wait_until_open(self.port, self.program)
        self.count = 0

    def end(self):
        self.program.send_signal(signal.SIGTERM)
        self.assertEqual(self.program.wait(30), 0)

    def status(self, secret):
        self.count += 1
        client = Client(self.port)
        try:
            return client.ask(request(f"hook-{self.count}", payload(1, [self.count]), secret=secret))[0]
        finally:
            client.close()

    def reload(self, says="serving"):
        with open(self.path("log"), encoding="utf-8") as log:
            before = log.read().count(says)
        self.program.send_signal(signal.SIGHUP)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with open(self.path("log"), encoding="utf-8") as log:
                if log.read().count(says) > before:
                    break
            time.sleep(0.01)
        wait_until_open(self.port, self.program)

    def test_secrets_change(self):
        self.assertEqual((self.status(OLD), self.status(NEW)), (202, 401))
        self.write("secrets", f"{OLD}\n# from today\n{NEW}\n", 0o600)
        self.reload()
        self.assertEqual((self.status(OLD), self.status(NEW)), (202, 202))
        self.write("secrets", f"{NEW}\n", 0o600)
        self.reload()
        self.assertEqual((self.status(OLD), self.status(NEW)), (401, 202))
        self.write("secrets", "nonsense\n", 0o600)
        self.reload(says="the old one stays")
        self.assertIsNone(self.program.poll())

    def test_pages_for_monitoring(self):
        self.assertEqual(get(self.port, "/healthz"), (200, "ok\n"))
        status, text = get(self.port, "/readyz")
        self.assertEqual(status, 503)
        self.assertIn("wrong RT has not answered yet", text)
        self.assertIn("ok    the store can be written to", text)
        status, text = get(self.port, "/metrics")
        self.assertEqual(status, 200)
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) rollout_bridge_\w+ .+|rollout_bridge_\w+(\{\w+="\w+"(,\w+="\w+")*\})? \d+)$')


if __name__ == "__main__":
    unittest.main()
