# SPDX-License-Identifier: Apache-2.0
"""bench/mime.sh: Python's email package; each mail is parsed and every leaf decoded."""
import email
import email.policy
import resource
import sys
import time

mails = [open(path, "rb").read() for path in sys.argv[2:]]
decoded = 0
begin = time.process_time()
for _ in range(int(sys.argv[1])):
    for mail in mails:
        for part in email.message_from_bytes(mail, policy=email.policy.default).walk():
            if not part.is_multipart():
                decoded += len(part.get_payload(decode=True) or b"")
used = time.process_time() - begin
print(f"{sum(map(len, mails)) * int(sys.argv[1]) / 1e6 / used:.1f} "
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} {decoded // int(sys.argv[1])}")
