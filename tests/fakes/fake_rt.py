# SPDX-License-Identifier: Apache-2.0
"""The part of RT 5 that src/rt/client.hpp speaks to, in memory: REST2, login and mail gateway, with
RT's answers and RT's lack of care (each mail is stored as often as it comes, an update answers 200
whatever happened). It passes the same conformance test as a real RT (tests/rt).
   fake_rt.py              prints {"url":…,"control":…} and runs until its stdin ends
   fake_rt.py COMMAND…     runs the command with ROLLOUT_TEST_RT_… set, ends with its status
Control takes JSON and answers JSON (POST, any path):
   {"dump":1}  {"keep":1}  {"restore":1}  {"down":true|false}  {"quiet":1} waits until no call is open
   {"hook":{"url":…,"secret":…}}  each call that wrote tells this URL of it before it is answered, as RT's
      scrip does; what fails is lost. {"hook":null} ends it
   {"fault":KIND,"on":CALL,"times":N,"every":M,"seconds":S}    {"fault":null} ends all faults
KIND  lose (done, then the connection closes without an answer), slow (done after S seconds, whether
      or not somebody still waits for it), hang (S seconds of silence, not done), 500, temporary, not_ok
CALL  relay, comment, put, login or any"""
import base64
import collections
import contextlib
import http.client
import http.server
import json
import os
import pickle
import re
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import hook  # noqa: E402
from rt_model import PASSWORDS, Call, State  # noqa: E402
from rt_parts import gateway  # noqa: E402
from rt_search import Answer  # noqa: E402

LOCK = threading.RLock()  # one call at a time


class World:
    """The state, the faults and the two doors."""

    def __init__(self):
        self.state, self.kept, self.faults, self.calls, self.sessions = State(), None, [], collections.Counter(), {}
        self.door, self.port, self.hook = None, 0, None

    def fault_for(self, call):
        self.calls[call] += 1
        for fault in self.faults:
            if fault["on"] not in (call, "any"):
                continue
            fault["seen"] += 1
            if fault["times"] > 0 and fault["seen"] % fault["every"] == 0:
                fault["times"] -= 1
                return fault
        return {"fault": None}

    def control(self, ask):
        with LOCK:
            if "fault" in ask:
                self.faults = [] if ask["fault"] is None else self.faults + [
                    {"on": "any", "times": 1, "every": 1, "seconds": 1, "seen": 0, **ask}]
            if "hook" in ask:
                self.hook = ask["hook"]
            if ask.get("keep"):
                self.kept = pickle.dumps(self.state)
            if ask.get("restore"):
                self.state, self.faults, self.calls = pickle.loads(self.kept), [], collections.Counter()
        if "down" in ask:
            self.open(not ask["down"])
        while ask.get("quiet") and self.door and self.door.open_calls > 0:
            time.sleep(0.001)
        with LOCK:
            dump = {"tickets": self.state.tickets, "transactions": self.state.transactions,
                    "attachments": self.state.attachments} if ask.get("dump") else {}
            return {**dump, "calls": self.calls}

    def nudge(self, rows):
        """One POST for each ticket, unless the bridge did it all itself."""
        for number in dict.fromkeys(row["ObjectId"] for row in rows):
            batch = [row for row in rows if row["ObjectId"] == number]
            if all(row["Creator"] == "rollout-bridge" for row in batch):
                continue
            said = [{"id": row["id"], "type": row["Type"], "field": row["Field"][:255], "old": row["OldValue"][:255],
                     "new": row["NewValue"][:255], "creator": row["Creator"]} for row in batch]
            with contextlib.suppress(OSError, http.client.HTTPException, KeyError):  # a restore takes tickets away
                body = hook.body_of(number, said, self.state.tickets[number]["queue"])
                hook.post(self.hook["url"], self.hook["secret"], body, timeout=2)

    def open(self, wanted):
        """Opens or closes RT's door; a closed one refuses connections."""
        if self.door and not wanted:
            self.door.shutdown()
            self.door.server_close()
            self.door = None
        if not self.door and wanted:
            self.door = serve(RtDoor, self, self.port)
            self.port = self.door.server_port


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size, open_calls = True, 64, 0

    def process_request(self, *words):
        with LOCK:
            self.open_calls += 1
        super().process_request(*words)

    def process_request_thread(self, *words):
        super().process_request_thread(*words)
        with LOCK:
            self.open_calls -= 1

    def handle_error(self, *_):
        """The other side was killed: that is what the tests are about."""


