# SPDX-License-Identifier: Apache-2.0
"""Every misuse ends with status 2 and one line that names the remedy; nothing else happens."""
import os
import signal
import subprocess
import time
import unittest

from bridge import BRIDGE, SOURCE, BridgeTest


class Words(BridgeTest):
    def test_help_and_version(self):
        self.ends(0, says="usage: rollout-bridge")
        self.ends(0, "--help", says="usage: rollout-bridge")
        self.ends(0, "-h", says="usage: rollout-bridge")
        self.ends(0, "help", says="usage: rollout-bridge")
        for verb in ("serve", "work", "check", "queue", "trace", "why", "plan", "figures"):
            self.ends(0, "help", verb, says="usage: rollout-bridge " + verb)
            self.ends(0, verb, "--help", says="usage: rollout-bridge " + verb)
        self.assertRegex(self.ends(0, "--version").stdout, r"^rollout-bridge \d+\.\d+\.\d+\n$")

    def test_help_needs_no_configuration(self):
        os.remove(self.path("bridge.conf"))
        self.ends(0, "help")
        self.ends(0, "help", "config", says="[rt]")

    def test_unknown_words(self):
        self.refused("did you mean queue?", "qeue")
        self.refused("there is no verb 'frobnicate' (rollout-bridge --help)", "frobnicate")
        self.refused("there is no verb 'frobnicate'", "help", "frobnicate")
        self.refused("did you mean --config?", "--confg", "x", "queue")
        self.refused("did you mean --store.path?", "--store.pth=x", "queue")
        self.refused("there is no option --frobnicate (rollout-bridge --help)", "--frobnicate")
        self.refused("rollout-bridge --help", "queue", "--config")
        self.refused("--now does not go with queue (rollout-bridge help queue)", "queue", "--now", "x")
        self.refused("--all does not go with work", "work", "--all")

    def test_words_of_verbs(self):
        self.refused("queue list, show, retry or drop", "queue", "lst")
        self.refused("queue show takes one ID", "queue", "show")
        self.refused("queue retry takes one ID", "queue", "retry", "a", "b")
        self.refused("queue list takes no ID", "queue", "list", "a")
        self.refused("trace takes one", "trace")
        self.refused("trace takes one", "trace", "a", "b")
        self.refused("check what?", "check")
        self.refused("there is no 'mial'", "check", "mial")
        self.refused("cannot be read", "check", "mail", self.path("none"))
        self.refused("cannot be read", "check", "mail", self.dir)
        self.refused("cannot be read", "check", "mail", "--teams", self.path("none"))
        self.refused("--now:", "work", "--now", "tomorrow")
        self.refused("work takes no words", "work", "now")
        self.refused("serve takes no words", "serve", "please")

    def test_a_bad_team_file_is_named_with_its_line(self):
        self.write("teams", "# comment\nNGI_IT\tINFN-T1\nno tab\n")
        self.refused(":3: 'no tab'", "check", "mail", "--teams", self.path("teams"))
        self.write("teams", "# NGI_IT\tINFN-T1\n")
        self.refused("names no team", "check", "mail", "--teams", self.path("teams"))


    def test_words_of_check(self):
        title = "--subject=Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64"
        self.refused("cannot be read", "check", "report", title, "--file", self.path("none"))
        self.refused("is a folder", "check", "report", title, "--file", self.dir)
        self.refused("no such file", "check", "report", title, "--file", "")
        os.mkfifo(self.path("pipe"))  # nobody writes to it: whoever opened it to read would wait
        self.refused("is no ordinary file", "check", "report", title, "--file", self.path("pipe"))
        self.refused("is no ordinary file", "check", "mail", "--teams", self.path("pipe"))
        self.refused("is no ordinary file", "check", "report", "--mail.report_topics=" + self.path("pipe"), "a.doc")
        self.refused("report", "check", "report", title)
        self.refused("subject", "check", "subject")
        self.refused("is no rollout's title", "check", "report", "--subject=x", "a.doc")
        self.refused("--file goes with check report", "check", "subject", "--file", self.dir, "EMI")
        self.refused("--subject goes with check report", "check", "mail", title)


