// SPDX-License-Identifier: Apache-2.0
#include "mail/message.hpp"

#include "base/text.hpp"
#include "mail/address.hpp"
#include "mail/body.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"
#include "mail/header_lines.hpp"
#include "mail/parts.hpp"
#include "mail/transfer.hpp"

#include <algorithm>
#include <set>

namespace mail {
namespace {

std::string without_blanks(std::string_view text) {
  auto out = to_utf8(text);
  out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return c == ' ' || c == '\t'; }),
            out.end());
  return out;
}

// The ids between < and >. A fold inside of one is no part of it.
std::vector<std::string> ids_in(std::string_view value) {
  std::vector<std::string> out;
  for (auto open = value.find('<'); open != std::string_view::npos; open = value.find('<', open)) {
    const auto close = value.find('>', open);
    if (close == std::string_view::npos)
      break;
    if (auto id = without_blanks(value.substr(open + 1, close - open - 1)); !id.empty())
      out.push_back(std::move(id));
    open = close;
  }
  return out;
}

std::string message_id(const Message& message) {
  const auto value = header(message, "Message-ID").value_or("");
  const auto ids = ids_in(value);
  return ids.empty() ? without_blanks(value) : ids.front();
}

std::vector<std::string> references(const Message& message) {
  auto all = ids_in(header(message, "In-Reply-To").value_or(""));
  const auto older = ids_in(header(message, "References").value_or(""));
  all.insert(all.end(), older.rbegin(), older.rend());
  std::set<std::string> seen;
  std::vector<std::string> out;
  for (auto& id : all)
    if (seen.insert(id).second)
      out.push_back(std::move(id));
  return out;
}

void read_sender(Message& message) {
  const auto fields =
      std::count_if(message.headers.begin(), message.headers.end(),
                    [](const auto& f) { return base::same_ignoring_case(f.name, "From"); });
  if (fields > 1)
    message.remarks.push_back("several From fields: the sender is not known");
  if (fields != 1)
    return;
  if (const auto box = read_mailbox(*header(message, "From"))) {
    message.from = box->address;
    message.from_name = box->name;
  } else {
    message.remarks.push_back("the From field does not hold one address");
  }
}

std::string calendar_method(const Parts& parts) {
  for (const auto* part : own_parts(parts))
    if (part->type.value() == "text/calendar")
      if (const auto method = part->type.get("method"))
        return base::lower(*method);
  return {};
}

} // namespace

Message parse(std::string raw) {
  if (auto mac = with_line_feeds(raw))
    raw = std::move(*mac);
  Message message;
  message.bytes = std::make_shared<const std::string>(std::move(raw));
  const auto parts = split(*message.bytes);
  message.headers = parts.all.front().entity.fields();
  message.remarks = parts.remarks;
  read_sender(message);
  message.subject = std::string(base::trim(decode_words(header(message, "Subject").value_or(""))));
  message.message_id = message_id(message);
  message.references = references(message);
  message.structure = structure(parts);
  auto body = choose_body(parts);
  message.plain = std::move(body.plain);
  message.html = std::move(body.html);
  message.flowed = body.flowed;
  message.unreadable = body.unreadable;
  if (body.cut)
    message.remarks.emplace_back("truncated: only the first 8 MiB of a text are read");
  message.attachments = attachments(parts);
  message.calendar_method = calendar_method(parts);
  return message;
}

void read(const Attachment& attachment, const std::function<bool(std::string_view piece)>& take) {
  decode_transfer(attachment.encoded, attachment.encoding, take);
}

std::optional<std::string> header(const Message& message, std::string_view name) {
  for (const auto& field : message.headers)
    if (base::same_ignoring_case(field.name, name))
      return field.value;
  return std::nullopt;
}

} // namespace mail
