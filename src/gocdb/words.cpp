// SPDX-License-Identifier: Apache-2.0
#include "gocdb/words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace gocdb {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_url = 500;
constexpr std::size_t longest_shown = 60;
constexpr std::size_t most_remarks = 20;

} // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

std::string quoted(std::string_view name) {
  const auto shown = base::front(name, longest_shown);
  const std::string text = "'" + std::string(shown) + (shown.size() < name.size() ? "…'" : "'");
  return base::one_line(text, text.size()); // its blanks, too, may be what is wrong with it
}

std::string plain_url(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '`';
  });
  return is_plain && text.size() <= longest_url ? std::string(text) : "";
}

std::string web_link(std::string_view text) {
  const bool is_web = base::starts_with_ignoring_case(text, "http://") ||
                      base::starts_with_ignoring_case(text, "https://");
  return is_web ? plain_url(text) : "";
}

void Remarks::add(std::string text) {
  if (++count_ <= most_remarks)
    told_.push_back(std::move(text));
}

std::vector<std::string> Remarks::take() {
  if (count_ > most_remarks)
    told_.push_back("and " + std::to_string(count_ - most_remarks) + " more");
  count_ = 0;
  return std::exchange(told_, {});
}

} // namespace gocdb
