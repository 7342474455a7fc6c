# SPDX-License-Identifier: Apache-2.0
"""The real rollout-filter: what it takes, what it answers, and what it leaves behind.
   program_test.py PROGRAM"""
import os
import resource
import signal
import subprocess
import time
import unittest

from box import PROGRAM, QUIET, STATIC, Box

IS_ROOT = os.geteuid() == 0


class Case(unittest.TestCase):
    def setUp(self):
        self.box = Box().__enter__()
        self.addCleanup(self.box.__exit__)

    def expect(self, status, *options, marked=None, said=b"", **more):
        self.assertEqual(self.box.run(*options, **more), (status, said), options)
        self.assertEqual(len(self.box.marked()), (1 if status == 0 else 0) if marked is None else marked)
        self.assertEqual(self.box.unmarked(), [])


class Takes(Case):
    def test_every_byte_and_the_envelope(self):
        mail = bytes(range(256)) * 1000 + b"no newline at the end"
        self.expect(0, "--sender", "a\n%@x", "--recipient", "b@y", "--queue", "q", "--action", "list", mail=mail)
        (head, got), = self.box.mails()
        self.assertEqual(got, mail)
        self.assertEqual((head["sender"], head["recipient"], head["queue"], head["action"]),
                         ("a%0A%25@x", "b@y", "q", "list"))
        self.assertLess(abs(int(head["arrived"]) - time.time()), 60)

    def test_what_a_local_alias_sets(self):
        env = dict(QUIET, SENDER="MAILER-DAEMON", RECIPIENT="rt@x", EXTENSION="foo")
        self.expect(0, "--url", "http://x", "--extension", "queue", env=env)
        (head, _), = self.box.mails()
        self.assertEqual((head["sender"], head["recipient"], head["queue"]), ("", "rt@x", "foo"))

    def test_an_empty_mail_is_a_mail(self):
        self.expect(0, mail=b"")
        self.assertEqual(self.box.mails()[0][1], b"")

    def test_up_to_the_limit(self):
        self.expect(0, "--limit", "10", mail=b"1234567890")

    def test_in_small_pieces_and_from_a_non_blocking_pipe(self):
        read, write = os.pipe()
        os.set_blocking(read, False)
        with self.box.start(stdin=read) as filter:
            os.close(read)
            for piece in range(50):
                os.write(write, b"%d," % piece)
            os.close(write)
            self.assertEqual(filter.wait(30), 0)
        self.assertEqual(self.box.mails()[0][1], b"".join(b"%d," % n for n in range(50)))

    def test_twenty_at_once(self):
        filters = [self.box.start() for _ in range(20)]
        for number, filter in enumerate(filters):
            filter.stdin.write(b"number %d\n" % number + b"x" * 5000)
        for filter in filters:
            self.assertEqual(filter.communicate(timeout=60), (b"", b""))
            self.assertEqual(filter.returncode, 0)
        numbers = sorted(int(mail.split()[1].split(b"x")[0]) for _, mail in self.box.mails())
        self.assertEqual(numbers, list(range(20)))


class Refuses(Case):
    def test_more_than_the_limit_and_reads_it_to_the_end(self):
        said = (b"5.3.4 This address takes mails of up to 100 bytes."
                b" Please send the mail again with a link to the large file.\n")
        # a pipe holds 64 KB: the writer ends only if all is read
        self.expect(69, "--limit", "100", mail=b"x" * 3000000, said=said)
        self.expect(69, "--limit", "100", mail=b"x" * 101, said=said)

    def test_lines_it_does_not_understand(self):
        for words in (["--quue", "q"], ["stray"], ["--queue"], ["--action", "x"], ["--limit", "many"],
                      ["--deadline", "0"], ["--recipient"]):
            self.expect(75, *words)

    def test_help_and_version_take_no_mail(self):
        for word, begin in (("--help", b"usage: rollout-filter"), ("--version", b"rollout-filter 0.")):
            status, said = self.box.run(word)
            self.assertEqual((status, said[:len(begin)], self.box.marked()), (75, begin, []))
            self.assertFalse(any(line[:1].isdigit() for line in said.splitlines()))


