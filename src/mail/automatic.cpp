// SPDX-License-Identifier: Apache-2.0
#include "mail/automatic.hpp"

#include "base/text.hpp"
#include "mail/field_signs.hpp"
#include "mail/list_signs.hpp"
#include "mail/subject_sign.hpp"

#include <algorithm>
#include <optional>

namespace mail {
namespace {

std::optional<std::string> loop_sign(const Message& message, const std::vector<std::string>& ours) {
  for (const auto& field : message.headers) {
    if (!base::same_ignoring_case(field.name, "X-RT-Loop-Prevention"))
      continue;
    const bool mine = ours.empty() || std::any_of(ours.begin(), ours.end(), [&](const auto& mark) {
                        return base::same_ignoring_case(mark, field.value);
                      });
    if (mine)
      return quote(field);
  }
  return std::nullopt;
}

// The structure without what stands inside forwarded mails: a person may forward a bounce.
std::string own_structure(std::string_view structure) {
  std::string out;
  for (std::size_t at = 0; at < structure.size();) {
    out += structure[at++];
    const bool forwards = out.ends_with("message/rfc822(") || out.ends_with("message/global(") ||
                          out.ends_with("message/news(");
    for (int depth = 1; forwards && at < structure.size() && depth > 0; ++at)
      depth += structure[at] == '(' ? 1 : structure[at] == ')' ? -1 : 0;
  }
  return out;
}

std::optional<std::string> type_sign(const Message& message) {
  const auto own = own_structure(message.structure);
  for (const std::string_view type :
       {"multipart/report", "message/delivery-status", "message/global-delivery-status",
        "message/disposition-notification", "message/global-disposition-notification",
        "message/feedback-report"})
    if (own.find(type) != std::string::npos)
      return "Content-Type: " + std::string(type);
  // An invitation is a person's. The answer to one is worded by a program, as a read receipt is,
  // after a click at most; and its "Accepted" means the meeting.
  for (const std::string_view method : {"reply", "counter", "refresh"})
    if (message.calendar_method == method)
      return "Content-Type: text/calendar; method=" + std::string(method);
  return std::nullopt;
}

} // namespace

Automatic automatic(const Message& message, std::string_view envelope_sender,
                    const std::vector<std::string>& our_loop_marks) {
  using Answer = Automatic::Answer;
  if (auto sign = field_sign(message))
    return {Answer::yes, *sign};
  if (auto sign = loop_sign(message, our_loop_marks))
    return {Answer::yes, *sign};
  if (auto sign = type_sign(message))
    return {Answer::yes, *sign};
  if (auto sign = list_sign(message))
    return {Answer::yes, *sign};
  if (is_null_sender(envelope_sender))
    return {Answer::yes, "the envelope sender is empty"};
  if (!is_subject_of_a_program(message.subject))
    return {};
  // Exchange sets it on much that people write; with such a subject there is no doubt any more.
  const bool suppressed = header(message, "X-Auto-Response-Suppress").has_value();
  return {suppressed ? Answer::yes : Answer::doubtful, "Subject: " + message.subject};
}

} // namespace mail
