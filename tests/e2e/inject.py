# SPDX-License-Identifier: Apache-2.0
"""Sends mails over SMTP to 127.0.0.1, each with a number in its Subject.
   inject.py PORT RECIPIENT FIRST COUNT [--bytes N] [--connections N]"""
import argparse
import smtplib
import threading

words = argparse.ArgumentParser()
words.add_argument("port", type=int)
words.add_argument("recipient")
words.add_argument("first", type=int)
words.add_argument("count", type=int)
words.add_argument("--bytes", type=int, default=2000)
words.add_argument("--connections", type=int, default=4)
given = words.parse_args()

line = b"y" * 76 + b"\r\n"
body = line * (given.bytes // len(line) + 1)
numbers = iter(range(given.first, given.first + given.count))
lock = threading.Lock()
faults = []


def send():
    try:
        with smtplib.SMTP("127.0.0.1", given.port, timeout=60) as server:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                head = b"From: sender@mx.example.test\r\nTo: rt\r\nSubject: number %d\r\n\r\n" % number
                server.sendmail("sender@mx.example.test", [given.recipient], head + body)
    except Exception as fault:  # told by the exit status of the whole
        faults.append(fault)


threads = [threading.Thread(target=send) for _ in range(min(given.connections, given.count))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if faults:
    raise SystemExit(f"inject: {faults[0]!r}")
