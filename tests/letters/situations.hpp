// SPDX-License-Identifier: Apache-2.0
// Letters of every kind in the situations in which people get them, made by the code that makes
// real ones; and the same with words that somebody chose to do harm.
#pragma once

#include "rollout/effect.hpp"

#include <string>
#include <vector>

namespace letters {

struct Situation {
  std::string name; // "answer-accepted"
  rollout::SendMail letter;
};

std::vector<Situation> usual();
std::vector<Situation> hostile();

} // namespace letters
