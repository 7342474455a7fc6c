# SPDX-License-Identifier: Apache-2.0
"""Stands between the bridge and RT and measures what the bridge asks, how often, and how long RT is at it."""
import json
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass

from proxy import Proxy

SEARCHES = {"tickets", "transactions", "attachments", "groups", "users", "customroles"}


@dataclass
class Call:
    kind: str      # "GET ticket/N"
    again: bool    # the very same was read before, and nothing was written since
    began: float   # at RT
    ended: float
    passed: float  # all of it, the proxy's own part too


class Meter(Proxy):
    def __init__(self, url):
        self.calls, self.read = [], set()
        self.at_rt = threading.local()
        super().__init__(url)

    def serve(self, caller):
        came = time.time()
        self.at_rt.call = None
        super().serve(caller)
        if self.at_rt.call:
            self.at_rt.call.passed = time.time() - came

    def ask(self, request, path):
        head, _, body = request.partition(b"\r\n\r\n")
        method = head.split(b" ", 1)[0].decode()
        question = (method, path, body)
        if is_writing(method, path):
            self.read.clear()
        call = self.at_rt.call = Call(kind_of(method, path, body), question in self.read, time.time(), 0, 0)
        self.read.add(question)
        answer = super().ask(request, path)
        call.ended = time.time()
        self.calls.append(call)
        return answer

    def take(self):
        """What was asked since the last time."""
        calls, self.calls = self.calls, []
        self.read.clear()
        return calls


def is_writing(method, path):
    return method != "GET" and path.split("?")[0].rsplit("/", 1)[-1] not in SEARCHES


def kind_of(method, path, body):
    """Method and path without what differs from ticket to ticket; of a search the columns that it is by."""
    plain = path.split("?")[0].removeprefix("/REST/2.0").removeprefix("/REST/1.0/NoAuth").strip("/")
    shape = re.sub(r"\b\d+\b", "N", plain)
    if method == "POST" and shape in SEARCHES:
        return f"find {shape} by {', '.join(dict.fromkeys(columns(body.decode())))}"
    return f"{method} {shape}"


def columns(body):
    if body.startswith("["):
        return [condition["field"] for condition in json.loads(body)]
    query = urllib.parse.parse_qs(body)["query"][0]
    unquoted = re.sub(r"'CF\.\{(.*?)\}'", lambda field: field[1].replace(" ", "-"), query)
    return [word for word in re.findall(r"([\w-]+) ?(?:[=<>]| IS)", unquoted)
            if word not in ("ObjectType", "EffectiveId")]
