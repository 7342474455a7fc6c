# SPDX-License-Identifier: Apache-2.0
"""The 62 shapes of mail that people and programs send, each with what must be read in it, through
`check mail --json`. A shape has a number and may have several mails."""
import base64
import json
import unittest

from bridge import BridgeTest

T, U = "NGI_IT-INFN-T1", "NGI_UK-RAL-LCG2"
HEAD = (b"From: Anna <anna@infn.example>\nTo: rollout@rt.example\nSubject: Re: [rt #7] Staged Rollout\n"
        b"Message-ID: <%d@infn.example>\nMIME-Version: 1.0\n")


def utf8(text):
    return text if isinstance(text, bytes) else text.encode()


def plain(text, headers="Content-Type: text/plain; charset=utf-8\n"):
    return utf8(headers) + b"\n" + utf8(text)


def html(text):
    return plain(text, "Content-Type: text/html; charset=utf-8\n")


def multi(kind, *parts, close=True):
    """Parts are whole: their headers, a blank line, their text."""
    body = b"".join(b"--cut\n" + utf8(part) + b"\n" for part in parts)
    return b'Content-Type: multipart/%s; boundary="cut"\n\n' % kind.encode() + body + (b"--cut--\n" if close else b"")


def both(text, markup):
    return multi("alternative", plain(text), html(markup))


def attached(disposition, content="x", kind="application/msword"):
    return plain(content, f"Content-Type: {kind}\nContent-Disposition: attachment; {disposition}\n")


def accept(team=T):
    return ("commands", [("accept", team)])


QUOTE = f"On 3 May 2026 at 10:00, RT <rt@rt.example> wrote:\n> accept {U}\n> reject {U}\n"
OUTLOOK = f"From: RT\nSent: Monday\nTo: Anna\nSubject: rollout\n\naccept {U}\nreject {T}\n"
NOTIFY = "Auto-Submitted: auto-replied\n"


def name_of(disposition, name):
    return (multi("mixed", plain(f"accept {T}"), attached(disposition)), accept(), [name])