def serve(door, world, port):
    server = Server(("127.0.0.1", port), door)
    server.world = world
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def address_string(self):
        return self.client_address[0]

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status, body, headers=()):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**dict(headers), "Content-Length": len(data), "Connection": "close"}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True


class ControlDoor(Door):
    def do_POST(self):
        self.answer(200, self.server.world.control(json.loads(self.body())))


class RtDoor(Door):
    def do_any(self):
        world, path = self.server.world, urllib.parse.urlsplit(self.path)
        body = self.body()
        if path.path == "/quiet":  # for tests that wait: no call to RT
            return self.answer(200, {})
        kind = ("relay" if "mail-gateway" in path.path else "login" if "Login" in path.path else
                "comment" if path.path.endswith("/comment") else "put" if self.command == "PUT" else "other")
        with LOCK:
            fault = world.fault_for(kind)
        what = fault["fault"]
        if what in ("500", "temporary", "not_ok"):
            words = {"500": "", "temporary": "temporary failure - operation unsuccessful",
                     "not_ok": "not ok - operation unsuccessful"}
            return self.answer(500 if what == "500" else 200, words[what])
        if what in ("hang", "slow"):
            time.sleep(fault["seconds"])
        if what == "lose":
            self.handle_call(path, body)
        if what in ("hang", "lose"):
            self.close_connection = True
            return None
        return self.answer(*self.handle_call(path, body))

    do_GET = do_POST = do_PUT = do_any

    def handle_call(self, path, body):
        world = self.server.world
        with LOCK:
            before = world.state.transactions, len(world.state.transactions)
            answer = self.answer_of(path, body)
            rows = before[0][before[1]:]
        if rows and world.hook:
            world.nudge(rows)
        return answer

    def answer_of(self, path, body):
        world = self.server.world
        with LOCK:
            try:
                if path.path == "/NoAuth/Login.html":
                    return self.login(world, body)
                if path.path == "/REST/1.0/NoAuth/mail-gateway":
                    return 200, gateway(world.state, self.headers["Content-Type"], body)
                words = path.path.removeprefix("/REST/2.0/").split("/")
                call = Call(world.state, self.user(world), dict(urllib.parse.parse_qsl(path.query)), body,
                            self.headers.get("If-Match"))
                if not path.path.startswith("/REST/2.0/"):
                    return 200, call.page(path.path)
                name = "_".join([self.command.lower(), words[0]] + words[2:])
                return 200, getattr(call, name)(*words[1:2])
            except Answer as answer:
                return answer.status, answer.body, answer.headers

    def login(self, world, body):
        form = dict(urllib.parse.parse_qsl(body.decode()))
        session = f"{len(world.sessions):032x}"
        if PASSWORDS.get(form["user"]) == form["pass"]:
            world.sessions[session] = form["user"]
        return 200, "", {"Set-Cookie": f"RT_SID_lab.example.test.80={session}; path=/; HttpOnly"}

    def user(self, world):
        cookie = re.search(r"RT_SID_lab\.example\.test\.80=(\w+)", self.headers.get("Cookie", ""))
        if cookie and cookie[1] in world.sessions:
            return world.sessions[cookie[1]]
        basic = self.headers.get("Authorization", "").removeprefix("Basic ")
        if not basic:
            raise Answer(302 if "Cookie" in self.headers else 401, {"message": "Unauthorized"}, Location="/")
        name, _, password = base64.b64decode(basic).decode().partition(":")
        if PASSWORDS.get(name) != password:
            raise Answer(401, {"message": "Unauthorized"})
        return name


def main(*command):
    world = World()
    world.open(True)
    control = serve(ControlDoor, world, 0)
    url = f"http://127.0.0.1:{world.port}"
    if command:
        names = {"URL": url, "PASSWORD": PASSWORDS["rollout-bridge"], "ROOT_PASSWORD": PASSWORDS["root"]}
        names = {"ROLLOUT_TEST_RT_" + name: value for name, value in names.items()}
        return subprocess.run(command, env={**os.environ, **names}, check=False).returncode
    print(json.dumps({"url": url, "control": f"http://127.0.0.1:{control.server_port}"}), flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
