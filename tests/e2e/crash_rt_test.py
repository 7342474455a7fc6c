#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""`rollout-bridge work` killed at random beside a real RT 5 (scripts/lab): the same must be true in the
end as beside the fake one. 77 where RT's packages are missing.
   crash_rt_test.py BRIDGE FILTER"""
import contextlib
import itertools
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from crash_site import ROOT, TEAMS, Mail, Rt, Site

BRIDGE, FILTER = sys.argv[1:3]
SERVER = "/usr/share/request-tracker5/libexec/rt-server"
KILLS = 24


class RealRt(Rt):
    """A laboratory of scripts/lab without a bridge of its own."""

    def __init__(self, path):
        self.path = path
        build = pathlib.Path(BRIDGE).resolve().parent.parent
        self.lab("up", "--no-serve", env={**os.environ, "ROLLOUT_BUILD_DIR": str(build)})
        lines = (line.split("=", 1) for line in (path / "lab.env").read_text().splitlines() if "=" in line)
        names = {name: value.strip("'") for name, value in lines}
        super().__init__(names["LAB_RT_URL"], names["LAB_RT_ROOT_PASSWORD"],
                         (path / "secrets/rt-password").read_text().strip())

    def lab(self, verb, *options, env=None):
        done = subprocess.run([ROOT / "scripts/lab", verb, self.path, *options], env=env, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=250)
        if done.returncode != 0:
            raise AssertionError(done.stdout)


class RandomKills(unittest.TestCase):
    def setUp(self):
        path = pathlib.Path(tempfile.mkdtemp(prefix="crash-rt."))
        self.addCleanup(shutil.rmtree, path)
        rt = RealRt(path / "lab")
        self.addCleanup(rt.lab, "down")
        self.site = Site(path / "site", BRIDGE, FILTER, rt, timeout=30, linger=3)

    def test_killed_at_any_time(self):
        seed = int(os.environ.get("CRASH_SEED", random.randrange(2**32)))
        print(f"CRASH_SEED={seed}", flush=True)
        dice, site = random.Random(seed), self.site
        tickets = [site.rt.new_ticket(f"Staged Rollout {n}") for n in range(2)]
        mails = [Mail(sender, ticket, dice.choice(["accept", "reject"]))
                 for sender, ticket in itertools.product(TEAMS, tickets)]
        dice.shuffle(mails)
        began, kills, again = time.monotonic(), 0, []
        while kills < KILLS:
            if mails and len(site.mails) * 3 <= kills:
                site.deliver(mails.pop())
            program, pipe = site.start_work()
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(dice.uniform(0.01, 0.8))
            program.kill()
            status, said = site.end(program, pipe)
            self.assertIn(status, (0, 75, -9), said)
            kills += status == -9
            again += site.unsettled_letters() if status == -9 else ()
        time.sleep(site.linger)  # a real RT tells nobody when it is through
        site.work_until_done()
        site.check(self, again)
        print(f"{kills} kills in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    if not os.path.exists(SERVER):
        print("skipped: request-tracker5 is not installed")
        sys.exit(77)
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(RandomKills)).wasSuccessful())
