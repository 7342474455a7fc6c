# SPDX-License-Identifier: Apache-2.0
"""rollout-filter killed, and failed by the system, at every point: a file with the complete mark is
whole, exit 0 means that it is there, and nothing else is exit 0. Needs the static program: the
loader of a shared one has system calls, and exit statuses, of its own.
   crash_test.py PROGRAM"""
import collections
import os
import random
import re
import resource
import shutil
import subprocess
import time
import unittest

from box import PROGRAM, Box

MAIL = b"Subject: x\n\n" + b"y" * 200000
STRACE = shutil.which("strace")


def trace(box):
    """The system calls of one good run: name, and the whole line with the paths of files."""
    log = os.path.join(box.path, "calls")
    status, _ = box.run(mail=MAIL, before=[STRACE, "-y", "-o", log])
    assert status == 0, status
    with open(log, encoding="utf-8", errors="replace") as lines:
        found = [(re.match(r"(\w+)\(", line), line) for line in lines]
    box.empty()
    return [(name[1], line) for name, line in found if name]


def traced_calls(box):
    """How often one good run makes each system call."""
    return collections.Counter(name for name, _ in trace(box))


def calls_about_the_caller(box):
    """Which of them, by name and number, read /proc: where it cannot be read, nobody is said to die."""
    seen, found = collections.Counter(), set()
    for name, line in trace(box):
        seen[name] += 1
        if "/proc/" in line:
            found.add((name, seen[name]))
    return found


class Crash(unittest.TestCase):
    def check(self, status, what):
        """The invariant, after one run with `status`."""
        mails = self.box.mails()  # fails if one with the mark is not whole
        for _, mail in mails:
            self.assertEqual(mail, MAIL, what)
        if status == 0:
            self.assertEqual(len(mails), 1, what)
        self.box.empty()

    def setUp(self):
        self.box = Box().__enter__()
        self.addCleanup(self.box.__exit__)

    def send_and_kill(self, patience, impatient=lambda: False):
        """The status of a filter that is killed so many seconds after the end of its mail."""
        with self.box.start(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, bufsize=0) as filter:
            try:
                for at in range(0, len(MAIL), 20000):
                    filter.stdin.write(MAIL[at:at + 20000])
                    if impatient():
                        filter.kill()
                filter.stdin.close()
            except BrokenPipeError:
                pass
            end = time.monotonic() + patience
            while time.monotonic() < end and filter.poll() is None:
                pass
            filter.kill()
        return filter.returncode

    def test_killed_at_random_times(self):
        seed = random.randrange(2**32)
        dice, ended = random.Random(seed), 0
        began = time.monotonic()
        for _ in range(10):
            self.assertEqual(self.send_and_kill(30), 0)
            self.box.empty()
        usual = (time.monotonic() - began) / 10
        for _ in range(300):
            status = self.send_and_kill(dice.uniform(0, usual), lambda: dice.random() < 0.02)
            self.assertIn(status, (0, -9), seed)
            ended += status == 0
            self.check(status, seed)
        self.assertTrue(0 < ended < 300, f"{ended} of 300 ended, {usual} s")

    @unittest.skipUnless(STRACE, "needs strace")
    def test_killed_at_each_system_call(self):
        for call, count in traced_calls(self.box).items():
            for nth in range(1, count + 1):
                if call == "execve":
                    continue
                what = f"inject={call}:signal=KILL:when={nth}"
                status, _ = self.box.run(mail=MAIL, before=[STRACE, "-o", "/dev/null", "-e", what])
                self.assertEqual(status, -9, what)
                self.check(status, what)

    @unittest.skipUnless(STRACE, "needs strace")
    def test_each_system_call_fails(self):
        # The C library's own start and the end of the process are left out: before anything, after all.
        start = {"execve", "brk", "arch_prctl", "set_tid_address", "set_robust_list", "rseq", "mprotect",
                 "prlimit64", "readlink", "exit_group", "getppid", "getpid", "umask"}
        forgiven = {"socket", "sendto", "rt_sigaction"}
        about_the_caller = calls_about_the_caller(self.box)
        self.assertGreaterEqual(len(about_the_caller), 4)
        for call, count in traced_calls(self.box).items():
            for nth in range(1, count + 1):
                for error in ("EIO", "ENOSPC") if call not in start else ():
                    what = f"inject={call}:error={error}:when={nth}"
                    status, said = self.box.run(mail=MAIL, before=[STRACE, "-o", "/dev/null", "-e", what])
                    self.assertIn((status, said), ((0, b""), (75, b"")), what)
                    if status != 0:
                        self.assertEqual(self.box.marked(), [], what)
                        self.assertEqual(self.box.unmarked(), [], what)
                    elif call not in forgiven | {"close"} and (call, nth) not in about_the_caller:
                        self.assertIn(what.split(":")[0], {"inject=getrandom"}, what)
                    self.check(status, what)

    @unittest.skipUnless(STRACE, "needs strace")
    def test_short_writes_and_interruptions(self):
        for what in ("inject=write:error=EINTR:when=1+2", "inject=read:error=EINTR:when=1+2"):
            status, _ = self.box.run(mail=MAIL, before=[STRACE, "-o", "/dev/null", "-e", what])
            self.assertEqual(status, 0, what)
            self.check(status, what)

    @unittest.skipUnless(STRACE, "needs strace")
    def test_what_cannot_be_removed_is_not_marked(self):
        words = [STRACE, "-o", "/dev/null", "-e", "inject=unlinkat:error=EIO", "-e", "inject=write:error=ENOSPC:when=3"]
        self.assertEqual(self.box.run(mail=MAIL, before=words), (75, b""))
        self.assertEqual((self.box.marked(), len(self.box.unmarked())), ([], 1))

    @unittest.skipUnless(STRACE, "needs strace")
    def test_a_disk_that_is_too_slow(self):
        """The deadline passes within fsync: not acknowledged, and what lies there is whole."""
        words = [STRACE, "-o", "/dev/null", "-e", "inject=fsync:delay_enter=1200000"]
        status, said = self.box.run("--deadline", "1", mail=MAIL, before=words)
        self.assertEqual((status, said), (75, b""))
        self.check(status, "slow fsync")

    def test_little_memory(self):
        seen = collections.Counter()
        for size in range(256 << 10, 3 << 20, 64 << 10):
            limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))
            status, said = self.box.run("--queue", "q" * 100000, mail=MAIL, preexec_fn=limit)
            # below this not even the C library's start fits, and its exit status is its own
            if size > os.stat(PROGRAM).st_size + (256 << 10):
                self.assertTrue(status in (0, 75) or status < 0, (size, status))
                self.assertEqual(said, b"")
            seen[status] += 1
            self.check(status, size)
        self.assertGreater(seen[75], 0, seen)
        self.assertGreater(seen[0], 0, seen)


if __name__ == "__main__":
    unittest.main()
