// SPDX-License-Identifier: Apache-2.0
#include "store/ledger.hpp"

#include "base/digest.hpp"

namespace store {
namespace {

using base::fail;
using base::Fault;
using base::Result;

Result<std::vector<Remembered>> to_remembered(const Result<std::vector<Row>>& rows) {
  if (!rows)
    return fail(rows.error());
  std::vector<Remembered> out;
  for (const auto& row : *rows)
    out.push_back({base::from_unix(number(row[0])),
                   {number(row[1]), text(row[2]), text(row[3]), text(row[4]), text(row[5])},
                   number(row[6])});
  return out;
}

// Lines on the ticket ?1: those before its newest `rebuilt` in the order of their times.
constexpr const char* in_order =
    "ORDER BY id > (SELECT coalesce(max(id), 0) FROM ledger WHERE ticket = ?1 AND what = "
    "'rebuilt'), "
    "CASE WHEN id <= (SELECT coalesce(max(id), 0) FROM ledger WHERE ticket = ?1 AND "
    "what = 'rebuilt') THEN at END, id";

} // namespace

Result<void> enter(Database& database, const Entry& entry, base::Instant now) {
  auto ran = database.run(
      "INSERT INTO ledger (at, ticket, what, about, cause, words) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      {base::to_unix(now), entry.ticket, entry.what, entry.about, entry.cause, entry.words});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::vector<Remembered>> remembered(Database& database, std::string_view what,
                                           std::string_view about) {
  return to_remembered(database.run("SELECT at, ticket, what, about, cause, words, id FROM ledger "
                                    "WHERE what = ?1 AND about = ?2 ORDER BY id",
                                    {std::string(what), std::string(about)}));
}

Result<std::vector<Remembered>> remembered_on(Database& database, std::int64_t ticket,
                                              std::string_view what) {
  return to_remembered(database.run("SELECT at, ticket, what, about, cause, words, id FROM ledger "
                                    "WHERE ticket = ?1 AND what = ?2 " +
                                        std::string(in_order),
                                    {ticket, std::string(what)}));
}

Result<std::vector<Remembered>> story_of(Database& database, std::int64_t ticket) {
  return to_remembered(database.run("SELECT at, ticket, what, about, cause, words, id FROM ledger "
                                    "WHERE ticket = ?1 " +
                                        std::string(in_order),
                                    {ticket}));
}

Result<void> enter_rebuilt(Database& database, std::int64_t ticket, base::Instant now) {
  return enter(database, {ticket, "rebuilt", "", "rebuild", ""}, now);
}

Result<std::int64_t> times_entered(Database& database, const Entry& entry, base::Instant at) {
  const auto rows = database.run(
      "SELECT COUNT(*) FROM ledger WHERE what = ?1 AND about = ?2 AND "
      "ticket = ?3 AND cause = ?4 AND words = ?5 AND at = ?6",
      {entry.what, entry.about, entry.ticket, entry.cause, entry.words, base::to_unix(at)});
  if (!rows)
    return fail(rows.error());
  return number(rows->front().front());
}

Result<std::vector<Remembered>> remembered_of(Database& database,
                                              const std::vector<std::string>& kinds) {
  std::string places;
  for (std::size_t i = 1; i <= kinds.size(); ++i)
    places += (i == 1 ? "?" : ", ?") + std::to_string(i);
  return to_remembered(database.run("SELECT at, ticket, what, about, cause, words, id FROM ledger "
                                    "WHERE what IN (" +
                                        places + ") ORDER BY id",
                                    {kinds.begin(), kinds.end()}));
}

Result<std::vector<Remembered>> remembered_behind(Database& database, std::string_view what,
                                                  std::string_view led_to) {
  return to_remembered(database.run(
      "SELECT at, ticket, what, about, cause, words, id FROM ledger WHERE what = ?1 AND "
      "cause <> '' AND cause IN (SELECT cause FROM ledger WHERE what = ?2) "
      "ORDER BY id",
      {std::string(what), std::string(led_to)}));
}

Result<std::vector<Remembered>> caused_by(Database& database, std::string_view cause) {
  return to_remembered(database.run("SELECT at, ticket, what, about, cause, words, id FROM ledger "
                                    "WHERE cause = ?1 ORDER BY id",
                                    {std::string(cause)}));
}

Result<void> set_mark(Database& database, std::string_view name, std::string_view value) {
  auto ran = database.run("INSERT INTO marks (name, value) VALUES (?1, ?2) "
                          "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                          {std::string(name), std::string(value)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<std::string>> mark(Database& database, std::string_view name) {
  auto ran = database.run("SELECT value FROM marks WHERE name = ?1", {std::string(name)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return text(ran->front().front());
}

Result<std::string> keep_blob(Database& database, std::string_view bytes, base::Instant now) {
  std::string digest = base::sha256(bytes);
  auto ran = database.run("INSERT INTO blobs (digest, bytes, created) VALUES (?1, ?2, ?3) "
                          "ON CONFLICT (digest) DO UPDATE SET created = excluded.created",
                          {digest, Bytes{std::string(bytes)}, base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  return digest;
}

Result<std::string> blob(Database& database, std::string_view digest) {
  auto ran = database.run("SELECT bytes FROM blobs WHERE digest = ?1", {std::string(digest)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return fail(Fault::not_found, "the raw mail " + std::string(digest) + " is not kept any more",
                "raw mails are kept for store.keep_days");
  return text(ran->front().front());
}

Result<bool> has_blob(Database& database, std::string_view digest) {
  auto ran = database.run("SELECT 1 FROM blobs WHERE digest = ?1", {std::string(digest)});
  if (!ran)
    return fail(ran.error());
  return !ran->empty();
}

Result<std::int64_t> purge_blobs(Database& database, base::Instant before) {
  std::int64_t gone = 0;
  auto done = database.in_transaction([&]() -> Result<void> {
    for (const char* sql :
         {"UPDATE inbox SET blob = NULL WHERE blob IS NOT NULL AND finished < ?1",
          "UPDATE outbox SET blob = NULL WHERE blob IS NOT NULL AND finished < ?1",
          "DELETE FROM blobs WHERE created < ?1 AND digest NOT IN (SELECT blob FROM inbox WHERE "
          "blob IS NOT NULL UNION SELECT blob FROM outbox WHERE blob IS NOT NULL)"})
      if (auto ran = database.run(sql, {base::to_unix(before)}); !ran)
        return fail(ran.error());
    gone = database.changed();
    return {};
  });
  if (!done)
    return fail(done.error());
  return gone;
}

} // namespace store
