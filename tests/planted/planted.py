#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commands planted in replies: on top of what is new they must be read, in what is old they must not.

    planted.py BRIDGE [--all-dresses] [--measure] FOLDER...

Prints a line for each folder and dress (see conversation.py and dress.py), names what went wrong, and fails if
anything did; --measure never fails."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import conversation
import dress

GOOD = ("accept", "NGI_IT-INFN-T1")
BAD = ("reject", "NGI_UK-RAL-LCG2")
MOST_PLACES = 6


def plantings(kind, one):
    """(what is wanted, lines) of each place."""
    if kind == "texts":
        quoted = one.quoted_places()
        yield GOOD, one.on_top(0, " ".join(GOOD))
        for at in quoted:
            yield None, one.hidden(at, " ".join(BAD))
        return
    at = one.first_new()
    if at is not None:
        yield GOOD, one.on_top(at, " ".join(GOOD))
    for at in one.old_places(MOST_PLACES):
        yield None, one.hidden(at, " ".join(BAD))


def readings(bridge, mails):
    """What the bridge reads in each mail: its commands, as (verb, team)."""
    out = []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, raw in enumerate(mails):
            paths.append(os.path.join(folder, f"{number:05}.eml"))
            with open(paths[-1], "wb") as file:
                file.write(raw)
        for start in range(0, len(paths), 500):
            done = subprocess.run([bridge, "--json", "check", "mail"] + paths[start:start + 500],
                                  stdout=subprocess.PIPE, check=False)
            for line in done.stdout.decode().splitlines():
                read = json.loads(line)
                out.append(([(command["verb"], command["team"]) for command in read["commands"]], read["fresh_text"]))
    if len(out) != len(mails):
        sys.exit(f"{len(out)} readings of {len(mails)} mails")
    return out


def measure(bridge, folder, dressed):
    """Prints the totals of one folder in one dress; gives how many went wrong."""
    kind, conversations = conversation.read(folder)
    if not conversations:
        sys.exit(f"{folder} holds no conversation")
    wanted, mails, names = [], [], []
    for one in conversations:
        for want, lines in plantings(kind, one):
            if (raw := dressed(lines)) is not None:
                wanted.append(want)
                mails.append(raw)
                names.append((one.name, lines))
    totals = {True: [0, 0], False: [0, 0]}
    wrong = []
    for want, name, raw, (commands, fresh) in zip(wanted, names, mails, readings(bridge, mails)):
        good = commands == [want] if want else BAD not in commands
        totals[want is not None][0] += good
        totals[want is not None][1] += 1
        if not good:
            wrong.append((name, want, commands, fresh, raw))
    print(f"{folder} {dressed.__name__}: found {totals[True][0]} of {totals[True][1]}, "
          f"refused {totals[False][0]} of {totals[False][1]}")
    return wrong


def main():
    options = argparse.ArgumentParser()
    options.add_argument("bridge")
    options.add_argument("folders", nargs="+")
    options.add_argument("--all-dresses", action="store_true")
    options.add_argument("--measure", action="store_true")
    options.add_argument("--show", action="store_true", help="also what was read where it went wrong")
    given = options.parse_args()
    failed = 0
    for folder in given.folders:
        for dressed in dress.ALL if given.all_dresses else [dress.plain]:
            for (name, lines), want, commands, fresh, raw in measure(given.bridge, folder, dressed):
                failed += 1
                place = next(at for at, (line, _) in enumerate(lines) if line.endswith(" ".join(want or BAD)))
                print(f"  {name}: line {place + 1}: wanted {want}, read {commands}")
                if given.show:
                    print("    " + raw.decode(errors="replace").replace("\n", "\n    ") + "\n  fresh: " +
                          fresh.replace("\n", "\n    "))
    if failed and not given.measure:
        sys.exit(f"{failed} went wrong")


if __name__ == "__main__":
    main()
