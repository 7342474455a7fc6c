// SPDX-License-Identifier: Apache-2.0
#include "store/desk.hpp"

#include "store/rows.hpp"

#include <algorithm>
#include <set>

namespace store {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr Which both[] = {Which::inbox, Which::outbox};

Result<void> collect(Database& database, const std::string& where, const std::vector<Value>& values,
                     std::vector<Listed>& out) {
  for (const Which which : both) {
    auto rows = database.run("SELECT " + std::string(job_columns) + " FROM " + to_word(which) +
                                 " WHERE " + where + " ORDER BY id",
                             values);
    if (!rows)
      return fail(rows.error());
    for (const auto& row : *rows)
      out.push_back({which, to_job(row)});
  }
  return {};
}

Result<void> change(Database& database, const Listed& row, std::string_view assignment,
                    base::Instant now) {
  auto ran =
      database.run("UPDATE " + std::string(to_word(row.which)) + " SET " + std::string(assignment) +
                       " WHERE id = ?1 AND state IN ('ready', 'stuck')",
                   {row.job.id, base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  if (database.changed() == 1)
    return {};
  return fail(Fault::refused, row.job.key + " is " + row.job.state,
              "only rows that are ready or stuck can be retried or dropped");
}

bool is_number(std::string_view id) {
  return !id.empty() && id.size() < 18 && id.find_first_not_of("0123456789") == id.npos;
}

} // namespace

Result<std::vector<Listed>> list(Database& database, bool finished) {
  std::vector<Listed> out;
  if (auto done =
          collect(database, finished ? "1" : "state IN ('ready', 'running', 'stuck')", {}, out);
      !done)
    return fail(done.error());
  return out;
}

Result<Listed> find(Database& database, std::string_view id) {
  std::vector<Listed> found;
  if (auto done = collect(database, "key = ?1", {std::string(id)}, found); !done)
    return fail(done.error());
  for (const Which which : both) {
    const std::string prefix = std::string(to_word(which)) + ":";
    if (id.substr(0, prefix.size()) != prefix || !is_number(id.substr(prefix.size())))
      continue;
    auto rows = database.run("SELECT " + std::string(job_columns) + " FROM " + to_word(which) +
                                 " WHERE id = ?1",
                             {std::int64_t{std::stoll(std::string(id.substr(prefix.size())))}});
    if (!rows)
      return fail(rows.error());
    for (const auto& row : *rows)
      found.push_back({which, to_job(row)});
  }
  if (found.size() == 1)
    return found.front();
  if (found.empty())
    return fail(Fault::not_found, "no row of the queues is called '" + std::string(id) + "'",
                "`rollout-bridge queue list --all` shows them; name one as inbox:N or outbox:N");
  return fail(Fault::refused, "'" + std::string(id) + "' is a key in both queues",
              "name the row as inbox:N or outbox:N");
}

Result<void> retry(Database& database, const Listed& row, base::Instant now) {
  return change(database, row, "state = 'ready', interrupted = 0, due = ?2", now);
}

Result<void> drop(Database& database, const Listed& row, const Settlement& left,
                  base::Instant now) {
  return database.in_transaction([&]() -> Result<void> {
    if (auto done = leave(database, left, now); !done)
      return done;
    return change(database, row, "state = 'dropped', finished = ?2", now);
  });
}

Result<Trail> trail(Database& database, std::string_view id) {
  // A mail leaves its Message-ID in `about` and its fingerprint in `cause`; rows that a mail led to
  // hold that fingerprint in their keys. So: what the id means -> causes -> all that they led to.
  const bool ticket = is_number(id);
  const std::string lane = "rt/" + std::string(id);
  auto causes =
      database.run(ticket ? "SELECT DISTINCT cause FROM ledger WHERE ticket = CAST(?1 AS INTEGER)"
                          : "SELECT DISTINCT cause FROM ledger WHERE about = ?1 OR cause = ?1",
                   {std::string(id)});
  if (!causes)
    return fail(causes.error());
  Trail out;
  if (auto done = collect(database, "key = ?1 OR lane = ?2", {std::string(id), lane}, out.rows);
      !done)
    return fail(done.error());
  std::set<std::string> seen;
  for (const auto& row : *causes) {
    const std::string cause = text(row.front());
    if (cause.empty() || !seen.insert(cause).second)
      continue;
    if (auto done = collect(database, "key = ?1 OR key LIKE '%/' || ?1 || '%'", {cause}, out.rows);
        !done)
      return fail(done.error());
    auto entries = caused_by(database, cause);
    if (!entries)
      return fail(entries.error());
    out.ledger.insert(out.ledger.end(), entries->begin(), entries->end());
  }
  std::sort(out.rows.begin(), out.rows.end(), [](const Listed& a, const Listed& b) {
    return std::tie(a.which, a.job.id) < std::tie(b.which, b.job.id);
  });
  out.rows.erase(std::unique(out.rows.begin(), out.rows.end(),
                             [](const Listed& a, const Listed& b) {
                               return a.which == b.which && a.job.id == b.job.id;
                             }),
                 out.rows.end());
  std::stable_sort(out.ledger.begin(), out.ledger.end(),
                   [](const Remembered& a, const Remembered& b) { return a.at < b.at; });
  return out;
}

} // namespace store
