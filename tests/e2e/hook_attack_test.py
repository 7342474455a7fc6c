# SPDX-License-Identifier: Apache-2.0
"""The real `rollout-bridge serve` under 100,000 forged, stale, replayed, truncated and oversized web
hooks: each gets its status, none leaves a row, the memory does not grow. Then 1,000 connections that
send a byte now and then, while good hooks are taken; how long those took is printed.
   hook_attack_test.py BRIDGE [COUNT]"""
import collections
import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import unittest

from crash_site import FakeRt, Site
from hooks import SECRET, Client, free_port, get, memory, payload, request, sign, wait_until_open

BRIDGE = sys.argv[1]
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
CLIENTS = 4
OTHER = "whsec_" + "QUFB" * 10
WANTED = {"forged": 401, "unsigned": 401, "stale": 401, "replayed": 401, "truncated": 400, "oversized": 413,
          "endless": 413, "malformed": 400}


def bad(kind, dice, taken):
    """(bytes, whether our side ends after them)."""
    number = dice.randrange(10**6, 10**9)
    id, body, now = f"bad-{number}", payload(1, [number]), int(time.time())
    if kind == "forged":
        return dice.choice([
            request(id, body, secret=OTHER), request(id, body + b" ", signature=sign(id, now, body)),
            request(id, body, stamp=now - 1, signature=sign(id, now, body)),
            request(id, body, signature="v1," + "A" * 43 + "=")]), False
    if kind == "unsigned":
        return request(id, body).replace(b"webhook-signature", b"x-signature"), False
    if kind == "stale":
        return request(id, body, stamp=now + dice.choice([-1, 1]) * dice.randrange(310, 10**6)), False
    if kind == "replayed":
        return taken, False
    if kind == "truncated":
        whole = request(id, body)
        return whole[:dice.randrange(1, len(whole))], True
    if kind == "oversized":
        return request(id, b"x" * dice.randrange(1, 2000), length=dice.randrange(262_145, 10**12)), False
    if kind == "endless":
        head = request(id, b"", length=0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
        return head + b"10000\r\n" + b"x" * 65536 + b"\r\n" + b"40000\r\n", False
    return dice.choice([b"\x16\x03\x01\x00\xa5\x01\r\n\r\n", b"POST\r\n\r\n", b"GET / HTTP/1.1\nHost: x\n\n",
                        request(id, body).replace(b"Content-Length: ", b"Content-Length: -")]), False


def attack(port, seed, count, taken):
    dice, client, seen = random.Random(seed), Client(port), collections.Counter()
    kinds = ["forged"] * 30 + ["unsigned"] * 5 + ["stale"] * 20 + ["replayed"] * 20 + ["truncated"] * 10
    kinds += ["oversized"] * 9 + ["endless"] + ["malformed"] * 5
    for _ in range(count):
        kind = dice.choice(kinds)
        data, cut = bad(kind, dice, taken)
        for _ in range(2):
            try:
                status, _ = client.ask(data, cut)
                break
            except ConnectionResetError:  # an idle one may be closed at any time
                status = 0
        seen[kind, status] += 1
    client.close()
    return seen


class Attack(unittest.TestCase):
    def setUp(self):
        directory = tempfile.mkdtemp(prefix="hook-attack.")
        self.addCleanup(shutil.rmtree, directory)
        self.rt = FakeRt()
        self.addCleanup(self.rt.close)
        self.port = free_port()
        secrets = directory + "/secrets"
        with open(secrets, "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(f"# two are live\n{SECRET}\n\nwhsec_{'QkJC' * 10}\n")
        self.site = Site(directory + "/site", BRIDGE, "", self.rt, listen=f"127.0.0.1:{self.port}", secrets=secrets)
        ticket = self.rt.new_ticket("Staged Rollout")
        self.known = [(row["ObjectId"], row["id"]) for row in self.rt.control(dump=1)["transactions"]]
        self.assertIn(ticket, [number for number, _ in self.known])
        self.program, self.pipe = self.site.start("serve")
        self.addCleanup(self.stop)
        wait_until_open(self.port, self.program)

    def stop(self):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
            self.assertEqual(self.site.end(self.program, self.pipe)[0], 0)

    def rows(self):
        with contextlib.closing(sqlite3.connect(self.site.path / "state/bridge.db")) as database:
            return {key for key, in database.execute("SELECT key FROM inbox WHERE key LIKE 'txn/%'")}

    def test_nothing_gets_in_and_nobody_is_kept_waiting(self):
        client = Client(self.port)
        self.addCleanup(client.close)
        taken = request("good-1", payload(*self.known[0][:1], [self.known[0][1]]))
        self.assertEqual(client.ask(taken), (202, "taken\n"))
        attack(self.port, 0, 2000, taken)  # what is allocated once is allocated now
        before, rows = memory(self.program.pid), self.rows()

        began = time.monotonic()
        with multiprocessing.Pool(CLIENTS) as pool:
            parts = pool.starmap(attack, [(self.port, seed, COUNT // CLIENTS, taken)
                                          for seed in range(1, CLIENTS + 1)])
        took, after = time.monotonic() - began, memory(self.program.pid)
        seen = sum(parts, collections.Counter())
        self.assertEqual({(kind, status) for kind, status in seen}, set(WANTED.items()), seen)
        self.assertEqual(self.rows(), rows)
        self.assertLess(after - before, 4, "MB more than before")
        print(f"\n{sum(seen.values())} refused in {took:.0f} s, memory {before:.1f} -> {after:.1f} MB", flush=True)

        self.slow_ones()
        status, page = get(self.port, "/metrics")
        self.assertEqual(status, 200)
        for line in ('hooks_total{status="202"}', 'refusals_total{reason="forged"}', 'refusals_total{reason="replayed"}',
                     'refusals_total{reason="too_large"}', 'refusals_total{reason="no_http"}', "sweep_lag_seconds "):
            self.assertIn("\nrollout_bridge_" + line, page)
        self.assertEqual(get(self.port, "/healthz"), (200, "ok\n"))

    def slow_ones(self, count=1000, good=400):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count + 200)), hard))
        slow = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(count)]
        over = threading.Event()

        def drip():
            data = request("slow", payload(1, [1]))
            for at in range(len(data)):
                for one in slow:
                    with contextlib.suppress(OSError):  # it was closed at its deadline
                        one.send(data[at:at + 1])
                if over.wait(0.2):
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        took, client = [], Client(self.port)
        try:
            for n in range(good):
                if n % 4 == 0:
                    client.close()  # also those that come anew
                data = request(f"good-while-slow-{n}", payload(*self.known[0][:1], [self.known[0][1]]))
                began = time.monotonic()
                self.assertEqual(client.ask(data)[0], 202)
                took.append(1000 * (time.monotonic() - began))
        finally:
            over.set()
            thread.join()
            client.close()
            for one in slow:
                one.close()
        took.sort()
        print(f"{good} good hooks beside {count} slow connections: p50 {statistics.median(took):.1f} ms, "
              f"p99 {took[len(took) * 99 // 100]:.1f} ms, max {took[-1]:.1f} ms (aim: 50 ms), "
              f"memory {memory(self.program.pid):.1f} MB", flush=True)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Attack)
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
