# SPDX-License-Identifier: Apache-2.0
"""What an operator reads on an ordinary day and on one without RT, as operator.txt has it (the man page
   rollout-admin quotes it). tests/approve writes what is said now. Spans of time and RT's address are left out;
   the days are long over, so that RT's clock, the machine's, is always ahead of them."""
import os
import re
import subprocess
import time
import unittest

from bridge import BRIDGE, MAIL, SOURCE, dead_port
from with_rt import QMUL, T1, RtTest  # puts tests/e2e into the path
from hooks import get, wait_until_open  # pylint: disable=wrong-import-order

SAID = os.path.join(SOURCE, "tests", "cli", "operator.txt")


class Operator(RtTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.text = ""

    def show(self, command, output):
        for at, words in (re.escape(self.keys["rt.url"]), "https://rt.example.test"), (r"\b\d+ s\b", "… s"):
            output = re.sub(at, words, output)
        self.text += f"$ {command}\n{output}"

    def runs(self, *words, now=None):
        self.show(" ".join(("rollout-bridge",) + words), self.run_bridge(*words, *(("--now", now) if now else ())).stdout)

    def ready(self):
        """/readyz of `serve`, once it has heard RT; with a store of its own, since its clock is the real one."""
        port = dead_port()
        with subprocess.Popen([BRIDGE, f"--web.listen=127.0.0.1:{port}", f"--store.path={self.path('ready.db')}",
                               "--config", self.path("bridge.conf"), "serve"]) as serve:
            try:
                wait_until_open(port, serve)
                end = time.monotonic() + 60
                while (page := get(port, "/readyz"))[0] != 200:
                    self.assertLess(time.monotonic(), end, page)
            finally:
                serve.terminate()
        return page[1]

    def test_what_is_said(self):
        self.show("curl http://127.0.0.1:8090/readyz", self.ready())
        ticket = self.rollout([T1, QMUL])
        mail = MAIL.replace("#2]", f"#{ticket}]")
        self.ends(0, "work", "--now", "2024-11-25T10:00:00Z")
        self.drop(mail)
        self.ends(0, "work", "--now", "2024-11-25T11:00:00Z")
        self.runs("trace", "anna-1@infn.example.test")
        self.runs("why", str(ticket), now="2024-11-25T11:10:00Z")
        self.control(down=True)
        self.drop(mail.replace("anna-1", "anna-2").replace("accept", "delayed"))
        self.ends(75, "work", "--now", "2024-11-25T11:20:00Z")
        self.runs("queue", "list")
        self.control(down=False)
        self.ends(0, "work", "--now", "2024-11-25T12:20:00Z")
        self.runs("queue", "list")
        if os.environ.get("ROLLOUT_APPROVE"):
            with open(SAID, "w", encoding="utf-8") as file:
                file.write(self.text)
        with open(SAID, encoding="utf-8") as file:
            self.assertEqual(self.text, file.read())


if __name__ == "__main__":
    unittest.main()
