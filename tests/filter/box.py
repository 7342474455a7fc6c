# SPDX-License-Identifier: Apache-2.0
"""A drop-box for tests: runs rollout-filter against it and reads the files by a reader of its own."""
import functools
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv.pop(1))
with open(PROGRAM, "rb") as _program:
    STATIC = b"ld-linux" not in _program.read(8192)
NAME = re.compile(r"\d{10,}\.\d{6}\.\d+\.[0-9a-f]{32}")
QUIET = {"PATH": "/usr/bin:/bin"}


@functools.lru_cache(maxsize=64)
def fnv(data):
    total = 0xCBF29CE484222325
    for byte in data:
        total = ((total ^ byte) * 0x100000001B3) % 2**64
    return "%016x" % total


class Box:
    """A directory with the files of the filter in it; gone after `with`."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="drop-box.")
        os.chmod(self.path, 0o755)
        self.drop = os.path.join(self.path, "drop")
        os.mkdir(self.drop)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def start(self, *options, program=PROGRAM, drop=None, env=QUIET, before=(), **more):
        more.setdefault("stdin", subprocess.PIPE)
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        words = [*before, program, "--drop", self.drop if drop is None else drop, *options]
        return subprocess.Popen(words, env=env, **more)

    def run(self, *options, mail=b"Subject: x\n\ntext\n", **more):
        """The exit status and what was printed on both outputs."""
        with self.start(*options, **more) as filter:
            out, err = filter.communicate(None if more.get("stdin") else mail, timeout=60)
        return filter.returncode, (out or b"") + (err or b"")

    def marked(self):
        found = []
        for name in sorted(os.listdir(self.drop)):
            if os.lstat(os.path.join(self.drop, name)).st_mode & stat.S_IXUSR:
                found.append(name)
        return found

    def unmarked(self):
        return sorted(set(os.listdir(self.drop)) - set(self.marked()))

    def mails(self):
        """(head, mail) of each marked file; an AssertionError if one of them is not whole."""
        return [self.mail(name) for name in self.marked()]

    def mail(self, name):
        assert NAME.fullmatch(name), name
        with open(os.path.join(self.drop, name), "rb") as file:
            head, mail = file.read().split(b"\n\n", 1)
        first, *lines = head.decode("utf-8", "surrogateescape").split("\n")
        assert first == "rollout-drop 1", first
        head = dict(line.split(": ", 1) for line in lines)
        assert int(head["length"]) == len(mail), (name, head, len(mail))
        assert len(mail) > 1000000 or head["sum"] == fnv(mail), (name, head)
        return head, mail

    def empty(self):
        for name in os.listdir(self.drop):
            os.unlink(os.path.join(self.drop, name))