class Configuration(BridgeTest):
    def test_missing(self):
        os.remove(self.path("bridge.conf"))
        for verb in (["work"], ["serve"], ["queue"], ["trace", "1"], ["why", "1"], ["plan", "ticket", "1"]):
            self.refused("`rollout-bridge help config` prints a sample", *verb)
        self.refused("cannot be read", "--config", self.path("none"), "work")
        self.refused("cannot be read", "--config", self.dir, "work")

    def test_unknown_key_names_the_nearest(self):
        self.configure("[log]\nlevl = info\n")
        self.refused("there is no key log.levl (did you mean log.level?)", "work")
        self.configure("[log]\nfrobnicate = info\n")
        self.refused("`rollout-bridge help config` lists all keys", "work")

    def test_a_key_given_twice(self):
        self.configure("[log]\nlevel = info\nlevel = debug\n")
        self.refused("log.level is given twice", "work")

    def test_a_line_that_is_none(self):
        self.configure("nonsense\n")
        self.refused("lines are `key = value` below a [section]", "work")

    def test_every_needed_key_is_missed_by_its_name(self):
        for key in ("rt.url", "rt.name", "rt.password_file", "mail.from", "mail.owner", "mail.domain"):
            kept = self.keys.pop(key)
            self.configure()
            self.refused(key + " is missing", "work")
            self.keys[key] = kept

    def test_bad_values(self):
        self.write("lists", "ea@x.example\tpost..er@x.example\t-\n")
        for option, says in (("--clock.sweep=soon", "a whole number from 1 to 86400"),
                             ("--clock.sweep=0", "a whole number from 1 to 86400"),
                             ("--store.keep_days=1x", "store.keep_days = '1x'"),
                             ("--rt.timeout=-1", "a whole number from 1 to 600"),
                             ("--mail.smtp_tls=perhaps", "yes or no"),
                             ("--mail.spam_header=X-Spam-Flag", "such as X-Spam-Flag: YES"),
                             ("--mail.most_of_sender=0", "a whole number from 1 to 1000000"),
                             ("--mail.flood_window=10m", "mail.flood_window = '10m'"),
                             ("--rt.later_title={stack}.{componnt}", "rt.later_title"),
                             ("--mail.report_topics=" + self.path("none"), "mail.report_topics"),
                             ("--mail.report_topics=" + self.path("password"), "password:1"),
                             ("--mail.report_template=" + self.path("none"), "mail.report_template"),
                             ("--mail.report_template=" + self.path("password"),
                              "name the unfilled template as .docx or .odt"),
                             ("--lists.address=early-adopters", "lists.address: 'early-adopters' is no address"),
                             ("--lists.address=ea {stack}@x.example", "lists.address: 'ea emi@x.example'"),
                             ("--lists.address=ea-{stak}@x.example", "has a place that is unknown ({stack}, once"),
                             ("--lists.extra=osg@x.example, EGI <ea@x.example>", "lists.extra: 'EGI <ea@x.example>'"),
                             ("--lists.table=" + self.path("none"), "lists.table"),
                             ("--lists.table=" + self.path("password"), "password:1: 'secret': there are not three"),
                             ("--lists.table=" + self.path("lists"), "lists.table: 'post..er@x.example' is no address"),
                             ("--log.level=loud", "debug, info, warning or error"),
                             ("--log.file=" + self.dir, "check log.file"),
                             ("--store.path=" + self.path("none/db"), "check store.path")):
            for verb in ("work", "serve"):
                self.refused(says, option, verb)

    def test_secrets(self):
        os.chmod(self.path("password"), 0o640)
        self.refused("chmod 0600 " + self.path("password"), "work")
        os.chmod(self.path("password"), 0o604)
        self.refused("others may read", "serve")
        self.refused("make it, with mode 0600", "work", "--rt.password_file=" + self.path("none"))
        self.write("password", "\n", 0o600)
        self.refused("holds the secret as its first line", "work")
        self.write("password", "secret\n", 0o600)
        self.write("smtp", "secret\n", 0o644)
        self.refused("mail.smtp_password_file: others may read", "work",
                     "--mail.smtp_password_file=" + self.path("smtp"))

    def test_a_password_never_goes_in_the_clear(self):
        words = ["work", "--mail.smtp=smtp://mx.example.test", "--mail.smtp_user=bridge"]
        self.refused("mail.smtp_tls = yes", *words)
        self.ends(75, *words, "--mail.smtp_tls=yes")

    def test_forms(self):
        self.refused("the forms are shipped in templates/", "work", "--mail.templates_dir=" + self.dir)
        os.mkdir(self.path("forms"))
        for name in os.listdir(os.path.join(SOURCE, "templates")):
            with open(os.path.join(SOURCE, "templates", name), encoding="utf-8") as form:
                self.write("forms/" + name, form.read())
        self.ends(75, "work", "--mail.templates_dir=" + self.path("forms"))
        self.write("forms/answer.txt", "no subject\n")
        self.refused("answer.txt", "work", "--mail.templates_dir=" + self.path("forms"))

    def test_options_win_over_the_file(self):
        self.refused("rt.url is missing", "work", "--rt.url=")
        self.ends(75, "work", "--store.path=" + self.path("other.db"))
        self.assertTrue(os.path.exists(self.path("other.db")))
        self.assertFalse(os.path.exists(self.path("store.db")))


