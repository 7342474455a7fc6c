# SPDX-License-Identifier: Apache-2.0
"""A rollout comes to its end, is announced and amended, and `rollout-bridge work` is killed before each call that
commits something on the way: the draft of the summary, the words to the release, the posts to two lists. One more run,
and RT, the letters, the store and its ledger are what they are without the kill; a letter stands twice only where
sendmail had it and we did not yet know it, under the same Message-ID.
     crash_end_test.py BRIDGE FILTER DIE_AT
DIE_AT is tests/fakes/die_at.cpp as a library."""
import collections
import concurrent.futures
import contextlib
import email.message
import email.policy
import itertools
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest

from begin.week import first_monday
from crash_site import KINDS, TESTS, FakeRt, Mail, Site

sys.path.insert(0, str(TESTS / "documents"))
from hostile import GOOD, docx  # noqa: E402

BRIDGE, FILTER, DIE_AT = sys.argv[1:4]
ANNA, CARLA = "anna@infn.example.test", "carla@ciemat.example.test"
T1, CIEMAT = TEAMS = ["NGI_IT-INFN-T1", "NGI_IBERGRID-CIEMAT-LCG2"]
LISTS = {"early-adopters-emi@lists.example.test", "osg-general@lists.example.test"}
CONFIG = """[lists]
address = early-adopters-{{stack}}@lists.example.test
announce = {dir}/announce.tsv
[rollout]
accept_action = MoveToProduction
reject_action = MoveToUnverified
[clock]
sweep = 1
"""
SITES = 2  # at the same time
CHAINS = 8  # on each of them at each step


class Report(Mail):
    """A team's report, under its right name."""

    def __init__(self, sender, ticket):
        super().__init__(sender, ticket, None)
        letter = email.message.EmailMessage()
        letter["From"], letter["To"] = sender, "staged-rollout@lab.example.test"
        letter["Subject"] = f"Re: [lab.example.test #{ticket}] Staged Rollout"
        letter["Message-ID"], letter["Date"] = f"<{self.id}>", "Fri, 20 Nov 2026 10:00:00 +0000"
        letter.set_content("Our report.\n")
        letter.add_attachment(docx(GOOD.replace("tested", "tested. Recommendation: ACCEPT.")), "application", "msword",
                              filename=f"ea-{self.team}-EMI-CREAM-1.14.0-1.docx")
        self.raw = letter.as_bytes()


