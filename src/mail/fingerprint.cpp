// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"
#include "base/text.hpp"
#include "mail/header_lines.hpp"
#include "mail/message.hpp"

#include <array>

namespace mail {
namespace {

constexpr std::array<std::string_view, 4> telling{"message-id", "from", "date", "subject"};

// One blank for each run of them: programs on the way fold headers anew.
std::string squeezed(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const bool blank = c == ' ' || c == '\t';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string folded(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    const auto [text, next] = line_at(body, at);
    out += text;
    out += '\n';
    at = next;
  }
  while (!out.empty() && out.back() == '\n') // an MTA may add a line end
    out.pop_back();
  return out;
}

} // namespace

std::string fingerprint(std::string_view raw) {
  const auto mac = with_line_feeds(raw);
  if (mac)
    raw = *mac;
  std::array<std::string, telling.size()> said;
  HeaderLines walk(raw, HeaderLines::Place::mail);
  for (RawField field; walk.next(field);)
    for (std::size_t i = 0; i < telling.size(); ++i)
      if (base::same_ignoring_case(field.name, telling[i]))
        said[i] += squeezed(clean_value(field, field.bytes.size())) + '\n';
  std::string all;
  for (const auto& value : said) // lengths keep one field from running into the next
    all += std::to_string(value.size()) + ':' + value;
  return base::sha256(all + folded(raw.substr(walk.body())));
}

} // namespace mail
