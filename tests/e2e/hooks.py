# SPDX-License-Identifier: Apache-2.0
"""Web hooks as RT's scrips send them, over raw sockets, so that they can also be sent wrong."""
import base64
import contextlib
import hashlib
import hmac
import json
import os
import socket
import time

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def payload(ticket, transactions, queue="staged-rollout", creator="root"):
    return json.dumps({"v": 1, "ticket": ticket, "queue": queue, "transactions": [
        {"id": number, "type": "CustomField", "field": "EA Teams", "old": "", "new": "NGI_IT-INFN-T1",
         "creator": creator} for number in transactions]}).encode()


def sign(id, stamp, body, secret=SECRET):
    code = hmac.new(base64.b64decode(secret[6:]), f"{id}.{stamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(code.digest()).decode()


def request(id, body, stamp=None, signature=None, secret=SECRET, length=None):
    stamp = int(time.time()) if stamp is None else stamp
    signature = signature or sign(id, stamp, body, secret)
    return (f"POST /hooks/rt HTTP/1.1\r\nHost: localhost\r\nwebhook-id: {id}\r\nwebhook-timestamp: {stamp}\r\n"
            f"webhook-signature: {signature}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
            ).encode() + body


class Client:
    """One connection at a time; it is made again when the server has ended it."""

    def __init__(self, port):
        self.port, self.socket = port, None

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def ask(self, data, cut=False):
        """(status, body) of the answer; `cut`: we end our side after `data`."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with contextlib.suppress(BrokenPipeError):  # the answer may be there before we are through
                self.socket.sendall(data)
            if cut:
                self.socket.shutdown(socket.SHUT_WR)
            status, text, ends = self.answer()
        except OSError:
            self.close()
            raise
        if cut or ends:
            self.close()
        return status, text

    def answer(self):
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.more()
        head, _, body = got.partition(b"\r\n\r\n")
        words = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in words[1:])
        while len(body) < int(fields["Content-Length"]):
            body += self.more()
        return int(words[0].split()[1]), body.decode(), fields["Connection"] == "close"

    def more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError("the server has ended the connection")
        return data


def get(port, path):
    client = Client(port)
    try:
        return client.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    finally:
        client.close()


def wait_until_open(port, program):
    while program.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        time.sleep(0.002)
    raise AssertionError(f"the program ended with {program.returncode}")


def memory(pid):
    """Resident, in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
