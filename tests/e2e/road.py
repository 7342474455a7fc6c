# SPDX-License-Identifier: Apache-2.0
"""The whole road, with nothing left out: a real Postfix takes the mail (pipe(8), and an alias `|command`), runs
   rollout-filter as nobody, `serve` gives it to a real RT and sends the receipt through Postfix to a mailbox."""
import contextlib
import mailbox
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import unittest

from lab import ALDO, ANNA, CARLA, CIEMAT, Lab, PETR, PRAGUE, QMUL, QUINN, ROOT, T1, skip

TEAMS = {T1: ANNA, QMUL: QUINN, CIEMAT: CARLA, PRAGUE: PETR}
POSTFIX = ROOT + "/tests/e2e/private_postfix.sh"


class Road(unittest.TestCase):
    """Cases on one laboratory, whose bridge serves behind a Postfix of its own."""

    options = ()  # of `serve`

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
        people = sorted([*TEAMS.values(), ALDO])
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
        cls.serving = contextlib.ExitStack()
        cls.addClassCleanup(lambda: cls.serving.close())
        cls.serve()

    @classmethod
    def serve(cls):
        """Starts the bridge, and kills the one that is there before."""
        cls.serving.close()
        cls.serving.enter_context(cls.lab.start("serve", f"--mail.smtp=smtp://127.0.0.1:{cls.port}", *cls.options))

    @classmethod
    def write(cls, name, lines):
        with open(f"{cls.base}/{name}", "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def send(self, raw, sender, to="staged-rollout@lab.example.test"):
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as server:
            server.sendmail(sender, [to], raw.encode())

    def letters(self, person):
        """What lies in somebody's mailbox."""
        path = f"{self.base}/boxes/{person}"
        if not os.path.exists(path):
            return []
        box = mailbox.mbox(path)
        try:
            return list(box)
        finally:
            box.close()

    def receipts(self, person, message_id):
        return [mail for mail in self.letters(person) if f"<{message_id}>" in mail.get("In-Reply-To", "")]

    def all_is_done(self):
        queue = subprocess.run(["postqueue", "-c", self.base + "/etc", "-j"], stdout=subprocess.PIPE, check=True).stdout
        return not queue and not self.lab.drops() and not self.lab.waits()


def main():
    if os.geteuid() != 0 or not shutil.which("postfix"):
        skip("needs root and the package postfix")
    unittest.main("__main__", argv=sys.argv, verbosity=2)
