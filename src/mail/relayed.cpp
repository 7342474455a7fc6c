// SPDX-License-Identifier: Apache-2.0
#include "mail/relayed.hpp"

#include "base/text.hpp"
#include "mail/header_lines.hpp"

#include <algorithm>

namespace mail {
namespace {

bool must_go(std::string_view name) {
  return name.empty() || base::same_ignoring_case(name, "Reply-To") ||
         base::starts_with_ignoring_case(name, "RT-") ||
         base::starts_with_ignoring_case(name, "X-RT-") ||
         base::same_ignoring_case(name, relay_header);
}

// The lines of a field with clean line ends. A stray CR or a line of blanks would let RT see the
// end of the headers at another place than we do, and take a Reply-To from below it.
void append_field(std::string& out, const RawField& field, std::string_view line_end) {
  for (std::size_t at = 0; at < field.bytes.size();) {
    const auto [text, next] = line_at(field.bytes, at);
    at = next;
    if (base::trim(text).empty())
      continue;
    std::remove_copy_if(text.begin(), text.end(), std::back_inserter(out),
                        [](char c) { return c == '\r' || c == '\0'; });
    out += line_end;
  }
}

} // namespace

std::string relayed_copy(std::string_view raw, std::string_view fingerprint,
                         std::string_view message_id) {
  const auto mac = with_line_feeds(raw);
  if (mac)
    raw = *mac;
  const auto first_end = raw.find('\n');
  const bool crlf =
      first_end != std::string_view::npos && first_end > 0 && raw[first_end - 1] == '\r';
  const std::string_view line_end = crlf ? "\r\n" : "\n";
  const auto line = [&](std::string_view name, std::string_view value) {
    return std::string(name) + ": " + std::string(value) + std::string(line_end);
  };
  std::string kept;
  bool identified = false;
  HeaderLines walk(raw, HeaderLines::Place::mail);
  for (RawField field; walk.next(field);) {
    identified = identified || base::same_ignoring_case(field.name, "Message-ID");
    if (!must_go(field.name))
      append_field(kept, field, line_end);
  }
  std::string out = line("RT-Control", "no-autoopen") + line(relay_header, fingerprint);
  if (!identified)
    out += line("Message-ID", "<" + std::string(message_id) + ">");
  return out + kept + std::string(line_end) + std::string(raw.substr(walk.body()));
}

} // namespace mail