class End(unittest.TestCase):
    maxDiff = None

    def site(self):
        directory = tempfile.mkdtemp(prefix="crash-end.")
        self.addCleanup(shutil.rmtree, directory)
        rt = FakeRt()
        self.addCleanup(rt.close)
        path = directory + "/site"
        site = Site(path, BRIDGE, FILTER, rt, linger=0, more=CONFIG.format(dir=path))
        (site.path / "announce.tsv").write_text("*\t*\tosg-general@lists.example.test\n")
        return site

    def work(self, site, clock, env=None):
        return site.end(*site.start("work", "--now", f"{first_monday()}T{clock}:00Z", env=env))

    def works(self, site, clock):
        self.assertEqual(self.work(site, clock), (0, ""))

    # ------------------------------------------------------------------ the story

    def begun(self, site):
        """Numbers of a release and its rollout: two teams have accepted, and one report is there."""
        self.works(site, "08:00")
        release = int(site.rt.rest("POST", "ticket", {"Queue": "sw-rel", "Subject": "CREAM for EMI 1", "CustomFields": {
            "Software Stack": "EMI-1.0", "Component": "CREAM", "Version": "1.14.0-1", "OS": "SL5",
            "Arch": "x86_64"}})["id"])
        for status in "InVerification", "StageRollOut":
            self.change(site, release, Status=status)
        self.works(site, "09:00")
        child = release + 1
        self.change(site, child, CustomFields={"EA Teams": TEAMS, "Document ID": "1234"})
        self.works(site, "09:10")
        for sender in ANNA, CARLA:
            site.deliver(Mail(sender, child, "accept"))
        self.works(site, "09:20")
        site.deliver(Report(ANNA, child))
        self.works(site, "09:30")
        self.assertEqual(self.summaries(site), [])
        return release, child

    def ending(self, site):
        """Gives the time at which the bridge works next, and goes on when it has."""
        equal = self.assertEqual
        release, child = self.begun(site)
        site.deliver(Report(CARLA, child))
        yield "10:00"
        equal(self.summaries(site), ["summary-EMI-CREAM-1.14.0-1.odt"])
        equal(len(self.notes(site, child, "a draft of the summary")), 1)

        self.closes(site, child, "ACCEPT")
        yield "10:10"
        self.expect_told(site, release, 1, "the outcome is ACCEPT", "MoveToProduction")
        equal(len(self.notes(site, child, "an announcement")), 1)
        equal(self.posts(site), [])

        yield "10:41"
        (first,) = self.posts(site)
        self.assertIn("ACCEPT", first)

        self.closes(site, child, "REJECT")
        yield "10:50"
        self.expect_told(site, release, 2, "amended: the outcome is REJECT", "MoveToUnverified")
        equal(len(self.notes(site, child, "an announcement")), 2)
        equal(self.posts(site), [first])

        yield "11:21"
        equal(self.posts(site)[0], first)
        self.assertIn("amended: REJECT", self.posts(site)[1])
        self.expect_told(site, release, 2, "amended: the outcome is REJECT", "MoveToUnverified")

    @staticmethod
    def change(site, ticket, **words):
        site.rt.rest("PUT", f"ticket/{ticket}", words)

    def closes(self, site, child, outcome):
        self.change(site, child, CustomFields={"Outcome": outcome})
        self.change(site, child, Status="resolved")

    # ------------------------------------------------------------------ what must be true

    def expect_told(self, site, release, times, words, action):
        told = self.notes(site, release, "the outcome is")
        self.assertEqual(len(told), times)
        self.assertIn(words, told[-1])
        fields = site.rt.fields(release)
        self.assertEqual([fields[name] for name in ("Rollout Outcome", "Document ID", "RepoAction")],
                         [[words.split()[-1]], ["1234"], [action]])

    @staticmethod
    def notes(site, ticket, words):
        return [subject for type, subject, *_ in site.rt.all()[ticket][1] if type == "Comment" and words in subject]

    @staticmethod
    def summaries(site):
        return [row["Filename"] for row in site.rt.control(dump=1)["attachments"]
                if row["Filename"].startswith("summary")]

    def posts(self, site):
        """The subjects of what went to lists, in order: each to all of them, under one Message-ID."""
        lists, subjects = collections.defaultdict(list), {}
        for to, message_id, _, subject, _ in sorted(letters_of(site), key=lambda letter: letter[2]):
            if to in LISTS:
                lists[message_id].append(to)
                subjects[message_id] = subject
        for to in lists.values():
            self.assertEqual(sorted(to), sorted(LISTS))
        return list(subjects.values())

    # ------------------------------------------------------------------ killed at each step

    def kill_at(self, site, clock, points, right):
        """Killed at the first point, once more at the next, …, and then left alone. How many kills was that, and how
        many letters did sendmail have then of which we did not know it?"""
        site.reset()
        killed, twice = 0, collections.Counter()
        with self.subTest(clock=clock, killed_at=points):
            for point in points:
                before = letters_of(site)
                status, said = self.work(site, clock, {"LD_PRELOAD": DIE_AT, "DIE_AT": point})
                self.assertIn(status, (0, -9), said)
                killed += status != 0
                rows = site.left_behind("SELECT body FROM outbox WHERE kind = 'letter' AND state = 'running'")
                in_hand = {(letter["to"], letter["message_id"]) for letter in map(json.loads, itertools.chain(*rows))}
                twice += {letter: times for letter, times in (letters_of(site) - before).items()
                          if letter[:2] in in_hand}
            self.works(site, clock)
            self.check(site, right, twice)
        return killed, twice.total()

    def check(self, site, right, twice):
        self.assertEqual(letters_of(site), right["letters"] + twice)
        for part, found in state_of(site).items():
            self.assertEqual(found, right[part], part)
        site.check_store(self)

    def kill_all_along(self, share, seed):
        """Each of the points is one site's. Then a few kills in one go: anywhere, and early in the next runs."""
        site, dice = self.site(), random.Random(seed + share)
        tried, kills, doubled = collections.Counter(), 0, 0
        for clock in self.ending(site):
            site.keep()
            made = self.calls(site, clock)
            right = {**state_of(site), "letters": letters_of(site)}
            points = [(kind, nth) for kind in KINDS for nth in range(1, made[kind] + 1)]
            early = [(kind, nth) for kind, nth in points if nth <= 10]
            in_one_go = [[dice.choice(points), dice.choice(early), dice.choice(early)] for _ in range(CHAINS)]
            for one in [[point] for point in points[share::SITES]] + in_one_go:
                killed, twice = self.kill_at(site, clock, [f"{kind}:{nth}" for kind, nth in one], right)
                tried[one[0][0] if len(one) == 1 else "in one go"] += 1
                kills, doubled = kills + killed, doubled + twice
            site.reset()
            self.works(site, clock)
        return tried, kills, doubled

    def calls(self, site, clock):
        """How often a run that is left alone makes each of the calls."""
        log = site.path / "calls"
        self.assertEqual(self.work(site, clock, {"LD_PRELOAD": DIE_AT, "COUNT_TO": str(log)}), (0, ""))
        return collections.Counter({kind: int(made) for kind, made in map(str.split, log.read_text().splitlines())})

    def test_killed_before_each_commit(self):
        seed = int(os.environ.get("CRASH_SEED", random.randrange(2**32)))
        print(f"CRASH_SEED={seed}", flush=True)
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(SITES) as pool:
            tried, kills, doubled = zip(*pool.map(self.kill_all_along, range(SITES), itertools.repeat(seed)))
        tried = sum(tried, collections.Counter())
        print(f"{sum(kills)} kills in {time.monotonic() - began:.0f} s, at {tried.total()} points: {dict(tried)}; "
              f"{sum(doubled)} letters once more")
        self.assertGreater(tried["fdatasync"], 100)
        self.assertGreater(sum(kills), 0.9 * tried.total())
        self.assertGreater(sum(doubled), 0)


