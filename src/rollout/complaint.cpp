// SPDX-License-Identifier: Apache-2.0
#include "rollout/complaint.hpp"

namespace rollout {

const char* to_word(Verb verb) {
  switch (verb) {
  case Verb::accept:
    return "accept";
  case Verb::reject:
    return "reject";
  case Verb::withdraw:
    return "withdraw";
  }
  return "accept";
}

const char* to_word(Code code) {
  switch (code) {
  case Code::unknown_team:
    return "unknown_team";
  case Code::malformed:
    return "malformed";
  case Code::conflict:
    return "conflict";
  case Code::duplicate:
    return "duplicate";
  case Code::not_member:
    return "not_member";
  case Code::not_asked:
    return "not_asked";
  case Code::halves_differ:
    return "halves_differ";
  case Code::quoted:
    return "quoted";
  case Code::unreadable:
    return "unreadable";
  case Code::closed:
    return "closed";
  case Code::not_a_rollout:
    return "not_a_rollout";
  case Code::not_manager:
    return "not_manager";
  case Code::not_proved:
    return "not_proved";
  case Code::unknown_id:
    return "unknown_id";
  case Code::superseded:
    return "superseded";
  case Code::bad_value:
    return "bad_value";
  case Code::settled:
    return "settled";
  case Code::unopposed:
    return "unopposed";
  case Code::report:
    return "report";
  }
  return "malformed";
}

} // namespace rollout
