// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "lab.hpp"
#include "rt/codes.hpp"

#include <algorithm>
#include <string>

using namespace lab;

namespace {

bool holds(base::GroupId group, const std::string& name) {
  return must(bridge().member_names(group)).contains(name);
}

} // namespace

TEST_CASE("rt: greets, and a wrong password is temporary and not told") {
  must(bridge().greet());
  auto settings = ours();
  settings.password = "quite-wrong";
  const auto greeted = rt::Client(settings).greet();
  REQUIRE_FALSE(greeted);
  CHECK(greeted.error().fault == Fault::temporary);
  CHECK(base::describe(greeted.error()).find("quite-wrong") == std::string::npos);
}

TEST_CASE("rt: a dead session falls through to the password in the same request") {
  const auto settings = ours();
  net::Request request;
  request.url = settings.url + "/REST/2.0/rt";
  request.headers = {
      "Cookie: RT_SID_x.1=00000000000000000000000000000000; RT_SID_example.test.80=0",
      "Authorization: Basic " + base::encode_base64(settings.user + ':' + settings.password)};
  net::Http http;
  CHECK(must(http.send(request)).status == 200);
  request.headers.pop_back();
  CHECK(must(http.send(request)).status != 200);
}

TEST_CASE("rt: people by address, in groups, in groups of groups and in circles") {
  const auto name = "u" + fresh();
  const auto address = name + "@Site.test";
  const auto user = new_user(name, address);
  const auto inner = new_group("conf-" + fresh());
  const auto outer = new_group("conf-" + fresh());
  put_into(inner, user.value);
  put_into(outer, inner.value);
  const auto found = must(bridge().user_by_address(name + "@SITE.TEST"));
  REQUIRE(found);
  CHECK(found->id == user);
  CHECK(found->name == name);
  CHECK(found->address == address);
  CHECK(found->privileged);
  CHECK_FALSE(must(bridge().user_by_address("nobody-" + address)));
  CHECK(holds(inner, name));
  CHECK(holds(outer, name));
  const auto all = must(bridge().members(outer));
  REQUIRE(all.size() == 1);
  CHECK(all.front().address == address);
  new_user("o" + name, "other-" + address);
  CHECK_FALSE(holds(outer, "o" + name));

  as_root("PUT", "/user/" + to_string(user), Value::Object{{"Disabled", "1"}});
  CHECK_FALSE(must(bridge().user_by_address(address)));
  CHECK_FALSE(must(bridge().user_by_name(name)));
  CHECK(must(bridge().members(outer)).empty());
}

TEST_CASE("rt: groups by name and by prefix, disabled ones do not count") {
  const auto prefix = "pre_" + fresh() + "-";
  const auto one = new_group(prefix + "one");
  const auto two = new_group(prefix + "two");
  CHECK(must(bridge().groups_with_prefix(prefix)).size() == 2);
  const auto found = must(bridge().group_by_name(prefix + "TWO"));
  REQUIRE(found);
  CHECK(found->id == two);
  const auto name = "g" + fresh();
  const auto user = new_user(name, name + "@x.test");
  put_into(two, user.value);
  put_into(one, two.value);
  CHECK(holds(one, name));
  must(root().json(root().put("/group/" + to_string(two), Value::Object{{"Disabled", "1"}}),
                   "group"));
  CHECK(must(bridge().groups_with_prefix(prefix)).size() == 1);
  CHECK_FALSE(must(bridge().group_by_name(prefix + "two")));
  CHECK_FALSE(holds(one, name));
}
