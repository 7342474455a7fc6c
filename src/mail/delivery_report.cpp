// SPDX-License-Identifier: Apache-2.0
#include "mail/delivery_report.hpp"

#include "base/text.hpp"
#include "mail/header_lines.hpp"
#include "mail/original.hpp"
#include "mail/parts.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t most_of_report = 64 * 1024;
constexpr std::size_t most_groups = 100; // one of the server, then one for each recipient

using Fields = std::vector<HeaderField>;

std::string field(const Fields& fields, std::string_view name) {
  for (const auto& one : fields)
    if (base::same_ignoring_case(one.name, name))
      return one.value;
  return {};
}

// "rfc822; anna@infn.example", "smtp; 550 5.1.1 no such user": what stands behind the type.
std::string typed(const std::string& value) {
  const auto sign = value.find(';');
  return std::string(base::trim(sign == std::string::npos ? value : value.substr(sign + 1)));
}

std::vector<Fields> groups_of(std::string_view report) {
  std::vector<Fields> out;
  while (!report.empty() && out.size() < most_groups) {
    auto block = read_headers(report, HeaderLines::Place::part);
    if (!block.fields.empty())
      out.push_back(std::move(block.fields));
    if (block.body == 0) { // no field in it: its first line is passed over
      report.remove_prefix(line_at(report, 0).next);
      continue;
    }
    report.remove_prefix(std::min(block.body, report.size()));
  }
  return out;
}

const Part* report_in(const Parts& parts) {
  for (const auto* part : own_parts(parts))
    if (part->type.value() == "message/delivery-status" ||
        part->type.value() == "message/global-delivery-status")
      return part;
  return nullptr;
}

// Where it could not deliver to some and will try others again, the former counts.
const Fields* worst(const std::vector<Fields>& groups) {
  for (const std::string_view action : {"failed", "delayed"})
    for (const auto& group : groups)
      if (base::starts_with_ignoring_case(field(group, "Action"), action))
        return &group;
  return nullptr;
}

} // namespace

std::optional<Notice> read_delivery_report(const Message& message) {
  if (!message.structure.starts_with("multipart/report("))
    return std::nullopt;
  const auto parts = split(*message.bytes);
  const auto* report = report_in(parts);
  if (report == nullptr)
    return std::nullopt;
  const auto groups = groups_of(content(*report, most_of_report));
  const auto* recipient = worst(groups);
  if (recipient == nullptr)
    return std::nullopt;
  Notice notice;
  notice.kind = base::starts_with_ignoring_case(field(*recipient, "Action"), "failed")
                    ? Notice::Kind::bounced
                    : Notice::Kind::delayed;
  name_post(notice, parts);
  if (notice.message_id.empty() && !message.references.empty())
    notice.message_id = message.references.front();
  // An alias may have sent it on: what we know is the address that we wrote.
  for (const char* name : {"Original-Recipient", "Final-Recipient"})
    if (notice.list.empty())
      notice.list = one_line(typed(field(*recipient, name)));
  for (const char* name : {"Diagnostic-Code", "Status"})
    if (notice.why.empty())
      notice.why = one_line(typed(field(*recipient, name)));
  return notice;
}

} // namespace mail
