# SPDX-License-Identifier: Apache-2.0
"""What the fake RT (fake_rt.py) keeps, finds and answers; no sockets here. The shapes of the answers,
numbers that are strings among them, are those of RT 5.0.3."""
import base64
import collections
import json
import time
import urllib.parse

from rt_parts import bytes_of, shown, typed
from rt_search import Answer, fits, page_of, visible, wanted
from rt_setup import SetupCalls
from rt_tickets import ROLES, TEAMS, TicketCalls, new_ticket

MEMBERS = {"staged-rollout": ["mgr1", "mgr2"], "sw-rel-sr": ["owner1", "owner2"],
           **{"ea-" + team: [name] for team, name in zip(TEAMS, ["anna", "quinn", "carla", "petr", "fabien", "fanny"])}}
ADDRESSES = {"anna": "infn", "quinn": "qmul", "carla": "ciemat", "petr": "cesnet", "fabien": "in2p3", "fanny": "in2p3"}
PASSWORDS = {"rollout-bridge": "bridge", "root": "root"}


class State:
    """All that RT would keep in its database."""

    def __init__(self):
        self.last = collections.Counter()
        self.queues, self.tickets, self.transactions, self.attachments = {}, {}, [], []
        self.users, self.groups = {}, {}
        for name in ("staged-rollout", "sw-rel"):
            self.queues[self.next("queue")] = name
        self.user("Nobody", "")
        for name in PASSWORDS:
            self.user(name, name + "@lab.example.test")
        for group, names in MEMBERS.items():
            self.group(group)["members"] += [
                self.user(name, f"{name}@{ADDRESSES.get(name, 'lab')}.example.test")["id"] for name in names]

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

    def group_named(self, name):
        return next((one for one in self.groups.values() if one["Name"].lower() == name.lower()), None)

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
        ticket = new_ticket(self.next("ticket"), queue, subject, creator)
        self.tickets[ticket["id"]] = ticket
        self.write(ticket, "Create", creator, subject=subject, parts=parts)
        return ticket

    def ticket(self, number):
        ticket = self.tickets.get(int(number))
        while ticket and ticket["merged"]:
            ticket = self.tickets[ticket["merged"]]
        return ticket


# --- the calls -----------------------------------------------------------------------------------

class Call(TicketCalls, SetupCalls):
    """One call to REST2, as `user`."""

    def __init__(self, state, user, ask, body, if_match):
        self.state, self.user, self.ask, self.body, self.if_match = state, user, ask, body, if_match

    def json(self):
        try:
            return json.loads(self.body or b"{}")
        except ValueError:
            raise Answer(400, {"message": "JSON object must be a ARRAY or HASH"}) from None

    def get_rt(self):
        return {"Version": "5.0.3", "Plugins": []}

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
        row = next((one for one in self.state.attachments if one["id"] == int(number)), None)
        if row is None:
            raise Answer(500, "")
        self.get_transaction(row["TransactionId"])  # may be hidden
        return {**row, "Parent": str(row["Parent"]), "Content": base64.encodebytes(bytes_of(row)).decode()}

    def post_transactions(self):
        query = urllib.parse.parse_qs(self.body.decode())["query"][0]

        def values(row, name):
            if name == "TicketQueue":
                return [self.state.tickets[row["ObjectId"]]["queue"]]
            return [{"ObjectType": "RT::Ticket"}.get(name, row.get(name, ""))]

        test = wanted(query, values)

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
        all_of_them = self.ask.get("find_disabled_rows") == "1"
        return page_of([user for user in self.state.users.values()
                        if (all_of_them or not user["Disabled"]) and fits(user, conditions)], self.ask, lambda user: {
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

    def post_customroles(self):
        roles = [{"id": int(role.rsplit("-", 1)[1]), "Name": name} for role, name in ROLES.items()]
        return page_of([role for role in roles if fits(role, self.json())], self.ask,
                       lambda role: {**role, "type": "customrole", "id": str(role["id"])})

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
