# SPDX-License-Identifier: Apache-2.0
"""Runs a command with a /dev/log of its own, which listens, is full, dead, or no socket at all; prints
what was logged and ends with the command's status. To be run in a mount namespace of its own.
   unshare -m log_probe.py listen|full|dead|stranger COMMAND..."""
import os
import socket
import subprocess
import sys

how, *words = sys.argv[1:]
null = os.open("/dev/null", os.O_RDWR)
subprocess.run(["mount", "--make-rprivate", "/"], check=True)
subprocess.run(["mount", "-t", "tmpfs", "none", "/dev"], check=True)
log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
log.setblocking(False)
if how == "stranger":
    os.mkdir("/dev/log")
else:
    log.bind("/dev/log")
if how == "dead":
    log.close()
if how == "full":
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as noise:
        noise.setblocking(False)
        noise.connect("/dev/log")
        try:
            while True:
                noise.send(b"noise")
        except BlockingIOError:
            pass
done = subprocess.run(words, input=b"mail", stdout=null, stderr=null)
if how == "listen":
    try:
        while True:
            print(log.recv(10000).decode())
    except BlockingIOError:
        pass
sys.exit(done.returncode)
