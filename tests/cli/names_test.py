# SPDX-License-Identifier: Apache-2.0
"""`check subject` and `check report`: families of names made from teams and releases by the rule, right, odd and wrong ones,
one after the other and two at once; the shape of the JSON; and names that are meant to break something."""
import itertools
import json
import os
import random
import re
import unittest
import zipfile

from bridge import SOURCE, BridgeTest

DATA = os.path.join(SOURCE, "tests", "data")
REPORT_KEYS = ["input", "verdict", "kind", "team", "expected", "readings", "content", "complaints"]
SUBJECT_KEYS = ["input", "verdict", "ticket", "stack", "major", "component", "version", "os", "arch", "complaints"]
VERDICTS = {"exact", "deviation", "wrong", "ambiguous", "not_a_report"}
TRAPS = re.compile(r"LRZ|IN2P3-CC|INFN-(BOL|CAT|PAD|ROMA1|T1)|RRC-KI|^CA-|_ARC|^NGI_|prague|SERVICES|CSC|UA-BITP")
# title, its stack's right forms, component, version
RELEASES = [
    ("Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", ["EMI", "EMI-1.0", "EMI-1"], "CREAM", "1.13.1-1"),
    ("Staged Rollout CA 1.38", [""], "CA", "1.38"),
    ("Staged Rollout ARC-0.8 arc-ce 0.8.3.1", ["ARC", "ARC-0.8", "ARC-0"], "arc-ce", "0.8.3.1"),
    ("Staged Rollout IGE-1 globus-gridftp-32 5.2.0", ["IGE", "IGE-1"], "globus-gridftp-32", "5.2.0"),
    ("Staged Rollout CMD-ONE-1 SE-DPM_mysql 1.8.0-1", ["CMD-ONE", "CMD-ONE-1"], "SE-DPM_mysql", "1.8.0-1"),
    ("Staged Rollout Operational Tools-1 SAM 12.0", ["Operational Tools", "Operational Tools-1"], "SAM", "12.0"),
]

ODT_TEXT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>%s</text:p></office:text></office:body>
</office:document-content>"""
ODT_MANIFEST = """<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""


class Name:
    """A report's name in pieces, so that each piece can be spoilt by itself."""

    def __init__(self, team, stack, component, version):
        self.front, (self.ngi, self.site) = "ea", team
        self.stack, self.component, self.version, self.end = stack, component, version, ".doc"
        self.harm, self.after = lambda text: text, ""

    def text(self):
        parts = [self.front, self.ngi, self.site, self.stack, self.component, self.version]
        return self.harm("-".join(part for part in parts if part)) + self.after + self.end


def put(**pieces):
    return lambda name: name.__dict__.update(pieces)


def all_signs(sign):
    return put(harm=lambda text: re.sub("[-_ ]", sign, text))


# What is done to a name, and the code of the complaint that it leads to.
HARMLESS = [(put(harm=str.lower), "case"), (put(harm=str.upper), "case"), (all_signs("_"), "signs"), (all_signs(" "), "signs"),
            (all_signs("\u2013"), "signs"), (put(after=" (1)"), "copy_mark"), (put(after="_v2"), "copy_mark"),
            (put(after="-final"), "copy_mark"), (put(end=".ODT"), "case"), (put(end=".doc "), "blanks"), (put(stack=""), "no_stack"),
            (put(ngi=""), "no_ngi")]
WRONG = [(put(version="9.9"), "version"), (put(version=""), "version"), (put(component="no-such"), "component"),
         (put(stack="dCache-7"), "stack"), (put(ngi="NGI_ZZ"), "other_ngi"), (put(site="Nowhere-T1"), "team"), (put(front=""), "prefix"),
         (put(front="report-ea"), "prefix"), (put(end=".pdf"), "extension"), (put(end=""), "extension"),
         (put(end=".doc.exe"), "two_extensions"), (put(ngi="<NGI>", site="<Site>"), "unfilled")]


