# SPDX-License-Identifier: Apache-2.0
"""The numbers of the mails in a drop-box, one a line, sorted; fails on a file that is not whole.
   count.py DIR"""
import os
import re
import stat
import sys

numbers = []
for name in os.listdir(sys.argv[1]):
    path = os.path.join(sys.argv[1], name)
    if not os.lstat(path).st_mode & stat.S_IXUSR:
        continue
    with open(path, "rb") as file:
        head, mail = file.read().split(b"\n\n", 1)
    length = int(re.search(rb"^length: (\d+)$", head, re.M)[1])
    if length != len(mail) or b"\nrecipient: rt-" not in head or b"\nsender: sender@" not in head:
        sys.exit(f"{name} is not whole: {head!r} and {len(mail)} bytes")
    numbers.append(int(re.search(rb"^Subject: number (\d+)$", mail, re.M)[1]))
print("\n".join(map(str, sorted(numbers))))
