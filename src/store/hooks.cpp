// SPDX-License-Identifier: Apache-2.0
#include "store/hooks.hpp"

namespace store {

using base::fail;
using base::Result;

Result<bool> put_hook(Database& database, std::string_view id, base::Instant now) {
  auto ran =
      database.run("INSERT INTO hooks (id, seen) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
                   {std::string(id), base::to_unix(now)});
  if (!ran)
    return fail(ran.error());
  return database.changed() == 1;
}

Result<void> forget_hooks(Database& database, base::Instant before) {
  auto ran = database.run("DELETE FROM hooks WHERE seen < ?1", {base::to_unix(before)});
  if (!ran)
    return fail(ran.error());
  return {};
}

Result<std::optional<base::Instant>> newest_hook(Database& database) {
  auto ran = database.run("SELECT max(seen) FROM hooks");
  if (!ran)
    return fail(ran.error());
  const auto& seen = ran->front().front();
  if (std::holds_alternative<std::nullptr_t>(seen))
    return std::nullopt;
  return base::from_unix(number(seen));
}

} // namespace store
