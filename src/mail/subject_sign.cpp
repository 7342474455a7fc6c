// SPDX-License-Identifier: Apache-2.0
#include "mail/subject_sign.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/normal_text.hpp"
#include "mail/subject_words.hpp"

#include <string>

namespace mail {
namespace {

std::string with(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// One blank for blanks and dashes, which people and programs use for one another.
std::string with_single_blanks(std::string_view text) {
  auto spaced = normal_text(text);
  for (const char* dash : {"-", "_", "‐", "‑", "–", "—"})
    spaced = with(std::move(spaced), dash, " ");
  std::string out;
  for (const char c : spaced)
    if (c != ' ' || out.empty() || out.back() != ' ')
      out += c;
  return out;
}

// Alternatives, each ended by a `|`, by what the notation of the table says of them.
struct Kinds {
  std::string formulas;
  std::string ordinary; // only before a colon, or as the whole subject
};

std::string expression_of(std::string_view phrase) {
  std::string out;
  for (const char c : phrase) {
    if (c == ' ')
      out += " ?";
    else if (c == '\'')
      out += "['’]";
    else if (c == '(' || c == ')')
      out += std::string("\\") + c;
    else
      out += c;
  }
  return with(std::move(out), "...", ".{1,80}");
}

void add(std::string_view phrase, Kinds& at_once, Kinds& after_a_name) {
  const bool named = phrase.front() == '*';
  const bool ordinary = phrase.back() == ':';
  phrase.remove_prefix(named ? 1 : 0);
  phrase.remove_suffix(ordinary ? 1 : 0);
  auto& kinds = named ? after_a_name : at_once;
  (ordinary ? kinds.ordinary : kinds.formulas) += expression_of(base::trim(phrase)) + '|';
}

// One of `kinds`, as far as a word or a colon ends it. A word ends where its script ends: East
// Asian ones part no words.
std::string one_of(Kinds kinds) {
  kinds.formulas.pop_back();
  kinds.ordinary.pop_back();
  return "(?:(?:" + kinds.formulas + R"()(?![\p{Latin}\p{Greek}\p{Cyrillic}\p{N}])|(?:)" +
         kinds.ordinary + R"() ?(?:[:：]|$)))";
}

std::string expression() {
  Kinds at_once;
  Kinds after_a_name;
  for (const auto& row : subject_words)
    for (const auto& phrase : base::split(row.phrases, '|'))
      add(phrase, at_once, after_a_name);
  // Tags, and the stars and brackets that make a notice stand out, may come first.
  return R"(^(?: ?\[[^\]]{1,60}\])*[\p{P}\p{S} ]{0,10}(?:)" + one_of(at_once) +
         R"(|[^:：\[\]]{2,60} )" + one_of(after_a_name) + ")";
}

} // namespace

bool is_subject_of_a_program(std::string_view subject) {
  static const base::Pattern usual(expression(), base::Pattern::Case::folded,
                                   base::Pattern::Use::rare);
  return usual.find(with_single_blanks(base::front(subject, 400))).has_value();
}

} // namespace mail
