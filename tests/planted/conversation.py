# SPDX-License-Identifier: Apache-2.0
"""A reply as lines that are new (the sender wrote them) or old (quotation, signature, footer).

A case of ours is one file: a line of it begins with `+` (new), `-` (old) or is blank (either), then a blank and the line.
Others' cases are three folders side by side: emails/X, trimmed/X (what is new), elided/X (what is old).
A folder without these holds texts or mails (.eml) whose `>` lines are known to be old and whose top is new."""
import email
import email.policy
import glob
import os
import re


class Conversation:
    def __init__(self, name, lines):
        self.name = name
        self.lines = lines  # (line, True new | False old | None unknown)

    def first_new(self):
        """Where the sender's own text begins; None where there is none."""
        return next((at for at, (line, new) in enumerate(self.lines) if new and line.strip()), None)

    def old_places(self, most):
        """Before which lines something can be hidden in what is old: at most so many, spread evenly."""
        end = max((at for at, (line, _) in enumerate(self.lines) if line.strip()), default=-1) + 1
        pairs = [at for at in range(1, end)
                 if self.lines[at][1] is False and self.lines[at - 1][1] is False]
        if len(pairs) <= most:
            return pairs
        return [pairs[number * (len(pairs) - 1) // (most - 1)] for number in range(most)]

    def quoted_places(self):
        return [at for at, (line, _) in enumerate(self.lines) if line.lstrip().startswith(">")]

    def on_top(self, at, command):
        return self.lines[:at] + [(command, True)] + self.lines[at:]

    def hidden(self, at, command):
        """The lines with `command` before line `at`, behind the marks that stand there."""
        marks = marks_of(self.lines[at][0]) or marks_of(self.lines[at - 1][0])
        return self.lines[:at] + [(marks + command, False)] + self.lines[at:]


def marks_of(line):
    return re.match(r"(\s*([\w.-]{0,16}>|\|)[\s>|]*)?", line).group()


def text_of(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read().replace("\r\n", "\n").replace("\r", "\n")


def with_blanks(lines):
    """Blank lines between two lines of one side are of that side."""
    out = list(lines)
    before = None
    for at, (line, side) in enumerate(lines):
        if line.strip():
            before = side
        else:
            after = next((new for text, new in lines[at:] if text.strip()), None)
            out[at] = (line, before if before == after else None)
    return out


def body_of(path):
    """The text of a file, which may be a mail; of a mail without plain text nothing."""
    if not path.endswith(".eml"):
        return text_of(path)
    with open(path, "rb") as file:
        part = email.message_from_binary_file(file, policy=email.policy.default).get_body(("plain",))
    try:
        return part.get_content().replace("\r\n", "\n").replace("\r", "\n") if part else ""
    except LookupError:  # a charset that Python does not know
        return ""


def own(path):
    lines = []
    for written in text_of(path).splitlines():
        if not written.strip():
            lines.append(("", None))
        elif written[0] in "+-":
            lines.append((written[2:], written[0] == "+"))
        else:
            raise ValueError(f"{path}: a line begins with + or -: {written!r}")
    return Conversation(os.path.basename(path), with_blanks(lines))


def others(folder, name):
    """Each line of the mail is looked for among what is new, then among what is old, in order."""
    new, old = ([line.strip() for line in text_of(os.path.join(folder, half, name)).split("\n") if line.strip()]
                for half in ("trimmed", "elided"))
    lines = []
    for line in text_of(os.path.join(folder, "emails", name)).split("\n"):
        word = line.strip()
        side = None
        for half, is_new in ((new, True), (old, False)):
            if side is None and word and half and half[0] == word:
                half.pop(0)
                side = is_new
        lines.append((line, side))
    return Conversation(name, with_blanks(lines))


def read(folder):
    """(kind, conversations): kind is `halves` where old and new are known, else `texts`."""
    if os.path.isdir(os.path.join(folder, "elided")):
        names = sorted(os.listdir(os.path.join(folder, "emails")))
        return "halves", [others(folder, name) for name in names
                          if os.path.exists(os.path.join(folder, "elided", name))
                          and os.path.exists(os.path.join(folder, "trimmed", name))]
    paths = sorted(path for path in glob.glob(os.path.join(folder, "**"), recursive=True) if os.path.isfile(path))
    if os.path.basename(folder.rstrip("/")) == "cases":
        return "halves", [own(path) for path in paths]
    texts = [(path, body_of(path)) for path in paths]
    return "texts", [Conversation(os.path.relpath(path, folder), [(line, None) for line in text.split("\n")])
                     for path, text in texts if text.strip()]
