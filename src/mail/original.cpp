// SPDX-License-Identifier: Apache-2.0
#include "mail/original.hpp"

#include "base/text.hpp"
#include "mail/charset.hpp"

#include <algorithm>
#include <array>

namespace mail {
namespace {

constexpr std::size_t most_of_original = 64 * 1024; // its headers are wanted, not its attachments
constexpr std::size_t most_words = 300;
constexpr std::size_t most_looked_at = 4096; // for them, among blanks

bool holds_a_mail(const Part* part) {
  constexpr std::array<std::string_view, 4> types{"message/rfc822", "message/global",
                                                  "text/rfc822-headers", "message/global-headers"};
  return base::is_one_of(part->type.value(), types);
}

} // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : to_utf8(text.substr(0, most_looked_at))) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return std::string(base::trim(base::front(out, most_words)));
}

void name_post(Notice& notice, std::string_view original) {
  const auto post = parse(std::string(original.substr(0, most_of_original)));
  notice.message_id = post.message_id;
  notice.subject = one_line(post.subject);
}

void name_post(Notice& notice, const Parts& parts) {
  const auto own = own_parts(parts);
  const auto found = std::find_if(own.begin(), own.end(), holds_a_mail);
  if (found != own.end())
    name_post(notice, content(**found, most_of_original));
}

} // namespace mail
