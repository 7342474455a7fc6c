# SPDX-License-Identifier: Apache-2.0
"""Whole rollouts on a real RT, measured: see rollouts.sh."""
import argparse
import collections
import contextlib
import os
import sqlite3
import sys
import time
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))

from lab import Lab, eventually  # noqa: E402
from meter import Meter  # noqa: E402
from season import TEAMS, Season  # noqa: E402
from usage import cpu, cpu_of_tree, peak_memory  # noqa: E402

SWEEP, SWEEPS = 5, 5  # seconds between two, how many are measured
QUIET = 2             # seconds after which a sweep is over


@dataclass
class Phase:
    name: str
    events: int
    wall: float
    calls: list
    own_cpu: float
    rt_cpu: float
    memory: float

    @property
    def at_rt(self):
        return sum(call.ended - call.began for call in self.calls)

    @property
    def metering(self):
        return sum(call.passed - (call.ended - call.began) for call in self.calls)


class Bench:
    def __init__(self, lab):
        self.lab, self.meter = lab, Meter(lab.url)
        with open(lab.dir + "/run/rt.pid", encoding="ascii") as file:
            self.rt_pid = int(file.read().split()[0])

    def serve(self, *options):
        return self.lab.start("serve", f"--rt.url={self.meter.url}", *options)

    def phase(self, name, events):
        """All that waits is done by a bridge that starts now; until its last question to RT, or its last letter."""
        self.meter.take()
        rt_before, began = cpu_of_tree(self.rt_pid), time.time()
        with self.serve() as bridge:
            eventually(lambda: not self.lab.drops() and not self.lab.waits(), name, 60 + 10 * events, pause=1)
            used, memory, rt_used = cpu(bridge.pid), peak_memory(bridge.pid), cpu_of_tree(self.rt_pid)
        calls = self.meter.take()
        with os.scandir(self.lab.sent_dir) as letters:
            ended = max([call.ended for call in calls] + [letter.stat().st_mtime for letter in letters])
        return Phase(name, events, ended - began, calls, used, rt_used - rt_before, memory)

    def idle(self):
        """Some sweeps of a bridge that has nothing to do."""
        self.meter.take()
        with self.serve(f"--clock.sweep={SWEEP}") as bridge:
            self.wait_for_sweeps(1)
            self.meter.take()
            own, rt, began = cpu(bridge.pid), cpu_of_tree(self.rt_pid), time.time()
            self.wait_for_sweeps(SWEEPS)
            return Phase("idle", SWEEPS, time.time() - began, self.meter.take(), cpu(bridge.pid) - own,
                         cpu_of_tree(self.rt_pid) - rt, peak_memory(bridge.pid))

    def ten_minutes_pass(self):
        """Since the last news, for the bridge: what might still come into sight is looked for no more."""
        with contextlib.closing(sqlite3.connect(self.lab.dir + "/state/rollout-bridge.db")) as store, store:
            changed = store.execute("UPDATE marks SET value = value - 601 WHERE name = 'sweep moved'")
            assert changed.rowcount == 1

    def wait_for_sweeps(self, count):
        def gone_by():
            times = [call.began for call in self.meter.calls]
            sweeps = sum(now - before > QUIET for before, now in zip([0, *times], times))
            return sweeps >= count and time.time() - max(call.ended for call in self.meter.calls) > QUIET
        eventually(gone_by, "the bridge sweeps", 30 + 3 * SWEEP * count, pause=0.2)


def aim(reached, words):
    return f"{words}: {'reached' if reached else 'MISSED'}"


def show_head():
    print(f"\n{'':8} {'events':>6} {'wall s':>7} {'s each':>7} {'at RT s':>8} {'':>5} {'requests':>8} {'each':>6}"
          f" {'bridge CPU s':>12} {'RT CPU s':>9} {'peak MB':>8}")


def show_phase(one):
    print(f"{one.name:8} {one.events:6} {one.wall:7.1f} {one.wall / one.events:7.3f} {one.at_rt:8.1f}"
          f" {one.at_rt / one.wall:5.0%} {len(one.calls):8} {len(one.calls) / one.events:6.1f}"
          f" {one.own_cpu:12.2f} {one.rt_cpu:9.1f} {one.memory:8.1f}", flush=True)


