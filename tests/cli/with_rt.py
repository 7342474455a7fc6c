# SPDX-License-Identifier: Apache-2.0
"""The real rollout-bridge beside the fake RT (tests/fakes/fake_rt.py), and what tells that somebody wrote."""
import base64
import hashlib
import json
import os
import subprocess
import sys
import urllib.request

from bridge import SOURCE, BridgeTest

sys.path.insert(0, os.path.join(SOURCE, "tests", "e2e"))
import crash_site  # noqa: E402  pylint: disable=wrong-import-position

T1, QMUL = "NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL"


class RtTest(BridgeTest):
    def setUp(self):
        super().setUp()
        # pylint: disable-next=consider-using-with
        self.fake = subprocess.Popen([sys.executable, "-B", os.path.join(SOURCE, "tests", "fakes", "fake_rt.py")],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end_rt)
        doors = json.loads(self.fake.stdout.readline())
        self.control_url = doors["control"]
        self.rt = crash_site.Rt(doors["url"], "root", "bridge")
        self.write("password", "bridge\n", 0o600)
        self.keys |= {"rt.url": doors["url"], "log.file": self.path("log")}
        self.configure()

    def end_rt(self):
        self.fake.stdin.close()
        self.fake.wait()
        self.fake.stdout.close()

    def control(self, **ask):
        with urllib.request.urlopen(self.control_url, json.dumps(ask).encode(), timeout=20) as answer:
            return json.load(answer)

    def rollout(self, teams=(T1,), subject="Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64"):
        return int(self.rt.rest("POST", "ticket", {"Queue": "staged-rollout", "Subject": subject,
                                                   "CustomFields": {"EA Teams": list(teams)}})["id"])

    def release(self, status="InVerification", **fields):
        number = int(self.rt.rest("POST", "ticket", {"Queue": "sw-rel", "Subject": "CREAM for EMI 1", "CustomFields": {
            "Software Stack": "EMI-1.0", "Component": "CREAM", "Version": "1.14.0-1", **fields}})["id"])
        self.rt.rest("PUT", f"ticket/{number}", {"Status": status})
        return number

    def attach(self, ticket, name, content):
        """Typed in RT's page by root."""
        self.rt.rest("POST", f"ticket/{ticket}/correspond", {
            "Content": "x", "ContentType": "text/plain", "Attachments": [
                {"FileName": name, "FileType": "application/octet-stream",
                 "FileContent": base64.b64encode(content).decode()}]})

    def state(self):
        """All that would show that somebody wrote: the store's bytes, RT's transactions, letters, mails."""
        with open(self.path("store.db"), "rb") as store:
            digest = hashlib.sha256(store.read()).hexdigest()
        wal = self.path("store.db-wal")
        log = os.path.getsize(wal) if os.path.exists(wal) else 0
        return (digest, log, len(self.control(dump=1)["transactions"]), sorted(os.listdir(self.path("sent"))),
                sorted(os.listdir(self.path("drop"))))

    def looks(self, status, *words, **more):
        """The verb ends so, and nothing was written anywhere."""
        before = self.state()
        done = self.ends(status, *words, **more)
        self.assertEqual(self.state(), before)
        return done

    def told(self, *words, **more):
        return [json.loads(line) for line in self.looks(0, "--json", *words, **more).stdout.splitlines()]
