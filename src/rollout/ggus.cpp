// SPDX-License-Identifier: Apache-2.0
#include "rollout/ggus.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

using base::Pattern;

// At most so many of one mail: each costs RT a few calls.
constexpr std::size_t most_links = 20;

bool is_sign(char c) {
  return c > ' ' && c < '\x7F';
}

} // namespace

std::vector<std::string> ggus_links(std::string_view written) {
  static const Pattern url(
      R"(https?://(?:(?:www\.)?(?:ggus\.(?:eu|org)|gus\.fzk\.de)/[^\s<>"]{0,200}?(?:ticket_id=|ticket=|ticket_info/)(\d{1,9})(?!\d)|helpdesk\.ggus\.eu/#ticket/zoom/(\d{1,9})(?!\d)))",
      Pattern::Case::ignored);
  std::string text; // gateways wrap links into links of their own, the true one escaped inside
  base::append_unescaped(text, written, '%', is_sign);
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
