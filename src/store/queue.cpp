// SPDX-License-Identifier: Apache-2.0
#include "store/queue.hpp"

#include "store/ledger.hpp"
#include "store/rows.hpp"

namespace store {
namespace {

using base::fail;
using base::Fault;
using base::Instant;
using base::Result;

std::string sql_for(Which which, std::string_view sql) {
  std::string out;
  for (const char c : sql) {
    if (c == '@')
      out += to_word(which);
    else
      out += c;
  }
  return out;
}

// The first row of a target that is due and free. A row is in the way of a later one of its lane
// unless it is an alarm whose time has not come. The second word on state lets SQLite use the
// partial index, and so stop at the first row that it finds.
constexpr std::string_view next_sql = R"(
SELECT r.id FROM @ r INDEXED BY @_next
WHERE r.state = 'ready' AND r.state IN ('ready', 'running', 'stuck')
  AND substr(r.lane, 1, instr(r.lane, '/')) = ?2 AND r.due <= ?1
  AND NOT EXISTS (
    SELECT 1 FROM @ e WHERE e.lane = r.lane AND e.id < r.id
      AND e.state IN ('ready', 'running', 'stuck')
      AND (e.state IN ('running', 'stuck')
           OR (e.state = 'ready' AND (e.attempt > 0 OR e.due <= ?1))))
  AND (?3 = 0 OR NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.lane = r.lane AND o.state IN ('ready', 'running', 'stuck')))
ORDER BY r.id LIMIT 1)";
constexpr std::string_view claim_sql =
    "UPDATE @ SET state = 'running', attempt = attempt + 1, due = ?1 "
    "WHERE id = ?2 AND state = 'ready' RETURNING ";

Result<void> must_change_one(Database& database, const Result<std::vector<Row>>& ran,
                             const Job& job) {
  if (!ran)
    return fail(ran.error());
  if (database.changed() != 1)
    return fail(Fault::internal, "row " + job.key + " is not running, though we work on it",
                "is a second rollout-bridge at work on this store?");
  return {};
}

} // namespace

const char* to_word(Which which) {
  return which == Which::inbox ? "inbox" : "outbox";
}

Result<std::vector<Job>> open_rows(Database& database, Which which, std::string_view lane,
                                   std::string_view kind) {
  const auto rows =
      database.run(sql_for(which, "SELECT " + std::string(job_columns) +
                                      " FROM @ WHERE lane = ?1 AND kind = ?2 "
                                      "AND state IN ('ready', 'running', 'stuck') ORDER BY id"),
                   {std::string(lane), std::string(kind)});
  if (!rows)
    return fail(rows.error());
  std::vector<Job> out;
  for (const auto& row : *rows)
    out.push_back(to_job(row));
  return out;
}

