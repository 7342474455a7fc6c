// SPDX-License-Identifier: Apache-2.0
// How a healthy RT is set up, as values to be broken one by one.
#pragma once

#include "bridge/rt_setup.hpp"
#include "bridge/wanted_fields.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

struct FakeSetup : bridge::RtSetup {
  rt::About self{"5.0.3", "rt.example.test", std::nullopt};
  std::map<std::string, rt::QueueSetup> queue_setups;
  std::vector<rt::FieldSetup> field_setups;
  std::map<std::int64_t, std::vector<std::string>> choices;
  rt::Statuses lifecycles;
  std::map<std::string, rt::TicketRights> rights; // by queue
  std::vector<std::string> foreign_queues;
  bool changes_groups = false;
  bool hides_pages = false;
  std::optional<base::Error> down;

  // All that `policy` names, as rt-config makes it.
  explicit FakeSetup(const rollout::Policy& policy, std::vector<std::string> teams) {
    lifecycles = {{"of rollouts", {"new", "open", "resolved"}},
                  {"of releases", {"Unverified", policy.begin.from, policy.begin.to}}};
    queue_setups[policy.queue] = {policy.queue, "of rollouts", "", false, true, {}};
    queue_setups[policy.begin.queue] = {policy.begin.queue, "of releases", "", false, false, {}};
    rights[policy.queue] = {{4711}, true, true, {}};
    rights[policy.begin.queue] = {{4710}, true, true, {}};
    for (const auto& one : bridge::wanted_fields(policy)) {
      auto& field = named(one.name);
      field.several = one.kind == bridge::Kind::several;
      field.unique = one.unique;
      field.type = one.kind == bridge::Kind::lines ? "Text" : "Freeform";
      if (!one.values.empty()) {
        field.type = "Select";
        choices[field.id] = one.values;
      }
      queue_setups[one.queue].fields[field.id] = field.name;
      if (one.ours)
        rights[one.queue].fields.insert(field.id);
    }
    auto& field = named(policy.teams_field);
    field.type = "Select";
    choices[field.id] = std::move(teams);
  }

  rt::FieldSetup& named(const std::string& name) {
    for (auto& one : field_setups)
      if (one.name == name)
        return one;
    field_setups.push_back({static_cast<std::int64_t>(field_setups.size()) + 1, name, "Freeform"});
    return field_setups.back();
  }

  base::Result<rt::About> about() override {
    return down ? base::Result<rt::About>(base::fail(*down)) : self;
  }
  base::Result<rt::QueueSetup> queue(const std::string& name) override {
    if (down)
      return base::fail(*down);
    const auto found = queue_setups.find(name);
    if (found == queue_setups.end())
      return base::fail(base::Fault::not_found, "no such queue");
    return found->second;
  }
  base::Result<std::vector<std::string>> queues() override {
    auto out = foreign_queues;
    for (const auto& [name, setup] : queue_setups)
      out.push_back(name);
    return out;
  }
  base::Result<std::vector<rt::FieldSetup>> fields() override { return field_setups; }
  base::Result<std::vector<std::string>> values(std::int64_t field) override {
    return choices[field];
  }
  base::Result<rt::Statuses> statuses() override {
    if (hides_pages)
      return base::fail(base::Fault::refused, "no page");
    return lifecycles;
  }
  base::Result<std::optional<rt::TicketRights>>
  rights_on_newest(const std::string& queue) override {
    if (hides_pages)
      return base::fail(base::Fault::refused, "no page");
    const auto found = rights.find(queue);
    return found == rights.end() ? std::nullopt : std::optional(found->second);
  }
  base::Result<bool> may_change_group(const std::string&) override { return changes_groups; }
};
