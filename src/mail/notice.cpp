// SPDX-License-Identifier: Apache-2.0
#include "mail/notice.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/delivery_report.hpp"
#include "mail/original.hpp"
#include "mail/parts.hpp"

#include <algorithm>
#include <array>

namespace mail {
namespace {

using base::Pattern;
using Kind = Notice::Kind;

constexpr std::size_t longest_notice = 16 * 1024; // of its text; what follows may be the post

std::string group(const base::Match& found, std::size_t number) {
  return std::string(base::trim(found.groups[number]));
}

// With `?` for each letter that is no ASCII.
std::string in_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else if (byte >= 0xc0) // the first of its bytes
      out += '?';
  }
  return out;
}

bool is_of_mailman(const Message& message) {
  constexpr std::array<std::string_view, 3> names{"X-Mailman-Version", "X-BeenThere", "List-Id"};
  return std::any_of(message.headers.begin(), message.headers.end(),
                     [&](const HeaderField& field) { return base::is_one_of(field.name, names); });
}

// The text on one line: programs break their lines where the names in them end.
std::string words_of(const Message& message) {
  std::string out;
  const std::string text = message.plain.value_or("");
  for (const auto line : base::lines(std::string_view(text).substr(0, longest_notice))) {
    const auto words = base::trim(line);
    if (!words.empty())
      out += (out.empty() ? "" : " ") + std::string(words);
  }
  return out;
}

// Mailman 2 and 3 have the same words for a post that waits, but for the head of the reason.
std::optional<Notice> held_by_mailman(const Message& message, const std::string& list) {
  static const Pattern title(R"(^Your message to \S+ awaits moderator approval$)");
  static const Pattern text(
      R"(^Your mail to '[^']*' with the subject (.*?) Is being held until the list moderator can )"
      R"(review it for approval\.(?: The (?:message is being held because|reason it is being held): )"
      R"((.*?) Either the message will get posted)?)");
  if (!title.find(one_line(message.subject)))
    return std::nullopt;
  Notice notice{Kind::held, {}, {}, list, {}};
  const auto words = words_of(message);
  if (const auto found = text.find(words)) {
    notice.subject = one_line(group(*found, 1));
    notice.why = one_line(group(*found, 2));
  }
  return notice;
}

std::optional<Notice> refused_by_the_moderator(const Message& message, const std::string& list) {
  static const Pattern title(R"(^Request to mailing list \S.* rejected$)");
  static const Pattern text(
      R"x(Posting of your message titled "(.*)" has been rejected by the list )x"
      R"x(moderator\.(?:.*? rejecting your request: "(.*)" Any questions)?)x");
  if (!title.find(one_line(message.subject)))
    return std::nullopt;
  const auto words = words_of(message);
  const auto found = text.find(words);
  if (!found) // of a request to be subscribed
    return std::nullopt;
  return Notice{Kind::rejected, {}, one_line(group(*found, 1)), list, one_line(group(*found, 2))};
}

// Under the post's own subject, in the language of the list: so its form counts, not its words.
std::optional<Notice> sent_back_by_mailman(const Message& message, const std::string& list) {
  static const Pattern text(
      R"(was rejected for the following reasons: (.*?) The original message)");
  if (!message.structure.starts_with("multipart/mixed(text/plain,message/rfc822("))
    return std::nullopt;
  Notice notice{Kind::rejected, {}, {}, list, {}};
  const auto parts = split(*message.bytes);
  if (own_parts(parts).size() != 3)
    return std::nullopt;
  name_post(notice, parts);
  if (notice.message_id.empty() || !same_subject(notice.subject, message.subject))
    return std::nullopt;
  const auto words = words_of(message);
  const auto found = text.find(words);
  notice.why = one_line(found ? group(*found, 1) : words);
  return notice;
}

// Of the robot of a list: it writes from LIST-bounces or LIST-owner.
std::optional<Notice> read_mailman(const Message& message) {
  static const Pattern robot(R"(^([^@\s]+)-(?:bounces|owner)(@[^@\s]+)$)", Pattern::Case::ignored);
  const auto address = message.from.value_or("");
  const auto found = robot.find(address);
  if (!found || !is_of_mailman(message))
    return std::nullopt;
  const auto list = group(*found, 1) + group(*found, 2);
  for (const auto read : {held_by_mailman, refused_by_the_moderator, sent_back_by_mailman})
    if (auto notice = read(message, list))
      return notice;
  return std::nullopt;
}

// "OSG-GENERAL" on the host of its LISTSERV.
std::string listserv_list(std::string_view name, const std::string& robot) {
  return std::string(name) + robot.substr(robot.find('@'));
}

std::optional<Notice> waits_at_listserv(const Message& message, const std::string& robot) {
  static const Pattern moderated(
      R"x(Your message dated .*? with subject "(.*)" has been submitted )x"
      R"x(to the moderator of the (\S+) list)x");
  static const Pattern postponed(
      R"x(The distribution of your message dated .*? with subject "(.*)" )x"
      R"x(has been postponed because (.*?)\.(?: |$))x");
  static const Pattern named(R"(^([A-Z0-9_-]+): )");
  const auto words = words_of(message);
  if (const auto found = moderated.find(words))
    return Notice{Kind::held,
                  {},
                  one_line(group(*found, 1)),
                  listserv_list(group(*found, 2), robot),
                  "submitted to the moderator"};
  if (const auto found = postponed.find(words)) {
    const auto list = named.find(message.subject);
    return Notice{Kind::held,
                  {},
                  one_line(group(*found, 1)),
                  list ? listserv_list(group(*list, 1), robot) : std::string(),
                  one_line(group(*found, 2))};
  }
  return std::nullopt;
}

// The post comes back attached, or below a line that says so.
std::optional<Notice> rejected_by_listserv(const Message& message) {
  static const Pattern title(R"(^Rejected posting to (\S+@\S+)$)", Pattern::Case::ignored);
  static const Pattern cut(R"(\n-{5,} ?Rejected message\b[^\n]*\n)", Pattern::Case::ignored);
  const auto subject = one_line(message.subject);
  const auto found = title.find(subject);
  if (!found)
    return std::nullopt;
  Notice notice{Kind::rejected, {}, {}, group(*found, 1), {}};
  const std::string text = message.plain.value_or("");
  const auto below = cut.find(text);
  if (below)
    name_post(notice, base::trim(std::string_view(text).substr(below->end)));
  else
    name_post(notice, split(*message.bytes));
  const auto first = text.substr(0, below ? below->begin : std::string::npos);
  notice.why = one_line(std::string_view(first).substr(0, first.find("\n\n")));
  return notice;
}

std::optional<Notice> read_listserv(const Message& message) {
  const auto robot = message.from.value_or("");
  if (!base::starts_with_ignoring_case(robot, "listserv@"))
    return std::nullopt;
  if (auto notice = rejected_by_listserv(message))
    return notice;
  return waits_at_listserv(message, robot);
}

} // namespace

bool same_subject(std::string_view a, std::string_view b) {
  return in_ascii(one_line(a)) == in_ascii(one_line(b));
}

std::optional<Notice> read_notice(const Message& message) {
  for (const auto read : {read_delivery_report, read_mailman, read_listserv})
    if (auto notice = read(message))
      return notice;
  return std::nullopt;
}

} // namespace mail
