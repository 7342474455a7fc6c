# SPDX-License-Identifier: Apache-2.0
"""One week with two releases in staged rollout, told to the bridge by hooks, by its sweep, or by both: people act
   on a real RT, and `rollout-bridge work --now` is the clock."""
import contextlib
import datetime
import urllib.request

from begin.state import about, child_of, people, state_of
from lab import ALDO, ANNA, CARLA, CIEMAT, QMUL, QUINN, T1, eventually
from rt import Page

LISTS = ("early-adopters-emi@mailman.egi.eu", "osg-general@lists.example.test")
OPTIONS = ("--rollout.repo_action=MoveToStageRollOut", "--lists.extra=" + LISTS[1])
DAY = 86400  # the longest sweep: it comes when the time for an answer is over
NOWHERE = "--rt.url=http://127.0.0.1:1"
LINKS = {"Release Notes": "https://notes.example.org/1", "Issues Fixed": "https://bugs.example.org/1",
         "Documentation": "https://docs.example.org/1"}


def first_monday():
    """Of next year's March: ahead of every clock, before summer time, far from closing days."""
    day = datetime.date(datetime.date.today().year + 1, 3, 1)
    return day + datetime.timedelta(days=-day.weekday() % 7)


def healthy(url):
    try:
        with urllib.request.urlopen(url + "/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def new_release(lab, component):
    """In verification, somebody's own."""
    owner = lab.as_user("owner1")
    fields = {"Software Stack": "EMI-1.0", "Component": component, "Version": "1.14.0-1", "OS": "SL5",
              "Arch": "x86_64", **LINKS}
    release = owner.create("sw-rel", f"{component} for EMI 1", Owner="owner1", CustomFields=fields)
    owner.change(release, Status="InVerification")
    return release


class Week:
    """`hooks`: the bridge hears RT's. `sweep`: seconds between two readings of RT's transactions, 1 or DAY.
       `deaf`: steps in which the hooks are lost all the same."""

    monday = first_monday()

    def __init__(self, test, lab, hooks, sweep, deaf=()):
        self.test, self.lab, self.rt, self.hooks, self.sweep, self.deaf = test, lab, lab.rt, hooks, sweep, deaf
        self.manager, self.quinn = (Page(lab.as_user(name)) for name in ("mgr1", "quinn"))

    # ------------------------------------------------------------------ the clock, and who is told

    def work(self, day, time):
        """Told by both, it is done twice at the same moment: the second run must change nothing."""
        self.lab.work(*self.options(day, time))
        if not self.releases or not (self.hooks and self.sweep < DAY):
            return
        before = self.states()
        self.lab.work(*self.options(day, time))
        self.test.assertEqual(self.states(), before)

    def options(self, day, time):
        now = f"{self.monday + datetime.timedelta(days=day)}T{time}:00Z"
        return "--now", now, f"--clock.sweep={self.sweep}", *OPTIONS

    releases = ()

    def states(self):
        return [state_of(self.lab, release) for release in self.releases]

    def newest_news(self, ticket):
        return self.rt.sql("SELECT max(t.id) FROM Transactions t JOIN Users u ON u.id = t.Creator WHERE "
                           "t.ObjectType = 'RT::Ticket' AND t.ObjectId = ? AND t.Type NOT LIKE '%EmailRecord' "
                           "AND u.Name != 'rollout-bridge'", ticket)[0][0]

    def is_known(self, ticket):
        return self.lab.call("trace", f"txn/{self.newest_news(ticket)}").returncode == 0

    @contextlib.contextmanager
    def people_act(self, step, *tickets):
        """While they do, only the door for hooks is open: RT is where the bridge does not reach it."""
        if not self.hooks or step in self.deaf:
            yield
            for ticket in tickets:
                self.test.assertFalse(self.is_known(ticket))
            return
        with self.lab.start("serve", NOWHERE, f"--clock.sweep={self.sweep}"):
            eventually(lambda: healthy(self.lab.hook_url), "the bridge answers")
            yield
            for ticket in tickets:
                eventually(lambda ticket=ticket: self.is_known(ticket), "the hook has come", pause=0.2)

    # ------------------------------------------------------------------ the story

    def tell(self):
        self.work(0, "09:00")
        self.releases = [new_release(self.lab, component) for component in ("CREAM", "SE-DPM_mysql")]
        for step in (self.begins, self.teams_are_chosen, self.some_answer, self.a_day_goes_by,
                     self.two_days_go_by, self.the_lists_are_called):
            step()
        return self.states()

    def begins(self):
        with self.people_act("begins", *self.releases):
            for release in self.releases:
                self.lab.as_user("owner1").change(release, Status="StageRollOut")
        self.work(0, "10:00")
        self.one, self.two = (child_of(self.lab, release) for release in self.releases)
        equal = self.test.assertEqual
        for release, child, name in zip(self.releases, (self.one, self.two), ("CREAM", "SE-DPM_mysql")):
            equal(self.rt.subject(child), f"Staged Rollout EMI-1.0 {name} 1.14.0-1 SL5 x86_64")
            equal(self.rt.status(child), "new")
            equal(self.rt.field(child, "Rollout Key"), [f"sr-{release}"])
            for field, value in (*LINKS.items(), ("Component", name), ("Software Stack", "EMI-1.0")):
                equal(self.rt.field(child, field), [value])
            equal(self.rt.owner(release), "Nobody")
            equal(self.rt.admin_groups(release), ["sw-rel-sr"])
            equal(self.rt.field(release, "RepoAction"), ["MoveToStageRollOut"])
            # R7: the managers' group hears of it, once, from RT.
            equal([people(mail) for mail in about(self.lab.rt_sent(), child)], [
                ["mgr1@lab.example.test", "mgr2@lab.example.test"]])

    def teams_are_chosen(self):
        with self.people_act("teams_are_chosen", self.one, self.two):
            chooser = self.lab.as_user("mgr1")
            chooser.change(self.one, CustomFields={"EA Teams": [T1, QMUL, CIEMAT]})
            chooser.change(self.two, CustomFields={"EA Teams": [T1, QMUL]})
        self.work(0, "10:30")
        for child, teams in (self.one, (CIEMAT, T1, QMUL)), (self.two, (T1, QMUL)):
            self.test.assertEqual(self.rt.status(child), "open")
            self.test.assertEqual(self.rt.admin_groups(child), sorted("ea-" + team for team in teams))
        self.expect_letters("please answer", {self.one: [ALDO, ANNA, CARLA, QUINN], self.two: [ALDO, ANNA, QUINN]})

    def some_answer(self):
        with self.people_act("some_answer", self.one):
            self.quinn.say(self.one, f"reject {QMUL}")
        self.lab.say(ANNA, f"accept {T1}", self.one)
        self.lab.say(ANNA, f"reject {T1}", self.two)
        self.work(0, "11:00")
        self.test.assertEqual(self.rt.field(self.one, "EA Accepted"), [T1])
        self.test.assertEqual(self.rt.field(self.one, "EA Rejected"), [QMUL])
        self.test.assertEqual(self.rt.field(self.two, "EA Rejected"), [T1])

    def a_day_goes_by(self):
        self.work(1, "10:29")
        self.expect_letters("no answer yet", {self.one: [], self.two: []})
        self.work(1, "10:31")
        self.expect_letters("no answer yet", {self.one: [CARLA], self.two: [QUINN]})
        self.expect_notes("teams that do not answer", 0, 0)

    def two_days_go_by(self):
        self.work(2, "10:30")
        self.expect_notes("teams that do not answer", 0, 0)
        self.work(2, "10:32")
        self.expect_notes("teams that do not answer", 1, 1)
        self.expect_notes("a call for volunteers", 0, 1)
        self.expect_letters("no answer yet", {self.one: [CARLA], self.two: [QUINN]})
        self.expect_letters("who can take part", {self.one: [], self.two: []})

    def the_lists_are_called(self):
        (note,) = self.rt.notes(self.two, "a call for volunteers")
        id = note.text.split(" send ")[1].split()[0]
        with self.people_act("the_lists_are_called", self.two):
            self.manager.say(self.two, f"send {id}", type="private")
        self.work(2, "11:00")
        self.expect_letters("who can take part", {self.one: [], self.two: list(LISTS)})
        calls = [mail["Message-ID"] for mail in about(self.lab.sent(), self.two) if mail["To"] in LISTS]
        self.test.assertEqual(len(set(calls)), 1)
        self.work(4, "17:00")  # and nothing more
        self.expect_notes("teams that do not answer", 1, 1)
        self.expect_letters("who can take part", {self.one: [], self.two: list(LISTS)})

    def look_all_over(self):
        """The sweep looks at all that there was, whoever told of it."""
        self.sweep = 1
        self.lab.work(*self.options(4, "18:00"))
        self.lab.work(*self.options(4, "18:01"))

    # ------------------------------------------------------------------ what must be true

    def expect_letters(self, subject, wanted):
        for child, addresses in wanted.items():
            got = [mail["To"] for mail in about(self.lab.sent(), child) if subject in mail["Subject"]]
            self.test.assertEqual(sorted(got), sorted(addresses), subject)

    def expect_notes(self, subject, *wanted):
        got = tuple(len(self.rt.notes(child, subject)) for child in (self.one, self.two))
        self.test.assertEqual(got, wanted, subject)
