# SPDX-License-Identifier: Apache-2.0
"""What REST2 does with a ticket in the fake RT (fake_rt.py): read, made, changed, found. An update answers 200 and
words whatever happened, and making one drops without a word what it does not understand."""
import re
import urllib.parse
from itertools import zip_longest

from rt_parts import typed
from rt_search import Answer, page_of, visible, wanted

TEAMS = ["NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL", "NGI_IBERGRID-CIEMAT-LCG2", "NGI_CZ-prague_cesnet_lcg2",
         "NGI_FRANCE-IN2P3-CC", "NGI_FRANCE-IN2P3-CC-T2"]
SELECTS = {"EA Teams": TEAMS, "Outcome": ["ACCEPT", "REJECT"]}
MULTIPLE = ["EA Teams", "EA Accepted", "EA Rejected", "Reports"]
RELEASE = ["Release Notes", "Issues Fixed", "Documentation", "Software Stack", "Component", "Version", "OS", "Arch",
           "Document ID"]
FIELDS_OF = {"staged-rollout": RELEASE + MULTIPLE + ["Rollout Status", "Rollout Journal", "Rollout Key", "Outcome", "Exposure Until"],
             "sw-rel": RELEASE + ["RepoAction", "RepoStatus", "Rollout Outcome"]}
FIELDS = list(dict.fromkeys(FIELDS_OF["staged-rollout"] + FIELDS_OF["sw-rel"]))
UNIQUE = ["Rollout Key"]
LIFECYCLES = {
    "sw-rel": {"Unverified": ["InVerification", "Rejected", "deleted"],
               "InVerification": ["StageRollOut", "Unverified", "Rejected", "deleted"],
               "StageRollOut": ["Production", "InVerification", "Rejected", "deleted"],
               "Production": ["StageRollOut"], "Rejected": ["Unverified", "InVerification", "deleted"], "deleted": []},
    "staged-rollout": {status: ["new", "open", "stalled", "resolved", "rejected", "deleted"]
                       for status in ("new", "open", "stalled", "resolved", "rejected", "deleted")}}
OWNERS = {"sw-rel": "sw-rel-sr", "staged-rollout": "staged-rollout"}
ROLES = {"RT::CustomRole-1": "Responsible Group"}
REFS = {"RefersTo": "refers-to", "ReferredToBy": "referred-to-by", "DependsOn": "depends-on",
        "DependedOnBy": "depended-on-by", "MemberOf": "parent", "Parent": "parent", "Child": "child"}
INVERSE = {"parent": "child", "refers-to": "referred-to-by", "depends-on": "depended-on-by"}
INVERSE |= {back: there for there, back in INVERSE.items()}


def new_ticket(number, queue, subject, creator):
    return {"id": number, "queue": queue, "Subject": subject.encode()[:200].decode(errors="ignore").replace("\n", ""),
            "Status": next(iter(LIFECYCLES.get(queue, ["new"]))), "Creator": creator, "Owner": "Nobody", "links": [],
            "Due": "1970-01-01T00:00:00Z", "roles": {"AdminCc": [], **{role: [] for role in ROLES if queue in OWNERS}},
            "fields": {name: [] for name in FIELDS_OF.get(queue, [])}, "merged": None, "tag": 0}


def fields_of(ticket):
    return [{"id": str(FIELDS.index(name) + 1), "name": name, "type": "customfield", "values": values}
            for name, values in ticket["fields"].items()]


