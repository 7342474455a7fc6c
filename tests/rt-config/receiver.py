# SPDX-License-Identifier: Apache-2.0
"""Takes the bridge's place at the end of RT's scrip: keeps each request, and answers as it is told."""
import email.parser
import json
import socket
import threading
import time

OK = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Request:
    def __init__(self, head, body):
        self.line, _, fields = head.decode("ascii").partition("\r\n")
        self.headers, self.body = email.parser.HeaderParser().parsestr(fields), body

    def json(self):
        return json.loads(self.body.decode("utf-8", "strict"))


class Receiver:
    """`mood`: one of the methods below without `be_`. Address: a port of 127.0.0.1."""

    def __init__(self, port):
        self.port, self.mood, self.requests, self.connections, self.socket = port, "good", [], 0, None
        self.go_on = threading.Event()
        self.open()

    def open(self):
        self.go_on.clear()
        self.socket = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self.accept, args=(self.socket,), daemon=True).start()

    def close(self):
        """Connections are refused from now on."""
        if self.socket:
            self.go_on.set()  # those who are silent end
            self.socket.shutdown(socket.SHUT_RDWR)
            self.socket.close()
            self.socket = None

    def accept(self, door):
        while True:
            try:
                connection, _ = door.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            try:
                getattr(self, "be_" + self.mood)(connection)
            except OSError:
                pass  # RT does not wait for ever

    def read(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536) or self.broken()
        head, _, body = data.partition(b"\r\n\r\n")
        request = Request(head, body)
        while len(request.body) < int(request.headers["Content-Length"]):
            request.body += connection.recv(65536) or self.broken()
        self.requests.append(request)

    def broken(self):
        raise OSError("the request is cut")

    def be_good(self, connection):
        self.read(connection)
        connection.sendall(OK)

    def be_silent(self, connection):
        self.read(connection)
        self.go_on.wait(10)

    def be_deaf(self, connection):
        """Neither reads nor writes."""
        self.go_on.wait(10)

    def be_dripping(self, connection):
        self.read(connection)
        for byte in OK:
            connection.sendall(bytes([byte]))
            if self.go_on.wait(0.5):
                return

    def be_slow(self, connection):
        self.read(connection)
        self.go_on.wait(1.3)
        connection.sendall(OK)

    def be_broken(self, connection):
        self.read(connection)
        connection.sendall(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")

    def be_strict(self, connection):
        self.read(connection)
        connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")

    def be_elsewhere(self, connection):
        self.read(connection)
        connection.sendall(f"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{self.port}/other\r\n"
                           "Content-Length: 0\r\n\r\n".encode())

    def be_closing(self, connection):
        """At once, with what was sent unread: RT gets a reset while it writes."""

    def be_babbling(self, connection):
        self.read(connection)
        for _ in range(200):
            connection.sendall(b"x" * 65536)

    def be_generous(self, connection):
        self.read(connection)
        connection.sendall(OK.replace(b"Content-Length: 0", b"Content-Length: 13107200"))
        for _ in range(200):
            connection.sendall(b"x" * 65536)

    def wait(self, count, seconds=10):
        """The requests, when there are as many."""
        end = time.monotonic() + seconds
        while len(self.requests) < count and time.monotonic() < end:
            time.sleep(0.01)
        return self.requests
