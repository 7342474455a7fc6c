# SPDX-License-Identifier: Apache-2.0
"""What the fake RT (fake_rt.py) lets be seen and finds."""
import collections
import re

PAGE = 100


class Answer(Exception):
    """Ends a call from within: a status and what is said."""

    def __init__(self, status, body, **headers):
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers


def visible(state, ticket, user):
    return user == "root" or ticket["queue"] in ("staged-rollout", "sw-rel")


TOKEN = re.compile(r"\s*(\(|\)|>|=|'(?:[^'\\]|\\.)*'|[\w:.]+)", re.S)


def wanted(sql, values):
    """A TransactionSQL or TicketSQL text as a test of one row: `A=x AND (B='y' OR C>3 OR 'D e' IS NULL)`.
    `values(row, name)` gives those of a column; None where there is none of that name."""
    words = TOKEN.findall(sql)

    def literal(word):
        return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.S) if word[:1] == "'" else word

    def term():
        if words[0] == "(":
            words.pop(0)
            inner = either()
            words.pop(0)
            return inner
        name, operator, text = literal(words.pop(0)), words.pop(0), literal(words.pop(0))
        tests = {">": lambda value: int(value) > int(text), "=": lambda value: str(value).lower() == text.lower()}
        if operator == "IS":
            return lambda row: values(row, name) == []
        return lambda row: any(map(tests[operator], values(row, name) or []))

    def chain(part, word, join):
        parts = [part()]
        while words and words[0] == word:
            words.pop(0)
            parts.append(part())
        return lambda row: join(one(row) for one in parts)

    def both():
        return chain(term, "AND", all)

    def either():
        return chain(both, "OR", any)

    return either()


def fits(row, conditions):
    """RT's JSON search: several values of one field are alternatives, different fields all count."""
    tests = collections.defaultdict(list)
    for one in conditions:
        tests[one["field"], one.get("operator", "=")].append(str(one["value"]).lower())
    compare = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: int(a) > int(b),
               "LIKE": lambda a, b: b in a, "STARTSWITH": lambda a, b: a.startswith(b)}
    return all(any(compare[operator](str(row.get(field, "")).lower(), value) for value in values)
               for (field, operator), values in tests.items())


def page_of(rows, ask, show):
    """Rows that may not be seen are taken off after the cut, as in RT: a page can be short, or empty."""
    rows = sorted(rows, key=lambda row: row["id"], reverse=ask.get("order") == "DESC")
    size = min(PAGE, int(ask.get("per_page", 20)))
    start = (int(ask.get("page", 1)) - 1) * size
    items = [one for one in map(show, rows[start:start + size]) if one]
    return {"items": items, "count": len(items), "per_page": size, "page": int(ask.get("page", 1))}
