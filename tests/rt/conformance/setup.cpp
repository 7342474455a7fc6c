// SPDX-License-Identifier: Apache-2.0
// How RT is set up, as our user sees it.
#include "lab.hpp"

#include <algorithm>

using namespace lab;

namespace {

std::int64_t number_of(const rt::QueueSetup& queue, const std::string& name) {
  for (const auto& [id, one] : queue.fields)
    if (one == name)
      return id;
  FAIL("queue " + queue.name + " shows no field " + name);
  return 0;
}

rt::FieldSetup field_named(const std::string& name) {
  for (const auto& one : must(bridge().fields_seen()))
    if (one.name == name)
      return one;
  FAIL("no field " + name + " is seen");
  return {};
}

} // namespace

TEST_CASE("setup: RT says its version, its name and its time") {
  const auto about = must(bridge().about());
  CHECK(about.version.starts_with("5."));
  CHECK(about.name == "lab.example.test");
  REQUIRE(about.clock);
  const auto now = std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
  CHECK(std::chrono::abs(*about.clock - now) < base::Seconds{120});
  auto wrong = ours();
  wrong.password = "wrong";
  CHECK_FALSE(rt::Client(wrong).about());
}

TEST_CASE("setup: queues, as far as we may see them") {
  const auto queue = must(bridge().queue_setup("staged-rollout"));
  CHECK(queue.name == "staged-rollout");
  CHECK(queue.lifecycle == "staged-rollout");
  CHECK(queue.subject_tag.empty());
  CHECK_FALSE(queue.disabled);
  CHECK(queue.may_create);
  CHECK(number_of(queue, "EA Teams") > 0);
  CHECK_FALSE(must(bridge().queue_setup("sw-rel")).may_create);
  CHECK(bridge().queue_setup("no such queue").error().fault == Fault::not_found);
  auto seen = must(bridge().queues_seen());
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<std::string>{"staged-rollout", "sw-rel"});
}

TEST_CASE("setup: of what kind fields are, and what they let choose from") {
  const auto teams = field_named("EA Teams");
  CHECK(teams.type == "Select");
  CHECK(teams.several);
  CHECK_FALSE(teams.disabled);
  const auto values = must(bridge().field_values(teams.id));
  CHECK(std::count(values.begin(), values.end(), "NGI_IT-INFN-T1") == 1);
  CHECK(must(bridge().field_values(field_named("Outcome").id)) ==
        std::vector<std::string>{"ACCEPT", "REJECT"});
  CHECK(field_named("Rollout Status").type == "Text");
  CHECK(field_named("EA Accepted").several);
  CHECK_FALSE(field_named("Version").several);
  CHECK(field_named("Rollout Key").unique);
  CHECK_FALSE(field_named("Version").unique);
  const auto queue = must(bridge().queue_setup("staged-rollout"));
  CHECK(number_of(queue, "Outcome") == field_named("Outcome").id);
}

TEST_CASE("setup: the statuses of the lifecycles") {
  const auto all = must(bridge().statuses());
  REQUIRE(all.contains("sw-rel"));
  const auto& releases = all.at("sw-rel");
  for (const auto* status : {"Unverified", "InVerification", "StageRollOut", "Production"})
    CHECK(std::count(releases.begin(), releases.end(), status) == 1);
  REQUIRE(all.contains("staged-rollout"));
  CHECK(all.at("staged-rollout") ==
        std::vector<std::string>{"new", "open", "stalled", "resolved", "rejected"});
}

TEST_CASE("setup: what we may do on the newest ticket") {
  const auto ticket = new_ticket("staged-rollout");
  const auto queue = must(bridge().queue_setup("staged-rollout"));
  const auto rights = must(bridge().rights_on_newest("staged-rollout"));
  REQUIRE(rights);
  CHECK(rights->ticket == ticket);
  CHECK(rights->change);
  for (const auto* name : {"EA Accepted", "Rollout Status", "Rollout Key", "Exposure Until"})
    CHECK(rights->fields.contains(number_of(queue, name)));
  for (const auto* name : {"EA Teams", "Outcome"}) // the managers' own
    CHECK_FALSE(rights->fields.contains(number_of(queue, name)));
  CHECK_FALSE(must(bridge().rights_on_newest("no such queue")));
  CHECK_FALSE(must(bridge().may_change_group("staged-rollout")));
  CHECK_FALSE(must(bridge().may_change_group("no such group")));
  rt::Client root(roots());
  CHECK(must(root.may_change_group("staged-rollout")));
}
