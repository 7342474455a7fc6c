// SPDX-License-Identifier: Apache-2.0
#include "mail/list_signs.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/address.hpp"
#include "mail/field_signs.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace mail {
namespace {

using base::same_ignoring_case;

bool is_bulk(const HeaderField& field) {
  return (same_ignoring_case(field.name, "Precedence") ||
          same_ignoring_case(field.name, "X-Precedence")) &&
         base::starts_with_ignoring_case(field.value, "bulk");
}

bool is_from(const HeaderField& field) {
  return same_ignoring_case(field.name, "From");
}

// The marks of lists on which people write. List-Id and List-Unsubscribe are not among them:
// newsletters have them too.
bool is_mark_of_a_post(const HeaderField& field) {
  constexpr std::array<std::string_view, 6> marks{"X-Mailing-List", "Mailing-List",
                                                  "X-BeenThere",    "X-Mailman-Version",
                                                  "X-ML-Name",      "X-MLServer"};
  static const base::Pattern owner(R"(\bowner-[^\s@]+@|[^\s@]-owner@)",
                                   base::Pattern::Case::ignored);
  if (same_ignoring_case(field.name, "List-Post"))
    return !same_ignoring_case(field.value.substr(0, 2), "NO"); // RFC 2369: nobody may post
  return base::is_one_of(field.name, marks) ||
         (same_ignoring_case(field.name, "Sender") && owner.find(field.value)); // majordomo
}

// Where a list names itself.
bool names_the_list(const HeaderField& field) {
  constexpr std::array<std::string_view, 11> names{
      "List-Id",          "List-Post", "List-Help",      "List-Subscribe",
      "List-Unsubscribe", "X-ML-Name", "X-Mailing-List", "X-BeenThere",
      "Mailing-List",     "X-ML-Info", "X-Loop"};
  return base::is_one_of(field.name, names);
}

bool is_part_of_a_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

// Is `name` (lower case) a whole name in `text`?
bool holds_name(const std::string& text, const std::string& name) {
  const auto low = base::lower(text);
  for (auto at = low.find(name); at != low.npos; at = low.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || !is_part_of_a_name(low[at - 1])) &&
        (end == low.size() || !is_part_of_a_name(low[end])))
      return true;
  }
  return false;
}

// From is an address of the list's program, such as osg-general-request@, and the mail names that
// list. A person who writes from grid-admin@ on another list is none.
std::optional<std::string> program_of_the_list(const Message& message) {
  static const base::Pattern role(
      R"(^(?:owner-([^@]+)|([^@]+)-(?:request|owner|admin|confirm|help|ctl|editor|moderators?|subscribe|unsubscribe|join|leave|return)(?:[-+][^@]*)?)@)",
      base::Pattern::Case::ignored);
  const auto address = base::lower(message.from.value_or(""));
  const auto found = role.find(address);
  if (!found)
    return std::nullopt;
  const std::string list(found->groups[1].empty() ? found->groups[2] : found->groups[1]);
  const bool named =
      std::any_of(message.headers.begin(), message.headers.end(), [&](const HeaderField& field) {
        return names_the_list(field) &&
               (holds_name(field.value, list) || holds_name(field.value, address));
      });
  if (!named)
    return std::nullopt;
  return quote(*std::find_if(message.headers.begin(), message.headers.end(), is_from));
}

} // namespace

std::optional<std::string> list_sign(const Message& message) {
  if (auto sign = program_of_the_list(message))
    return sign;
  const auto& fields = message.headers;
  const auto bulk = std::find_if(fields.begin(), fields.end(), is_bulk);
  if (bulk == fields.end() || std::any_of(fields.begin(), fields.end(), is_mark_of_a_post))
    return std::nullopt;
  return quote(*bulk);
}

} // namespace mail