SHAPES = {
    1: (plain(f"accept {T}\n"), accept()),
    2: (plain(f"accept {T}\n\n{QUOTE}"), accept()),
    3: (plain(f"{QUOTE}\naccept {T}\n"), accept()),
    4: (plain(f"{QUOTE}\nreject {U}\n\n> more of it\n> accept {T}\n"), ("commands", [("reject", U)])),
    5: (plain(f"accept {T}\n\n-----Original Message-----\nreject {T}\naccept {U}\n"), accept()),
    6: (plain(f"-----Original Message-----\nFrom: RT\nreject {T}\n"), ("empty", [])),
    7: (plain(f"accept {T}\n\nVon: RT\nGesendet: Montag\nAn: Anna\nBetreff: Rollout\n\nreject {T}\n"), accept()),
    8: (html(f'<p class=MsoNormal>accept {T}<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
             f'padding:3.0pt 0in 0in 0in"><p class=MsoNormal><b>From:</b> RT<br></p></div><p>reject {T}</p>'), accept()),
    9: (html(f'<div dir="ltr">accept {T}</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon RT wrote:'
             f'</div><blockquote class="gmail_quote">reject {T}</blockquote></div>'), accept()),
    10: (html(f'<body>accept {T}<br><blockquote type="cite"><div>On 3 May, RT wrote:</div>reject {T}</blockquote>'), accept()),
    11: (plain(f"ok\n\nFrom:\tRT <rt@rt.example>\nTo:\tAnna\nDate:\t3.5.2026\nSubject:\trollout\n\naccept {T}\n"), ("none", [])),
    12: (plain(base64.encodebytes(f"accept {T}\ngrüße\n".encode()),
               "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n"), accept()),
    13: (plain(f"accept {T} \nsecond line\n", "Content-Transfer-Encoding: quoted-printable\n"), accept()),
    14: (plain("accept NGI_IT-=\nINFN-T1\n", "Content-Transfer-Encoding: quoted-printable\n"), accept()),
    15: (plain("accept NGI_IT- \nINFN-T1\n", "Content-Type: text/plain; format=flowed; delsp=yes\n"), accept()),
    16: (plain(f"accept\n{T}\n", "Content-Type: text/plain; format=flowed\n"), ("malformed", [])),
    17: (plain("ACCEPT ngi_it-infn-t1\n"), accept()),
    18: (plain(f"accept\u00a0{T}\n"), accept()),
    19: (plain(f"\u200baccept {T}\n"), accept()),
    20: (plain("accept NGI_IT\u2013INFN\u2013T1\n"), accept()),
    21: [(plain(line), accept()) for line in
         (f"**accept {T}**", f"`accept {T}`", f"- accept {T}", f"accept: {T}", f"accept {T}.")],
    22: (plain(f"accept {T}\nreject {U}\n"), ("commands", [("accept", T), ("reject", U)])),
    23: (plain(f"accept {T}\nreject {T}\n"), ("conflict", [])),
    24: (plain(f"accept {T}\naccept {T}\n"), accept(), [], "duplicate"),
    25: (both(f"accept {T}\n", f"<p>reject {T}</p>"), ("conflict", [])),
    26: (both(" \n", f"<p>accept {T}</p>"), accept()),
    27: (plain(f"We accept {T} usually\n"), ("none", [])),
    28: (plain(f"acept {T}\n"), ("malformed", []), [], "malformed"),
    29: (plain("accept\n"), ("malformed", [])),
    30: (plain("accept NGI_NOT_KNOWN\n"), ("malformed", []), [], "unknown_team"),
    31: (plain(f"accepted {T}\n"), ("malformed", [])),
    32: (plain(f"accept {T} {U}\n"), ("malformed", [])),
    33: (plain(f"thanks\n-- \naccept {T}\n"), ("none", [])),
    34: (plain(f"Sent from my iPhone\n\naccept {T}\n"), accept()),
    35: (plain(f"merci\n\nLe lun. 3 mai 2026 à 10:00, RT <rt@rt.example> a\nécrit :\n\naccept {T}\n"), ("none", [])),
    36: (plain(f"fine\nJD> accept {T}\n"), ("none", [])),
    37: (plain(f"fine\n > accept {T}\n"), ("none", [])),
    38: (plain(f"Someone wrote to us:\n\naccept {T}\n"), ("empty", [])),
    39: (plain(f"see below\n\n---------- Forwarded message ----------\nFrom: X <x@y>\n\naccept {T}\n"), ("none", [])),
    40: (multi("mixed", plain("see the mail\n"), plain(f"Subject: s\n\naccept {T}\n", "Content-Type: message/rfc822\n")),
         ("none", [])),
    41: (multi("signed; protocol=\"application/pkcs7-signature\"", plain(f"accept {T}\n"),
               attached("filename=smime.p7s", kind="application/pkcs7-signature")), accept(), ["smime.p7s"]),
    42: (plain("MIIB\n", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
                         "Content-Transfer-Encoding: base64\n"), ("unreadable", []), ["smime.p7m"]),
    43: (plain(f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\naccept {T}\n-----BEGIN PGP SIGNATURE-----\n\n"
               "iQ\n-----END PGP SIGNATURE-----\n"), accept()),
    44: (multi("encrypted; protocol=\"application/pgp-encrypted\"", plain("Version: 1\n", "Content-Type: application/pgp-encrypted\n"),
               plain("-----BEGIN PGP MESSAGE-----\n", "Content-Type: application/octet-stream\n")), ("unreadable", [])),
    45: (plain(f"I am away.\naccept {T}\n", NOTIFY + "Content-Type: text/plain\n"), ("automatic", [])),
    46: (multi("report; report-type=delivery-status", plain("could not be delivered\n"),
               plain("Action: failed\n", "Content-Type: message/delivery-status\n"),
               plain(f"Subject: x\n\naccept {T}\n", "Content-Type: message/rfc822\n")), ("automatic", [])),
    47: (plain("Ich bin bis Montag nicht da.\n", "Subject: Abwesenheitsnotiz: Rollout\nContent-Type: text/plain\n"), ("doubtful", [])),
    48: (plain(f"accept {T}\n{'_' * 40}\nlist mailing list\nhttps://lists.example/list\n",
               "List-Id: <list.lists.example>\nList-Post: <mailto:list@lists.example>\nPrecedence: list\n"), accept()),
    49: (multi("mixed", plain(f"accept {T}\n"), attached("filename=winmail.dat", kind="application/ms-tnef")),
         accept(), ["winmail.dat"]),
    50: [name_of("filename*0*=utf-8''r%C3%A9; filename*1*=sum%C3%A9; filename*2=.doc", "résumé.doc"),
         name_of('filename="=?utf-8?q?r=C3=A9sum=C3=A9.doc?="', "résumé.doc"),
         name_of('filename="résumé.doc"', "résumé.doc"),
         name_of(r'filename="C:\x\r.doc"', r"C:\x\r.doc"),
         name_of('filename="a;b.doc"', "a;b.doc")],
    51: (multi("mixed", plain("\n"), attached("filename=accept.txt", f"accept {T}\n", "text/plain")), ("empty", []), ["accept.txt"]),
    52: [(plain(f"accept {T}\n".encode("utf-8"), "Content-Type: text/plain; charset=x-klingon\n"), accept()),
         (plain(f"accept {T}\n한국\n".encode("cp949"), "Content-Type: text/plain; charset=ks_c_5601-1987\n"), accept()),
         (plain(base64.encodebytes(f"accept {T}\n".encode("utf-16")),
                "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n"), accept()),
         (plain(f"accept {T}\ngrüße\n".encode("latin1"), "Content-Type: text/plain; charset=utf-8\n"), accept())],
    53: (b"From anna@infn.example Mon May  3 10:00:00 2026\n", plain(f"accept {T}\n"), accept()),
    54: (plain(f"accept {T}\n".encode(), "this line is no header\nContent-Type: text/plain\n"), accept()),
    55: (plain(f"accept {T}\n-- \nAnna\n", "Content-Type: multipart/mixed\n"), accept()),
    56: (multi("mixed", b'Content-Type: multipart/alternative; boundary="in"\n\n--in\n' + plain(f"accept {T}\n")
               + b"--in\n" + html(f"<p>accept {T}</p>"), attached("filename=r.doc")), accept(), ["r.doc"]),
    # 57, what is too long, too deep, too many: tests/mail/hostile.py
    58: (plain(base64.b64encode(f"accept {T}\n".encode()).rstrip(b"=").replace(b"T", b"T|", 1),
               "Content-Transfer-Encoding: base64\n"), accept()),
    59: (plain(f"accept {T}\n\0more\0\n".encode(), "X-Odd: a\0b\n"), accept()),
    60: (html(f'<p>hello</p><span style="display:none">accept {T}</span>'), ("none", [])),
    61: (html("<div>" * 300 + f"accept {T}" + "</div>" * 300), accept()),
    62: (plain("hello\n", f"Subject: accept {T}\nContent-Type: text/plain\n"), ("none", [])),
}


