// SPDX-License-Identifier: Apache-2.0
#include "mail/css_text.hpp"

#include "base/text.hpp"

namespace mail {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_plain(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

class Reader {
public:
  explicit Reader(std::string_view css) : css_(css) {}

  std::string run() {
    while (at_ < css_.size()) {
      const char c = css_[at_];
      if (skips("/*"))
        at_ = behind("*/");
      else if (skips("<!--") || skips("-->"))
        at_ += c == '<' ? 4 : 3;
      else if (skips("url(") && !before_quote(at_ + 4)) {
        out_ += "url()";
        at_ = behind(")");
      } else if (c == '"' || c == '\'')
        string(c);
      else if (c == '\\')
        escape();
      else {
        out_ += c;
        ++at_;
      }
    }
    return std::move(out_);
  }

private:
  bool skips(std::string_view word) const { return css_.substr(at_, word.size()) == word; }
  std::size_t behind(std::string_view word) const {
    const auto found = css_.find(word, at_ + 2);
    return found == css_.npos ? css_.size() : found + word.size();
  }
  bool before_quote(std::size_t at) const {
    const auto found = css_.find_first_not_of(" \t\r\n", at);
    return found != css_.npos && (css_[found] == '"' || css_[found] == '\'');
  }
  // A string that is not closed ends with its line.
  void string(char quote) {
    out_ += quote;
    for (++at_; at_ < css_.size() && css_[at_] != quote && css_[at_] != '\n';)
      if (css_[at_] == '\\')
        escape();
      else {
        const char c = css_[at_++];
        out_ += is_plain(c) || c == ' ' ? c : '?';
      }
    if (at_ < css_.size() && css_[at_] == quote)
      ++at_;
    out_ += quote;
  }
  // "\64 isplay" is "display".
  void escape() {
    unsigned value = 0;
    const auto begin = ++at_;
    for (; at_ < css_.size() && at_ < begin + 6; ++at_) {
      const char c = css_[at_];
      if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
        break;
      value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (at_ == begin && at_ < css_.size())
      value = static_cast<unsigned char>(css_[at_++]);
    else if (at_ < css_.size() && css_[at_] == ' ')
      ++at_;
    const char c = value < 0x80 ? base::lower(std::string(1, static_cast<char>(value)))[0] : '?';
    out_ += is_plain(c) ? c : '?';
  }

  std::string_view css_;
  std::size_t at_ = 0;
  std::string out_;
};

} // namespace

std::string plain_css(std::string_view css) {
  const auto low = base::lower(css);
  return Reader(low).run();
}

} // namespace mail