class Survives(Case):
    def test_no_directory(self):
        self.expect(75, drop=self.box.drop + "/missing")
        self.expect(75, drop="")
        self.expect(75, drop="/dev/null")

    def as_nobody(self):
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)

    @unittest.skipUnless(IS_ROOT, "needs root to become somebody else")
    def test_a_directory_not_to_be_written(self):
        os.chmod(self.box.drop, 0o755)
        self.expect(75, preexec_fn=self.as_nobody)
        os.chmod(self.box.drop, 0o700)
        self.expect(75, preexec_fn=self.as_nobody)

    def test_a_limit_on_the_size_of_files(self):
        for size in (0, 10, 100, 5000):
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            self.expect(75, mail=b"x" * 10000, preexec_fn=limit)

    @unittest.skipUnless(IS_ROOT, "needs root to mount")
    def test_a_full_disk(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", self.box.drop], check=True)
        self.addCleanup(subprocess.run, ["umount", self.box.drop], check=True)
        self.expect(75, mail=b"x" * 300000)
        taken = 0
        while self.box.run(mail=b"x" * 30000)[0] == 0:
            taken += 1
            self.assertLess(taken, 20)
        self.assertGreater(taken, 3)
        self.assertEqual((len(self.box.mails()), self.box.unmarked()), (taken, []))
        os.unlink(os.path.join(self.box.drop, self.box.marked()[0]))
        self.expect(0, mail=b"x" * 20000, marked=taken)

    def test_closed_descriptors(self):
        for closed in ([1], [2], [1, 2]):
            self.expect(0, preexec_fn=lambda: [os.close(one) for one in closed])
            self.box.empty()
        for closed in ([0], [0, 1, 2]):
            self.expect(75, preexec_fn=lambda: [os.close(one) for one in closed])

    def test_an_input_that_cannot_be_read(self):
        directory = os.open("/", os.O_RDONLY)
        self.addCleanup(os.close, directory)
        self.expect(75, stdin=directory)
        writable = os.open("/dev/null", os.O_WRONLY)
        self.addCleanup(os.close, writable)
        self.expect(75, stdin=writable)

    def test_an_output_that_takes_nothing(self):
        with open("/dev/full", "wb") as full:
            self.expect(69, "--limit", "1", stdout=full)
        read, write = os.pipe()
        os.close(read)
        self.expect(69, "--limit", "1", stdout=write)
        os.close(write)

    def test_a_hostile_environment(self):
        hostile = dict(TZ=":/dev/zero", LANG="xx_YY.nonsense", LC_ALL="C\n", PATH="", LOCPATH="/dev/zero",
                       MALLOC_CHECK_="3", TMPDIR="/nowhere", IFS="x", POSIXLY_CORRECT="1")
        self.expect(0, env=hostile, preexec_fn=lambda: os.umask(0o777))
        mode = os.stat(os.path.join(self.box.drop, self.box.marked()[0])).st_mode & 0o7777
        self.assertEqual(oct(mode), "0o740")
        self.box.empty()
        self.expect(0, env={})
        self.box.empty()
        block = lambda: signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        self.expect(0, preexec_fn=block, cwd="/")

    def test_any_shortage_of_descriptors(self):
        for count in range(3, 12):
            limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
            status, said = self.box.run(preexec_fn=limit)
            # a loader that needs descriptors of its own exits 127: why releases are static
            self.assertIn(status, (0, 75) if STATIC else (0, 75, 1, 127))
            self.assertEqual(len(self.box.mails()), 1 if status == 0 else 0)
            self.box.empty()


class KeepsTime(Case):
    def hang(self, *options, sent=b"half a mail", **more):
        """Starts a filter whose sender never comes to an end."""
        filter = self.box.start("--deadline", "1", *options, **more)
        filter.stdin.write(sent)
        filter.stdin.flush()
        self.addCleanup(filter.stdin.close)
        self.addCleanup(filter.stdout.close)
        self.addCleanup(filter.stderr.close)
        return filter

    def test_a_sender_that_hangs(self):
        ignore = lambda: signal.signal(signal.SIGALRM, signal.SIG_IGN)
        block = lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        began = time.monotonic()
        cases = [(self.hang(), 75), (self.hang(sent=b""), 75), (self.hang(preexec_fn=ignore), 75),
                 (self.hang(preexec_fn=block), 75), (self.hang("--limit", "3"), 69)]
        for filter, status in cases:
            self.assertEqual(filter.wait(20), status)
        self.assertGreaterEqual(time.monotonic() - began, 0.9)
        self.assertLess(time.monotonic() - began, 10)
        self.assertTrue(cases[-1][0].stdout.read().startswith(b"5.3.4 "))
        self.assertEqual(os.listdir(self.box.drop), [])

    def test_a_caller_that_dies_in_the_middle(self):
        """What looks like the end of the mail was none: a truncated mail is never taken."""
        caller = ("import os,subprocess,sys\n"
                  "filter = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)\n"
                  "filter.stdin.write(b'Subject: accept' + b'x' * 100000)\n"
                  "filter.stdin.flush()\n"
                  "os.kill(os.getpid(), 9)\n")
        for _ in range(10):
            words = ["/usr/bin/python3", "-c", caller, PROGRAM, "--drop", self.box.drop]
            with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
                process.stdout.read()  # ends when the filter, too, has ended
            self.assertEqual(process.returncode, -9)
        self.assertEqual(os.listdir(self.box.drop), [])


if __name__ == "__main__":
    unittest.main()
