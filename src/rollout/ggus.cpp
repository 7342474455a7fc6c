// SPDX-License-Identifier: Apache-2.0
#include "rollout/ggus.hpp"

#include "base/pattern.hpp"

#include <algorithm>

namespace rollout {
namespace {

using base::Pattern;

// At most so many of one mail: each costs RT a few calls.
constexpr std::size_t most_links = 20;

int hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// Gateways wrap links into links of their own, the true one escaped inside.
std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '%' && at + 2 < text.size();
    const int high = escape ? hex(text[at + 1]) : -1;
    const int low = escape ? hex(text[at + 2]) : -1;
    const int value = high * 16 + low;
    const bool sign = high >= 0 && low >= 0 && value > 0x20 && value < 0x7F;
    out += sign ? static_cast<char>(value) : text[at];
    at += sign ? 2 : 0;
  }
  return out;
}

} // namespace

std::vector<std::string> ggus_links(std::string_view written) {
  static const Pattern url(
      R"(https?://(?:(?:www\.)?(?:ggus\.(?:eu|org)|gus\.fzk\.de)/[^\s<>"]{0,200}?(?:ticket_id=|ticket=|ticket_info/)(\d{1,9})(?!\d)|helpdesk\.ggus\.eu/#ticket/zoom/(\d{1,9})(?!\d)))",
      Pattern::Case::ignored);
  const auto text = without_escapes(written);
  std::vector<std::string> out;
  for (auto found = url.find(text); found && out.size() < most_links;
       found = url.find(text, found->end)) {
    auto link =
        found->groups[1].empty()
            ? "https://helpdesk.ggus.eu/#ticket/zoom/" + std::string(found->groups[2])
            : "https://ggus.eu/?mode=ticket_info&ticket_id=" + std::string(found->groups[1]);
    if (std::find(out.begin(), out.end(), link) == out.end())
      out.push_back(std::move(link));
  }
  return out;
}

} // namespace rollout
