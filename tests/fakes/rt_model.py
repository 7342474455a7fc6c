# SPDX-License-Identifier: Apache-2.0
"""What the fake RT (fake_rt.py) keeps, finds and answers; no sockets here. The shapes of the answers,
numbers that are strings among them, are those of RT 5.0.3."""
import base64
import collections
import json
import re
import time
import urllib.parse

from rt_parts import bytes_of, shown, typed

TEAMS = ["NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL", "NGI_IBERGRID-CIEMAT-LCG2", "NGI_CZ-prague_cesnet_lcg2",
         "NGI_FRANCE-IN2P3-CC", "NGI_FRANCE-IN2P3-CC-T2"]
PEOPLE = [("anna", "infn"), ("quinn", "qmul"), ("carla", "ciemat"), ("petr", "cesnet"), ("fabien", "in2p3"),
          ("fanny", "in2p3")]
PASSWORDS = {"rollout-bridge": "bridge", "root": "root"}
SELECTS = {"EA Teams": TEAMS, "Outcome": ["ACCEPT", "REJECT"]}
MULTIPLE = ["EA Teams", "EA Accepted", "EA Rejected", "Reports"]
FIELDS = MULTIPLE + ["Outcome", "Rollout Status", "Rollout Key", "Software Stack", "Component", "Version"]
REFS = {"AddRefersTo": "refers-to", "AddReferredToBy": "referred-to-by", "AddDependsOn": "depends-on",
        "AddDependedOnBy": "depended-on-by", "AddMemberOf": "parent", "AddParent": "parent", "AddChild": "child"}
PAGE = 100


class Answer(Exception):
    """Ends a call from within: a status and what is said."""

    def __init__(self, status, body, **headers):
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers


class State:
    """All that RT would keep in its database."""

    def __init__(self):
        self.last = collections.Counter()
        self.queues, self.tickets, self.transactions, self.attachments = {}, {}, [], []
        self.users, self.groups = {}, {}
        for name in ("staged-rollout", "sw-rel"):
            self.queues[self.next("queue")] = name
        for name in PASSWORDS:
            self.user(name, name + "@lab.example.test")
        for team, (name, site) in zip(TEAMS, PEOPLE):
            user = self.user(name, f"{name}@{site}.example.test")
            self.group("ea-" + team)["members"].append(user["id"])

    def next(self, kind):
        self.last[kind] += 1
        return self.last[kind]

    def user(self, name, address, privileged=1):
        user = {"id": self.next("principal"), "Name": name, "EmailAddress": address, "Privileged": privileged,
                "Disabled": 0}
        self.users[user["id"]] = user
        return user

    def group(self, name):
        group = {"id": self.next("principal"), "Name": name, "Disabled": 0, "members": []}
        self.groups[group["id"]] = group
        return group

    def write(self, ticket, type, creator, field="", old="", new="", subject="", parts=()):
        """A transaction, with what was said in it (rt_parts.py); the ticket's tag moves on."""
        row = {"id": self.next("transaction"), "ObjectId": ticket["id"], "Type": type, "Field": field,
               "OldValue": old, "NewValue": new, "Creator": creator, "Subject": subject,
               "Created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        self.transactions.append(row)
        ticket["tag"] = row["id"]
        first = self.last["attachment"]
        for part in parts:
            self.attachments.append({**part, "id": self.next("attachment"), "TransactionId": row["id"],
                                     "Parent": part["Parent"] and first + part["Parent"]})
        return row["id"]

    def create(self, queue, subject, creator, parts=()):
        if queue not in self.queues.values():
            raise Answer(403, {"message": f"No permission to create tickets in the queue '{queue}'"})
        ticket = {"id": self.next("ticket"), "queue": queue, "Subject": subject[:200], "Status": "new", "links": [],
                  "fields": {name: [] for name in FIELDS}, "merged": None, "tag": 0}
        self.tickets[ticket["id"]] = ticket
        self.write(ticket, "Create", creator, subject=subject, parts=parts)
        return ticket

    def ticket(self, number):
        ticket = self.tickets.get(int(number))
        while ticket and ticket["merged"]:
            ticket = self.tickets[ticket["merged"]]
        return ticket


# --- what may be seen, what is searched ----------------------------------------------------------

def visible(state, ticket, user):
    return user == "root" or ticket["queue"] in ("staged-rollout", "sw-rel")


TOKEN = re.compile(r"\s*(\(|\)|>|=|'(?:[^'\\]|\\.)*'|[\w:.]+)", re.S)


def wanted(state, sql):
    """A TransactionSQL text as a test of one row: `A=x AND (B='y' OR C>3)`."""
    words = TOKEN.findall(sql)

    def literal(word):
        return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.S) if word[:1] == "'" else word

    def value(row, name):
        if name == "TicketQueue":
            return state.tickets[row["ObjectId"]]["queue"]
        return {"ObjectType": "RT::Ticket"}.get(name, row.get(name, ""))

    def term():
        if words[0] == "(":
            words.pop(0)
            inner = either()
            words.pop(0)
            return inner
        name, operator, text = words.pop(0), words.pop(0), literal(words.pop(0))
        if operator == ">":
            return lambda row: int(value(row, name)) > int(text)
        return lambda row: str(value(row, name)).lower() == text.lower()

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
    compare = {"=": lambda a, b: a == b, ">": lambda a, b: int(a) > int(b), "LIKE": lambda a, b: b in a,
               "STARTSWITH": lambda a, b: a.startswith(b)}
    return all(any(compare[operator](str(row.get(field, "")).lower(), value) for value in values)
               for (field, operator), values in tests.items())


