// SPDX-License-Identifier: Apache-2.0
#include "mail/spam.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cctype>

namespace mail {
namespace {

bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c > ' ' && c < 127 && c != ':';
  });
}

// "Yes, score=9.1" begins with the word "Yes", "Yesterday" does not; "*******" begins with "*****".
bool begins_with_word(std::string_view value, std::string_view word) {
  return base::starts_with_ignoring_case(value, word) &&
         (value.size() == word.size() ||
          std::isalnum(static_cast<unsigned char>(value[word.size()])) == 0);
}

} // namespace

base::Result<SpamMark> read_spam_mark(std::string_view written) {
  const auto colon = written.find(':');
  const auto name = base::trim(written.substr(0, colon));
  const auto word = colon == written.npos ? "" : base::trim(written.substr(colon + 1));
  if (!is_field_name(name) || word.empty())
    return base::fail(base::Fault::invalid,
                      "'" + std::string(written) + "' is no header field with a value",
                      "the field as the spam filter writes it, such as X-Spam-Flag: YES");
  return SpamMark{std::string(name), std::string(word)};
}

std::string spam_mark(const Message& message, const std::vector<SpamMark>& marks) {
  for (const auto& field : message.headers)
    for (const auto& mark : marks)
      if (base::same_ignoring_case(field.name, mark.name) &&
          begins_with_word(base::trim(field.value), mark.word))
        return mark.name + ": " + mark.word;
  return "";
}

} // namespace mail
