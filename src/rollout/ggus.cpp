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

const std::string old_ticket = "https://ggus.eu/?mode=ticket_info&ticket_id=";

bool is_sign(char c) {
  return c > ' ' && c < '\x7F';
}

} // namespace

std::vector<std::string> ggus_links(std::string_view written) {
  static const Pattern url(
      R"(https?://(?:(?:www\.)?(?:ggus\.(?:eu|org)|gus\.fzk\.de)/[^\s<>"]{0,200}?(?:ticket_id=|ticket=|ticket_info/)(\d{1,9})(?!\d)|helpdesk\.ggus\.eu/#ticket/zoom/(\d{1,9})(?!\d)))",
      Pattern::Case::ignored);
  // "GGUS #84509", "GGUS:84509", "GGUS ticket 84509": numbers of the time before Zammad.
  static const Pattern number(
      R"((?<![\w./-])GGUS(?:-|\s{1,3})?(?:ticket\s{0,3}(?:number|no\.?|nr\.?)?\s{0,3}[#:]?|[#:])\s{0,3}#?(\d{4,6})(?![\w]))",
      Pattern::Case::ignored);
  std::string text; // gateways wrap links into links of their own, the true one escaped inside
  base::append_unescaped(text, written, '%', is_sign);
  std::vector<std::string> out;
  const auto add = [&out](std::string link) {
    if (out.size() < most_links && std::find(out.begin(), out.end(), link) == out.end())
      out.push_back(std::move(link));
  };
  for (auto found = url.find(text); found && out.size() < most_links;
       found = url.find(text, found->end))
    add(found->groups[1].empty()
            ? "https://helpdesk.ggus.eu/#ticket/zoom/" + std::string(found->groups[2])
            : old_ticket + std::string(found->groups[1]));
  for (auto found = number.find(text); found && out.size() < most_links;
       found = number.find(text, found->end))
    add(old_ticket + std::string(found->groups[1]));
  return out;
}

} // namespace rollout