Result<bool> put(Database& database, Which which, const Item& item, Instant now) {
  auto ran = database.run(
      sql_for(which, "INSERT INTO @ (key, lane, kind, body, blob, state, due, created) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, 'ready', ?6, ?7) ON CONFLICT (key) DO NOTHING"),
      {item.key, item.lane, item.kind, item.body, item.blob ? Value{*item.blob} : Value{nullptr},
       base::to_unix(item.due), base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  return database.changed() == 1;
}

Result<void> put_done(Database& database, Which which, const Item& item, Instant now) {
  auto ran = database.run(
      sql_for(which, "INSERT INTO @ (key, lane, kind, body, state, due, created, finished) "
                     "VALUES (?1, ?2, ?3, ?4, 'done', ?5, ?5, ?5) ON CONFLICT (key) DO NOTHING"),
      {item.key, item.lane, item.kind, item.body, base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<Job>> claim(Database& database, Which which, std::string_view target,
                                 Instant now) {
  // Looked for first, so that nobody who writes waits for it; one thread claims for a target.
  auto next = database.run(sql_for(which, next_sql), {base::to_unix(now), std::string(target) + "/",
                                                      std::int64_t{which == Which::inbox}});
  if (!next)
    return fail(next.error());
  if (next->empty())
    return std::nullopt;
  auto ran = database.run(sql_for(which, std::string(claim_sql) + std::string(job_columns)),
                          {base::to_unix(now), next->front().front()});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return to_job(ran->front());
}

Result<void> leave(Database& database, const Settlement& settlement, Instant now) {
  for (const auto& item : settlement.inbox)
    if (auto done = put(database, Which::inbox, item, now); !done)
      return fail(done.error());
  for (const auto& item : settlement.outbox)
    if (auto done = put(database, Which::outbox, item, now); !done)
      return fail(done.error());
  for (const auto& entry : settlement.ledger)
    if (auto done = enter(database, entry, now); !done)
      return done;
  for (const auto& one : settlement.traffic)
    if (auto done = count(database, one); !done)
      return done;
  for (const auto& [name, value] : settlement.marks)
    if (auto done = set_mark(database, name, value); !done)
      return done;
  for (const auto& [ticket, glance] : settlement.glances)
    if (auto done = glance ? keep_glance(database, *glance) : forget_glance(database, ticket);
        !done)
      return done;
  return {};
}

Result<void> settle(Database& database, Which which, const Job& job, const Settlement& settlement,
                    Instant now) {
  return database.in_transaction([&]() -> Result<void> {
    if (auto done = leave(database, settlement, now); !done)
      return done;
    return must_change_one(
        database,
        database.run(sql_for(which, "UPDATE @ SET state = 'done', finished = ?2, error = '' "
                                    "WHERE id = ?1 AND state = 'running'"),
                     {job.id, base::to_unix(now)}),
        job);
  });
}

// A row with `interrupted` > 0 is one whose last try has no known end.
Result<void> again(Database& database, Which which, const Job& job, Instant due,
                   std::string_view error, bool put_off) {
  return must_change_one(
      database,
      database.run(sql_for(which, "UPDATE @ SET state = 'ready', due = ?2, error = ?3, "
                                  "interrupted = ?4 WHERE id = ?1 AND state = 'running'"),
                   {job.id, base::to_unix(due), std::string(error), std::int64_t{put_off}}),
      job);
}

Result<void> stick(Database& database, Which which, const Job& job, std::string_view error,
                   const std::vector<Item>& letters, Instant now) {
  return database.in_transaction([&]() -> Result<void> {
    for (const auto& letter : letters)
      if (auto done = put(database, Which::outbox, letter, now); !done)
        return fail(done.error());
    return must_change_one(database,
                           database.run(sql_for(which, "UPDATE @ SET state = 'stuck', error = ?2 "
                                                       "WHERE id = ?1 AND state = 'running'"),
                                        {job.id, std::string(error)}),
                           job);
  });
}

Result<void> recover(Database& database, Which which, std::string_view target, int most,
                     base::Seconds wait, const LettersAbout& letters_about, Instant now) {
  return database.in_transaction([&]() -> Result<void> {
    auto ran = database.run(
        sql_for(which, "UPDATE @ SET interrupted = interrupted + 1, due = min(due, ?5) + ?2, "
                       "state = CASE WHEN interrupted + 1 >= ?1 THEN 'stuck' ELSE 'ready' END, "
                       "error = 'the program ended while it worked on this' "
                       "WHERE state = 'running' AND lane >= ?3 AND lane < ?4 RETURNING ") +
            std::string(job_columns),
        {std::int64_t{most}, std::int64_t{wait.count()}, std::string(target) + "/",
         std::string(target) + "0", base::to_unix(now)});
    if (!ran)
      return fail(ran.error());
    for (const auto& row : *ran)
      if (const auto job = to_job(row); job.state == "stuck")
        for (const auto& letter : letters_about(job))
          if (auto done = put(database, Which::outbox, letter, now); !done)
            return fail(done.error());
    return {};
  });
}

Result<bool> hurry(Database& database, Which which, std::string_view target, Instant now) {
  auto ran =
      database.run(sql_for(which, "UPDATE @ SET due = ?1 WHERE state = 'ready' AND "
                                  "attempt > 0 AND interrupted = 0 AND due > ?1 AND "
                                  "lane >= ?2 AND lane < ?3"),
                   {base::to_unix(now), std::string(target) + "/", std::string(target) + "0"});
  if (!ran)
    return fail(ran.error());
  return database.changed() > 0;
}

Result<std::int64_t> pull_forward(Database& database, Which which, std::string_view kind,
                                  Instant latest) {
  auto ran = database.run(sql_for(which, "UPDATE @ SET due = min(due, ?2) WHERE kind = ?1 AND "
                                         "state IN ('ready', 'running', 'stuck')"),
                          {std::string(kind), base::to_unix(latest)});
  if (!ran)
    return fail(ran.error());
  return database.changed();
}

Result<std::int64_t> newest_row(Database& database, Which which) {
  auto ran = database.run("SELECT seq FROM sqlite_sequence WHERE name = ?1",
                          {std::string(to_word(which))});
  if (!ran)
    return fail(ran.error());
  return ran->empty() ? 0 : number(ran->front().front());
}

Result<void> forget_finished(Database& database, Which which, std::string_view kind,
                             Instant before) {
  auto ran = database.run(sql_for(which, "DELETE FROM @ WHERE kind = ?1 AND finished < ?2"),
                          {std::string(kind), base::to_unix(before)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<Instant>> put_off_until(Database& database) {
  auto ran = database.run("SELECT max(due) FROM outbox WHERE state = 'ready' AND interrupted > 0");
  if (!ran)
    return fail(ran.error());
  const auto& due = ran->front().front();
  if (std::holds_alternative<std::nullptr_t>(due))
    return std::nullopt;
  return base::from_unix(number(due));
}

Result<void> end_putting_off(Database& database, Instant now) {
  auto ran = database.run("UPDATE outbox SET due = min(due, ?1) WHERE state = 'ready' AND "
                          "interrupted > 0",
                          {base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<Instant>> next_due(Database& database) {
  auto ran = database.run("SELECT min(due) FROM (SELECT min(due) AS due FROM inbox WHERE state = "
                          "'ready' UNION ALL SELECT min(due) FROM outbox WHERE state = 'ready')");
  if (!ran)
    return fail(ran.error());
  const auto& due = ran->front().front();
  if (std::holds_alternative<std::nullptr_t>(due))
    return std::nullopt;
  return base::from_unix(number(due));
}

} // namespace store