# ---------------------------------------------------------------------- what is compared

def letters_of(site):
    """Whom, under which Message-ID, when, its subject and all of it: how often."""
    out = collections.Counter()
    for file in (site.path / "sent").glob("*.eml"):
        raw = file.read_bytes()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        date = mail["Date"].datetime
        out[mail["To"], mail["Message-ID"].strip("<> "), date, " ".join(mail["Subject"].split()), raw] += 1
    return out


def state_of(site):
    """RT, and the store without what tells how often something was tried."""
    rt = site.rt.control(dump=1)
    for row in rt["transactions"]:
        del row["Created"]
    with contextlib.closing(sqlite3.connect(site.path / "state/bridge.db")) as database:
        store = {name: database.execute(query).fetchall() for name, query in {
            "ledger": "SELECT at, ticket, what, about, cause, words FROM ledger ORDER BY id",
            "outbox": "SELECT key, lane, kind, body, state FROM outbox ORDER BY id",
            "alarms": "SELECT key, lane, kind, body, state, due FROM inbox "
                      "WHERE state <> 'done' AND kind NOT IN ('sweep', 'purge') ORDER BY id",
            "marks": "SELECT name, value FROM marks ORDER BY name"}.items()}
    return {"tickets": rt["tickets"], "transactions": rt["transactions"], "attachments": rt["attachments"], **store}


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
