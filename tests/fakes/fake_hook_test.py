# SPDX-License-Identifier: Apache-2.0
"""The fake RT tells of news as the scrip of the real one does (tests/rt-config/nudge_test.py)."""
import base64
import json
import os
import subprocess
import sys
import time
import unittest
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE + "/../e2e", HERE + "/../rt-config"]
import hook  # noqa: E402
from receiver import Receiver  # noqa: E402

SECRET = "whsec_" + base64.b64encode(b"a secret of the fake").decode()


def call(url, body, user=None, method="POST"):
    headers = {"Authorization": "Basic " + base64.b64encode(user.encode()).decode()} if user else {}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())


class FakeHook(unittest.TestCase):
    def setUp(self):
        self.fake = subprocess.Popen([sys.executable, "-B", HERE + "/fake_rt.py"], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)
        where = json.loads(self.fake.stdout.readline())
        self.url, self.control = where["url"] + "/REST/2.0/", where["control"]
        self.receiver = Receiver(0)
        self.receiver.port = self.receiver.socket.getsockname()[1]
        call(self.control, {"hook": {"url": f"http://127.0.0.1:{self.receiver.port}/hooks/rt", "secret": SECRET}})

    def tearDown(self):
        self.receiver.close()
        self.fake.communicate()

    def create(self):
        return int(call(self.url + "ticket", {"Queue": "staged-rollout", "Subject": "x", "Content": "x",
                                              "CustomFields": {"Version": "1"}}, "root:root")["id"])

    def test_one_call_is_one_hook(self):
        ticket = self.create()
        (request,) = self.receiver.requests  # before RT's answer
        self.assertTrue(hook.is_good(SECRET, request.headers, request.body))
        said = request.json()
        self.assertEqual((said["v"], said["ticket"], said["queue"]), (1, ticket, "staged-rollout"))
        self.assertEqual([row["type"] for row in said["transactions"]], ["Create", "CustomField"])
        self.assertEqual({row["creator"] for row in said["transactions"]}, {"root"})

    def test_the_bridge_is_not_told_of_itself_nor_anybody_of_nothing(self):
        ticket = self.create()
        self.receiver.requests.clear()
        call(f"{self.url}ticket/{ticket}", {"Subject": "y"}, "rollout-bridge:bridge", "PUT")
        call(f"{self.url}ticket/{ticket}", {"Subject": "y"}, "root:root", "PUT")
        self.assertEqual(self.receiver.requests, [])

    def test_who_does_not_listen_hears_nothing(self):
        self.receiver.mood = "silent"
        began = time.monotonic()
        self.create()
        self.assertLess(time.monotonic() - began, 5)
        self.receiver.close()
        self.create()


if __name__ == "__main__":
    unittest.main()
