// SPDX-License-Identifier: Apache-2.0
#include "documents/look.hpp"

#include <algorithm>

namespace documents {
namespace {

constexpr std::size_t most_styles = 10'000;
constexpr std::size_t longest_name = 200;
constexpr int longest_line_of_descent = 20; // a ring has none

} // namespace

Look Look::with(const Look& inner) const {
  return {inner.hidden ? inner.hidden : hidden, inner.struck ? inner.struck : struck,
          inner.level > 0 ? inner.level : level};
}

bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

void Styles::add(const std::string& name, const std::string& based_on, const Look& look) {
  if (styles_.size() < most_styles && name.size() + based_on.size() < longest_name)
    styles_[name] = {based_on, look};
}

Look Styles::find(const std::string& name) const {
  Look out;
  auto found = styles_.find(name);
  for (int i = 0; i < longest_line_of_descent && found != styles_.end(); ++i) {
    out = found->second.look.with(out);
    found = styles_.find(found->second.based_on);
  }
  return out;
}

} // namespace documents
