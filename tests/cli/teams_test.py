# SPDX-License-Identifier: Apache-2.0
"""The keys of [teams] and [documents]: what is wrong with them is told with its remedy; a list is read from a file and
from a GOCDB, again after a reload, and a GOCDB that says nothing holds up nothing."""
import http.server
import os
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import unittest

from bridge import BRIDGE, SOURCE, BridgeTest, dead_port

sys.path.insert(0, os.path.join(SOURCE, "tests", "e2e"))
from hooks import get, wait_until_open  # pylint: disable=wrong-import-position

ROCS = '<results><ROC PRIMARY_KEY="2G0" ROC_NAME="NGI_IT"/></results>'
SITES = ('<results><SITE ID="1" PRIMARY_KEY="200G0" NAME="INFN-T1" ROC="NGI_IT"/>'
         '<SITE ID="2" PRIMARY_KEY="203G0" NAME="CNR" ROC="NGI_IT"/></results>')


class Gocdb(http.server.BaseHTTPRequestHandler):
    """Answers as GOCDB does; while `shut` is not set it says nothing."""
    shut = threading.Event()

    def do_GET(self):  # pylint: disable=invalid-name
        self.shut.wait(60)
        body = (ROCS if "get_roc_list" in self.path else SITES).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass


class Documents(http.server.BaseHTTPRequestHandler):
    """A document server that shows one document, 254, to everybody."""

    def do_GET(self):  # pylint: disable=invalid-name
        there = self.path == "/public/ShowDocument?docid=254&outformat=xml"
        body = ('<docdb version="8.8.12">' + ('<document id="254"><docrevision version="1"><title>A title</title>'
                '<file main="yes"><name>a.doc</name></file></docrevision></document>' if there else "")
                + "</docdb>").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass


class Keys(BridgeTest):
    def test_each_is_told_with_its_remedy(self):
        gocdb = "--teams.source=gocdb"
        for options, says in ((["--teams.source=gocbd"], "teams.source = 'gocbd' (rt, file or gocdb)"),
                              (["--teams.source="], "rt, file or gocdb"),
                              (["--teams.source=file"], "needs the whole path of a file"),
                              (["--teams.source=file", "--teams.file=teams.tsv"], "needs the whole path"),
                              ([gocdb, "--teams.gocdb_url=goc.egi.eu"], "teams.gocdb_url: 'goc.egi.eu' is no address"),
                              ([gocdb, "--teams.gocdb_url="], "such as https://goc.egi.eu/gocdbpi/public/"),
                              ([gocdb, "--teams.gocdb_timeout=0"], "a whole number from 1 to 600"),
                              (["--teams.refresh=1"], "a whole number from 60 to 604800"),
                              (["--teams.least=half"], "teams.least = 'half'"),
                              (["--teams.ngis=NGI IT"], "teams.ngis: 'NGI IT' is no name of an NGI"),
                              ([gocdb, "--teams.gocdb_watch=maybe"], "teams.gocdb_watch = 'maybe' (yes, no, or empty)"),
                              (["--documents.check=maybe"], "documents.check = 'maybe' (yes or no)"),
                              (["--documents.url=https://documents.egi.eu/"], "documents.url: 'https://documents.egi.eu/' is no address"),
                              (["--documents.files=www.example.org"], "documents.files: 'www.example.org' is no address"),
                              (["--documents.submitter=Anna"], "documents.submitter = 'Anna' (first name, blank, last name"),
                              (["--documents.timeout=0"], "documents.timeout = '0' is no number that fits"),
                              (["--teams.gocdb_watch=yes"], "teams.gocdb_watch = yes, and teams.source = rt"),
                              ([gocdb, "--rollout.beta_days=0"], "rollout.beta_days = '0' is no number that fits"),
                              ([gocdb, "--rollout.beta_reminders=-1"], "rollout.beta_reminders = '-1' is no number that fits")):
            for verb in ("work", "serve"):
                self.refused(says, *options, verb)


