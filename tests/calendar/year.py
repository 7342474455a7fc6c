#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every hour of a year for 35 NGIs, and hard zones in hard years, counted another way: Python's zoneinfo, a
list of all quarters of an hour, and closing days written out by hand.   year.py DEADLINES SOURCE_DIR STEP

STEP: 1 takes every notice in working hours, 7 every seventh (the sanitized program is slow)."""
import bisect
import functools
import itertools
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

QUARTER = 900
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

CLOSED = {
    "none": "",
    "target": """2025-12-25 2025-12-26 2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25 2026-12-26
        2027-01-01 2027-03-26 2027-03-29 2027-05-01""",
    "orthodox": """2026-01-01 2026-01-07 2026-04-10 2026-04-13 2026-05-01 2026-06-01 2027-01-01 2027-01-07""",
    "italy": """2025-12-25 2025-12-26 2026-01-01 2026-01-06 2026-04-03 2026-04-06 2026-04-25 2026-05-01 2026-06-02
        2026-08-15 2026-11-01 2026-12-08 2026-12-25 2026-12-26 2027-01-01 2027-01-06""",
    "israel": """2026-03-03 2026-04-02 2026-04-08 2026-04-22 2026-05-22 2026-09-12 2026-09-13 2026-09-21 2026-09-26
        2026-10-03""",
}
CLOSED = {name: {date.fromisoformat(day) for day in days.split()} for name, days in CLOSED.items()}


def unix(when):
    return int(datetime(*when, tzinfo=timezone.utc).timestamp())


@functools.lru_cache(maxsize=None)
def clock_of(zone, first, last):
    """What the clock on the wall shows in each quarter of an hour, and the latest that it has shown so far."""
    zone = ZoneInfo(zone)
    clock = [datetime.fromtimestamp(t, zone).replace(tzinfo=None) for t in range(first, last, QUARTER)]
    return clock, list(itertools.accumulate(clock, max)), {shown.date() for shown in clock[::24]}


class Place:
    """Where people are, when they work there, and how long they had worked at each quarter of an hour."""

    def __init__(self, zone, calendar, weekend, begins, ends, first, last):
        self.first, self.begins, self.ends = first, timedelta(hours=begins), timedelta(hours=ends)
        self.clock, self.reached, dates = clock_of(zone, first, last)
        weekend = {DAYS.index(day) for day in weekend.split(",")}
        self.open = {day for day in dates - CLOSED[calendar] if day.weekday() not in weekend}
        self.worked = list(itertools.accumulate(
            (QUARTER * (begins <= shown.hour < ends and shown.date() in self.open) for shown in self.clock), initial=0))

    def works(self, day):
        return day in self.open

    def next_day(self, day):
        day += timedelta(days=1)
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def answer(self, notice, days):
        shown = self.clock[(notice - self.first) // QUARTER]
        day = shown.date()
        time = shown - datetime.combine(day, datetime.min.time())
        if not self.works(day) or time >= self.ends:
            day, time = self.next_day(day), self.begins
        time = max(time, self.begins)
        for _ in range(days):
            day = self.next_day(day)
        wanted = datetime.combine(day, datetime.min.time()) + time
        # The first moment at which the clock on the wall has come so far.
        index = bisect.bisect_left(self.reached, wanted)
        due = self.first + index * QUARTER
        return due, self.worked[(due - self.first) // QUARTER] - self.worked[(notice - self.first) // QUARTER]


def questions(table):
    """(team, ngi, row of the table, working days, begins, ends, from, until, step)"""
    year = unix((2026, 1, 1)), unix((2027, 1, 1))
    for name, row in table.items():
        if name != "*":
            yield name, "-", row, 1, 9, 17, *year, 19 * 3600 if "-" in name else 3600
    for name in ("NGI_IL", "NGI_GRNET", "NGI_IT", "AfricaArabia"):
        yield name + "-Some-Site", name, table[name], 5, 9, 17, *year, 6 * 3600 + QUARTER
    yield "NGI_IBERGRID-ifae", "-", table["NGI_IBERGRID"], 1, 9, 17, *year, 7 * 3600
    yield "nowhere-else", "nowhere", table["*"], 1, 9, 17, *year, 7 * 3600
    # Round the clock and at work on Sundays, so that deadlines fall into what clocks leave out or show twice.
    around = [("Rome", 2026), ("London", 2026), ("Vancouver", 2026), ("Cairo", 2026), ("Santiago", 2026),
              ("Jerusalem", 2026), ("Lord_Howe", 2026), ("Chatham", 2026), ("Casablanca", 2026), ("Troll", 2026),
              ("Moscow", 2011), ("Moscow", 2014), ("Apia", 2011), ("Istanbul", 2016), ("Tehran", 2016),
              ("Caracas", 2016), ("Pyongyang", 2015), ("Kwajalein", 1993)]
    for name, in_year in around:
        yield "odd-" + name, "-", table["odd-" + name], 1, 0, 24, unix((in_year, 1, 1)), unix((in_year + 1, 1, 1)), 9 * QUARTER


def main(program, source, sparse):
    sparse = int(sparse)
    here = Path(source, "tests/calendar")
    table = {}
    for line in (here / "working_times.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            name, *row = line.split("\t")
            table[name] = tuple(row)
    ngis = {line.split("\t")[0] for line in Path(source, "tests/data/sites.tsv").read_text().splitlines()
            if line and not line.startswith("#")}
    assert len(ngis) == 35 and ngis <= table.keys(), ngis - table.keys()
    # Each question begins at another hour, so that few hours of the day are left out of all.
    asked = [q if q[5] == 24 else (*q[:6], q[6] + i % sparse * q[8], q[7], q[8] * sparse)
             for i, q in enumerate(questions(table))]
    lines = "".join(f"{q[0]} {q[1]} {q[3]} {q[4]} {q[5]} {q[6]} {q[7]} {q[8]}\n" for q in asked)
    run = subprocess.run([program, here / "working_times.tsv", here / "calendars"], input=lines, text=True,
                         stdout=subprocess.PIPE, check=True)
    answers = iter(run.stdout.splitlines())
    wrong = count = 0
    for team, _, row, days, begins, ends, first, last, step in asked:
        place = Place(*row, begins, ends, first // 86400 * 86400 - 86400 * 3, last + 86400 * 40)
        for notice in range(first, last, step):
            ours = tuple(map(int, next(answers).split()))
            theirs = place.answer(notice, days)
            count += 1
            if ours != theirs:
                wrong += 1
                if wrong <= 10:
                    print(f"{team} {row} {begins}-{ends} days={days} notice={datetime.fromtimestamp(notice, timezone.utc)}: "
                          f"ours {datetime.fromtimestamp(ours[0], timezone.utc)} {ours[1]} s, "
                          f"counted {datetime.fromtimestamp(theirs[0], timezone.utc)} {theirs[1]} s")
    assert next(answers, None) is None
    print(f"{count} deadlines, {len(asked)} questions, {wrong} wrong")
    return 1 if wrong or count < 340_000 // sparse else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
