# SPDX-License-Identifier: Apache-2.0
"""The real `rollout-bridge serve` killed 300 times (kill -9) while four clients send it web hooks, each
again and again with the same id until it hears that it was taken. No hook that was answered 202 is
lost, and each change is thought about once, also one of a hook that was repeated.
   hook_crash_test.py BRIDGE [KILLS]        CRASH_SEED=… repeats a run"""
import collections
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

from crash_site import FakeRt, Site
from hooks import SECRET, Client, free_port, payload, request, wait_until_open

BRIDGE = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
CLIENTS = 4


class Sender(threading.Thread):
    """Sends its changes, one to three in a hook; `taken` holds what was acknowledged."""

    def __init__(self, port, name, changes, seed):
        super().__init__()
        self.client, self.label, self.changes, self.dice = Client(port), name, changes, random.Random(seed)
        self.taken, self.before, self.tries, self.wrong, self.go_on = [], [], 0, [], True

    def run(self):
        for count in range(len(self.changes)):
            if not self.changes or not self.go_on:
                break
            ticket = self.changes[0][0]
            some = [number for at, number in self.changes[:self.dice.randint(1, 3)] if at == ticket]
            del self.changes[:len(some)]
            self.send(f"{self.label}-{count}", ticket, some)
            time.sleep(self.dice.uniform(0, 0.02))  # so that the load lasts as long as the kills
        self.client.close()

    def send(self, id, ticket, some):
        body = payload(ticket, some)
        for tries in range(10_000):
            try:
                self.tries += 1
                status, text = self.client.ask(request(id, body))
            except OSError:  # it is dead: again
                time.sleep(0.002)
                continue
            if status == 202:
                self.taken += some
            elif status == 401 and tries > 0 and "received before" in text:
                self.before += some  # it was committed, and then killed before it could say so
            else:
                self.wrong.append((status, text))
            return
        self.wrong.append("nobody answered")


class Crash(unittest.TestCase):
    def test_killed_under_load(self):
        seed = int(os.environ.get("CRASH_SEED", random.randrange(2**32)))
        print(f"\nCRASH_SEED={seed}", flush=True)
        dice = random.Random(seed)
        directory = tempfile.mkdtemp(prefix="hook-crash.")
        self.addCleanup(shutil.rmtree, directory)
        rt, port = FakeRt(), free_port()
        self.addCleanup(rt.close)
        with open(directory + "/secrets", "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(SECRET + "\n")
        site = Site(directory + "/site", BRIDGE, "", rt, listen=f"127.0.0.1:{port}", secrets=directory + "/secrets")
        # One sweep, now, and no other in this test: it would find what a lost hook has lost.
        site.command.append("--clock.sweep=86400")
        self.assertEqual(site.work()[0], 0)
        before = {row["id"] for row in rt.control(dump=1)["transactions"]}
        tickets = [rt.new_ticket(f"Staged Rollout {n}") for n in range(20)]
        for n in range(KILLS * 4):
            rt.rest("POST", f"ticket/{tickets[n % 20]}/comment", {"ContentType": "text/plain", "Content": f"word {n}"})
        changes = [(row["ObjectId"], row["id"]) for row in rt.control(dump=1)["transactions"]
                   if row["id"] not in before and row["ObjectId"] in tickets]
        changes.sort()
        share = len(changes) // CLIENTS
        senders = [Sender(port, f"client{n}", changes[n * share:(n + 1) * share], seed + n) for n in range(CLIENTS)]

        began, kills = time.monotonic(), 0
        program, pipe = site.start("serve")
        wait_until_open(port, program)
        for sender in senders:
            sender.start()
        while kills < KILLS:
            time.sleep(dice.uniform(0.001, 0.07))
            self.assertIsNone(program.poll(), "it ended by itself")
            program.kill()
            site.end(program, pipe)
            kills += 1
            program, pipe = site.start("serve")
            wait_until_open(port, program)
        for sender in senders:
            sender.go_on = False
        for sender in senders:
            sender.join()
        took = time.monotonic() - began
        end = time.monotonic() + 60
        while site.rows("state IN ('ready', 'running') AND key LIKE 'txn/%'") and time.monotonic() < end:
            time.sleep(0.1)
        program.send_signal(signal.SIGTERM)
        self.assertEqual(site.end(program, pipe), (0, ""))

        self.assertEqual([sender.wrong for sender in senders], [[]] * CLIENTS)
        taken = [number for sender in senders for number in sender.taken]
        repeated = [number for sender in senders for number in sender.before]
        states = {key: state for key, state, _ in site.rows("key LIKE 'txn/%'")}
        lost = [number for number in taken + repeated if states.get(f"txn/{number}") != "done"]
        self.assertEqual(lost, [])
        with contextlib.closing(sqlite3.connect(site.path / "state/bridge.db")) as database:
            # Whatever a thought ends in, it leaves one line of these with the transaction as its cause.
            thought = collections.Counter(int(number) for number, in database.execute(
                "SELECT substr(cause, 5) FROM ledger WHERE what IN ('seen', 'decided') AND cause LIKE 'txn-%'"))
            hooks = database.execute("SELECT count(*) FROM hooks").fetchone()[0]
        self.assertEqual({number: thought[number] for number in taken + repeated if thought[number] != 1}, {})
        self.assertEqual([number for number, times in thought.items() if times > 1], [])
        site.check_store(self)
        self.assertGreater(len(taken), KILLS)
        print(f"{kills} kills in {took:.0f} s: {hooks} hooks of {len(taken) + len(repeated)} changes, "
              f"{sum(sender.tries for sender in senders)} tries; {len(repeated)} changes were committed by a program "
              "that was killed before it could say so; 0 lost, 0 thought about twice", flush=True)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Crash)
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
