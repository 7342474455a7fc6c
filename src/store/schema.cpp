// SPDX-License-Identifier: Apache-2.0
#include "store/schema.hpp"

#include "base/text.hpp"

namespace store {
namespace {

// The two queues have one shape. The CHECKs are the state machine: a row is finished exactly when
// it is done or dropped, and nobody runs what was not claimed.
constexpr std::string_view queue_table = R"(
CREATE TABLE @ (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key         TEXT    NOT NULL UNIQUE CHECK (key <> ''),
  lane        TEXT    NOT NULL CHECK (lane LIKE '%/%'),
  kind        TEXT    NOT NULL CHECK (kind <> ''),
  body        TEXT    NOT NULL CHECK (json_valid(body)),
  blob        TEXT    REFERENCES blobs (digest),
  state       TEXT    NOT NULL CHECK (state IN ('ready', 'running', 'done', 'stuck', 'dropped')),
  due         INTEGER NOT NULL,
  attempt     INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  interrupted INTEGER NOT NULL DEFAULT 0 CHECK (interrupted >= 0),
  error       TEXT    NOT NULL DEFAULT '',
  created     INTEGER NOT NULL,
  finished    INTEGER,
  CHECK ((finished IS NOT NULL) = (state IN ('done', 'dropped'))),
  CHECK (state <> 'running' OR attempt > 0),
  CHECK (state <> 'stuck' OR error <> '')
) STRICT
;;
CREATE INDEX @_open ON @ (lane, id) WHERE state IN ('ready', 'running', 'stuck')
;;
CREATE INDEX @_due ON @ (due) WHERE state = 'ready'
;;
)";

constexpr std::string_view other_tables = R"(
CREATE TABLE blobs (
  digest  TEXT    PRIMARY KEY CHECK (length(digest) = 64),
  bytes   BLOB    NOT NULL,
  created INTEGER NOT NULL
) STRICT
;;
CREATE TABLE ledger (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  ticket INTEGER NOT NULL,
  what   TEXT    NOT NULL CHECK (what <> ''),
  about  TEXT    NOT NULL,
  cause  TEXT    NOT NULL,
  words  TEXT    NOT NULL
) STRICT
;;
CREATE INDEX ledger_about ON ledger (what, about)
;;
CREATE INDEX ledger_ticket ON ledger (ticket)
;;
CREATE INDEX ledger_cause ON ledger (cause)
;;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
;;
CREATE TRIGGER ledger_is_never_cut BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
;;
CREATE TABLE marks (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT
;;
)";

// Web hooks that were taken, so that none is taken twice; and the rows that are not finished, so
// that neither the next row nor a count has to read through a backlog.
constexpr std::string_view hooks_table = R"(
CREATE TABLE hooks (
  id   TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
  seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID
;;
CREATE INDEX hooks_seen ON hooks (seen)
;;
)";
constexpr std::string_view state_index = R"(
CREATE INDEX @_next ON @ (state, substr(lane, 1, instr(lane, '/')), id)
  WHERE state IN ('ready', 'running', 'stuck')
;;
)";

// What went by lately (store/traffic.hpp).
constexpr std::string_view traffic_table = R"(
CREATE TABLE traffic (
  cause  TEXT    NOT NULL PRIMARY KEY CHECK (cause <> ''),
  at     INTEGER NOT NULL,
  place  TEXT    NOT NULL CHECK (place <> ''),
  sender TEXT    NOT NULL,
  scope  TEXT    NOT NULL DEFAULT '' CHECK (scope IN ('', 'sender', 'place')),
  trip   TEXT    NOT NULL DEFAULT '',
  CHECK ((scope = '') = (trip = ''))
) STRICT, WITHOUT ROWID
;;
CREATE INDEX traffic_of_sender ON traffic (place, sender, at)
;;
CREATE INDEX traffic_in_place ON traffic (place, at, scope)
;;
CREATE INDEX traffic_age ON traffic (at)
;;
)";

// What RT showed of tickets (store/glance.hpp).
constexpr std::string_view glances_table = R"(
CREATE TABLE glances (
  ticket INTEGER PRIMARY KEY CHECK (ticket > 0),
  parent INTEGER NOT NULL CHECK (parent >= 0),
  title  TEXT    NOT NULL,
  status TEXT    NOT NULL,
  words  TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT
;;
)";

std::string named(std::string_view sql, std::string_view name) {
  std::string out;
  for (const char c : sql) {
    if (c == '@')
      out += name;
    else
      out += c;
  }
  return out;
}

} // namespace

std::vector<std::string> schema_steps() {
  return {std::string(other_tables) + named(queue_table, "inbox") + named(queue_table, "outbox"),
          std::string(hooks_table) + named(state_index, "inbox") + named(state_index, "outbox"),
          std::string(traffic_table), std::string(glances_table)};
}

std::vector<std::string> split_statements(std::string_view step) {
  std::vector<std::string> out;
  std::string statement;
  for (const auto line : base::lines(step)) {
    if (line == ";;") {
      out.push_back(std::move(statement));
      statement.clear();
    } else {
      statement += line;
      statement += '\n';
    }
  }
  if (!base::trim(statement).empty())
    out.push_back(std::move(statement));
  return out;
}

} // namespace store
