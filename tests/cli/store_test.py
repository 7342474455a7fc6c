# SPDX-License-Identifier: Apache-2.0
"""`work` without an RT loses nothing; `queue` and `trace` show what is there, and never make a store."""
import json
import os
import unittest

from bridge import MAIL, BridgeTest

KEYS = {"id", "key", "lane", "kind", "state", "created", "due", "tries", "error", "finished", "body"}


class WithoutStore(BridgeTest):
    def test_to_look_makes_no_store(self):
        for verb in (["queue"], ["queue", "list", "--all"], ["queue", "show", "inbox:1"], ["trace", "1"]):
            self.refused("there is no store", *verb)
        self.assertFalse(os.path.exists(self.path("store.db")))

    def test_a_file_that_is_no_store(self):
        self.write("store.db", "nonsense " * 1000)
        self.refused("store.db", "queue")
        self.refused("store.db", "work")


class Empty(BridgeTest):
    def setUp(self):
        super().setUp()
        self.ends(75, "work")  # RT's transactions cannot be read

    def test_queue(self):
        self.assertEqual({row["kind"] for row in self.rows()}, {"sweep", "purge"})
        self.ends(2, "queue", "show", "nothing", says="no row of the queues is called 'nothing'")
        self.ends(2, "queue", "retry", "inbox:4711", says="name one as inbox:N or outbox:N")

    def test_trace(self):
        for unknown in ("x@y", "4711", "#4711", "<x@y>", "%", "'"):
            done = self.ends(1, "trace", unknown, says="nothing is known of")
            self.assertEqual(done.stdout, "")


class Filled(BridgeTest):
    def setUp(self):
        super().setUp()
        self.drop()
        self.ends(75, "work", says="does not answer")

    def test_the_mail_left_the_drop_box_and_waits(self):
        self.assertEqual(os.listdir(self.path("drop")), [])
        rows = {row["kind"]: row for row in self.rows()}
        self.assertEqual(rows["relay"]["state"], "ready")
        self.assertEqual(rows["relay"]["lane"], "rt/2")
        self.assertEqual(rows["relay"]["tries"], 1)
        self.assertIn("does not answer", rows["relay"]["error"])
        self.assertEqual((rows["reply"]["state"], rows["reply"]["tries"]), ("ready", 0))
        for row in rows.values():
            self.assertEqual(set(row), KEYS)
        self.assertEqual(os.listdir(self.path("sent")), [])

    def test_work_again_and_again_loses_nothing(self):
        before = [row["key"] for row in self.rows() if row["kind"] in ("relay", "reply")]
        for minute in range(1, 4):
            self.ends(75, "work", "--now", f"2099-01-01T00:{minute:02}:00Z")
        after = [row["key"] for row in self.rows() if row["kind"] in ("relay", "reply")]
        self.assertEqual(before, after)

    def test_the_same_mail_again_is_owed_once(self):
        self.drop()
        self.ends(75, "work")
        self.assertEqual(len([row for row in self.rows("--all") if row["kind"] == "relay"]), 1)
        self.assertEqual(len([row for row in self.rows("--all") if row["kind"] == "arrival"]), 2)

    def test_spam_is_held_and_counted(self):
        self.drop("X-Spam-Flag: YES\n" + MAIL.replace("anna-1", "anna-2"))
        self.ends(75, "work")
        held = [row["key"] for row in self.rows() if row["kind"] == "held"]
        self.assertEqual(len(held), 1)
        self.ends(0, "queue", "list", says="1 held: a manager's line `release ID`")
        self.ends(0, "trace", held[0].removeprefix("held/"), says="it is marked as spam (X-Spam-Flag: YES)")

    def test_what_can_be_released_no_more_is_not_counted_as_held(self):
        self.drop("X-Spam-Flag: YES\n" + MAIL.replace("anna-1", "anna-2"))
        self.ends(75, "work", "--now", "2020-01-01T00:00:00Z")
        self.assertEqual(len([row for row in self.rows("--all") if row["kind"] == "held"]), 1)
        self.assertNotIn("held:", self.ends(0, "queue", "list").stdout)
        self.keys["store.keep_days"] = "36500"
        self.configure()
        self.ends(0, "queue", "list", says="1 held: a manager's line `release ID`")

    def test_another_mail_is_kept_too(self):
        self.drop(MAIL.replace("anna-1", "anna-2").replace("accept", "reject"))
        self.ends(75, "work")
        self.assertEqual(len([row for row in self.rows() if row["kind"] == "relay"]), 2)

    def test_show_retry_drop(self):
        row = next(row for row in self.rows() if row["kind"] == "relay")
        page = self.ends(0, "queue", "show", row["id"]).stdout
        self.assertIn("key       " + row["key"], page)
        self.assertEqual(json.loads(self.ends(0, "--json", "queue", "show", row["key"]).stdout), row)
        self.ends(0, "queue", "retry", row["key"], says="due now")
        self.ends(0, "queue", "drop", row["id"], says="dropped")
        self.assertNotIn(row["key"], [one["key"] for one in self.rows()])
        self.refused("only rows that are ready or stuck", "queue", "drop", row["id"])

    def test_trace(self):
        for known in ("anna-1@infn.example.test", "<anna-1@infn.example.test>", "2", "#2"):
            lines = self.ends(0, "trace", known).stdout
            self.assertIn("received  Message-ID <anna-1@infn.example.test>", lines)
            self.assertIn("relay/", lines)
            self.assertIn("tried 1 time", lines)
        key = next(row["key"] for row in self.rows() if row["kind"] == "relay")
        self.assertIn(key, self.ends(0, "trace", key).stdout)
        for line in self.ends(0, "--json", "trace", "2").stdout.splitlines():
            self.assertIn(set(json.loads(line)), [KEYS, {"at", "ticket", "what", "about", "cause", "words"}])


if __name__ == "__main__":
    unittest.main()
