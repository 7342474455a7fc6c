# SPDX-License-Identifier: Apache-2.0
"""What processes have used, from /proc."""
import contextlib
import os

TICK = os.sysconf("SC_CLK_TCK")


def cpu(pid):
    """Seconds of all its threads that live."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


def cpu_of_tree(pid):
    """With its children, and those of them that have ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            ended = sum(int(word) for word in file.read().rpartition(")")[2].split()[13:15]) / TICK
        return cpu(pid) + ended + sum(cpu_of_tree(child) for child in children(pid))
    except FileNotFoundError:
        return 0  # it has ended meanwhile: its parent has counted it


def peak_memory(pid):
    """The most that was ever resident, in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
