# SPDX-License-Identifier: Apache-2.0
"""How Python's email package reads the structure of mails, one JSON line a file."""
import email
import email.policy
import hashlib
import json
import sys

sys.setrecursionlimit(20_000)


def content_of(part):
    payload = part.get_payload(decode=True)
    content = payload if payload is not None else b""
    if part.get_content_maintype() == "text":
        content = content.replace(b"\r\n", b"\n").rstrip(b"\r\n \t")
    return content


def is_leaf(part):
    """The package opens every message/*; a report's fields are not parts of it."""
    opened = part.get_content_maintype() != "message" or part.get_content_type() == "message/rfc822"
    return not opened or not part.is_multipart() or not part.get_payload()


def parts_of(part):
    yield part
    if not is_leaf(part):
        for child in part.get_payload():
            yield from parts_of(child)


def structure_of(part):
    kind = part.get_content_type()
    if is_leaf(part):
        return kind
    return kind + "(" + ",".join(structure_of(child) for child in part.get_payload()) + ")"


def name_of(part):
    try:
        name = part.get_filename()
    except Exception:  # the package raises over names that are broken enough
        return None
    return name if name is None else str(name)


def read(path):
    with open(path, "rb") as file:
        message = email.message_from_bytes(file.read(), policy=email.policy.default)
    parts = list(parts_of(message))
    leaves = [part for part in parts if not part.is_multipart()]
    contents = [(part.get_content_type(), content_of(part)) for part in leaves]
    return {"file": path, "structure": structure_of(message),
            "leaves": [[kind, len(content), hashlib.sha256(content).hexdigest()] for kind, content in contents],
            "names": [name for name in map(name_of, parts) if name is not None]}


for path in sys.argv[1:]:
    try:
        reading = read(path)
    except Exception as why:  # a reader that gives up has no say about this mail
        reading = {"file": path, "structure": None, "because": repr(why)}
    print(json.dumps(reading, ensure_ascii=True))
