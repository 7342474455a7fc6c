// SPDX-License-Identifier: Apache-2.0
// Ledgers and times away at random, all in full hours: the same seed gives the same ones.
#pragma once

#include "base/text.hpp"
#include "rollout/away.hpp"
#include "rollout/histories.hpp"

#include <random>

inline const std::vector<std::string> teams{"NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL",
                                            "NGI_CZ-prague"};
inline const auto begin = on("2026-03-20T08:00:00Z"); // clocks change a week later
inline const auto end = begin + std::chrono::hours{24 * 60};

struct Dice {
  std::mt19937 random;
  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
};

inline History random_history(Dice& dice) {
  static const std::vector<std::string> states{"accepted", "accepted", "rejected", "withdrawn"};
  History out;
  auto at = begin;
  for (int i = 40 + dice.below(60); i > 0 && at < end;
       --i, at += std::chrono::hours{dice.below(dice.below(4) == 0 ? 100 : 12)}) {
    const auto& team = teams[static_cast<std::size_t>(dice.below(3))];
    const auto& state = states[static_cast<std::size_t>(dice.below(4))];
    const auto day = at + std::chrono::hours{24 * dice.below(20)};
    out.ticket = 1 + dice.below(2);
    switch (dice.below(16)) {
    case 0:
    case 1:
      out.asks(team, at, at + std::chrono::hours{1 + dice.below(60)});
      break;
    case 2:
      out.line(at, "adopted", team, rollout::until_words(at, "x"));
      break;
    case 3:
      out.line(at, "unasked", team);
      break;
    case 4:
      out.line(at, dice.below(2) == 0 ? "delayed" : "proceeding", team);
      break;
    case 5:
      out.line(at, dice.below(2) == 0 ? "reminded" : "chased", team);
      break;
    case 6:
      out.line(at, dice.below(3) == 0 ? "closed" : "opened", "rollout");
      break;
    case 7:
      out.line(at, "exposure", "until", base::to_iso(day).substr(0, 10));
      break;
    case 8:
      out.line(at, "due", "answers", dice.below(3) == 0 ? "" : base::to_iso(day));
      break;
    case 9:
      out.line(at, "linked", "https://ggus/" + std::to_string(dice.below(5)), "by a@b of " + team);
      break;
    case 10:
    case 11:
      out.reports(team, at - std::chrono::hours{dice.below(40)}, dice.below(3) > 0);
      break;
    case 12:
      out.line(at, "unreachable", team, dice.below(2) == 0 ? "request to" : "reminder to");
      break;
    default:
      if (dice.below(4) == 0)
        out.line(at - std::chrono::hours{dice.below(30)}, rollout::arrival_line, "", "",
                 "f" + std::to_string(i));
      out.answers(dice.below(2) == 0 ? team : base::lower(team), at, state,
                  "f" + std::to_string(i));
    }
  }
  return out;
}

inline std::vector<rollout::Away> random_away(Dice& dice) {
  std::vector<rollout::Away> out;
  for (int i = dice.below(8); i > 0; --i) {
    const auto from = begin + std::chrono::hours{dice.below(24 * 40)};
    out.push_back({from, from + std::chrono::hours{dice.below(40)}});
  }
  return out;
}
