#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the pages for people quote is what the programs say: each marked block of the man pages of section 7 and of
   README.md stands so in the expected output that its mark names.
     quotes_test.py SOURCE_DIR
   A mark is the line before a block: `.\\" from PLACE` before .nf in a man page, `<!-- from PLACE -->` before an indented
   block of README.md. PLACE is a file, or tests/stories/NNN. Lines may be folded anew; "..." or "…" leaves out the rest
   of a line, or alone on a line whole lines; "Subject:" is the first line of a letter. In a man page every .nf block
   needs a mark; what people type stands between .EX and .EE."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1])
OMISSION = r"\.\.\.|…"


def of_man(text):
    """(place or None, block, line) of each .nf block; how roff writes signs is undone."""
    for one in re.finditer(r"^([^\n]*)\n\.nf\n(.*?)^\.fi$", text, re.MULTILINE | re.DOTALL):
        mark = re.fullmatch(r'\.\\" from (\S+)', one[1])
        yield mark and mark[1], one[2].replace(r"\&", "").replace(r"\-", "-"), text.count("\n", 0, one.start()) + 2


def of_markdown(text):
    for one in re.finditer(r"^<!-- from (\S+) -->\n+((?:(?: {4}.*)?\n)*)", text, re.MULTILINE):
        yield one[1], one[2], text.count("\n", 0, one.start()) + 1


def said_in(place):
    """The expected output of that place, or None."""
    files = list(SOURCE.glob(place + "-*/expected.txt" if place.startswith("tests/stories/") else place))
    return files[0].read_text() if len(files) == 1 else None


def pattern(block):
    def line_part(words):
        return "[^\n]*".join(re.escape(part) for part in re.split(OMISSION, words))

    def whole_lines(piece):
        words = [line_part(word) for word in piece.split()]
        if words[0] == "Subject:":
            words[:1] = ["letter", "to", "[^ \n]+:"]
        return r"^[ \t]*" + r"\s+".join(words) + r"[ \t]*$\n?"

    pieces = re.split(rf"^\s*(?:{OMISSION})\s*$", block, flags=re.MULTILINE)
    return re.compile(r"(?:^.*\n)*?".join(whole_lines(piece) for piece in pieces if piece.split()), re.MULTILINE)


def faults(page, quotes, least):
    for place, block, line in quotes:
        at = f"{page.relative_to(SOURCE)}:{line}: "
        if not place:
            yield at + 'this output has no mark (.\\" from PLACE)'
        elif (said := said_in(place)) is None:
            yield at + place + " is neither one story nor one file"
        elif not block.split():
            yield at + "no block follows the mark"
        elif not pattern(block).search(said):
            yield at + f"{place} does not say so any more:\n{block}"
    if len(quotes) < least:
        yield f"{page.relative_to(SOURCE)}: {len(quotes)} quotes were found, at least {least} must be there"


readme = SOURCE / "README.md"
found = list(faults(readme, list(of_markdown(readme.read_text())), 6))
pages = sorted((SOURCE / "scripts/install/man").glob("*.7"))
for page_of_people in pages:
    found += faults(page_of_people, list(of_man(page_of_people.read_text())), 4)
if len(pages) != 3:
    found.append(f"{len(pages)} man pages of section 7 were found, where a manager, a team and an admin have one each")
print("\n".join(found))
sys.exit(1 if found else 0)