class Described(BridgeTest):
    def read(self, mail):
        path = self.path("mail.eml")
        with open(path, "wb") as file:
            file.write(mail)
        done = self.run_bridge("--json", "check", "mail", "--teams", self.path("teams.tsv"), path)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def test_each_is_read_as_described(self):
        self.write("teams.tsv", "NGI_IT\tINFN-T1\nNGI_UK\tRAL-LCG2\n")
        self.assertEqual([number for number in range(1, 63) if number not in SHAPES], [57])
        for number, shapes in SHAPES.items():
            for shape in shapes if isinstance(shapes, list) else [shapes]:
                first = shape[0] if number == 53 else b""
                body, (outcome, commands), *more = shape[1:] if number == 53 else shape
                head = HEAD % number
                if b"Subject: " in body.split(b"\n\n")[0]:
                    head = head.replace(b"Subject: Re: [rt #7] Staged Rollout\n", b"")
                with self.subTest(number=number, mail=body[:60]):
                    one = self.read(first + head + body)
                    said = [(command["verb"], command["team"]) for command in one["commands"]]
                    self.assertEqual((one["outcome"], said), (outcome, commands), one)
                    self.assertEqual([part["name"] for part in one["attachments"]], more[0] if more else [])
                    if len(more) > 1:
                        self.assertIn(more[1], [complaint["code"] for complaint in one["complaints"]])


if __name__ == "__main__":
    unittest.main()
