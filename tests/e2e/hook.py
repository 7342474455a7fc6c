# SPDX-License-Identifier: Apache-2.0
"""A web hook as RT's scrip sends it (Standard Webhooks 1.0), and the judgement of one that came.
   hook.py URL SECRET-FILE TICKET TRANSACTION…    sends one and prints the status of the answer"""
import base64
import hashlib
import hmac
import http.client
import itertools
import json
import os
import sys
import time
import urllib.parse

COUNT = itertools.count(1)


def read_secret(path):
    """The first line that is no comment."""
    with open(path, encoding="ascii") as file:
        return next(line.strip() for line in file if line.strip() and not line.startswith("#"))


def signature(secret, id, timestamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mac).decode()


def body_of(ticket, transactions, queue="staged-rollout"):
    """`transactions` are ids, or the whole objects."""
    rows = [row if isinstance(row, dict) else {"id": row, "type": "Correspond", "field": None, "old": None,
                                               "new": None, "creator": "anna"} for row in transactions]
    return json.dumps({"v": 1, "ticket": ticket, "queue": queue, "transactions": rows}, sort_keys=True,
                      separators=(",", ":")).encode()


def headers_of(secret, body, id=None, timestamp=None):
    id = id or f"txn-test-{os.getpid()}-{next(COUNT)}"
    timestamp = str(int(time.time())) if timestamp is None else str(timestamp)
    return {"webhook-id": id, "webhook-timestamp": timestamp,
            "webhook-signature": signature(secret, id, timestamp, body), "Content-Type": "application/json"}


def post(url, secret, body, timeout=10, **headers):
    """The status of the answer; `headers` replace ours, `_` for `-`, and None leaves one out."""
    sent = headers_of(secret, body)
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        connection.request("POST", parts.path, body, {name: value for name, value in sent.items() if value is not None})
        return connection.getresponse().status
    finally:
        connection.close()


def is_good(secret, headers, body, now=None):
    """True for what one who knows the secret has sent just now. `headers` as of http.client, any case."""
    id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    given = headers["webhook-signature"].split()
    return (abs((time.time() if now is None else now) - int(timestamp)) <= 300 and
            any(hmac.compare_digest(signature(secret, id, timestamp, body), one) for one in given))


if __name__ == "__main__":
    print(post(sys.argv[1], read_secret(sys.argv[2]), body_of(int(sys.argv[3]), [int(word) for word in sys.argv[4:]])))