class TicketCalls:
    """A part of Call (rt_model.py)."""

    def the_ticket(self, number, forbidden=403):
        ticket = self.state.ticket(number)
        if not ticket:
            raise Answer(404, {"message": "Not Found"})
        if not visible(self.state, ticket, self.user):
            raise Answer(forbidden, {"message": "Forbidden"})
        return ticket

    def get_ticket(self, number):
        ticket = self.the_ticket(number)
        links = [{"ref": "self", "type": "ticket", "id": ticket["id"], "_url": f"/ticket/{ticket['id']}"}]
        for ref, target in ticket["links"]:
            if not target.isdigit():
                links.append({"ref": ref, "type": "external", "_url": target})
            elif self.state.ticket(target)["Status"] != "deleted":
                links.append({"ref": ref, "type": "ticket", "id": target, "_url": f"/REST/2.0/ticket/{target}"})
        raise Answer(200, {"id": ticket["id"], "type": "ticket", "Subject": ticket["Subject"], "Due": ticket["Due"],
                           "Status": ticket["Status"], "Queue": {"id": "1", "type": "queue", "Name": ticket["queue"]},
                           "Owner": {"type": "user", "id": ticket["Owner"]}, "CustomFields": fields_of(ticket),
                           "_hyperlinks": links, **{role: list(map(self.shown, members))
                                                    for role, members in ticket["roles"].items()}},
                     ETag=f'"{ticket["tag"]}"')

    def shown(self, principal):
        if principal in self.state.groups:
            return {"type": "group", "id": str(principal)}
        return {"type": "user", "id": self.state.users[principal]["Name"]}

    # ------------------------------------------------------------------ made

    def post_ticket(self):
        ask = self.json()
        ticket = self.state.create(ask.get("Queue"), ask.get("Subject", ""), self.user,
                                   typed({"ContentType": "text/plain", **ask}) if ask.get("Content") else ())
        for name, values in ask.get("CustomFields", {}).items():
            self.set_field(ticket, name, values[-1:] if isinstance(values, list) and name not in MULTIPLE else values)
        for name in sorted(REFS.keys() & ask.keys()):
            self.link(ticket, REFS[name], str(ask[name]))
        found = map(self.principal, ask.get("AdminCc", []))
        ticket["roles"]["AdminCc"] = [one for one in found if one]
        ticket["Owner"] = ask.get("Owner", "Nobody")
        raise Answer(201, {"type": "ticket", "id": str(ticket["id"]), "_url": f"/ticket/{ticket['id']}"})

    # ------------------------------------------------------------------ changed

    def put_ticket(self, number):
        ticket = self.the_ticket(number)
        if self.if_match and self.if_match != f'"{ticket["tag"]}"':
            raise Answer(412, {"message": "Precondition Failed"})
        said = []
        for key, value in self.json().items():
            if key == "Due":
                value = value.replace(" ", "T") + "Z"
            if key in ("Subject", "Due") and ticket[key] != value:
                self.state.write(ticket, "Set", self.user, key, ticket[key], value)
                ticket[key] = value
                said.append(f"{key} changed")
            elif key == "Status":
                said += self.set_status(ticket, value)
            elif key == "Owner":
                said += self.set_owner(ticket, value)
            elif key == "MergeInto":
                said.append(self.merge(ticket, int(value)))
            elif key.removeprefix("Add") in REFS and key.startswith("Add"):
                said.append(self.link(ticket, REFS[key[3:]], str(value)))
            elif key in ticket["roles"]:
                said += self.set_role(ticket, key, value)
        for name, values in self.json().get("CustomFields", {}).items():
            said += self.set_field(ticket, name, values)
        return said

    def set_status(self, ticket, wish):
        now, moves = ticket["Status"], LIFECYCLES.get(ticket["queue"], LIFECYCLES["staged-rollout"])
        status = next((one for one in moves if one.lower() == wish.lower()), None)
        if status == now:
            return []
        if not status:
            return [f"Ticket {ticket['id']}: Status '{wish}' isn't a valid status for this ticket."]
        if status not in moves[now]:
            return [f"Ticket {ticket['id']}: You can't change status from '{now}' to '{status}'."]
        if status == "deleted" and self.user != "root":
            return [f"Ticket {ticket['id']}: Permission Denied"]
        self.state.write(ticket, "Status", self.user, "Status", now.lower(), status.lower())
        ticket["Status"] = status
        return ["Status changed"]

    def set_owner(self, ticket, name):
        now, group = ticket["Owner"], OWNERS.get(ticket["queue"])
        if name == now:
            return []
        known = [user for user in self.state.users.values() if user["Name"] == name]
        if not known:
            return ["That user does not exist"]
        if name not in ("Nobody", "root") and known[0]["id"] not in self.state.group_named(group)["members"]:
            return ["That user may not own tickets in that queue"]
        if self.user != "root" and now != "Nobody" and ticket["queue"] != "sw-rel":
            return ["You can only reassign tickets that you own or that are unowned"]
        self.state.write(ticket, "SetWatcher", self.user, "Owner", now, name)
        ticket["Owner"] = name
        return [f"Owner changed from {now} to {name}"]

    def principal(self, word):
        """A watcher's number; None when there is no such one. An unknown address becomes a user."""
        group = re.fullmatch(r"\s*group\s*:\s*(.*)", word, re.I)
        if group:
            return (self.state.group_named(group[1]) or {"id": None})["id"]
        if word.isdigit():
            return int(word) if int(word) in {**self.state.users, **self.state.groups} else None
        for column in ["EmailAddress", "Name"] if "@" in word else ["Name"]:
            for user in self.state.users.values():
                if word.lower() == user[column].lower():
                    return user["id"]
        return self.state.user(word, word, 0)["id"] if "@" in word else None

    def set_role(self, ticket, role, words):
        members = [self.principal(word) for word in words]
        if None in members:
            raise Answer(500, "")
        gone = [one for one in ticket["roles"][role] if one not in members]
        new = [one for one in dict.fromkeys(members) if one not in ticket["roles"][role]]
        for one in gone:
            self.state.write(ticket, "DelWatcher", self.user, role, str(one), "")
        for one in new:
            self.state.write(ticket, "AddWatcher", self.user, role, "", str(one))
        ticket["roles"][role] = [one for one in ticket["roles"][role] if one not in gone] + new
        return ["Watchers changed"] if gone or new else []

    def merge(self, ticket, into):
        ticket["merged"] = into
        for one in self.state.tickets.values():
            links = [(ref, str(into) if target == str(ticket["id"]) else target) for ref, target in one["links"]]
            one["links"] = list(dict.fromkeys(links))
        target = self.state.ticket(into)
        target["links"] = list(dict.fromkeys(target["links"] + ticket["links"]))
        return "Merge Successful"

    def link(self, ticket, ref, target):
        other = None
        if target.isdigit():
            other = self.state.ticket(target)
            if not other or other["Status"] == "deleted":
                return f"Couldn't resolve '{target}' into a link."
            if not visible(self.state, other, self.user):
                return "Permission denied"
            target = str(other["id"])
        if (ref, target) in ticket["links"]:
            return "Link already exists"
        ticket["links"].append((ref, target))
        self.state.write(ticket, "AddLink", self.user, ref, "", target)
        if other:
            other["links"].append((INVERSE[ref], str(ticket["id"])))
            self.state.write(other, "AddLink", self.user, INVERSE[ref], "", str(ticket["id"]))
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
        if name not in MULTIPLE:
            new = new[:1]
            if said or new and new != ticket["fields"][name] and not self.is_unique(name, new[0]):
                return said or [f"'{new[0]}' is not a unique value"]
        if new != ticket["fields"][name] and name in SELECTS and self.user != "root":
            return ["Permission Denied"]  # the managers' fields (rt-config)
        gone = [one for one in ticket["fields"][name] if one not in new]
        come = [one for one in new if one not in ticket["fields"][name]]
        pairs = [(old, "") for old in gone] + [("", one) for one in come]
        if name not in MULTIPLE:  # one row that tells both
            pairs = zip_longest(gone, come, fillvalue="")
        for old, one in pairs:
            self.state.write(ticket, "CustomField", self.user, str(FIELDS.index(name) + 1), old, one)
        said += [f"{one} added as a value for {name}" for one in come]
        ticket["fields"][name] = new
        return said

    def is_unique(self, name, value):
        held = [one for ticket in self.state.tickets.values() if not ticket["merged"] and ticket["Status"] != "deleted"
                for one in ticket["fields"].get(name, [])]
        return name not in UNIQUE or value.lower() not in map(str.lower, held)

    # ------------------------------------------------------------------ found

    def post_tickets(self):
        query = urllib.parse.parse_qs(self.body.decode())["query"][0]

        def values(ticket, name):
            field = re.fullmatch(r"CF\.\{(.*)\}", name)
            if field:  # one that no queue has is neither empty nor anything
                return ticket["fields"].get(field[1], []) if field[1] in FIELDS else None
            return [{"Queue": ticket["queue"], "EffectiveId": ticket["merged"] or ticket["id"]}.get(name) or ticket[name]]

        test = wanted(query, values)
        rows = [one for one in self.state.tickets.values() if one["Status"] != "deleted" and test(one)
                and (not one["merged"] or "EffectiveId" in query)]
        return page_of(rows, self.ask, lambda one: visible(self.state, one, self.user) and {
            "type": "ticket", "id": str(one["id"]), "Subject": one["Subject"], "CustomFields": fields_of(one),
            "EffectiveId": str(one["merged"] or one["id"])})
