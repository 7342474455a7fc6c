// SPDX-License-Identifier: Apache-2.0
#include "rollout/mailto.hpp"

namespace rollout {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

} // namespace

std::string mailto(std::string_view to, std::string_view subject, std::string_view in_reply_to,
                   std::string_view body) {
  const auto at = to.rfind('@'); // the one that RFC 6068 wants as it is
  std::string link = "mailto:" + encoded(to.substr(0, at));
  if (at != to.npos)
    link += "@" + encoded(to.substr(at + 1));
  return link + "?subject=" + encoded(subject) +
         "&In-Reply-To=" + encoded("<" + std::string(in_reply_to) + ">") + "&body=" + encoded(body);
}

} // namespace rollout
