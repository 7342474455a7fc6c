# SPDX-License-Identifier: Apache-2.0
"""All that people see of a release and its rollout, without what differs by chance: two stories that went
   alike give the same. Days are told by their names, so two weeks may be compared."""
import datetime
import re

from lab import eventually


def plain(text):
    text = re.sub(r"\s+", " ", text).strip()  # long subjects are folded
    text = re.sub(r"\[rollout-bridge \w+\] ", "", text)
    text = re.sub(r"#\d+|\bid=\d+|\bsr-\d+|ticket/\d+", "#N", text)
    text = re.sub(r"\b(send|cancel) [a-z0-9]{4}-[a-z0-9]{4}\b", r"\1 ID", text)
    return re.sub(r"\d{4}-\d\d-\d\d", lambda day: datetime.date.fromisoformat(day[0]).strftime("%A"), text)


def people(mail):
    names = [str(mail.get(name, "")) for name in ("To", "Cc", "Bcc")]
    return sorted(part.strip(" <>,") for part in " ".join(names).replace(",", " ").split() if "@" in part)


def about(mails, ticket):
    return [mail for mail in mails if f"#{ticket}]" in mail["Subject"]]


def child_of(lab, release):
    (child,) = eventually(lambda: lab.rt.children(release), "the release has a rollout")
    return child


def ticket_state(lab, ticket):
    rt = lab.rt
    # The journal tells by which of RT's transactions each thing came about, so it is another one each time.
    fields = {name: [plain(value) for value in values] for name, values in rt.fields(ticket).items()
              if name != "Rollout Journal"}
    return {
        "subject": rt.subject(ticket), "status": rt.status(ticket), "owner": rt.owner(ticket),
        "AdminCc": rt.admin_groups(ticket), "fields": fields, "refers to": rt.links(ticket),
        "notes": sorted(plain(note.subject) for note in rt.notes(ticket)),
        "said": sorted((said.creator, plain(said.text)) for said in rt.correspondences(ticket)),
        "letters": sorted((letter["To"], plain(letter["Subject"])) for letter in about(lab.sent(), ticket)),
        "mails of RT": sorted((people(mail), plain(mail["Subject"])) for mail in about(lab.rt_sent(), ticket))}


def state_of(lab, release):
    children = lab.rt.children(release)
    return {"release": ticket_state(lab, release), "rollouts": [ticket_state(lab, child) for child in children]}
