# SPDX-License-Identifier: Apache-2.0
"""How the fake RT (fake_rt.py) says that it is set up: queues, custom fields, and two of RT's pages."""
import urllib.parse

from rt_search import Answer, fits, page_of, visible
from rt_tickets import FIELDS, FIELDS_OF, LIFECYCLES, MULTIPLE, SELECTS, UNIQUE

TYPES = {"Rollout Status": "Text", "Rollout Journal": "Text", "Exposure Until": "Date", **{name: "Select" for name in SELECTS}}


def setup_of(name):
    return {"id": FIELDS.index(name) + 1, "Name": name, "Type": TYPES.get(name, "Freeform"), "Disabled": 0,
            "MaxValues": 0 if name in MULTIPLE else 1, "UniqueValues": int(name in UNIQUE),
            "LookupType": "RT::Queue-RT::Ticket"}


class SetupCalls:
    """A part of Call (rt_model.py)."""

    def sees_queue(self, name):
        return self.user == "root" or name in FIELDS_OF

    def get_queue(self, name):
        name = urllib.parse.unquote(name)
        if name not in self.state.queues.values() or not self.sees_queue(name):
            raise Answer(403, {"message": "Forbidden"})
        links = [{"ref": "create", "type": "ticket"}] if name == "staged-rollout" or self.user == "root" else []
        return {"Name": name, "Lifecycle": name if name in LIFECYCLES else "default", "Disabled": "0",
                "_hyperlinks": links, "TicketCustomFields": [
                    {"id": str(FIELDS.index(one) + 1), "name": one, "type": "customfield"} for one in FIELDS_OF.get(name, [])]}

    def post_queues(self):
        rows = [{"id": id, "Name": name} for id, name in self.state.queues.items()]
        return page_of([row for row in rows if fits(row, self.json())], self.ask, lambda row: self.sees_queue(row["Name"]) and {
            "type": "queue", "id": str(row["id"]), "Name": row["Name"]})

    def post_customfields(self):
        conditions = self.json()
        return page_of([row for row in map(setup_of, FIELDS) if fits(row, conditions)], self.ask,
                       lambda row: {name: str(value) for name, value in row.items()})

    def get_customfield(self, number):
        if not 1 <= int(number) <= len(FIELDS):
            raise Answer(404, {"message": "Not Found"})
        name = FIELDS[int(number) - 1]
        return {**setup_of(name), **({"Values": SELECTS[name]} if name in SELECTS else {})}

    def get_group_members(self, number):
        self.get_group(number)
        if self.user != "root":
            raise Answer(403, {"message": "Forbidden"})
        return {"items": []}

    def page(self, path):
        """What RT shows people there, as far as it is read."""
        if path == "/Search/Build.html":
            groups = "".join(f'<optgroup label="{name}">\n' + "".join(
                f'<option value="{one}" >{one}</option>\n' for one in moves if one != "deleted") + "</optgroup>\n"
                             for name, moves in LIFECYCLES.items())
            return ('<select name="ValueOfStatus" class="selectpicker form-control">\n<option value="" selected="selected">-'
                    f'</option>\n<option value="__Active__">Active</option>\n{groups}</select>')
        ticket = self.state.ticket(self.ask.get("id", 0))
        if path != "/Ticket/Modify.html" or not ticket or not visible(self.state, ticket, self.user):
            return "No permission to view ticket"
        statuses = [ticket["Status"], *LIFECYCLES.get(ticket["queue"], {}).get(ticket["Status"], [])]
        options = "".join(f'<option value="{one}" >{one}</option>\n' for one in statuses)
        inputs = "".join(f'<input name="Object-RT::Ticket-{ticket["id"]}-CustomField-{FIELDS.index(name) + 1}-Value" />\n'
                         for name in ticket["fields"] if self.user == "root" or name not in SELECTS)
        return f'<select name="Status" class="selectpicker form-control">\n{options}</select>\n{inputs}'
