#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Do we read mails as others do?  agree.py OUR_READER GMIME_READER [--list] FILE|FOLDER…

Each mail is read by us, by GMime and by Python's email package. Where those two agree about its structure,
about the bytes of its leaves, about the names in it, we must say the same, but for the mails of
ours_is_right.txt, where we must not. Prints how often we do (--list: each that differs); ends with 1 otherwise.
"""
import argparse
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def mails(paths):
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, _, names in sorted(os.walk(path)):
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".eml"))


def exceptions():
    with open(os.path.join(HERE, "ours_is_right.txt"), encoding="utf-8") as lines:
        return [tuple(line.split()[:2]) for line in lines if not line.startswith("#")]


def readings(command, files):
    out = {}
    for at in range(0, len(files), 200):
        run = subprocess.run([*command, *files[at:at + 200]], stdout=subprocess.PIPE, check=True)
        for line in run.stdout.splitlines():
            reading = json.loads(line)
            out[reading["file"]] = reading
    return out


def shape(structure):
    """What is printed differently and means the same: an empty multipart, a mail in a mail without a body."""
    return structure and structure.lower()


def leaves_of(reading):
    """Trailing blanks of a leaf are the boundary's or the encoder's: readers differ in whose."""
    return [leaf[1:] for leaf in reading.get("leaves") or []]


def main():
    wanted = argparse.ArgumentParser()
    wanted.add_argument("ours")
    wanted.add_argument("gmime")
    wanted.add_argument("--list", action="store_true")
    wanted.add_argument("paths", nargs="+")
    asked = wanted.parse_args()
    files = list(mails(asked.paths))
    if not files:
        sys.exit("agree.py: no mail in " + " ".join(asked.paths))
    ours = readings([asked.ours], files)
    gmime = readings([asked.gmime], files)
    python = readings([sys.executable, "-B", os.path.join(HERE, "python_reader.py")], files)

    better = exceptions()
    count = {"structure": [0, 0], "leaves": [0, 0], "names": [0, 0]}

    def judge(what, file, mine, theirs):
        count[what][1] += 1
        meant = any(file.endswith(name) for kind, name in better if kind == what)
        if (mine != theirs) == meant:
            return
        count[what][0] += 1
        if asked.list:
            print(f"{what} {file}\n  ours   {mine}\n  theirs {theirs}")

    for file in files:
        a, b, mine = gmime[file], python[file], ours[file]
        if a["structure"] is None or b["structure"] is None or shape(a["structure"]) != shape(b["structure"]):
            continue
        judge("structure", file, shape(mine["structure"]), shape(a["structure"]))
        if leaves_of(a) == leaves_of(b):
            judge("leaves", file, leaves_of(mine), leaves_of(a))
        if a["names"] == b["names"]:
            judge("names", file, mine["names"], a["names"])

    for what, (wrong, all_) in count.items():
        print(f"{what}: {wrong} of {all_} are not as GMime and Python agree that they are")
    sys.exit(1 if any(wrong or not all_ for wrong, all_ in count.values()) else 0)


main()
