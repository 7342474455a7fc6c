# SPDX-License-Identifier: Apache-2.0
"""The real rollout-filter and `rollout-bridge work`, killed at every commit point, killed at random, and
beside an RT that fails in every way: in the end each mail stands in RT once, each answer counts, each
sender has one letter (a second copy only where the kill fell between sendmail's end and our commit).
   crash_test.py systematic|random|faults BRIDGE FILTER DIE_AT
DIE_AT is tests/fakes/die_at.cpp as a library."""
import collections
import concurrent.futures
import contextlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from crash_site import KINDS, TEAMS, FakeRt, Mail, Site

PART, BRIDGE, FILTER, DIE_AT = sys.argv[1:5]
ANNA, QUINN, CARLA, PETR = TEAMS


class Case(unittest.TestCase):
    def site(self, **more):
        directory = tempfile.mkdtemp(prefix="crash.")
        self.addCleanup(shutil.rmtree, directory)
        rt = FakeRt()
        self.addCleanup(rt.close)
        return Site(directory + "/site", BRIDGE, FILTER, rt, **more)


class Systematic(Case):
    def scenario(self):
        site = self.site()
        ticket = site.rt.new_ticket("Staged Rollout EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64")
        site.deliver(Mail(ANNA, ticket, "accept"), times=2)
        site.deliver(Mail(QUINN, ticket, "reject"))
        site.deliver(Mail(CARLA, ticket, None, "acept " + TEAMS[CARLA]))
        site.keep()
        return site

    def calls(self, site):
        """How often a run that is left alone makes each of the calls."""
        log = site.path / "calls"
        status, said = site.work(env={"LD_PRELOAD": DIE_AT, "COUNT_TO": str(log)})
        self.assertEqual(status, 0, said)
        site.check(self)
        made = dict(line.split() for line in log.read_text().splitlines())
        return {kind: int(made.get(kind, 0)) for kind in KINDS}

    def kill_at(self, site, kind, nth):
        """False: the run has ended before its nth call of this kind."""
        site.reset()
        what = f"{kind}:{nth}"
        with self.subTest(what):
            status, said = site.work(env={"LD_PRELOAD": DIE_AT, "DIE_AT": what})
            self.assertIn(status, (0, -9), said)
            unsettled = site.unsettled_letters()
            turns = site.work_until_done()
            self.assertEqual(turns, 1, "one more run is enough")
            site.check(self, unsettled)
        return status != 0

    def test_killed_before_each_commit(self):
        sites = [self.scenario() for _ in range(2)]
        counts = self.calls(sites[0])
        points = [(kind, nth) for kind in KINDS for nth in range(1, counts[kind] + 1)]
        self.assertGreater(len(points), 100, counts)
        began, killed, more = time.monotonic(), collections.Counter(), iter(points)
        guard = threading.Lock()

        def work(site):
            while True:
                with guard:
                    point = next(more, None)
                if point is None:
                    return
                died = self.kill_at(site, *point)
                with guard:
                    killed[point[0]] += died

        with concurrent.futures.ThreadPoolExecutor(len(sites)) as pool:
            for one in [pool.submit(work, site) for site in sites]:
                one.result()
        for kind, count in counts.items():  # a run can differ by a call or two: to the end of it
            for nth in itertools.count(count + 1):
                if count == 0 or not self.kill_at(sites[0], kind, nth):
                    break
                killed[kind] += 1
        print(f"{sum(killed.values())} kills in {time.monotonic() - began:.0f} s: {dict(killed)} of {counts}")
        self.assertGreater(sum(killed.values()), len(points) * 0.9)


class Random(Case):
    def test_killed_at_any_time(self):
        seed = int(os.environ.get("CRASH_SEED", random.randrange(2**32)))
        print(f"CRASH_SEED={seed}", flush=True)
        dice, site = random.Random(seed), self.site()
        self.assertEqual(site.work()[0], 0)
        began = time.monotonic()
        tickets = [site.rt.new_ticket(f"Staged Rollout {n}") for n in range(4)]
        mails = [Mail(sender, ticket, dice.choice(["accept", "reject"]))
                 for sender, ticket in list(itertools.product(TEAMS, tickets)) * 3][:40]
        dice.shuffle(mails)
        kills, again, clock = 0, [], itertools.count(2)
        while kills < 300:
            if mails and (len(site.mails) * 7 <= kills or dice.random() < 0.02):
                site.deliver(mails.pop())
            program, pipe = site.start_work(next(clock))
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(dice.uniform(0.001, 0.060))
            program.kill()
            status, said = site.end(program, pipe)
            self.assertIn(status, (0, 75, -9), said)
            kills += status == -9
            again += site.unsettled_letters() if status == -9 else ()
        self.assertEqual(mails, [])
        site.work_until_done(later=next(clock))
        site.check(self, again)
        sent = sum(map(len, site.letters().values()))
        print(f"{kills} kills in {time.monotonic() - began:.0f} s, {sent} letters for {len(site.mails)} mails")


