# SPDX-License-Identifier: Apache-2.0
"""What RT 5 makes of a mail, or of what is typed in, when it stores it: one row for each part, with its parent's
place among the rows (0: none, 1: the first) in `Parent`."""
import base64
import email
import email.header
import email.utils
import re


def row(parent, headers, type, name="", content="", **more):
    """`content` is text, or bytes: those are kept as the letters of the same numbers, for JSON's sake."""
    binary = isinstance(content, bytes)
    size = len(content if binary else content.encode())
    if not re.search(r"^content-length:", headers, re.I | re.M):  # what the mail brought along stays
        headers += f"\nContent-Length: {size}"
    return {"Parent": parent, "Headers": headers.strip("\n"), "ContentType": type, "Filename": name, "Subject": "",
            "MessageId": "", "binary": binary, "Content": content.decode("latin-1") if binary else content, **more}


def bytes_of(kept):
    return kept["Content"].encode("latin-1" if kept["binary"] else "utf-8")


def shown(kept):
    """In a list: neither the content nor the parent."""
    return {key: value for key, value in kept.items() if key not in ("Content", "Parent", "binary")}


def file_name(written):
    words = email.header.decode_header(written or "")
    name = "".join(word.decode(charset or "utf-8", "replace") if isinstance(word, bytes) else word
                   for word, charset in words)
    return name.rsplit("/", 1)[-1]


def typed(ask, message_id=""):
    """The JSON of a correspond or comment over REST2."""
    head = f"Message-ID: <{message_id}>\nX-RT-Interface: REST"
    more = {"Subject": ask.get("Subject", ""), "MessageId": message_id}
    files = ask.get("Attachments", [])
    text = ask["ContentType"], "", ask["Content"]
    if not files:
        return [row(0, head, *text, **more)]
    return [row(0, head, "multipart/mixed", **more), row(1, "Content-Disposition: inline", *text),
            *(row(1, "Content-Disposition: inline", one["FileType"], file_name(one["FileName"]),
                  base64.b64decode(one["FileContent"])) for one in files)]


def rows_of(mail, head):
    rows = []

    def add(part, parent, headers, **more):
        type, content, inside = part.get_content_type(), "", []
        if part.get_content_maintype() == "message" or part.is_multipart():
            inside = part.get_payload() if part.is_multipart() else []
        else:
            content = part.get_payload(decode=True) or b""
            if type in ("text/plain", "text/html"):  # RT makes UTF-8 of it, also where it is a file
                content = content.decode(part.get_content_charset("utf-8"), "replace")
        name = "" if type == "message/rfc822" else file_name(part.get_filename())
        rows.append(row(parent, headers, type, name, content, **more))
        place = len(rows)
        for one in inside:
            add(one, place, "\n".join(f"{name}: {value}" for name, value in one.items()))

    match = re.search(r"^message-id:\s*<([^>]*)>", head, re.I | re.M)
    column = match[1].encode()[:160].decode("utf-8", "ignore") if match else ""
    add(mail, 0, head + "\nX-RT-Interface: Email", Subject=str(mail["Subject"]), MessageId=column)
    return rows


def gateway(state, content_type, body):
    """The mail gateway's first line. No check for duplicates: RT has none."""
    form = {}
    boundary = re.search(r"boundary=([^;\s]+)", content_type)[1].encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, value = part[2:-2].split(b"\r\n\r\n", 1)
        form[re.search(rb'name="(\w+)"', head)[1].decode()] = value
    raw = form["message"]
    mail = email.message_from_bytes(raw)
    headers = re.split(rb"\r?\n\r?\n", raw, 1)[0].decode("utf-8", "replace")
    address = email.utils.parseaddr(str(mail["From"]))[1].lower()
    sender = [user for user in state.users.values() if user["EmailAddress"].lower() == address]
    if not address or sender and sender[0]["Disabled"]:
        return "not ok - operation unsuccessful"
    if form["action"] not in (b"correspond", b"comment") or form["queue"].decode() not in state.queues.values():
        return "temporary failure - operation unsuccessful"
    name = (sender[0] if sender else state.user(address, address, 0))["Name"]
    tag = re.search(r"\[lab\.example\.test #(\d+)\]", str(mail["Subject"]))
    number = form["ticket"].decode() if "ticket" in form else tag and tag[1]
    parts = rows_of(mail, headers)
    if not number:
        state.create(form["queue"].decode(), str(mail["Subject"]), name, parts)
        return "ok"
    ticket = state.ticket(number)
    if not ticket:
        return "not ok - operation unsuccessful"
    state.write(ticket, form["action"].decode().capitalize(), name, subject=str(mail["Subject"]), parts=parts)
    if ticket["Status"] in ("new", "resolved") and "no-autoopen" not in str(mail["RT-Control"]):
        ticket["Status"] = "open"
    return "ok"
