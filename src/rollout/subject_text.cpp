// SPDX-License-Identifier: Apache-2.0
#include "rollout/subject_text.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/plain_signs.hpp"

#include <algorithm>

namespace rollout {
namespace {

std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = (c >= 0 && c <= ' ') || c == 127;
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

} // namespace

std::string bare_subject(std::string_view subject) {
  constexpr std::size_t most = 2000; // bytes; RT keeps 200 characters
  static const base::Pattern prefix(
      R"(^(?:re|r|ref|antwort|réponse|respuesta|betr|betreff|rif|fwd?|fw|aw|wg|sv|vs|vb|vl|antw|doorst|tr|rép|odp|pd|res|enc|rv|ynt|ilt|)"
      R"(vá|továbbítás|atb|pk|hl|απ|σχετ|πρθ|回复|回覆|答复|转发|轉寄|返信|転送|ha|отв|ответ|пересл|fyi|)"
      R"(i|réf|\x{130}lt|bls|תגובה|הועבר|رد|إعادة توجيه))"
      R"((?:\s?\[\d+\]|\s?\(\d+\)|\^\d+)?\s?:\s*)",
      base::Pattern::Case::folded);
  static const base::Pattern tag(R"(\s*\[[^\[\]]*#\d{1,15}\s*\]\s*)");
  static const base::Pattern list(R"(^\[[^\[\]]*\]\s*)");
  static const base::Pattern forwarded(R"(\s*\(fwd\)$)", base::Pattern::Case::ignored);
  std::string out = with_single_blanks(with_plain_signs(base::front(subject, most)));
  for (auto found = tag.find(out); found; found = tag.find(out))
    out.replace(found->begin, found->end - found->begin, 1, ' ');
  out = with_single_blanks(out);
  std::size_t begin = 0;
  for (bool more = true; more;) {
    more = false;
    for (const auto* one : {&prefix, &list})
      if (const auto found = one->find(std::string_view(out).substr(begin))) {
        begin += found->end;
        more = found->end > 0;
      }
  }
  out.erase(0, begin);
  if (const auto found = forwarded.find(out))
    out.resize(found->begin);
  return out;
}

std::optional<base::TicketId> subject_tag(std::string_view subject,
                                          const std::vector<std::string>& names) {
  static const base::Pattern tag(R"(\[([^\[\]\s]+)\s+#(\d{1,15})\s*\])");
  for (auto found = tag.find(subject); found; found = tag.find(subject, found->end)) {
    const bool ours = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return base::same_ignoring_case(found->groups[1], name);
    });
    if (names.empty() || ours)
      return base::TicketId{std::stoll(std::string(found->groups[2]))};
  }
  return std::nullopt;
}

} // namespace rollout
