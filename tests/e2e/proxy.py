# SPDX-License-Identifier: Apache-2.0
"""Stands between the bridge and RT and lets answers go astray, as a bad network does. What RT was asked, it
   has done: only its answer is kept back."""
import contextlib
import re
import socket
import threading

GATEWAY = "/REST/1.0/NoAuth/mail-gateway"


class Proxy:
    """`faults` says what becomes of the next calls whose path holds `about`: "close" the connection instead of
       answering, or "hang" until the caller gives up; after them all calls pass."""

    def __init__(self, url):
        self.target = ("127.0.0.1", int(url.rsplit(":", 1)[1]))
        self.about, self.faults = GATEWAY, []
        self.lock = threading.Lock()
        self.asked, self.done = [], []  # paths of calls: given to RT, answered by it
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):  # closed
            while True:
                caller, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(caller,), daemon=True).start()

    def serve(self, caller):
        with caller, contextlib.suppress(OSError):
            request = read_request(caller)
            if not request:
                return
            path = request.split(b" ", 2)[1].decode()
            with self.lock:
                fault = self.faults.pop(0) if self.faults and self.about in path else "pass"
            answer = self.ask(request, path)
            if fault == "pass":
                caller.sendall(answer)
            elif fault == "hang":
                caller.recv(1)

    def ask(self, request, path):
        """RT's whole answer."""
        with socket.create_connection(self.target) as rt:
            rt.sendall(request)
            self.asked.append(path)
            answer = b"".join(iter(lambda: rt.recv(65536), b""))
        self.done.append(path)
        return answer


def read_request(caller):
    data = b""
    while b"\r\n\r\n" not in data:
        more = caller.recv(65536)
        if not more:
            return b""
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = re.search(rb"^content-length:\s*(\d+)", head, re.I | re.M)
    missing = (int(length[1]) if length else 0) - len(body)
    while missing > 0:
        more = caller.recv(65536)
        if not more:
            return b""
        data += more
        missing -= len(more)
    return data
