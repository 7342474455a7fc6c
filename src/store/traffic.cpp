// SPDX-License-Identifier: Apache-2.0
#include "store/traffic.hpp"

namespace store {
namespace {

using base::fail;
using base::Result;

std::vector<Value> values_of(std::string_view place, std::string_view sender, const Around& around,
                             std::int64_t number) {
  return {std::string(place), std::string(sender), base::to_unix(around.at - around.window),
          base::to_unix(around.at + around.window), number};
}

// The parameters: ?1 place, ?2 sender, ?3 and ?4 the window, ?5 a number. A trip that a manager
// released or refused has ended: nobody would hear of what came after his word.
constexpr const char* crowd_sql = R"(
SELECT
  (SELECT count(*) FROM (SELECT 1 FROM traffic WHERE place = ?1 AND sender = ?2
     AND at > ?3 AND at < ?4 LIMIT ?5)),
  (SELECT count(*) FROM (SELECT 1 FROM traffic WHERE place = ?1 AND scope <> 'sender'
     AND at > ?3 AND at < ?4 LIMIT ?5)),
  (SELECT trip FROM traffic WHERE place = ?1 AND sender = ?2 AND scope = 'sender'
     AND at > ?3 AND at < ?4 AND NOT EXISTS (SELECT 1 FROM ledger
       WHERE what IN ('released', 'refused') AND about = trip) ORDER BY at DESC LIMIT 1),
  (SELECT trip FROM traffic WHERE place = ?1 AND scope = 'place'
     AND at > ?3 AND at < ?4 AND NOT EXISTS (SELECT 1 FROM ledger
       WHERE what IN ('released', 'refused') AND about = trip) ORDER BY at DESC LIMIT 1))";

} // namespace

Result<void> count(Database& database, const Passage& passage) {
  auto ran = database.run(
      "INSERT INTO traffic (cause, at, place, sender, scope, trip) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (cause) DO NOTHING",
      {passage.cause, base::to_unix(passage.at), passage.place, passage.sender, passage.scope,
       passage.trip});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<Passage>> passage(Database& database, std::string_view cause) {
  auto ran = database.run("SELECT cause, at, place, sender, scope, trip FROM traffic "
                          "WHERE cause = ?1",
                          {std::string(cause)});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  const auto& row = ran->front();
  return Passage{text(row[0]), base::from_unix(number(row[1])),
                 text(row[2]), text(row[3]),
                 text(row[4]), text(row[5])};
}

Result<Crowd> crowd(Database& database, std::string_view place, std::string_view sender,
                    const Around& around, std::int64_t most) {
  auto ran = database.run(crowd_sql, values_of(place, sender, around, most));
  if (!ran)
    return fail(ran.error());
  const auto& row = ran->front();
  return Crowd{number(row[0]), number(row[1]), text(row[2]), text(row[3])};
}

Result<std::optional<base::Instant>> newest_but(Database& database, std::string_view place,
                                                std::string_view sender, const Around& around,
                                                std::int64_t skip) {
  auto ran = database.run("SELECT at FROM traffic WHERE place = ?1 AND sender = ?2 AND at > ?3 "
                          "AND at < ?4 ORDER BY at DESC LIMIT 1 OFFSET ?5",
                          values_of(place, sender, around, skip));
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return base::from_unix(number(ran->front().front()));
}

Result<void> forget_traffic(Database& database, base::Instant before) {
  auto ran = database.run("DELETE FROM traffic WHERE at < ?1", {base::to_unix(before)});
  if (!ran)
    return fail(ran.error());
  return {};
}

} // namespace store