class OneAtATime(BridgeTest):
    def test_a_second_worker_is_sent_away(self):
        self.keys["log.file"] = self.path("log")
        self.configure()
        first = subprocess.Popen([BRIDGE, "--config", self.path("bridge.conf"), "serve"],
                                 stderr=subprocess.PIPE, text=True)
        try:
            self.until_logged("serving")
            for verb in ("work", "serve"):
                self.ends(75, verb, says=f"another rollout-bridge (process {first.pid}) works on this store")
            self.ends(0, "queue", "list")  # to look is allowed
            # A bad configuration is told and the old one goes on.
            for bad, says in (("[clock]\nsweep = x\n", "clock.sweep"), ("level = loud\n", "log.level = 'loud'"),
                              ("level = info\nlevel = info\n", "log.level is given twice"),
                              ("[mail]\nsmtp_tls = x\n", "yes or no"),
                              ("[mail]\nsmtp_password_file = /dev/none\n", "smtp_password_file")):
                self.configure(bad)
                first.send_signal(signal.SIGHUP)
                self.until_logged("the old one stays: ", says)
            self.keys["store.path"] = self.path("other.db")
            self.configure()
            first.send_signal(signal.SIGHUP)
            self.until_logged("store.path cannot change")
            self.keys["store.path"] = self.path("store.db")
            moved = self.path("log.1")
            self.configure()
            os.rename(self.path("log"), moved)
            first.send_signal(signal.SIGHUP)
            self.until_logged("serving")  # in a new file
        finally:
            first.terminate()
            first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0)

    def until_logged(self, *words):
        for _ in range(600):
            try:
                with open(self.path("log"), encoding="utf-8") as log:
                    lines = log.read().splitlines()
            except FileNotFoundError:
                lines = []
            if any(all(word in line for word in words) for line in lines):
                return
            time.sleep(0.02)
        self.fail(f"not logged: {words}: {lines}")


class Surroundings(BridgeTest):
    def test_time_zone_and_locale_change_nothing(self):
        words = ("--json", "check", "mail", os.path.join(SOURCE, "tests/corpus/plain/001-accept.eml"))
        good = self.ends(0, *words).stdout
        for env in ({"TZ": "Pacific/Kiritimati"}, {"TZ": ":/etc/passwd"}, {"TZ": "A" * 5000}, {"LC_ALL": "tr_TR.UTF-8"},
                    {"LC_ALL": "nonsense", "LANG": "\x01"}, {"LANGUAGE": "de", "LC_NUMERIC": "de_DE.UTF-8"}):
            self.assertEqual(self.ends(0, *words, env=env).stdout, good, env)
        self.ends(75, "work", "--now", "2026-11-21T09:00:00Z", env={"TZ": "Pacific/Kiritimati"})
        for row in self.rows("--all"):
            self.assertIn("2026-11-21T09:0", row["created"] + row["due"])


if __name__ == "__main__":
    unittest.main()
