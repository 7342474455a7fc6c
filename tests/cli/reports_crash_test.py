# SPDX-License-Identifier: Apache-2.0
"""`reports` is killed before each step: whatever is in the folder then is whole, and one more run does the rest.
   reports_crash_test.py BRIDGE FILTER DIE_AT          DIE_AT is tests/fakes/die_at.cpp as a library"""
import os
import shutil
import sys
import unittest

from with_rt import T1, RtTest

DIE_AT = os.path.abspath(sys.argv.pop(1))
NOW = "2026-11-23T10:00:00Z"
KINDS = ["fsync", "renameat2", "renameat", "unlinkat", "flock", "recv"]


class Killed(RtTest):
    def contents(self, folder):
        found = {}
        for name in os.listdir(folder) if os.path.exists(folder) else []:
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
        return found

    def run_in(self, folder, **env):
        return self.run_bridge("reports", "--now", NOW, str(self.ticket), "--into", folder, env={"LD_PRELOAD": DIE_AT, **env})

    def test_before_each_step(self):
        self.ticket = self.rollout([T1])
        for number in range(3):
            self.attach(self.ticket, f"ea-{T1}-EMI-CREAM-1.13.1-1.odt", os.urandom(200_000))
        self.ends(0, "work")
        whole, folder, log = self.path("whole"), self.path("reports"), self.path("calls")
        self.assertEqual(self.run_in(whole, COUNT_TO=log).returncode, 0)
        right = self.contents(whole)
        self.assertEqual(len(right), 8)
        with open(log, encoding="utf-8") as file:
            made = {kind: int(count) for kind, count in map(str.split, file)}
        self.assertGreaterEqual(made["renameat2"], 4)
        self.assertGreaterEqual(made["renameat"], 4)
        killed, half_way = 0, set()
        for kind in KINDS:
            for nth in range(1, made[kind] + 1, 1 if kind != "recv" else 7):
                with self.subTest(f"{kind}:{nth}"):
                    shutil.rmtree(folder, ignore_errors=True)
                    killed += self.run_in(folder, DIE_AT=f"{kind}:{nth}").returncode == -9
                    there = {name: text for name, text in self.contents(folder).items() if not name.startswith(".")}
                    self.assertEqual(there, {name: right[name] for name in there})
                    half_way.add(frozenset(there))
                    self.assertEqual(self.run_in(folder).returncode, 0)
                    self.assertEqual(self.contents(folder), right)
        print(f"{killed} kills, {len(half_way)} folders half way")
        self.assertGreater(killed, 20)
        self.assertEqual(len(half_way), 9)  # none there, a file more each, the draft, two to upload, the index, the sums


if __name__ == "__main__":
    unittest.main()
