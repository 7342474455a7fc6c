# SPDX-License-Identifier: Apache-2.0
"""`figures`: a table for people, CSV and JSON, from the store alone. The histories are written as the
bridge writes them; what each figure counts is tested in tests/rollout."""
import csv
import io
import json
import sqlite3
import subprocess
import unittest
from datetime import datetime, timedelta, timezone

from bridge import BRIDGE, BridgeTest

T1, QMUL, CZ = "NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL", "NGI_CZ-prague_cesnet_lcg2"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)  # 10:00 in Amsterdam
LATER = "2027-01-31T12:00:00Z"
KEYS = ["team", "assigned", "adopted", "in_time", "late", "never", "excused", "dropped", "open", "median_hours",
        "accepted", "rejected", "withdrawn", "reports", "reports_in_time", "reports_late", "days_late",
        "median_days_late", "reports_missing", "reports_excused", "reports_dropped", "reports_open", "reminders",
        "ggus"]


def iso(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def hours(count):
    return timedelta(hours=count)


class Figures(BridgeTest):
    def setUp(self):
        super().setUp()
        self.ends(75, "work")  # makes the store; RT does not answer

    def line(self, at, what, about, words="", ticket=4711, cause=""):
        with sqlite3.connect(self.path("store.db")) as store:
            store.execute("INSERT INTO ledger (at, ticket, what, about, cause, words) VALUES (?, ?, ?, ?, ?, ?)",
                          (int(at.timestamp()), ticket, what, about, cause, words))
        store.close()

    def asks(self, team, at=MONDAY, **more):
        self.line(at, "asked", team, iso(at + hours(24)) + " one working day", **more)

    def reports(self, team, at):
        cells = ["taken", "report", team, "", "", "", "anna@infn.example.test", team, iso(at)]
        self.line(at, "report", f"ea-{team}.doc", "\t".join(cells))

    def season(self):
        """INFN in time with a late report, QMUL late, and Prague never."""
        for team in (T1, QMUL, CZ):
            self.asks(team)
        self.line(MONDAY + hours(2), "answered", T1, "accepted by anna@infn.example.test")
        self.line(MONDAY + hours(24), "reminded", QMUL, "the 1. time")
        self.line(MONDAY + hours(26), "answered", QMUL, "rejected by quinn@qmul.example.test")
        self.line(MONDAY + hours(48), "linked", "https://ggus.eu/?mode=ticket_info&ticket_id=84509",
                  "by anna@infn.example.test of " + T1)
        self.reports(T1, MONDAY + hours(24 * 9))

    def objects(self, *words):
        done = self.ends(0, "--json", "figures", "--now", LATER, *words)
        self.assertEqual(done.stderr, "")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def raw(self, *words):
        """Its output with the ends of lines as they are."""
        around = {"PATH": "/usr/bin:/bin", "ROLLOUT_BRIDGE_CONFIG": self.path("bridge.conf")}
        return subprocess.run([BRIDGE, *words], env=around, capture_output=True, timeout=60, check=True).stdout.decode()

    def test_json(self):
        self.season()
        teams = self.objects()
        self.assertEqual([one["team"] for one in teams], [CZ, T1, QMUL])
        for one in teams:
            self.assertEqual(list(one), KEYS)
        self.assertEqual({key: value for key, value in teams[1].items() if value != 0},
                         {"team": T1, "assigned": 1, "in_time": 1, "median_hours": 2.0, "accepted": 1, "reports": 1,
                          "reports_late": 1, "days_late": 2, "median_days_late": 2.0, "ggus": 1})
        self.assertEqual((teams[2]["late"], teams[2]["median_hours"], teams[2]["reminders"]), (1, 10.0, 1))
        self.assertEqual((teams[0]["never"], teams[0]["median_hours"], teams[0]["median_days_late"]), (1, None, None))
        self.assertIsInstance(teams[0]["never"], int)

    def test_csv_says_the_same(self):
        self.season()
        self.asks('NGI_X-"odd", they say', ticket=4712)
        text = self.raw("figures", "--csv", "--now", LATER)
        self.assertEqual(text.count("\r\n"), 5)
        self.assertEqual(text.count("\n"), 5)
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual(rows[0], KEYS)
        for row, one in zip(rows[1:], self.objects(), strict=True):
            for text, (key, value) in zip(row, one.items(), strict=True):
                self.assertEqual("" if value is None else value if key == "team" else float(value),
                                 text if key == "team" or text == "" else float(text))
        self.assertEqual(rows[-1][0], 'NGI_X-"odd", they say')

    def test_the_table_is_aligned_and_has_a_total_and_all_definitions(self):
        self.season()
        text = self.ends(0, "figures", "--now", LATER).stdout
        self.assertTrue(text.startswith(f"Requests, as things stand {LATER}.\n"), text)
        answers, reports = text.split("\n\n")[1:3]
        self.assertEqual(answers.splitlines()[0].split(None, 1)[1].split("  "), [
            "assigned", "in time", "late", "never", "hours", "accepted", "rejected"])
        for table in (answers, reports):
            lines = table.splitlines()
            self.assertEqual(len(lines), 5)
            self.assertEqual(len({len(line) for line in lines}), 1, table)
            self.assertTrue(lines[-1].startswith("total "))
        self.assertEqual(answers.splitlines()[-1].split(), "total 3 1 1 1 6.00 1 1".split())
        self.assertEqual(reports.splitlines()[-1].split(), "total 1 0 1 2 2.0 0 1 1".split())
        for key in KEYS[1:]:
            self.assertRegex(text, rf"(?m)^{key} +\S")
        self.assertNotIn("excused", answers + reports)  # nobody was
        self.line(MONDAY + hours(1), "delayed", CZ)
        self.assertIn("excused", self.ends(0, "figures", "--now", LATER).stdout.split("\n\n")[1])

    def test_nobody_was_asked(self):
        self.assertEqual(self.objects(), [])
        self.assertEqual(self.ends(0, "figures", "--csv").stdout.strip(), ",".join(KEYS))
        self.assertRegex(self.ends(0, "figures").stdout, r"(?m)^total +0 ")

    def test_periods(self):
        self.season()
        self.asks(T1, MONDAY + hours(24 * 30), ticket=4712)
        count = lambda *words: sum(one["assigned"] for one in self.objects(*words))
        self.assertEqual(count(), 4)
        self.assertEqual(count("--since", "2026-12-01"), 1)
        self.assertEqual(count("--until", "2026-12-01"), 3)
        self.assertEqual(count("--since", iso(MONDAY), "--until", iso(MONDAY + timedelta(seconds=1))), 3)
        self.assertEqual(count("--until", iso(MONDAY)), 0)
        text = self.ends(0, "figures", "--since", "2026-12-01", "--until", "2027-01-01").stdout
        self.assertIn("Requests from 2026-12-01T00:00:00Z until 2027-01-01T00:00:00Z", text)

    def test_as_things_stood_then(self):
        self.season()
        def stood(now):
            done = self.ends(0, "figures", "--json", "--now", iso(now))
            return {one["team"]: one for one in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(stood(MONDAY - hours(1)), {})
        self.assertEqual(stood(MONDAY + hours(1))[T1]["open"], 1)
        self.assertEqual(stood(MONDAY + hours(3))[T1]["in_time"], 1)
        self.assertEqual(stood(MONDAY + hours(25))[QMUL]["never"], 1)
        self.assertEqual(stood(MONDAY + hours(27))[QMUL]["late"], 1)

    def test_one_team(self):
        self.season()
        for name in (T1, T1.lower(), "ea-" + T1):
            one, = self.objects("--team", name)
            self.assertEqual((one["team"], one["in_time"]), (T1, 1))
        one, = self.objects("--team", T1, "--since", "2027-01-01")
        self.assertEqual((one["team"], one["assigned"], one["median_hours"]), (T1, 0, None))
        self.assertNotIn("total", self.ends(0, "figures", "--team", T1).stdout)
        done = self.ends(1, "figures", "--team", "NGI_IT-INFNT1", says=f"did you mean {T1}?")
        self.assertEqual(done.stdout, "")
        self.ends(1, "figures", "--team", "nobody", says="no team 'nobody' was ever asked (`rollout-bridge figures`")

    def test_times_away_are_left_out_and_told(self):
        self.season()
        self.assertEqual(self.objects("--team", QMUL)[0]["late"], 1)
        self.line(MONDAY + hours(2), "away", "rt", iso(MONDAY + hours(1)) + " " + iso(MONDAY + hours(2)), ticket=0)
        self.line(MONDAY + hours(6), "away", "bridge", iso(MONDAY + hours(4)) + " " + iso(MONDAY + hours(6)), ticket=0)
        one, = self.objects("--team", QMUL)
        self.assertEqual((one["late"], one["in_time"], one["median_hours"]), (0, 1, 7.0))
        self.ends(0, "figures", "--now", LATER, says="RT or the bridge was away for 3 h 0 min")

    def test_an_rt_that_is_away_makes_nobody_late(self):
        self.asks(T1)
        for at in (1, 48):
            self.ends(75, "work", "--now", iso(MONDAY + hours(at)))
        at = iso(MONDAY + hours(48))
        one, = map(json.loads, self.ends(0, "figures", "--json", "--now", at).stdout.splitlines())
        self.assertEqual((one["open"], one["never"]), (1, 0))

    def test_misuse(self):
        self.refused("--since: 'yesterday' is not a time (write it as 2026-11-21T09:00:00Z",
                     "figures", "--since", "yesterday")
        self.refused("--until: '2026-02-30' is not a time", "figures", "--until", "2026-02-30")
        self.refused("--until is not after --since (the period", "figures", "--since", "2026-11-21",
                     "--until", "2026-11-21")
        self.refused("give one of them", "figures", "--csv", "--json")
        self.refused("figures takes no words, and got 'INFN' (name a team with --team)", "figures", "INFN")
        self.refused("--team does not go with queue", "queue", "--team", T1)

    def test_it_only_looks_also_while_somebody_writes(self):
        self.season()
        writer = sqlite3.connect(self.path("store.db"), isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO marks VALUES ('x', 'y')")
        self.assertEqual(len(self.objects()), 3)
        writer.execute("ROLLBACK")
        writer.close()

    def test_without_a_store(self):
        self.keys["store.path"] = self.path("none.db")
        self.configure()
        self.refused("there is no store", "figures")


if __name__ == "__main__":
    unittest.main()
