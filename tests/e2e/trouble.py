# SPDX-License-Identifier: Apache-2.0
"""Stands before rollout-filter in a test. While the file TROUBLE exists, it is trouble:
   "kill": half the mail is given to the filter, which is then killed with SIGKILL; so is this;
   "hang": half the mail is given, and then nothing more;
   "part": half the mail is given, and this, its caller, is killed; the filter goes on alone.
   trouble.py TROUBLE FILTER OPTION..."""
import os
import subprocess
import sys

flag, *words = sys.argv[1:]
try:
    with open(flag) as file:
        trouble = file.read().strip()
except FileNotFoundError:
    os.execv(words[0], words)
mail = sys.stdin.buffer.read()
filter = subprocess.Popen([*words, "--deadline", "1"], stdin=subprocess.PIPE)
filter.stdin.write(mail[:len(mail) // 2])
filter.stdin.flush()
if trouble == "hang":
    sys.exit(filter.wait())
if trouble == "kill":
    filter.kill()
    filter.wait()
os.kill(os.getpid(), 9)
