# SPDX-License-Identifier: Apache-2.0
"""RT for end-to-end tests: written to over REST2 and its web form as a user, read from its database, so
   that what a test sees does not hang on the calls that the bridge makes itself."""
import base64
import http.cookiejar
import json
import quopri
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

TYPES = "('Create', 'Correspond', 'Comment')"


class Message:
    """One message on a ticket."""

    def __init__(self, row):
        self.transaction, self.type, self.creator, self.address, _, self.message_id, subject, self.headers = row
        self.subject = (subject or "").replace("\n ", " ")  # RT keeps it folded
        self.text = ""


def decoded(content, encoding):
    raw = content if isinstance(content, bytes) else (content or "").encode()
    if encoding == "base64":
        raw = base64.b64decode(raw)
    if encoding == "quoted-printable":
        raw = quopri.decodestring(raw)
    return raw


class Rt:
    def __init__(self, url, user, password, database):
        self.url, self.user, self.password, self.database = url, user, password, database

    # ------------------------------------------------------------------ REST2

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(f"{self.url}/REST/2.0/{path}", data, method=method, headers={
            "Authorization": "Basic " + token, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"RT: {method} {path}: {error.code} {error.read()[:300]!r}") from error

    def create(self, queue, subject, **more):
        return int(self.call("POST", "ticket", {"Queue": queue, "Subject": subject, "ContentType": "text/plain",
                                                "Content": subject, **more})["id"])

    def rollout(self, *teams, subject="Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", status="open"):
        """A rollout ticket on which these teams were asked."""
        ticket = self.create("staged-rollout", subject, CustomFields={"EA Teams": list(teams)},
                             AdminCc=["group:ea-" + team for team in teams])
        if status != "new":
            self.change(ticket, Status=status)
        assert self.field(ticket, "EA Teams") == sorted(teams), f"ticket {ticket} did not get its teams"
        return ticket

    def change(self, ticket, **what):
        return self.call("PUT", f"ticket/{ticket}", what)

    def mailgate(self, raw, queue="staged-rollout"):
        """A mail by RT's own door, past the bridge."""
        data = urllib.parse.urlencode({"queue": queue, "action": "correspond", "message": raw}).encode()
        with urllib.request.urlopen(self.url + "/REST/1.0/NoAuth/mail-gateway", data, timeout=60) as answer:
            said = answer.read()
        assert said.startswith(b"ok"), said

    def group(self, name):
        (row,) = self.sql("SELECT id FROM Groups WHERE Name = ? AND Domain = 'UserDefined'", name)
        return row[0]

    def user_id(self, name):
        (row,) = self.sql("SELECT id FROM Users WHERE Name = ?", name)
        return row[0]

    # ------------------------------------------------------------------ the database

    def sql(self, query, *values):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def status(self, ticket):
        return self.sql("SELECT Status FROM Tickets WHERE id = ?", ticket)[0][0]

    def subject(self, ticket):
        return self.sql("SELECT Subject FROM Tickets WHERE id = ?", ticket)[0][0]

    def newest_ticket(self):
        return self.sql("SELECT max(id) FROM Tickets")[0][0]

    def field(self, ticket, name):
        rows = self.sql("SELECT v.Content, v.LargeContent, v.ContentEncoding FROM ObjectCustomFieldValues v "
                        "JOIN CustomFields f ON f.id = v.CustomField WHERE v.ObjectType = 'RT::Ticket' "
                        "AND v.ObjectId = ? AND v.Disabled = 0 AND f.Name = ?", ticket, name)
        return sorted(decoded(large, encoding).decode() if content is None else content
                      for content, large, encoding in rows)

    def field_id(self, name):
        return self.sql("SELECT id FROM CustomFields WHERE Name = ?", name)[0][0]

    def changes(self, ticket, kind, field=None):
        """(old value, new value, who) of each change, oldest first."""
        value = "COALESCE(t.{0}Value, (SELECT v.Content FROM ObjectCustomFieldValues v WHERE v.id = t.{0}Reference))"
        return self.sql(f"SELECT {value.format('Old')}, {value.format('New')}, u.Name "
                        "FROM Transactions t JOIN Users u ON u.id = t.Creator "
                        "WHERE t.ObjectType = 'RT::Ticket' AND t.ObjectId = ? AND t.Type = ? "
                        "AND (? IS NULL OR t.Field = ?) ORDER BY t.id", ticket, kind, field, field)

    def links(self, ticket):
        return [row[0] for row in self.sql("SELECT Target FROM Links WHERE LocalBase = ? AND Type = 'RefersTo'", ticket)]

    def children(self, ticket):
        return [row[0] for row in self.sql(
            "SELECT LocalBase FROM Links WHERE LocalTarget = ? AND Type = 'MemberOf' ORDER BY LocalBase", ticket)]

    def owner(self, ticket):
        return self.sql("SELECT u.Name FROM Tickets t JOIN Users u ON u.id = t.Owner WHERE t.id = ?", ticket)[0][0]

    def admin_groups(self, ticket):
        return [row[0] for row in self.sql(
            "SELECT g.Name FROM Groups r JOIN GroupMembers m ON m.GroupId = r.id JOIN Groups g ON g.id = m.MemberId "
            "WHERE r.Domain = 'RT::Ticket-Role' AND r.Name = 'AdminCc' AND r.Instance = ? ORDER BY g.Name", ticket)]

    def fields(self, ticket):
        """All that hold something."""
        names = self.sql("SELECT DISTINCT f.Name FROM ObjectCustomFieldValues v JOIN CustomFields f ON f.id = v.CustomField "
                         "WHERE v.ObjectType = 'RT::Ticket' AND v.ObjectId = ? AND v.Disabled = 0", ticket)
        return {name: self.field(ticket, name) for (name,) in names}

    def messages(self, ticket, kind=None):
        """What was said on a ticket, oldest first; `text` is all of its text parts."""
        rows = self.sql(
            "SELECT t.id, t.Type, u.Name, u.EmailAddress, min(a.id), a.MessageId, a.Subject, a.Headers "
            "FROM Transactions t JOIN Users u ON u.id = t.Creator JOIN Attachments a ON a.TransactionId = t.id "
            f"WHERE t.ObjectType = 'RT::Ticket' AND t.ObjectId = ? AND t.Type IN {TYPES} AND (? IS NULL OR t.Type = ?) "
            "GROUP BY t.id ORDER BY t.id", ticket, kind, kind)
        out = [Message(row) for row in rows]
        for message in out:
            message.text = "\n".join(decoded(*row).decode("utf-8", "replace") for row in self.sql(
                "SELECT Content, ContentEncoding FROM Attachments WHERE TransactionId = ? AND ContentType LIKE 'text/%' "
                "ORDER BY id", message.transaction))
        return out

    def files(self, ticket):
        """(name, bytes) of each file on a ticket, oldest first."""
        return [(name, decoded(content, encoding)) for name, content, encoding in self.sql(
            "SELECT a.Filename, a.Content, a.ContentEncoding FROM Attachments a JOIN Transactions t "
            "ON t.id = a.TransactionId WHERE t.ObjectType = 'RT::Ticket' AND t.ObjectId = ? "
            f"AND t.Type IN {TYPES} AND a.Filename != '' ORDER BY a.id", ticket)]

    def correspondences(self, ticket):
        return self.messages(ticket, "Correspond")

    def notes(self, ticket, about=""):
        """The bridge's comments whose subject holds `about`."""
        return [note for note in self.messages(ticket, "Comment")
                if note.creator == "rollout-bridge" and about in note.subject]

    def mails(self, message_id):
        """(ticket, type) of each place where a mail stands, on whatever ticket."""
        return self.sql("SELECT t.ObjectId, t.Type FROM Attachments a JOIN Transactions t ON t.id = a.TransactionId "
                        "WHERE a.MessageId = ? AND a.Parent = 0 AND t.Type IN " + TYPES, message_id)


class Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer: after a form, it says that something was changed."""

    def redirect_request(self, *_):
        return None


def multipart(fields, file):
    """A form with one file: its bytes and its type."""
    name, content = file
    head = "--x-form\r\nContent-Disposition: form-data; name="
    data = "".join(f'{head}"{key}"\r\n\r\n{value}\r\n' for key, value in fields.items())
    data += f'{head}"Attach"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    return data.encode() + content + b"\r\n--x-form--\r\n", "multipart/form-data; boundary=x-form"


class WebForm:
    """A person at RT's web pages: logged in once, with the Referer that RT asks for."""

    def __init__(self, rt):
        self.rt = rt
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(cookies, Stay)
        self.post("/NoAuth/Login.html", {"user": rt.user, "pass": rt.password})

    def post(self, path, fields, file=None):
        """`file`: (name, bytes) for the field that RT's pages call Attach."""
        data, headers = urllib.parse.urlencode(fields, doseq=True).encode(), {"Referer": self.rt.url + "/"}
        if file:
            data, headers["Content-Type"] = multipart(fields, file)
        request = urllib.request.Request(self.rt.url + path, data, headers=headers)
        try:
            with self.browser.open(request, timeout=60) as answer:
                self.page = answer.read().decode("utf-8", "replace")
                return answer.status
        except urllib.error.HTTPError as answer:
            if answer.code != 302:
                raise AssertionError(f"RT: {path}: {answer.code} {answer.read()[:300]!r}") from answer
            return answer.code

    def modify(self, ticket, **fields):
        """True: RT says that it has changed something; False: that there was nothing to change."""
        return self.post("/Ticket/Modify.html", {"id": ticket, **fields}) == 302


class Page(WebForm):
    """Somebody at RT's ticket page, who writes as its editor does."""

    def say(self, ticket, *lines, type="response", file=None):
        html = "".join(f"<p>{line.replace(' ', '&nbsp;', 1)}</p>" for line in lines)
        status = self.post("/Ticket/Update.html", {
            "id": ticket, "SubmitTicket": "Update Ticket", "UpdateType": type, "UpdateSubject": "",
            "UpdateContent": html, "UpdateContentType": "text/html"}, file)
        assert status == 302, self.page
