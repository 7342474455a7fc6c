# SPDX-License-Identifier: Apache-2.0
"""Runs a command N times with a mail on its standard input; prints the medians of wall clock and CPU in
milliseconds, the wall clock's 99th percentile, and the peak memory of one run in KB (by time(1), which
is small itself: a child's peak begins with that of its parent).
   one_run.py N MAIL COMMAND..."""
import os
import statistics
import subprocess
import sys
import time

count, mail, *words = int(sys.argv[1]), *sys.argv[2:]
wall, cpu = [], []
quiet = os.open("/dev/null", os.O_WRONLY)
for _ in range(count):
    file = os.open(mail, os.O_RDONLY)
    began = time.perf_counter()
    pid = os.posix_spawn(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, file, 0), (os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)])
    _, status, used = os.wait4(pid, 0)
    wall.append((time.perf_counter() - began) * 1000)
    cpu.append((used.ru_utime + used.ru_stime) * 1000)
    os.close(file)
    if status != 0:
        sys.exit(f"{words[0]} ended with {os.waitstatus_to_exitcode(status)}")
with open(mail, "rb") as file:
    said = subprocess.run(["/usr/bin/time", "-v", *words], stdin=file, stdout=quiet, stderr=subprocess.PIPE, text=True)
memory, = [line.split()[-1] for line in said.stderr.splitlines() if "Maximum resident" in line]
wall.sort()
print(f"{statistics.median(wall):.2f} {wall[int(len(wall) * 0.99)]:.2f} {statistics.median(cpu):.2f} {memory}")
