// SPDX-License-Identifier: Apache-2.0
// Events and actions as JSON, as they lie in the queues. What is written is read back equal; what
// is not understood is Fault::internal, since only we write it.
#pragma once

#include "base/result.hpp"
#include "rollout/effect.hpp"

#include <string>
#include <string_view>

namespace bridge {

// The `kind` of a row: "mail", "reply", "changed" for events; "relay", "fields", … for actions.
std::string kind_of(const rollout::Event& event);
std::string kind_of(const rollout::Action& action);

std::string to_json(const rollout::Event& event);
std::string to_json(const rollout::Action& action);

base::Result<rollout::Event> read_event(std::string_view kind, std::string_view json);
base::Result<rollout::Action> read_action(std::string_view kind, std::string_view json);

// The envelope of a mail as the filter noted it: the body of an arrival's row.
struct Arrival {
  std::string sender; // empty: the null sender
  bool sender_known = true;
  std::string recipient;
  std::string queue;
  std::string action;
};
std::string to_json(const Arrival& arrival);
base::Result<Arrival> read_arrival(std::string_view json);

} // namespace bridge
