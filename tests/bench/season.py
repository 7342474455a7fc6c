# SPDX-License-Identifier: Apache-2.0
"""A season of rollouts on a laboratory: what people do in RT and by mail, and what must be true after it."""
import collections
import contextlib
import itertools
import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from begin.week import NOWHERE, healthy, new_release
from lab import OWNER, ROOT, eventually, text_of

TEAMS = 40  # in the season; each rollout asks some of them
DATA = ROOT + "/tests/data/"


@dataclass
class Answer:
    team: str
    verb: str
    mail: str  # Message-ID


class Season:
    def __init__(self, lab, rollouts, teams):
        self.lab, self.rt = lab, lab.rt
        self.people = make_teams(lab)
        names = itertools.cycle(self.people)
        components = sorted({line.split("\t")[0] for line in lines_of("products.tsv")})
        self.releases = at_two(lambda component: new_release(lab, component), components[:rollouts])
        self.chosen = [[next(names) for _ in range(teams)] for _ in self.releases]
        self.children, self.answers = [], {}

    # ------------------------------------------------------------------ what people do

    @contextlib.contextmanager
    def only_heard(self):
        """RT's hooks come in; what they tell is left for later."""
        with self.lab.start("serve", NOWHERE, "--clock.sweep=86400"):
            eventually(lambda: healthy(self.lab.hook_url), "the bridge answers")
            yield

    def begin(self):
        owner = self.lab.as_user("owner1")
        with self.only_heard():
            at_two(lambda release: owner.change(release, Status="StageRollOut"), self.releases)

    def choose(self):
        below = [self.rt.children(release) for release in self.releases]
        expect([len(found) for found in below], [1] * len(self.releases), "one rollout below each release")
        self.children = [child for (child,) in below]
        manager = self.lab.as_user("mgr1")
        with self.only_heard():
            at_two(lambda pair: manager.change(pair[0], CustomFields={"EA Teams": pair[1]}),
                   list(zip(self.children, self.chosen)))

    def answer(self):
        """Above the request, which is quoted; a team of each rollout after the other."""
        requests = self.requests()
        for turn, teams in enumerate(zip(*self.chosen)):
            for number, (child, team) in enumerate(zip(self.children, teams)):
                (letter,) = requests[child, team]
                verb = "reject" if (turn + number) % 3 == 0 else "accept"
                quoted = "\n".join("> " + line for line in text_of(letter).splitlines())
                mail = self.lab.say(self.people[team], f"{verb} {team}\n\nOn Friday the bridge wrote:\n{quoted}", child,
                                    headers=[f"In-Reply-To: {letter['Message-ID']}"])
                self.answers.setdefault(child, []).append(Answer(team, verb, mail))

    def end(self):
        """With gaps: no report has come."""
        manager = self.lab.as_user("mgr1")
        with self.only_heard():
            at_two(lambda child: manager.change(child, CustomFields={"Outcome": "REJECT"}), self.children)
            at_two(lambda child: manager.change(child, Status="resolved"), self.children)

    # ------------------------------------------------------------------ what must be true

    def requests(self):
        """The letters that ask, by ticket and team."""
        found = collections.defaultdict(list)
        for letter in self.lab.sent():
            words = re.search(r"#(\d+)\] please answer for (\S+):", " ".join(letter["Subject"].split()))
            if words:
                found[int(words[1]), words[2]].append(letter)
                expect(letter["To"], self.people[words[2]], "whom a request goes to")
        wanted = {(child, team) for child, teams in zip(self.children, self.chosen) for team in teams}
        expect(set(found), wanted, "teams that were asked")
        expect({len(letters) for letters in found.values()}, {1}, "requests to a team")
        return found

    def check(self):
        rt, receipts = self.rt, collections.defaultdict(list)
        for letter in self.lab.sent():
            receipts[letter.get("In-Reply-To", "").strip(" <>")].append(letter)
        self.requests()
        for child, teams in zip(self.children, self.chosen):
            answers = self.answers[child]
            expect(rt.field(child, "EA Teams"), sorted(teams), f"EA Teams of #{child}")
            for field, verb in ("EA Accepted", "accept"), ("EA Rejected", "reject"):
                wanted = sorted(one.team for one in answers if one.verb == verb)
                expect(rt.field(child, field), wanted, f"{field} of #{child}")
            expect(rt.status(child), "open", f"status of #{child}")
            expect(rt.admin_groups(child), sorted("ea-" + team for team in teams), f"AdminCc of #{child}")
            mails = [one.message_id for one in rt.correspondences(child)]
            expect(mails, [one.mail for one in answers], f"mails on #{child}")
            for one in answers:
                (receipt,) = receipts[one.mail]
                if f"{one.verb}ed for {one.team}" not in text_of(receipt):
                    raise AssertionError(f"#{child}: {one.team} is told: {text_of(receipt)}")
        expect(len(self.lab.letters_to(OWNER)), 0, "letters to the owner of the bridge")

    def check_end(self):
        for child, release in zip(self.children, self.releases):
            expect(self.rt.field(release, "Rollout Outcome"), ["REJECT"], f"Rollout Outcome of #{release}")
            expect(len(self.rt.notes(release, "the outcome is REJECT")), 1, f"notes of the outcome on #{release}")
            expect(len(self.rt.notes(child, "resolved with gaps")), 1, f"notes of the gaps on #{child}")
        expect(len(self.lab.letters_to(OWNER)), 0, "letters to the owner of the bridge")


def expect(got, wanted, what):
    if got != wanted:
        raise AssertionError(f"{what}: {got} instead of {wanted}")


def at_two(do, what):
    """RT has two workers."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(do, what))


def lines_of(name):
    with open(DATA + name, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if not line.startswith("#")]


def make_teams(lab):
    """More than the laboratory has, of one person each; gives the address by the team."""
    sites = lines_of("sites.tsv")
    sites = sites[::len(sites) // TEAMS][:TEAMS]
    teams = [site.replace("\t", "-") for site in sites]
    people = {team: f"admin{number}@site{number}.example.test" for number, team in enumerate(teams)}
    rt_of = {"RT_SITE_CONFIG": lab.dir + "/rt/RT_SiteConfig.pm", "RT_SITE_CONFIG_DIR": lab.dir + "/rt/site.d"}
    run = {"env": {**os.environ, **rt_of}, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.NamedTemporaryFile("w", dir=lab.dir, encoding="utf-8") as roster:
        roster.write("\n".join(sites) + "\n")
        roster.flush()
        subprocess.run([ROOT + "/rt-config/apply", "--roster", roster.name], **run)
    seeds = "".join(f"ea-{team}\tadmin{number}\t{people[team]}\n" for number, team in enumerate(teams))
    seed = [ROOT + "/scripts/lab.d/seed.pl", lab.dir + "/secrets/rt-user-password"]
    subprocess.run(seed, text=True, input=seeds, **run)
    return people
