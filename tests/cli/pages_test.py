# SPDX-License-Identifier: Apache-2.0
"""`serve` with web.pages: the pages about rollouts say what the tickets say, and `why` the same; also
while RT is down, with its age."""
import html
import os
import re
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

from bridge import BRIDGE, SOURCE, dead_port
from with_rt import QMUL, T1, RtTest

sys.path.insert(0, os.path.join(SOURCE, "tests", "e2e"))
from hooks import wait_until_open  # pylint: disable=wrong-import-position

class Pages(RtTest):
    def setUp(self):
        super().setUp()
        self.port, self.program = dead_port(), None
        self.keys |= {"web.listen": f"127.0.0.1:{self.port}", "web.pages": "yes", "clock.sweep": "1"}
        self.configure()

    def serve(self):
        # pylint: disable-next=consider-using-with
        self.program = subprocess.Popen([BRIDGE, "--config", self.path("bridge.conf"), "serve"])
        self.addCleanup(self.end)
        wait_until_open(self.port, self.program)

    def end(self):
        if self.program:
            self.program.terminate()
            self.assertEqual(self.program.wait(30), 0)
        self.program = None

    def get(self, path, status=200):
        """What a person reads, a line for each paragraph."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                found, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                found, page = error.code, error.read().decode()
        self.assertEqual(found, status, page)
        return html.unescape(re.sub(r"<[^>]*>", "", page))

    def wait_for(self, ticket, *words):
        """Until the ticket's page says all of them."""
        end, page = time.monotonic() + 60, ""
        while time.monotonic() < end:
            page = self.get("/rollouts")
            if f"#{ticket} " in page:
                page = self.get(f"/rollouts/{ticket}")
            if all(word in page for word in words):
                return page
            time.sleep(0.05)
        return self.fail(f"no {words} in {page}")

    def told_of(self, ticket, lines):
        """Those of `lines` that its page has, in the page's order."""
        return [line for line in self.get(f"/rollouts/{ticket}").splitlines() if line in lines]

    def field(self, ticket):
        value = self.control(dump=1)["tickets"][str(ticket)]["fields"]["Rollout Status"]
        return value[0] if isinstance(value, list) else value

    def test_the_page_the_ticket_and_why_say_the_same_and_so_they_do_when_rt_is_down(self):
        ticket = self.rollout([T1, QMUL])
        self.serve()
        self.wait_for(ticket, "This rollout is open", "2 of 2 have not answered yet")
        self.rt.rest("PUT", f"ticket/{ticket}", {"CustomFields": {"EA Accepted": [T1], "EA Rejected": [QMUL]}})
        page = self.wait_for(ticket, "1 of 2 asked have accepted: " + T1, "Against it speaks: " + QMUL)
        lines = self.field(ticket).splitlines()
        self.assertGreater(len(lines), 5)
        self.assertEqual(self.told_of(ticket, lines), lines)
        gate, = (line for line in lines if line.startswith("Missing for an outcome: "))
        why = self.ends(0, "why", str(ticket)).stdout
        self.assertIn(gate, " ".join(why.split()))
        self.assertIn(lines[0], self.get("/rollouts?a=b"))
        self.assertIn("RT was last read", page)

        self.control(down=True)
        self.assertEqual(self.told_of(ticket, lines), lines)
        self.end()  # it survives a restart, and is as old as it was
        self.serve()
        self.assertEqual(self.told_of(ticket, lines), lines)
        self.assertRegex(self.get(f"/rollouts/{ticket}"), r"As of \d{4}-\d\d-\d\d \d\d:\d\d UTC, (just now|\d+ minutes? ago)\.")
        self.control(down=False)

        self.rt.rest("PUT", f"ticket/{ticket}", {"Status": "resolved", "Subject": "A & <b> of a@b.example"})
        self.wait_for(ticket, "It is resolved.", "A & <b> of a@…")
        self.get("/rollouts/4711", status=404)

    def test_without_the_key_there_are_no_pages(self):
        self.keys["web.pages"] = "no"
        self.configure()
        self.serve()
        for path in ("/rollouts", "/rollouts/1"):
            self.assertNotIn("rollouts", self.get(path, status=404))

    def test_what_is_wrong_is_told_with_its_remedy(self):
        self.refused("web.pages = 'maybe' (yes or no)", "serve", "--web.pages=maybe")
        os.mkdir(self.path("forms"))
        for name in os.listdir(os.path.join(SOURCE, "templates")):
            with open(os.path.join(SOURCE, "templates", name), encoding="utf-8") as form:
                self.write("forms/" + name, form.read())
        os.remove(self.path("forms/rollouts.html"))
        self.refused("rollouts.html cannot be read", "serve", "--mail.templates_dir=" + self.path("forms"))


if __name__ == "__main__":
    unittest.main()
