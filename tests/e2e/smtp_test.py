# SPDX-License-Identifier: Apache-2.0
"""Letters over TLS and with a login: a real Postfix with a certificate of its own and passwords in sasldb.
     smtp_test.py BRIDGE FILTER"""
import mailbox
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))
POSTFIX = HERE + "/private_postfix.sh"
NEEDED = ("postfix", "saslpasswd2", "openssl")

if os.geteuid() != 0 or not all(shutil.which(program) for program in NEEDED):
    print("skipped: needs root, and the packages postfix, sasl2-bin, libsasl2-modules and openssl")
    sys.exit(77)

from bridge import BridgeTest  # noqa: E402  takes the programs from the command line

OWNER = "owner@mx.example.test"


def free_ports(count):
    taken = [socket.socket() for _ in range(count)]
    for one in taken:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def make_certificate(path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path + ".key", "-out",
                    path + ".pem", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)


class Smtp(BridgeTest):
    @classmethod
    def setUpClass(cls):
        cls.base = tempfile.mkdtemp(prefix="smtp-test.")
        cls.addClassCleanup(shutil.rmtree, cls.base)
        os.makedirs(cls.base + "/etc/sasl")
        os.makedirs(cls.base + "/boxes")
        os.chmod(cls.base + "/boxes", 0o777)
        cls.tls, cls.plain, cls.wrapped = free_ports(3)
        for name in "server", "other":
            make_certificate(f"{cls.base}/{name}")
        subprocess.run(["saslpasswd2", "-p", "-c", "-f", cls.base + "/etc/sasl/db", "-u", "mx.example.test", "bridge"],
                       input="right", text=True, check=True)
        shutil.chown(cls.base + "/etc/sasl/db", "postfix")
        cls.put("etc/sasl/smtpd.conf", f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n"
                                   f"sasldb_path: {cls.base}/etc/sasl/db\n")
        cls.put("aliases", f"owner {cls.base}/boxes/owner\n")
        cls.put("extra.cf", f"""\
smtpd_tls_cert_file = {cls.base}/server.pem
smtpd_tls_key_file = {cls.base}/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_received_header = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = mx.example.test
smtpd_relay_restrictions = permit_sasl_authenticated, reject
default_privs = nobody
""")
        subprocess.run([POSTFIX, "up", cls.base, str(cls.tls)], check=True, text=True, input=f"""\
127.0.0.1:{cls.plain} inet n - n - - smtpd -o smtpd_tls_security_level=none
127.0.0.1:{cls.wrapped} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
tlsmgr unix - - n 1000? 1 tlsmgr
""")
        cls.addClassCleanup(subprocess.run, [POSTFIX, "down", cls.base], check=True)

    @classmethod
    def put(cls, name, text):
        with open(f"{cls.base}/{name}", "w", encoding="utf-8") as file:
            file.write(text)

    def setUp(self):
        super().setUp()
        self.write("smtp-password", "right\n", 0o600)
        self.keys.update({"mail.owner": OWNER, "mail.smtp": f"smtp://127.0.0.1:{self.tls}", "mail.smtp_tls": "yes",
                          "mail.smtp_user": "bridge@mx.example.test",
                          "mail.smtp_password_file": self.path("smtp-password"),
                          "mail.smtp_ca_file": self.base + "/server.pem"})

    def letter(self, **keys):
        """Makes the bridge owe its owner a letter; gives what hinders it, or "" when it went."""
        self.keys.update({name.replace("_", ".", 1): value for name, value in keys.items()})
        self.keys = dict(sorted(self.keys.items()))
        self.configure()
        self.name = f"{self.id()}.{os.path.basename(self.dir)}@away.example.test"
        self.drop(f"Subject: from nobody\nMessage-ID: <{self.name}>\n\nhello\n")
        done = self.run_bridge("work")
        owed = [row for row in self.rows("--all") if row["kind"] == "letter"]
        self.assertEqual(len(owed), 1, done.stderr)
        if owed[0]["state"] == "done":
            return ""
        self.assertEqual(owed[0]["state"], "ready", "a fault of ours is tried again")
        return owed[0]["error"]

    def arrived(self):
        """The letters about this test's mail that are in the mailbox, once Postfix has nothing left to do."""
        while subprocess.run(["postqueue", "-c", self.base + "/etc", "-j"], stdout=subprocess.PIPE, check=True).stdout:
            pass
        path = self.base + "/boxes/owner"
        if not os.path.exists(path):
            return []
        box = mailbox.mbox(path)
        try:
            return [mail for mail in box if self.name in mail.as_string()]
        finally:
            box.close()

    def test_starttls_and_login(self):
        self.assertEqual(self.letter(), "")
        (mail,) = self.arrived()
        self.assertIn("TLSv1.", mail["Received"])
        self.assertIn("ESMTPSA", mail["Received"])  # over TLS, and logged in

    def test_tls_from_the_first_byte(self):
        self.assertEqual(self.letter(mail_smtp=f"smtps://127.0.0.1:{self.wrapped}"), "")
        (mail,) = self.arrived()
        self.assertIn("ESMTPSA", mail["Received"])

    def hindered(self, *parts, **keys):
        error = self.letter(**keys)
        for part in parts:
            self.assertIn(part, error)
        self.assertNotIn("right", error)
        self.assertEqual(self.arrived(), [])

    def test_a_certificate_of_somebody_else(self):
        for port, scheme in (self.tls, "smtp"), (self.wrapped, "smtps"):
            with self.subTest(scheme):
                self.setUp()
                self.hindered("certificate that is not trusted", "mail.smtp_ca_file",
                              mail_smtp=f"{scheme}://127.0.0.1:{port}", mail_smtp_ca_file=self.base + "/other.pem")

    def test_a_name_that_the_certificate_does_not_have(self):
        self.hindered("certificate that is not trusted", "mail.smtp ", mail_smtp=f"smtp://localhost:{self.tls}")

    def test_no_file_of_certificates(self):
        self.hindered(self.path("none"), "mail.smtp_ca_file", mail_smtp_ca_file=self.path("none"))

    def test_a_wrong_password(self):
        self.write("smtp-password", "wrong\n", 0o600)
        self.hindered("535 5.7.8", "mail.smtp_user")

    def test_a_server_without_tls(self):
        self.hindered("offers no TLS", "mail.smtp_tls", mail_smtp=f"smtp://127.0.0.1:{self.plain}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