def page_of(rows, ask, show):
    """Rows that may not be seen are taken off after the cut, as in RT: a page can be short, or empty."""
    rows = sorted(rows, key=lambda row: row["id"], reverse=ask.get("order") == "DESC")
    size = min(PAGE, int(ask.get("per_page", 20)))
    start = (int(ask.get("page", 1)) - 1) * size
    items = [one for one in map(show, rows[start:start + size]) if one]
    return {"items": items, "count": len(items), "per_page": size, "page": int(ask.get("page", 1))}


# --- the calls -----------------------------------------------------------------------------------

class Call:
    """One call to REST2, as `user`."""

    def __init__(self, state, user, ask, body, if_match):
        self.state, self.user, self.ask, self.body, self.if_match = state, user, ask, body, if_match

    def json(self):
        try:
            return json.loads(self.body or b"{}")
        except ValueError:
            raise Answer(400, {"message": "JSON object must be a ARRAY or HASH"}) from None

    def the_ticket(self, number, forbidden=403):
        ticket = self.state.ticket(number)
        if not ticket:
            raise Answer(404, {"message": "Not Found"})
        if not visible(self.state, ticket, self.user):
            raise Answer(forbidden, {"message": "Forbidden"})
        return ticket

    def get_rt(self):
        return {"Version": "5.0.3", "Plugins": []}

    def get_ticket(self, number):
        ticket = self.the_ticket(number)
        links = [{"ref": "self", "type": "ticket", "id": ticket["id"], "_url": f"/ticket/{ticket['id']}"}]
        for ref, target in ticket["links"]:
            links.append({"ref": ref, "type": "ticket", "id": target, "_url": f"/REST/2.0/ticket/{target}"}
                         if target.isdigit() else {"ref": ref, "type": "external", "_url": target})
        fields = [{"id": str(FIELDS.index(name) + 1), "name": name, "type": "customfield", "values": values}
                  for name, values in ticket["fields"].items()]
        raise Answer(200, {"id": ticket["id"], "type": "ticket", "Subject": ticket["Subject"],
                           "Status": ticket["Status"], "Queue": {"id": "1", "type": "queue", "Name": ticket["queue"]},
                           "CustomFields": fields, "_hyperlinks": links}, ETag=f'"{ticket["tag"]}"')

    def put_ticket(self, number):
        ticket = self.the_ticket(number)
        if self.if_match and self.if_match != f'"{ticket["tag"]}"':
            raise Answer(412, {"message": "Precondition Failed"})
        said = []
        for key, value in self.json().items():
            if key in ("Subject", "Status") and ticket[key] != value:
                self.state.write(ticket, "Status" if key == "Status" else "Set", self.user, key, ticket[key], value)
                ticket[key] = value
                said.append(f"{key} changed")
            elif key == "MergeInto":
                ticket["merged"] = int(value)
                said.append("Merge Successful")
            elif key in REFS:
                said.append(self.link(ticket, REFS[key], str(value)))
        for name, values in self.json().get("CustomFields", {}).items():
            said += self.set_field(ticket, name, values)
        return said

    def link(self, ticket, ref, target):
        if target.isdigit() and not self.state.ticket(target):
            return f"Couldn't resolve '{target}' into a URI."
        if (ref, target) in ticket["links"]:
            return "Link already exists"
        ticket["links"].append((ref, target))
        self.state.write(ticket, "AddLink", self.user, ref, "", target)
        return "Link created"

    def set_field(self, ticket, name, values):
        if name not in ticket["fields"]:
            return []
        said, new = [], []
        for value in values if isinstance(values, list) else [] if values is None else [values]:
            known = [one for one in SELECTS.get(name, [value]) if one.lower() == value.lower()]
            if known:
                new += known
            else:
                said.append("Invalid value for custom field")
        if said and name not in MULTIPLE:
            return said
        for old in [one for one in ticket["fields"][name] if one not in new]:
            self.state.write(ticket, "CustomField", self.user, str(FIELDS.index(name) + 1), old, "")
        for one in [one for one in new if one not in ticket["fields"][name]]:
            self.state.write(ticket, "CustomField", self.user, str(FIELDS.index(name) + 1), "", one)
            said.append(f"{one} added as a value for {name}")
        ticket["fields"][name] = new
        return said

    def post_ticket(self):
        ask = self.json()
        ticket = self.state.create(ask.get("Queue"), ask.get("Subject", ""), self.user,
                                   typed({"ContentType": "text/plain", **ask}) if ask.get("Content") else ())
        for name, values in ask.get("CustomFields", {}).items():
            self.set_field(ticket, name, values)
        raise Answer(201, {"type": "ticket", "id": str(ticket["id"]), "_url": f"/ticket/{ticket['id']}"})

    def post_ticket_comment(self, number):
        return self.say(number, "Comment")

    def post_ticket_correspond(self, number):
        return self.say(number, "Correspond")

    def say(self, number, type):
        ticket, ask = self.the_ticket(number, 400), self.json()
        if "ContentType" not in ask:
            raise Answer(400, {"message": "Missing ContentType"})
        message_id = f"rt-5.0.3-1-{self.state.next('said')}-1.0-0-0@lab.example.test"
        id = self.state.write(ticket, type, self.user, subject=ask.get("Subject", ""), parts=typed(ask, message_id))
        raise Answer(201, [type + " added"], Location=f"/REST/2.0/transaction/{id}")

    def get_ticket_history(self, number):
        ticket = self.the_ticket(number)
        rows = [one for one in self.state.transactions if self.state.ticket(one["ObjectId"]) is ticket]
        return page_of(rows, self.ask, lambda row: row)

    def get_transaction(self, number):
        for row in self.state.transactions:
            if row["id"] == int(number):
                self.the_ticket(row["ObjectId"])
                shown = {key: row[key] for key in ("id", "Type", "Field", "OldValue", "NewValue", "Created")
                         if row[key] != ""}
                return {**shown, "Object": {"type": "ticket", "id": str(row["ObjectId"])},
                        "Creator": {"type": "user", "id": row["Creator"]}}
        raise Answer(404, {"message": "Not Found"})

    def get_transaction_attachments(self, number):
        self.get_transaction(number)
        return page_of([row for row in self.state.attachments if row["TransactionId"] == int(number)], self.ask,
                       lambda row: {**shown(row), "id": str(row["id"])})

    def get_attachment(self, number):
        row = self.one({one["id"]: {"Name": "", **one} for one in self.state.attachments}, number)
        return {**row, "Parent": str(row["Parent"]), "Content": base64.encodebytes(bytes_of(row)).decode()}

    def post_transactions(self):
        query = urllib.parse.parse_qs(self.body.decode())["query"][0]
        test = wanted(self.state, query)

        def show(row):
            if visible(self.state, self.state.tickets[row["ObjectId"]], self.user):
                return {**row, "id": str(row["id"]), "Creator": {"type": "user", "id": row["Creator"]}}
            return None
        return page_of(filter(test, self.state.transactions), self.ask, show)

    def post_attachments(self):
        conditions = self.json()
        return page_of([row for row in self.state.attachments if fits(row, conditions)], self.ask,
                       lambda row: {**shown(row), "id": str(row["id"]), "TransactionId": str(row["TransactionId"]),
                                    "Content": row["Content"] if "Content" in self.ask.get("fields", "") else ""})

    def post_users(self):
        conditions = self.json()
        return page_of([user for user in self.state.users.values() if not user["Disabled"] and fits(user, conditions)],
                       self.ask, lambda user: {
                           "type": "user", "id": user["Name"], "Name": user["Name"], "Privileged": "",
                           "EmailAddress": user["EmailAddress"],
                           "_hyperlinks": [{"ref": "self", "type": "user", "id": user["id"]}]})

    def get_user(self, name):
        return self.one(self.state.users, name)

    def get_group(self, number):
        group = self.one(self.state.groups, number)
        members = [] if group["Disabled"] else [
            {"type": "user", "id": self.state.users[id]["Name"]} if id in self.state.users else
            {"type": "group", "id": str(id)} for id in group["members"]]
        return {"id": group["id"], "Name": group["Name"], "Disabled": str(group["Disabled"]), "Members": members}

    def post_groups(self):
        conditions = [one for one in self.json() if one["field"] != "Domain"]
        return page_of([group for group in self.state.groups.values()
                        if not group["Disabled"] and fits(group, conditions)],
                       self.ask, lambda group: {"type": "group", "id": str(group["id"]), "Name": group["Name"]})

    def one(self, things, name):
        for id, thing in things.items():
            if str(name) in (str(id), thing["Name"]):
                return thing
        raise Answer(404, {"message": "Not Found"})

    def post_queue(self):
        self.state.queues[self.state.next("queue")] = self.json()["Name"]
        raise Answer(201, {"type": "queue", "id": str(self.state.last["queue"])})

    def post_user(self):
        ask = self.json()
        user = self.state.user(ask["Name"], ask.get("EmailAddress", ""), int(ask.get("Privileged", 0)))
        raise Answer(201, {"type": "user", "id": user["Name"]})

    def post_group(self):
        raise Answer(201, {"type": "group", "id": str(self.state.group(self.json()["Name"])["id"])})

    def put_user(self, name):
        self.one(self.state.users, name)["Disabled"] = int(self.json()["Disabled"])
        return ["User disabled"]

    def put_group(self, number):
        self.one(self.state.groups, number)["Disabled"] = int(self.json()["Disabled"])
        return ["Group disabled"]

    def put_group_members(self, number):
        self.one(self.state.groups, number)["members"] += [int(id) for id in self.json()]
        return ["Member added"]
