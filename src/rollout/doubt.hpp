// SPDX-License-Identifier: Apache-2.0
// What speaks against a mail itself: a mark of spam, or that nothing proves it to be its sender's
// (mission, "authenticity of mail"). A manager's release is stronger than all of it.
#pragma once

#include "rollout/event.hpp"
#include "rollout/policy.hpp"

#include <optional>
#include <string>

namespace rollout {

struct Doubt {
  MailHeld::Ground ground;
  std::string why;      // goes on after "because"
  bool refused = false; // by configuration: never to be seen again, rather than held
};
std::optional<Doubt> doubt_of(const MailArrived& mail, const Policy& policy);

} // namespace rollout
