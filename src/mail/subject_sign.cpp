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

// What the notation of the table means.
struct Phrase {
  std::string expression;
  bool ordinary = false;
  bool after_a_name = false;
};

Phrase phrase_of(std::string_view written) {
  Phrase out;
  out.after_a_name = written.front() == '*';
  out.ordinary = written.back() == ':';
  written.remove_prefix(out.after_a_name ? 1 : 0);
  written.remove_suffix(out.ordinary ? 1 : 0);
  auto words = with_single_blanks(base::trim(written));
  for (const char* sign : {"(", ")"})
    words = with(std::move(words), sign, std::string("\\") + sign);
  words = with(with(std::move(words), "...", ".{1,80}"), "'", "['’]");
  out.expression = with(std::move(words), " ", " ?");
  return out;
}

// All phrases of one kind as alternatives, each ended by a `|`.
std::string phrases(bool ordinary, bool after_a_name) {
  std::string out;
  for (const auto& row : subject_words)
    for (const auto& written : base::split(row.phrases, '|'))
      if (const auto phrase = phrase_of(written);
          phrase.ordinary == ordinary && phrase.after_a_name == after_a_name)
        out += phrase.expression + '|';
  return out;
}

std::string one_of(std::string alternatives) {
  alternatives.back() = ')';
  return "(?:" + alternatives;
}

std::string expression() {
  // Tags, and the stars and brackets that make a notice stand out.
  const std::string begin = R"((*UTF)(*UCP)^(?: ?\[[^\]]{1,60}\])*[\p{P}\p{S} ]{0,10})";
  const std::string name = R"([^:：\[\]]{2,60} )";
  // A word ends where its script ends: East Asian ones part no words.
  const std::string word_end = R"((?![\p{Latin}\p{Greek}\p{Cyrillic}\p{N}]))";
  const std::string colon = R"( ?(?:[:：]|$))";
  return begin + "(?:" + one_of(phrases(false, false)) + word_end + "|" +
         one_of(phrases(true, false)) + colon + "|" + name + "(?:" + one_of(phrases(false, true)) +
         word_end + "|" + one_of(phrases(true, true)) + colon + "))";
}

} // namespace

bool is_subject_of_a_program(std::string_view subject) {
  static const base::Pattern usual(expression(), base::Pattern::Case::ignored);
  return usual.find(with_single_blanks(base::front(subject, 400))).has_value();
}

} // namespace mail
