// SPDX-License-Identifier: Apache-2.0
#include "store/glance.hpp"

#include "base/text.hpp"

namespace store {
namespace {

using base::fail;
using base::Result;

Glance to_glance(const Row& row) {
  return {number(row[0]), number(row[1]), text(row[2]),
          text(row[3]),   text(row[4]),   base::from_unix(number(row[5]))};
}

} // namespace

Result<void> keep_glance(Database& database, const Glance& glance) {
  auto ran = database.run("INSERT OR REPLACE INTO glances (ticket, parent, title, status, words, "
                          "at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                          {glance.ticket, glance.parent, glance.title, glance.status, glance.words,
                           base::to_unix(glance.at)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<void> forget_glance(Database& database, std::int64_t ticket) {
  auto ran = database.run("DELETE FROM glances WHERE ticket = ?1", {ticket});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<Glance>> glance_at(Database& database, std::int64_t ticket) {
  auto ran = database.run("SELECT ticket, parent, title, status, words, at FROM glances "
                          "WHERE ticket = ?1",
                          {ticket});
  if (!ran)
    return fail(ran.error());
  if (ran->empty())
    return std::nullopt;
  return to_glance(ran->front());
}

Result<std::vector<Glance>> glances(Database& database, const std::vector<std::string>& last,
                                    std::int64_t most) {
  std::vector<Value> values{most};
  std::string places;
  for (const auto& status : last) {
    values.emplace_back(base::lower(status));
    places += (places.empty() ? "?" : ", ?") + std::to_string(values.size());
  }
  auto ran = database.run("SELECT ticket, parent, title, status, words, at FROM glances "
                          "ORDER BY lower(status) IN (" +
                              places + "), ticket DESC LIMIT ?1",
                          values);
  if (!ran)
    return fail(ran.error());
  std::vector<Glance> out;
  for (const auto& row : *ran)
    out.push_back(to_glance(row));
  return out;
}

} // namespace store
