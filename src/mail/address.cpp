// SPDX-License-Identifier: Apache-2.0
#include "mail/address.hpp"

#include "base/text.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"

#include <algorithm>

namespace mail {
namespace {

bool is_word_char(char c) {
  constexpr std::string_view specials = "()<>[]:;@\\,\"";
  return (static_cast<unsigned char>(c) > 0x7F || (c > ' ' && c < 127)) &&
         specials.find(c) == std::string_view::npos;
}

bool is_dotted(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), is_word_char);
}

// A list of mailboxes cut into its tokens' text: comments out, quotes undone in the display name.
struct Scan {
  std::string outside; // all that is neither quoted, nor in < >, nor a comment
  std::string name;    // the display name as shown
  std::string comment;
  std::string angle;
  std::size_t angles = 0;
  bool quoted_at = false; // a quoted string in the local part: legal, never seen, not trusted
  bool comma_after_angle = false;
  bool broken = false;
};

std::string take_quoted(std::string_view text, std::size_t& at, bool& broken) {
  std::string out;
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size())
      ++at;
    out += text[at];
  }
  broken = broken || at >= text.size();
  return out;
}

std::string take_comment(std::string_view text, std::size_t& at, bool& broken) {
  std::string out;
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '(' && depth++ == 0)
      continue;
    if (text[at] == ')' && --depth == 0)
      return out;
    if (text[at] == '\\' && at + 1 < text.size())
      ++at;
    out += text[at];
  }
  broken = true;
  return out;
}

Scan scan(std::string_view text) {
  Scan out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      out.name += take_quoted(text, at, out.broken);
      out.quoted_at = out.quoted_at || (at + 1 < text.size() && text[at + 1] == '@');
    } else if (c == '(') {
      out.comment = take_comment(text, at, out.broken);
    } else if (c == '<') {
      const auto close = text.find('>', at);
      ++out.angles;
      out.broken = out.broken || close == std::string_view::npos;
      out.angle = text.substr(at + 1, close == std::string_view::npos ? 0 : close - at - 1);
      at = close == std::string_view::npos ? text.size() : close;
    } else {
      out.comma_after_angle = out.comma_after_angle || (out.angles > 0 && c != ' ' && c != '\t');
      out.outside += c;
      out.name += c;
    }
  }
  return out;
}

Mailbox lowered(std::string_view address, std::string name) {
  const auto at = address.rfind('@');
  return {std::string(address.substr(0, at)) + base::lower(address.substr(at)),
          std::string(base::trim(name))};
}

} // namespace

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || text.size() > 254 || !is_utf8(text))
    return false;
  return is_dotted(text.substr(0, at)) && is_dotted(text.substr(at + 1));
}

std::optional<Mailbox> read_mailbox(std::string_view field_value) {
  const auto seen = scan(field_value);
  if (seen.broken || seen.quoted_at || seen.angles > 1)
    return std::nullopt;
  if (seen.angles == 1) {
    // QUIRK: `Rossi, Anna <a@b>` without quotes is common; a second address outside of < > is not
    // it
    const bool other = seen.outside.find('@') != std::string::npos || seen.comma_after_angle ||
                       seen.outside.find_first_of(":;") != std::string::npos;
    const auto address = base::trim(seen.angle);
    if (other || !is_address(address))
      return std::nullopt;
    return lowered(address, decode_words(seen.name));
  }
  const auto bare = base::trim(seen.outside);
  if (!is_address(bare) || base::trim(seen.name) != bare)
    return std::nullopt;
  return lowered(bare, decode_words(seen.comment));
}

} // namespace mail