def show_sums(phases):
    wall, at_rt = (sum(getattr(one, name) for one in phases) for name in ("wall", "at_rt"))
    memory = max(one.memory for one in phases)
    print(f"the meter itself took {sum(one.metering for one in phases):.1f} s of the wall, counted as ours")
    print(aim(at_rt >= 0.8 * wall, f"{at_rt / wall:.0%} of the wall is RT's own (aim: 80 %)"))
    print(aim(memory < 64, f"{memory:.1f} MB at the most (aim: 64)"))


def show_requests(phases):
    kinds = collections.defaultdict(list)
    for one in phases:
        for call in one.calls:
            kinds[call.kind].append(call)
    counts = [(one, collections.Counter(call.kind for call in one.calls)) for one in phases]
    print(f"\n{'requests for each event':62}" + "".join(f"{one.name:>8}" for one in phases) +
          f" {'again':>6} {'ms':>6} {'s in all':>9}")
    for kind, calls in sorted(kinds.items(), key=lambda pair: -sum(call.ended - call.began for call in pair[1])):
        at_rt = sum(call.ended - call.began for call in calls)
        print(f"{kind:62}" + "".join(f"{count[kind] / one.events:8.2f}" for one, count in counts) +
              f" {sum(call.again for call in calls) / len(calls):6.0%} {at_rt / len(calls) * 1000:6.1f} {at_rt:9.1f}")
    print("again: the very same had been read, and nothing was written since")


def show_idle(idle, when):
    requests, shares = len(idle.calls) / idle.events, [cost / idle.events / 60 for cost in (idle.own_cpu, idle.rt_cpu)]
    at_rt, own, rt = (seconds / idle.events * 1000 for seconds in (idle.at_rt, idle.own_cpu, idle.rt_cpu))
    print(f"\nan idle bridge {when}, {idle.events} sweeps in {idle.wall:.0f} s; for each sweep {requests:.1f} requests, at RT"
          f" {at_rt:.1f} ms, CPU of the bridge {own:.2f} ms, of RT {rt:.1f} ms; peak memory {idle.memory:.1f} MB")
    for kind, count in collections.Counter(call.kind for call in idle.calls).most_common():
        print(f"  {kind:50} {count / idle.events:6.2f}")
    return requests, shares


def show_aims_of_idle(requests, shares):
    print(aim(requests <= 1, f"{requests:.1f} requests a sweep (aim: 1)"))
    for side, share in zip(("the bridge", "RT"), shares):
        print(aim(share < 0.01, f"{share:.3%} of a core at clock.sweep = 60, {side} (aim: 1 %)"))


def load():
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


def main():
    options = argparse.ArgumentParser(prog="rollouts.sh BUILD")
    options.add_argument("--rollouts", type=int, default=50)
    options.add_argument("--teams", type=int, default=10, help="asked on each rollout")
    options = options.parse_args()
    if not 1 <= options.teams <= TEAMS:
        sys.exit(f"rollouts: there are {TEAMS} teams")
    answers = options.rollouts * options.teams
    lab = Lab("--no-serve")
    try:
        lab.work("--clock.sweep=1")
        season, bench = Season(lab, options.rollouts, options.teams), Bench(lab)
        lab.work("--clock.sweep=1")  # what came before is no part of it
        print(f"{options.rollouts} rollouts, {options.teams} teams asked on each, all answer by mail;"
              f" RT 5 on SQLite, 2 workers; {os.cpu_count()} cores, load {load()}", flush=True)
        phases = []
        show_head()
        for act, name, events, check in ((season.begin, "begin", options.rollouts, None),
                                         (season.choose, "ask", answers, None),
                                         (season.answer, "answer", answers, season.check),
                                         (season.end, "end", options.rollouts, season.check_end)):
            act()
            phases.append(bench.phase(name, events))
            show_phase(phases[-1])
            if check:
                check()
        show_sums(phases)
        show_requests(phases)
        show_idle(bench.idle(), "just after news")
        bench.ten_minutes_pass()
        show_aims_of_idle(*show_idle(bench.idle(), "ten minutes after it"))
        print(f"every answer stands in its field, each letter went out once; load {load()}")
    finally:
        lab.down()


if __name__ == "__main__":
    main()
