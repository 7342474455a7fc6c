# SPDX-License-Identifier: Apache-2.0
"""rollout-filter as installed by scripts/install/drop-box, and what it needs around it.
   rights_test.py PROGRAM DROP_BOX_SCRIPT   (the program is the static one; parts need root)"""
import os
import re
import shutil
import stat
import subprocess
import sys
import unittest

from box import PROGRAM, Box

SCRIPT = os.path.abspath(sys.argv.pop(1))
IS_ROOT = os.geteuid() == 0
LOG_PROBE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "log_probe.py")


def become_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


class Rights(unittest.TestCase):
    def setUp(self):
        self.box = Box().__enter__()
        self.addCleanup(self.box.__exit__)
        self.program = shutil.copy(PROGRAM, self.box.path)

    def install(self, *words):
        return subprocess.run([SCRIPT, self.box.drop, *words], check=True, capture_output=True, text=True).stdout

    @unittest.skipUnless(IS_ROOT, "needs root to become somebody else")
    def test_any_user_may_drop_and_nobody_may_look(self):
        said = self.install("bin", "bin", self.program)
        self.assertIn("set " + self.program, said)
        self.assertEqual(oct(os.stat(self.box.drop).st_mode & 0o7777), "0o3730")
        self.assertEqual(oct(os.stat(self.program).st_mode & 0o7777), "0o2755")
        again = self.install("bin", "bin", self.program)
        self.assertNotIn("set ", again)
        self.assertEqual(self.box.run(program=self.program, preexec_fn=become_nobody), (0, b""))
        status = os.stat(os.path.join(self.box.drop, self.box.marked()[0]))
        self.assertEqual((status.st_uid, status.st_gid, oct(status.st_mode & 0o7777)),
                         (65534, os.stat(self.box.drop).st_gid, "0o740"))
        for words in (["ls", self.box.drop], ["cat", os.path.join(self.box.drop, self.box.marked()[0])]):
            refused = subprocess.run(words, preexec_fn=become_nobody, capture_output=True)
            self.assertNotEqual(refused.returncode, 0, words)
        # without its setgid bit the program has no way in
        self.assertEqual(self.box.run(program=PROGRAM, preexec_fn=become_nobody), (75, b""))

    @unittest.skipUnless(IS_ROOT, "needs root to become somebody else")
    def test_the_owner_of_the_box_takes_and_removes(self):
        self.install("bin", "bin", self.program)
        self.box.run(program=self.program, preexec_fn=become_nobody)
        path = os.path.join(self.box.drop, self.box.marked()[0])

        def become_bin():
            os.setgroups([])
            os.setgid(2)
            os.setuid(2)
        taken = subprocess.run(["sh", "-c", 'cat "$0" >/dev/null && rm -f "$0"', path], preexec_fn=become_bin)
        self.assertEqual((taken.returncode, os.listdir(self.box.drop)), (0, []))

    def test_the_script_without_root(self):
        me, group = (subprocess.check_output(["id", flag], text=True).strip() for flag in ("-un", "-gn"))
        os.rmdir(self.box.drop)
        said = self.install(me, group, self.program)
        self.assertIn("created " + self.box.drop, said)
        self.assertEqual(self.box.run(program=self.program), (0, b""))
        wrong = subprocess.run([SCRIPT, "relative"], capture_output=True, text=True)
        self.assertEqual((wrong.returncode, "absolute path" in wrong.stderr), (1, True))

    def test_links_nothing(self):
        header = subprocess.check_output(["readelf", "-ld", PROGRAM], text=True)
        self.assertNotIn("INTERP", header)
        self.assertNotIn("NEEDED", header)
        said = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True)
        self.assertIn("not a dynamic executable", said.stdout + said.stderr)
        symbols = subprocess.check_output(["nm", "-C", "--defined-only", PROGRAM], text=True)
        foreign = re.findall(r".* (?:curl_|xml[A-Z]|sqlite3_|pcre2_|boost::|SSL_|EVP_|fmt::|spdlog|nlohmann|base::).*", symbols)
        self.assertEqual(foreign, [])
        self.assertLess(os.stat(PROGRAM).st_size, 4 << 20)

    @unittest.skipUnless(IS_ROOT, "needs root for chroot")
    def test_runs_where_there_is_nothing_else(self):
        def lock_in():
            os.chroot(self.box.path)
            os.chdir("/")
        status = self.box.run(program="/" + os.path.basename(self.program), drop="/drop", preexec_fn=lock_in)
        self.assertEqual(status, (0, b""))
        self.assertEqual(len(self.box.mails()), 1)

    def probe(self, how, *options):
        words = ["unshare", "-m", "/usr/bin/python3", LOG_PROBE, how, self.program, "--drop", self.box.drop, *options]
        done = subprocess.run(words, capture_output=True, timeout=30, text=True)
        return done.returncode, done.stdout

    @unittest.skipUnless(IS_ROOT, "needs root for a /dev/log of its own")
    def test_the_log_names_what_is_wrong(self):
        status, log = self.probe("listen", "--quue", "q")
        self.assertEqual(status, 75)
        self.assertRegex(log, r'^<19>rollout-filter\[\d+\]: unknown option "--quue"; mend the MTA')
        status, log = self.probe("listen", "--sender", "a\nb")
        self.assertEqual(status, 0)
        self.assertRegex(log, r"^<22>rollout-filter\[\d+\]: \d+\.\d+\.\d+\.\w+: 4 bytes from <a\?b> to <>\n$")
        status, log = self.probe("listen", "--drop", "/nowhere")
        self.assertEqual(status, 75)
        self.assertIn("cannot enter the drop-box /nowhere: No such file or directory", log)

    @unittest.skipUnless(IS_ROOT, "needs root for a /dev/log of its own")
    def test_a_log_that_is_full_or_dead_holds_nothing_up(self):
        for how in ("full", "dead", "stranger"):
            self.assertEqual(self.probe(how, "--deadline", "5")[0], 0, how)
        self.assertEqual(len(self.box.mails()), 3)


if __name__ == "__main__":
    unittest.main()
