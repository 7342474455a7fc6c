// SPDX-License-Identifier: Apache-2.0
#include "rt/people.hpp"

#include "base/text.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"

#include <algorithm>

namespace rt {
namespace {

constexpr std::size_t at_once = 50; // fewer than a page, so that a page is the whole answer

// The `id` of a user is its name; its number stands in the link to itself.
base::UserId number_of(const Value& row) {
  for (const auto& link : row["_hyperlinks"].items)
    if (link["ref"].text == "self")
      return {link["id"].number()};
  return {};
}

// Lists leave Privileged empty for one without AdminUsers, the user's own page does not.
base::Result<User> whole_user(Wire& wire, const Value& row) {
  User user{number_of(row), row["Name"].text, row["EmailAddress"].text, false};
  if (user.id.value <= 0 || user.name.empty())
    return base::fail(base::Fault::temporary,
                      "RT at " + wire.url() + " tells too little of a user");
  const auto about = "user " + base::to_string(user.id);
  const auto page = wire.json(wire.get("/user/" + base::to_string(user.id)), about);
  if (!page)
    return base::fail(page.error());
  user.privileged = (*page)["Privileged"].number() != 0;
  return user;
}

constexpr const char* columns = "Name,EmailAddress,_hyperlinks";

base::Result<std::vector<Value>> rows_with(Wire& wire, const std::string& asked,
                                           const std::string& field,
                                           const std::vector<std::string>& values) {
  std::vector<Value> result;
  for (std::size_t begin = 0; begin < values.size(); begin += at_once) {
    std::vector<Condition> conditions;
    for (std::size_t at = begin; at < std::min(begin + at_once, values.size()); ++at)
      conditions.push_back({field, values[at]});
    const auto rows = find_rows(wire, "users", asked, conditions);
    if (!rows)
      return base::fail(rows.error());
    for (const auto& row : *rows)
      if (base::is_one_of(row[field].text, values))
        result.push_back(row);
  }
  return result;
}

} // namespace

base::Result<std::vector<User>> enabled_users(Wire& wire, const std::string& field,
                                              const std::vector<std::string>& values) {
  const auto rows = rows_with(wire, columns, field, values);
  if (!rows)
    return base::fail(rows.error());
  std::vector<User> users;
  for (const auto& row : *rows) {
    auto user = whole_user(wire, row);
    if (!user)
      return base::fail(user.error());
    users.push_back(std::move(*user));
  }
  return users;
}

base::Result<std::vector<base::UserId>> user_numbers(Wire& wire,
                                                     const std::vector<std::string>& names) {
  const auto rows = rows_with(wire, std::string(columns) + "&find_disabled_rows=1", "Name", names);
  if (!rows)
    return base::fail(rows.error());
  std::vector<base::UserId> numbers;
  for (const auto& name : names) {
    const auto row = std::find_if(rows->begin(), rows->end(), [&](const Value& one) {
      return one["Name"].text == name && number_of(one).value > 0;
    });
    if (row == rows->end())
      return base::fail(base::Fault::temporary,
                        "RT at " + wire.url() + " tells no number of user " + name);
    numbers.push_back(number_of(*row));
  }
  return numbers;
}

base::Result<std::optional<User>> Client::user_by_address(const std::string& address) {
  using Found = std::optional<User>;
  if (base::trim(address).empty())
    return Found{};
  auto users = enabled_users(session_->wire, "EmailAddress", {std::string(base::trim(address))});
  if (!users)
    return base::fail(users.error());
  std::stable_sort(users->begin(), users->end(),
                   [](const User& a, const User& b) { return a.privileged && !b.privileged; });
  return users->empty() ? Found{} : Found{std::move(users->front())};
}

base::Result<std::optional<User>> Client::user_by_name(const std::string& name) {
  using Found = std::optional<User>;
  auto users = enabled_users(session_->wire, "Name", {name});
  if (!users)
    return base::fail(users.error());
  return users->empty() ? Found{} : Found{std::move(users->front())};
}

} // namespace rt