class Source(BridgeTest):
    def setUp(self):
        super().setUp()
        self.port = dead_port()
        self.keys |= {"web.listen": f"127.0.0.1:{self.port}", "log.file": self.path("log"),
                      "teams.file": self.path("teams")}
        self.teams("NGI_IT\tINFN-T1\n")
        self.program = None

    def teams(self, text, age=60):
        """A file that is at rest, unless its age says otherwise."""
        self.write("teams", text)
        os.utime(self.path("teams"), times=(time.time() - age,) * 2)

    def serve(self, **keys):
        self.keys |= {"teams." + key: value for key, value in keys.items()}
        self.configure()
        self.program = subprocess.Popen([BRIDGE, "--config", self.path("bridge.conf"), "serve"])
        self.addCleanup(self.stop)
        wait_until_open(self.port, self.program)

    def stop(self):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
        return self.program.wait(timeout=60)

    def page(self, path):
        try:
            return get(self.port, path)[1]
        except OSError:  # it reads its configuration again
            return ""

    def until(self, what, true):
        end = time.monotonic() + 20
        while not true():
            self.assertLess(time.monotonic(), end, what + ": " + self.page("/readyz"))
            time.sleep(0.02)

    def until_ready_says(self, words):
        self.until(words, lambda: words in self.page("/readyz"))

    def log(self):
        with open(self.path("log"), encoding="utf-8") as file:
            return file.read()

    def test_a_file_is_read_again_after_a_reload(self):
        self.serve(source="file")
        self.until_ready_says("teams: 1 sites")
        self.assertIn("rollout_bridge_teams_count 1\n", self.page("/metrics"))
        self.teams("NGI_IT\tINFN-T1\nNGI_IT\tCNR\nno tab\n")
        self.program.send_signal(signal.SIGHUP)
        self.until_ready_says(f"teams.file: {self.path('teams')}:3: 'no tab'")
        self.assertIn("teams: 1 sites", self.page("/readyz"))
        self.teams("NGI_IT\tINFN-T1\nNGI_IT\tCNR\n")
        self.program.send_signal(signal.SIGHUP)
        self.until_ready_says("teams: 2 sites")
        self.assertEqual(self.stop(), 0)
        self.assertEqual(self.log().count("the list of sites could not be fetched"), 1)
        self.assertEqual(self.log().count("NGI_IT-CNR is new in the list"), 1)

    def test_a_file_that_is_being_written_leaves_the_old_list(self):
        self.keys["teams.source"] = "file"
        self.configure()
        self.ends(75, "work")  # RT is not there
        self.teams("NGI_IT\tINFN-T1\nNGI_IT\tCN")
        self.ends(75, "work")
        self.assertIn("info teams: the list of sites was fetched, but not believed: teams.file: "
                      f"{self.path('teams')} is being written: its last line, 2, has no end", self.log())
        self.teams("NGI_IT\tINFN-T1\nNGI_IT\tCNR\n", age=0)
        self.ends(75, "work")
        self.assertNotIn("is new in the list", self.log())
        self.teams("NGI_IT\tINFN-T1\nNGI_IT\tCNR")
        self.ends(75, "work")
        self.ends(75, "work")
        self.assertIn("NGI_IT-CNR is new in the list", self.log())

    def test_a_gocdb_that_says_nothing_holds_up_nothing(self):
        Gocdb.shut.clear()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gocdb)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.addCleanup(Gocdb.shut.set)
        self.serve(source="gocdb", gocdb_url=f"http://127.0.0.1:{server.server_port}/gocdbpi/public/")
        self.until_ready_says("teams: no list yet")
        self.drop()
        self.until("the mail was thought about",
                   lambda: any(row["kind"] == "relay" and row["tries"] > 0 for row in self.rows()))
        Gocdb.shut.set()
        self.until_ready_says("teams: 2 sites")
        self.assertEqual(self.stop(), 0)

    @unittest.skipUnless(shutil.which("openssl"), "needs openssl")
    def test_a_certificate_for_another_host_is_told_from_one_that_is_not_trusted(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", self.path("key"), "-out", self.path("certificate"), "-subj", "/CN=other.example.test"],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path("certificate"), self.path("key"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gocdb)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.keys |= {"teams.source": "gocdb", "teams.gocdb_url": f"https://127.0.0.1:{server.server_port}/gocdbpi/public/"}
        for authority, says in (("", "shows a certificate that is not trusted: self-signed certificate (name the file with its "
                                     "certificate authority as teams.gocdb_ca_file)"),
                                (self.path("certificate"), "shows a certificate that is not for 127.0.0.1 (name in "
                                                           "teams.gocdb_url the host that it was made for)")):
            self.keys |= {"teams.gocdb_ca_file": authority, "store.path": self.path(f"store{len(authority)}.db")}
            self.configure()
            self.ends(75, "work")  # RT is not there
            self.assertIn(says, self.log())

    def test_work_reads_it_last_and_another_source_ends_it(self):
        self.keys["teams.source"] = "file"
        self.configure()
        self.ends(75, "work")  # RT is not there
        self.assertIn("teams: 1 sites from teams.file", self.log())
        self.assertEqual(len([row for row in self.rows() if row["kind"] == "teams"]), 1)
        self.ends(75, "work", "--teams.source=rt")
        self.assertEqual([row for row in self.rows() if row["kind"] == "teams"], [])

    def ledger(self, *line):
        """What the ledger has of documents, after `line` was put into it."""
        with sqlite3.connect(self.path("store.db")) as store:
            if line:
                store.execute("INSERT INTO ledger (at, ticket, what, about, cause, words) VALUES (?,?,?,?,?,?)", line)
            seen = store.execute("SELECT ticket, about, words FROM ledger WHERE what = 'document_seen' ORDER BY id")
            rows = seen.fetchall()
        store.close()
        return rows

    def test_documents_are_asked_for_where_the_configuration_wants_it(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Documents)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.ends(75, "work")  # RT is not there
        for ticket, number in ((4711, "254"), (4712, "255")):
            self.ledger(int(time.time()), ticket, "document_asked", number, "test", "")
        wanted = ["--documents.check=yes", f"--documents.url=http://127.0.0.1:{server.server_port}"]
        self.ends(75, *wanted, "work")
        self.assertEqual(self.ledger(), [(4711, "254", "there\tA title\ta.doc"), (4712, "255", "missing")])
        self.assertEqual(len([row for row in self.rows() if row["kind"] == "documents"]), 1)
        self.ends(75, "work")
        self.assertEqual([row for row in self.rows() if row["kind"] == "documents"], [])
        self.keys |= {"documents.check": "yes", "documents.url": f"http://127.0.0.1:{dead_port()}"}
        self.ledger(int(time.time()), 4713, "document_asked", "7", "test", "")
        self.serve(source="rt")
        self.until_ready_says("documents: 1 are asked for; not all could be looked at since")


if __name__ == "__main__":
    unittest.main()
