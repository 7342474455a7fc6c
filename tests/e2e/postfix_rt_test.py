# SPDX-License-Identifier: Apache-2.0
"""The whole road, with nothing left out: a real Postfix takes the mail (pipe(8), and an alias `|command`), runs
   rollout-filter as nobody, `serve` gives it to a real RT and sends the receipt through Postfix to a mailbox."""
import mailbox
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import threading
import unittest

from lab import ANNA, CARLA, CIEMAT, Lab, PETR, PRAGUE, QMUL, QUINN, ROOT, T1, eventually, skip

TEAMS = {T1: ANNA, QMUL: QUINN, CIEMAT: CARLA, PRAGUE: PETR}
POSTFIX = ROOT + "/tests/e2e/private_postfix.sh"


class Road(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab("--no-serve")
        cls.addClassCleanup(cls.lab.down)
        os.chmod(cls.lab.dir, 0o711)  # nobody walks through, and sees nothing
        cls.base = cls.lab.dir + "/postfix"
        os.makedirs(cls.base + "/boxes", mode=0o777)
        os.chmod(cls.base, 0o755)
        os.chmod(cls.base + "/boxes", 0o777)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            cls.port = free.getsockname()[1]
        program = cls.base + "/rollout-filter"
        shutil.copy(cls.lab.filter[0], program)
        subprocess.run([ROOT + "/scripts/install/drop-box", cls.lab.drop_dir, "bin", "bin", program], check=True,
                       stdout=subprocess.DEVNULL)
        command = f"{program} --drop {cls.lab.drop_dir} --queue staged-rollout --action correspond"
        people = sorted(TEAMS.values())
        cls.write("transport", ["staged-rollout@lab.example.test filter:", "alias@lab.example.test local:rt",
                                *(f"{person} local:" for person in people)])
        cls.write("aliases", [f'alias "|{command} --url http://unused.example.test/"',
                              *(f"{person.split('@')[0]} {cls.base}/boxes/{person}" for person in people)])
        cls.write("extra.cf", ["default_privs = nobody", "relay_domains = lab.example.test infn.example.test "
                               "qmul.example.test ciemat.example.test cesnet.example.test",
                               "filter_destination_recipient_limit = 1"])
        subprocess.run([POSTFIX, "up", cls.base, str(cls.port)], check=True, text=True, input=(
            f"filter unix - n n - 20 pipe\n  flags=DRXhu null_sender= user=nobody argv={command}"
            " --sender ${sender} --recipient ${recipient}\n"))
        cls.addClassCleanup(subprocess.run, [POSTFIX, "down", cls.base], check=True)
        serving = cls.lab.start("serve", f"--mail.smtp=smtp://127.0.0.1:{cls.port}")
        serving.__enter__()
        cls.addClassCleanup(serving.__exit__, None, None, None)

    @classmethod
    def write(cls, name, lines):
        with open(f"{cls.base}/{name}", "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def send(self, raw, sender, to="staged-rollout@lab.example.test"):
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as server:
            server.sendmail(sender, [to], raw.encode())

    def receipts(self, person, message_id):
        path = f"{self.base}/boxes/{person}"
        if not os.path.exists(path):
            return []
        box = mailbox.mbox(path)
        try:
            return [mail for mail in box if f"<{message_id}>" in mail.get("In-Reply-To", "")]
        finally:
            box.close()

    def all_is_done(self):
        queue = subprocess.run(["postqueue", "-c", self.base + "/etc", "-j"], stdout=subprocess.PIPE, check=True).stdout
        return not queue and not self.lab.drops() and not self.lab.waits()

    def test_there_and_back(self):
        for to in "staged-rollout@lab.example.test", "alias@lab.example.test":
            with self.subTest(to):
                ticket = self.lab.rt.rollout(T1)
                mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
                self.send(raw, ANNA, to)
                self.send(raw, ANNA, to)
                eventually(lambda: self.receipts(ANNA, mail), "the receipt is in the mailbox")
                eventually(self.all_is_done, "all is done")
                self.assertEqual(self.lab.rt.mails(mail), [(ticket, "Correspond")])
                self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), [T1])
                (receipt,) = self.receipts(ANNA, mail)
                self.assertIn("accepted for " + T1, receipt.get_payload(0).get_payload())

    def test_null_sender(self):
        ticket = self.lab.rt.rollout(T1)
        for to in "staged-rollout@lab.example.test", "alias@lab.example.test":
            mail, raw = self.lab.letter(ANNA, "accept " + T1, ticket)
            self.send(raw, "", to)
            eventually(lambda: "decided" in self.lab.trace(mail), "the mail was looked at")
            eventually(self.all_is_done, "all is done")
            self.assertEqual(self.lab.rt.mails(mail), [])
            self.assertEqual(self.receipts(ANNA, mail), [])
        self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), [])

    def test_twenty_at_once(self):
        ticket = self.lab.rt.rollout(*TEAMS)
        said = []
        for number in range(20):
            team = list(TEAMS)[number % 4]
            said.append((team, *self.lab.letter(TEAMS[team], ["accept ", "reject "][number % 4 % 2] + team, ticket)))
        threads = [threading.Thread(target=self.send, args=(raw, TEAMS[team], ["staged-rollout", "alias"][at % 2]
                                                            + "@lab.example.test"))
                   for at, (team, _, raw) in enumerate(said)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        eventually(lambda: all(self.receipts(TEAMS[team], mail) for team, mail, _ in said), "all receipts are there", 180)
        eventually(self.all_is_done, "all is done")
        self.assertEqual(sorted(one.message_id for one in self.lab.rt.correspondences(ticket)),
                         sorted(mail for _, mail, _ in said))
        self.assertEqual(self.lab.rt.field(ticket, "EA Accepted"), sorted([T1, CIEMAT]))
        self.assertEqual(self.lab.rt.field(ticket, "EA Rejected"), sorted([QMUL, PRAGUE]))
        self.assertEqual([len(self.receipts(TEAMS[team], mail)) for team, mail, _ in said], [1] * 20)


if __name__ == "__main__":
    if os.geteuid() != 0 or not shutil.which("postfix"):
        skip("needs root and the package postfix")
    unittest.main(argv=sys.argv, verbosity=2)
