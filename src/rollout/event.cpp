// SPDX-License-Identifier: Apache-2.0
#include "rollout/event.hpp"

#include <algorithm>

namespace rollout {

Reply read_reply(const MailArrived& mail, const Roster& roster) {
  return read_reply(mail.text, mail.html_text, roster, mail.links, mail.doubted);
}

bool has_report(const MailArrived& mail) {
  return std::any_of(mail.files.begin(), mail.files.end(),
                     [](const Attached& one) { return may_be_report(one.name); });
}

bool has_named_report(const MailArrived& mail) {
  return std::any_of(mail.files.begin(), mail.files.end(),
                     [](const Attached& one) { return is_named_as_report(one.name); });
}

} // namespace rollout
