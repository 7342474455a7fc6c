// SPDX-License-Identifier: Apache-2.0
#include "mail/line_kind.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/phrases.hpp"

#include <array>

namespace mail {
namespace {

using base::Pattern;
constexpr auto folded = Pattern::Case::folded;

constexpr std::size_t longest_mobile_line = 160;
constexpr std::size_t longest_title = 160;

// A mark comes before the first letter, also behind a bullet; an arrow ("-> x") is none.
bool is_quoted(std::string_view line) {
  static const Pattern marks(
      R"(^\s*([-*+•·]\s+)*(>|\||»|›|＞|❯|¦|[│┃▏▎▌❘｜]|&gt;|[\p{L}\p{N}][\p{L}\p{N}_.-]{0,15}>(\s|$|>)))",
      folded);
  return marks.find(line).has_value();
}

// A verb of ours and one word behind it: "Release Manager <rm@egi.eu> wrote:" is none.
bool is_command(std::string_view line) {
  static const Pattern verb(
      R"(^(?![-=]{3})[^\p{L}\p{N}]*(accept|reject|withdraw|delayed|proceeding|release|refuse|send|cancel|extend|document)(s|n|ed|ing)?\b[^\p{L}\p{N}]*([\p{L}\p{N}][^\s:]*[^\p{L}\p{N}]*)?$)",
      folded);
  return verb.find(line).has_value();
}

// GroupWise: ">>> Anna Rossi <anna@x> 11/20/2026 10:00 AM >>>" stands above a text without marks.
bool is_groupwise(std::string_view line) {
  static const Pattern between(R"(^\s*(>{3}\s?)?[^>].*(@|\d{1,2}[./-]\d{1,2}).*\s>{3}\s*$)",
                               folded);
  return between.find(line).has_value();
}

// "--", "-----", "* * *", "=-=-=": three signs and nothing else, and the two of a signature.
bool is_delimiter(std::string_view line) {
  static const Pattern signs(R"(^([-_=*#~+–—―─━═‒⸺⸻＿＝－]\s?){3,}$|^ᐧ$|^(- )?(--|—|–|――?|——|––)$)",
                             folded);
  return signs.find(line).has_value();
}

// "-----Original Message-----" in any language: words between signs, or behind many of them.
bool is_title(std::string_view line) {
  static const Pattern between(
      R"(^[-_=–—─━═]{3,}\s?[^-_=\s].*[-_=–—─━═]{3,}$|^-{2} [^-]{3,60} -{2}$|^[-_=─━═]{3,}\s?[^-_=\s])",
      folded);
  static const Pattern words("^\\W*(" + in_any_language(&Phrases::message) + ")\\W*$", folded);
  return between.find(line) || (line.size() <= longest_title && words.find(line));
}

bool is_our_mark(std::string_view line) {
  static const Pattern mark(R"(^\W*(please )?(type your )?reply above this line\W*$)", folded);
  return mark.find(line).has_value();
}

// What lists put below a mail, where no delimiter stands above it.
bool is_footer(std::string_view line) {
  static const Pattern footer(
      R"(^\W*(you (are receiving|received|receive|get) this (e-?mail|message|mail) because|to unsubscribe (from|send|,)))",
      folded);
  return footer.find(line).has_value();
}

bool is_mobile(std::string_view line) {
  static const Pattern sent("^\\W*(?:" + in_any_language(&Phrases::mobile) + ")", folded);
  return line.size() <= longest_mobile_line && sent.find(line);
}

Pattern labelled(std::string_view Phrases::*field) {
  return Pattern("^[\\s*_]*" + in_any_language(field) + "[\\s*_]*[:：]", folded);
}

} // namespace

LineKind kind_of(std::string_view line) {
  if (is_groupwise(line))
    return LineKind::cut;
  if (is_quoted(line))
    return LineKind::quoted;
  line = base::trim(line);
  if (line.empty())
    return LineKind::blank;
  if (is_delimiter(line))
    return line.size() > 2 ? LineKind::rule : LineKind::cut;
  if (is_our_mark(line))
    return LineKind::cut;
  if (is_command(line))
    return LineKind::command;
  if (is_title(line) || is_footer(line))
    return LineKind::cut;
  return is_mobile(line) ? LineKind::mobile : LineKind::text;
}

Label label_of(std::string_view line) {
  struct Word {
    Pattern pattern;
    Label label;
  };
  static const std::array<Word, 5> words{
      Word{labelled(&Phrases::from), Label::from}, Word{labelled(&Phrases::sent), Label::sent},
      Word{labelled(&Phrases::to), Label::to}, Word{labelled(&Phrases::cc), Label::cc},
      Word{labelled(&Phrases::subject), Label::subject}};
  if (line.find_first_of(":\xEF") == std::string_view::npos)
    return Label::none;
  for (const auto& [pattern, label] : words)
    if (pattern.find(line))
      return label;
  return Label::none;
}

} // namespace mail