class Faults(Case):
    """An RT that does not do as it should."""

    def answers(self, site, count=4):
        """Mails of one team after the other, on one ticket: the last of each team counts."""
        ticket = site.rt.new_ticket("Staged Rollout")
        for n in range(count):
            site.deliver(Mail(list(TEAMS)[n % 4], ticket, ["accept", "reject"][n // 4 % 2]))

    def test_answers_are_lost(self):
        for call in ("relay", "comment", "put", "login", "other"):
            for times in (1, 3):
                with self.subTest(call=call, times=times):
                    site = self.site()
                    self.answers(site)
                    site.rt.fault("lose", call, times=times)
                    site.work_until_done(most=2 + times)
                    site.check(self)

    def test_an_answer_that_comes_too_late(self):
        """Done or not done, and the bridge has given up before it was."""
        for kind, call in itertools.product(("hang", "slow"), ("relay", "comment", "put")):
            with self.subTest(kind=kind, call=call):
                site = self.site(timeout=1, linger=3)
                self.answers(site, 2)
                site.rt.fault(kind, call, seconds=2.5)
                self.assertEqual(site.work()[0], 75)
                site.work_until_done()
                site.check(self)

    def test_killed_while_rt_is_at_it(self):
        """RT finishes what it was asked for, though the bridge is dead, and alive again before that."""
        for call in ("relay", "comment", "put"):
            with self.subTest(call=call):
                site = self.site(linger=3)
                self.answers(site, 2)
                site.rt.fault("slow", call, seconds=1.5)
                program, pipe = site.start_work()
                while not site.rt.control()["calls"].get(call):
                    time.sleep(0.01)
                program.kill()
                program.wait()
                os.close(pipe)
                self.assertEqual(site.work(), (0, ""))
                site.check(self)

    def test_every_third_call_is_500(self):
        site = self.site()
        self.answers(site, 8)
        site.rt.fault("500", times=1000, every=3)
        status, _ = site.work()
        self.assertEqual(status, 75)
        for _ in range(40):
            if site.work()[0] == 0:
                break
        site.rt.control(fault=None)
        site.work_until_done()
        site.check(self)

    def test_temporary_failure(self):
        site = self.site()
        self.answers(site)
        site.rt.fault("temporary", "relay", times=2)
        self.assertEqual(site.work()[0], 75)
        site.work_until_done()
        site.check(self)

    def test_not_ok_is_shown_to_people_and_the_others_go_on(self):
        site = self.site()
        self.answers(site)
        site.rt.fault("not_ok", "relay")
        self.assertEqual(site.work()[0], 0)
        site.check(self, silent={site.mails[0].id})

    def many(self, site):
        tickets = [site.rt.new_ticket(f"Staged Rollout {n}") for n in range(4)]
        site.rt.control(down=True)
        for n in range(100):
            site.deliver(Mail(list(TEAMS)[n % 4], tickets[n // 4 % 4], "accept" if n % 3 else "reject"))

    def test_down_while_a_hundred_come(self):
        site = self.site()
        self.many(site)
        self.assertEqual(site.work()[0], 75)
        self.assertEqual(os.listdir(site.path / "drop"), [])
        site.rt.control(down=False)
        self.assertEqual(site.work_until_done(), 1)
        site.check(self)

    def test_down_while_a_hundred_come_to_serve(self):
        site = self.site()
        program, pipe = site.start("serve")
        self.addCleanup(program.kill)
        self.many(site)
        site.rt.control(down=False)
        end = time.monotonic() + 90
        while len(site.letters()) < 100 and time.monotonic() < end and program.poll() is None:
            time.sleep(0.2)
        program.send_signal(signal.SIGTERM)
        self.assertEqual(site.end(program, pipe), (0, ""))
        self.assertEqual(site.rows("state IN ('running', 'stuck')"), [], "the job in hand is finished first")
        self.assertEqual(site.work_until_done(), 1)
        site.check(self)


if __name__ == "__main__":
    part = {"systematic": Systematic, "random": Random, "faults": Faults}[PART]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(part)
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