class CheckNames(BridgeTest):
    def setUp(self):
        super().setUp()
        os.remove(self.path("bridge.conf"))  # it is offline
        with open(os.path.join(DATA, "sites.tsv"), encoding="utf-8") as lines:
            self.sites = [tuple(line.rstrip("\n").split("\t")) for line in lines if not line.startswith("#")]
        self.assertEqual(len(self.sites), 339)
        self.teams = self.write("teams.tsv", "".join(f"{ngi}\t{site}\n" for ngi, site in self.sites)) or self.path("teams.tsv")
        self.some = [site for site in self.sites if TRAPS.search(site[1])] + self.sites[::25]

    def check(self, what, inputs, *options):
        done = self.run_bridge("--json", "check", what, *options, "-", stdin="\n".join(inputs) + "\n")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        read = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([one["input"] for one in read], list(inputs))
        for one in read:
            codes = [complaint["code"] for complaint in one["complaints"]]
            self.assertEqual(len(codes), len(set(codes)), one)
            for complaint in one["complaints"]:
                self.assertEqual(list(complaint), ["code", "text", "suggestion"])
        return read

    def reports(self, names, title=None, teams="teams.tsv"):
        options = (["--subject", title] if title else []) + (["--teams", self.path(teams)] if teams else [])
        read = self.check("report", names, *options)
        for one in read:
            self.assertEqual(list(one), REPORT_KEYS)
            self.assertIn(one["verdict"], VERDICTS)
            self.assertIn(one["kind"], {"report", "summary", None})
            self.assertEqual(one["content"], {"verdict": None, "findings": [], "recommendation": None})
            for reading in one["readings"]:
                self.assertEqual(list(reading), ["team", "stack", "component", "version"])
            if one["team"]:
                self.assertIsNotNone(one["expected"], one)
            self.assertEqual(one["verdict"] == "ambiguous", len(one["readings"]) > 1, one)
        return read

    def right(self, team, stacks, component, version):
        return {"-".join(part for part in ("ea", *team, stack, component, version) if part) for stack in stacks}

    def test_every_right_name_is_exact_and_its_teams(self):
        for title, stacks, component, version in RELEASES:
            made = {name + "." + end: team for team in (self.sites if stacks == [""] else self.some) for name in self.right(team, stacks, component, version)
                    for end in ("doc", "docx", "odt")}
            for name, one in zip(made, self.reports(made, title)):
                self.assertEqual((one["verdict"], one["team"], one["expected"], one["complaints"]),
                                 ("exact", "-".join(made[name]), name, []))
            summaries = ["summary" + ("-" + stack if stack else "") + f"-{component}-{version}.odt" for stack in stacks]
            for one in self.reports(summaries, title):
                self.assertEqual((one["verdict"], one["kind"], one["team"]), ("exact", "summary", None))

    def made(self, kinds, stacks, component, version, most=500):
        wanted = list(itertools.product(self.some, kinds))
        if len(wanted) > most:
            wanted = random.Random(1).sample(wanted, most)
        for team, done in wanted:
            name = Name(team, stacks[0], component, version)
            for change, _ in done:
                change(name)
            yield team, [code for _, code in done], name.text()

    def test_harmless_repairs_find_the_one_team(self):
        for title, stacks, component, version in RELEASES:
            usual = [kind for kind in HARMLESS if stacks[0] or kind[1] != "no_stack"]
            rows = list(self.made([(kind,) for kind in usual] + list(itertools.combinations(usual, 2)), stacks, component, version))
            for (team, codes, name), one in zip(rows, self.reports([row[2] for row in rows], title)):
                self.assertIn(one["team"], {"-".join(team), None}, (title, name))
                if "ARC" in name.upper() and "UA" in team[0] or one["verdict"] == "exact":
                    continue  # UA_BITP_ARC and UA-BITP differ in signs alone; capitals may be right already
                if team[0] == team[1] and "no_ngi" in codes:
                    self.assertEqual((one["verdict"], one["team"]), ("wrong", None), (title, name))
                    continue  # NGI_IT alone is likelier an NGI without a site
                self.assertEqual((one["verdict"], one["team"]), ("deviation", "-".join(team)), (title, name))
                self.assertIn(one["expected"].rsplit(".", 1)[0], self.right(team, stacks, component, version))

    def test_wrong_names_are_told_which_word_and_have_no_wrong_team(self):
        for title, stacks, component, version in RELEASES:
            usual = [kind for kind in WRONG if stacks[0] or kind[1] != "stack"]
            pairs = [pair for pair in itertools.combinations(usual, 2) if pair[0][1] != pair[1][1]]
            rows = list(self.made([(kind,) for kind in usual] + pairs, stacks, component, version))
            for (team, codes, name), one in zip(rows, self.reports([row[2] for row in rows], title)):
                nobody = "team" in codes or "unfilled" in codes
                self.assertIn(one["team"], {None} if nobody else {"-".join(team), None}, (title, name))
                if len(codes) == 1:
                    self.assertIn(one["verdict"], {"wrong", "ambiguous"}, (title, name))
                    self.assertIn(codes[0], [complaint["code"] for complaint in one["complaints"]], (title, name))
                self.assertNotIn(one["verdict"], {"exact", "deviation"}, (title, name))

    def test_an_ngi_alone_is_no_team(self):
        ngis = sorted({ngi for ngi, _ in self.sites})
        for title, stacks, component, version in RELEASES:
            names = [Name((ngi, ""), stack, component, version).text() for ngi in ngis for stack in stacks]
            for name, one in zip(names, self.reports(names, title)):
                self.assertEqual((one["verdict"], one["team"]), ("wrong", None), (title, name))
                self.assertEqual([complaint["code"] for complaint in one["complaints"]], ["team"], (title, name))
                self.assertTrue(one["complaints"][0]["suggestion"], (title, name))

    def test_a_team_that_is_not_in_the_list_is_not_its_neighbour(self):
        dice = random.Random(7)
        for title, stacks, component, version in RELEASES:
            gone = set(dice.sample(self.some, len(self.some) // 2)) - {("NGI_UA", "UA-BITP")}
            self.write("fewer.tsv", "".join(f"{ngi}\t{site}\n" for ngi, site in self.sites if (ngi, site) not in gone))
            rows = [(team, name) for team, _, name in self.made([()] + [(kind,) for kind in WRONG], stacks, component, version)
                    if team in gone]
            for (team, name), one in zip(rows, self.reports([row[1] for row in rows], title, "fewer.tsv")):
                self.assertIsNone(one["team"], (title, name, one))

    def test_without_a_ticket_nothing_is_guessed(self):
        rows = [(team, name) for _, stacks, component, version in RELEASES
                for team, _, name in self.made([()], stacks[-1:], component, version)]
        for (team, name), one in zip(rows, self.reports([row[1] for row in rows])):
            self.assertIn(one["team"], {"-".join(team), None}, name)
            self.assertIn("-".join(team), [reading["team"] for reading in one["readings"]], name)

    def test_hostile_names(self):
        title, right = RELEASES[0][0], "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1"
        names = [right + "\u202excod.doc", right.replace("I", "\u0406") + ".doc", "\uff45\uff41" + right[2:] + ".doc",
                 right.replace("A", "A\u0301") + ".doc", right + "\x01.doc", right + ".doc\x7f", "=?utf-8?q?ea-?= =?x?y?z?=.doc", "utf-8''%00%ff",
                 "ea-" + "-" * 5000 + ".doc", "ea-" + "NGI_IT-" * 40 + "CREAM-1.13.1-1.doc", "ea", "ea-", ".", "..", "summary-", "-", "ea-.doc",
                 right + ".doc.doc", right + ".exe.doc", right + ".", right + ".doc."]
        for one in self.reports(names, title) + self.reports(names):
            self.assertNotIn(one["verdict"], {"exact", "deviation"}, one)
        long = self.run_bridge("--json", "check", "report", "--subject", title, "-", stdin="ea-" + "x-" * 500000 + ".doc\n")
        self.assertEqual([one["code"] for one in json.loads(long.stdout)["complaints"]].count("too_long"), 1)
        coded = "=?utf-8?q?" + right.replace("_", "=5F") + ".doc?="
        self.assertEqual([one["verdict"] for one in self.reports([coded, "utf-8''" + right + "%2Edoc"], title)], ["exact", "exact"])

    def test_subjects(self):
        titles, want = [], []
        for (title, stacks, component, version), before, after in itertools.product(
                RELEASES, ("", "Re: ", "AW: Fwd: ", "[rt.egi.eu #2017] ", "RE: [rt.egi.eu #2017] Re: "), ("", " SL5", " i386", " debian-squeeze amd64")):
            bare = " ".join(word for word in title.split() if word not in ("SL5", "x86_64"))
            words = after.split()
            system = words[0] if words and words[0] != "i386" else None
            titles.append(before + bare + after)
            want.append({"ticket": 2017 if "#" in before else None, "component": component, "version": version, "os": system,
                         "arch": words[-1] if words and words[-1] != system else None})
        for expected, one in zip(want, self.check("subject", titles)):
            self.assertEqual(list(one), SUBJECT_KEYS)
            self.assertEqual((one["verdict"], one["complaints"]), ("rollout", []), one["input"])
            self.assertEqual({key: one[key] for key in expected}, expected, one["input"])
        odd = {"staged rollout CA 1.38": "case", "Staged-Rollout CA 1.38": "keyword", "Staged Rollout CA v1.38": "version_v",
               "Staged Rollout EMI-1.0 CREAM": "no_version", "Staged Rollout 1.38": "no_component", "Staged Rollout XYZ-1.0 CREAM 1.1": "stack",
               "Staged Rollout EMI 1.0 CREAM 1.1": "stack_form", "Staged Rollout BDII Site 1.1": "component_blanks",
               "Staged Rollout CREAM 1.1 x86_64 SL5": "order", "EMI.cream.sl5.x86_64": "later_form"}
        for code, one in zip(odd.values(), self.check("subject", odd)):
            self.assertEqual(one["verdict"], "deviation", one)
            self.assertIn(code, [complaint["code"] for complaint in one["complaints"]], one)
        for one in self.check("subject", ["Rollout report attached", "x" * 100000, "\u202eStaged", "Staged", "=?utf-8?b?/w==?="]):
            self.assertEqual((one["verdict"], one["component"]), ("not_a_rollout", None))

    def test_a_subject_is_told_as_it_should_be_written(self):
        right = "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64"
        for title in ("staged rollout emi-1.0 CREAM v1.13.1-1 SL5 x86_64", "Re: Staged-Rollout EMI 1.0 CREAM 1.13.1-1 x86_64 SL5",
                      right + " please"):
            self.assertIn(f"\n  title      {right}\n", self.run_bridge("check", "subject", title).stdout)
        for title in (right, "EMI.cream.sl5.x86_64", "Staged Rollout XYZ-1.0 CREAM 1.1", "Staged Rollout BDII Site 1.1",
                      "Staged Rollout CREAM", "lunch"):
            self.assertNotIn("  title ", self.run_bridge("check", "subject", title).stdout)


class GoesByTheBridgesKeys(BridgeTest):
    """`check` says what the bridge of a site would say when its keys are named, and goes by nothing that nobody named."""

    def verdict(self, *words):
        return json.loads(self.run_bridge("--json", "check", *words).stdout)

    def test_a_later_form_of_titles(self):
        title = "cream of EMI on SL5"
        self.assertEqual(self.verdict("subject", title)["verdict"], "not_a_rollout")
        self.keys["rt.later_title"] = "{component} of {stack} on {os}"
        self.configure()
        self.assertEqual(self.verdict("subject", title)["verdict"], "not_a_rollout")  # ROLLOUT_BRIDGE_CONFIG is not read
        for named in (["--config", self.path("bridge.conf")], ["--rt.later_title", self.keys["rt.later_title"]]):
            one = self.verdict("subject", *named, title)
            self.assertEqual((one["verdict"], one["stack"], one["component"]), ("deviation", "EMI", "cream"), named)

    def test_stacks_and_tags(self):
        self.keys["rt.stacks"] = "XYZ"
        self.configure()
        title = "[other.test #7] Staged Rollout XYZ-1 CREAM 1.1"
        plain, named = self.verdict("subject", title), self.verdict("subject", "--config", self.path("bridge.conf"), title)
        self.assertEqual((plain["verdict"], plain["ticket"]), ("deviation", 7))
        self.assertEqual((named["verdict"], named["ticket"]), ("rollout", None))
        won = self.verdict("subject", "--config", self.path("bridge.conf"), "--rtname", "other.test", "--stacks", "EMI", title)
        self.assertEqual((won["verdict"], won["ticket"]), ("deviation", 7))

    def test_what_a_report_should_tell(self):
        with zipfile.ZipFile(self.path("ea-A-B-EMI-CREAM-1.1.odt"), "w") as odt:
            odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            odt.writestr("content.xml", ODT_TEXT % "We saw three whales.")
            odt.writestr("META-INF/manifest.xml", ODT_MANIFEST)
        words = ["report", "--subject", "Staged Rollout EMI-1 CREAM 1.1", "--file", self.path("ea-A-B-EMI-CREAM-1.1.odt")]
        self.assertEqual(self.verdict(*words)["content"]["verdict"], "doubtful")
        self.write("topics.tsv", "whales\tneeded\t\\bwhales?\\b\n")
        self.assertEqual(self.verdict(*words, "--mail.report_topics", self.path("topics.tsv"))["content"],
                         {"verdict": "fine", "findings": [], "recommendation": None})
        self.write("topics.tsv", "dolphins\tneeded\tdolphin\n")
        told = self.verdict(*words, "--mail.report_topics", self.path("topics.tsv"))["content"]["findings"]
        self.assertEqual([one["code"] for one in told], ["topics_missing"])
        self.assertIn("dolphins", told[0]["text"])

    def test_a_key_that_is_wrong_is_refused(self):
        self.refused("mail.report_topics", "check", "report", "--mail.report_topics", self.path("none"), "x.doc")
        self.refused("rt.later_title", "check", "subject", "--rt.later_title", "{nothing}", "x")
        self.refused("none.conf", "--config", self.path("none.conf"), "check", "mail", "/dev/null")


if __name__ == "__main__":
    unittest.main()
