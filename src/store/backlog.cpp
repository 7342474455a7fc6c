// SPDX-License-Identifier: Apache-2.0
#include "store/backlog.hpp"

#include <algorithm>

namespace store {

using base::fail;
using base::Result;

namespace {

constexpr std::string_view is_open = "state IN ('ready', 'running', 'stuck')"; // as the indexes say

} // namespace

Result<Backlog> backlog(Database& database, Which which, base::Instant now) {
  const std::string table = to_word(which);
  Backlog out{{{"ready", 0}, {"running", 0}, {"stuck", 0}}, base::Seconds{0}};
  for (auto& [state, count] : out.rows) {
    auto ran = database.run("SELECT count(*) FROM " + table + " WHERE state = '" + state +
                            "' AND " + std::string(is_open));
    if (!ran)
      return fail(ran.error());
    count = number(ran->front().front());
  }
  // A row may have been put long before it was due (an alarm), or be due since ever (news).
  auto ran = database.run("SELECT min(max(due, created)) FROM " + table +
                              " WHERE state = 'ready' AND due <= ?1",
                          {base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  if (const auto& since = ran->front().front(); !std::holds_alternative<std::nullptr_t>(since))
    out.oldest = std::max(base::Seconds{0}, now - base::from_unix(number(since)));
  return out;
}

Result<std::optional<base::Instant>> newest_in_lane(Database& database, Which which,
                                                    std::string_view lane) {
  auto ran =
      database.run("SELECT created FROM " + std::string(to_word(which)) + " WHERE lane = ?1 AND " +
                       std::string(is_open) + " ORDER BY id DESC LIMIT 1",
                   {std::string(lane)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return base::from_unix(number(ran->front().front()));
}

Result<std::optional<base::Instant>> newest_like(Database& database, Which which,
                                                 std::string_view beginning) {
  auto ran = database.run("SELECT created FROM " + std::string(to_word(which)) +
                              " WHERE key >= ?1 AND key < ?1 || char(1114111) "
                              "ORDER BY id DESC LIMIT 1",
                          {std::string(beginning)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return base::from_unix(number(ran->front().front()));
}

Result<std::int64_t> mails_held(Database& database, base::Instant since) {
  auto ran = database.run(
      "SELECT count(DISTINCT about) FROM ledger h WHERE what = 'held' AND at > ?1 AND NOT EXISTS "
      "(SELECT 1 FROM ledger s WHERE s.what IN ('released', 'refused') AND s.about = h.about)",
      {base::to_unix(since)});
  if (!ran)
    return fail(ran.error());
  return number(ran->front().front());
}

Result<std::vector<std::string>> held_under(Database& database, std::string_view id) {
  auto ran = database.run(
      "SELECT about FROM ledger h WHERE what = 'held' AND about IN (SELECT ?1 UNION SELECT words "
      "FROM ledger WHERE what = 'stopped' AND about = ?1) AND NOT EXISTS (SELECT 1 FROM ledger s "
      "WHERE s.what IN ('released', 'refused') AND s.about = h.about) GROUP BY about "
      "ORDER BY min(id)",
      {std::string(id)});
  if (!ran)
    return fail(ran.error());
  std::vector<std::string> out;
  for (const auto& row : *ran)
    out.push_back(text(row.front()));
  return out;
}

Result<std::optional<Trip>> trip(Database& database, std::string_view id) {
  auto ran = database.run(
      "SELECT at, (SELECT count(*) FROM ledger WHERE what = 'stopped' AND about = ?1) FROM ledger "
      "WHERE what = 'stopped' AND about = ?1 ORDER BY id LIMIT 1",
      {std::string(id)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return Trip{base::from_unix(number(ran->front()[0])), number(ran->front()[1])};
}

Result<void> try_to_write(Database& database) {
  return database.in_transaction([]() -> Result<void> { return {}; });
}

} // namespace store
