// SPDX-License-Identifier: Apache-2.0
#include "mail/encoded_words.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/charset.hpp"

#include <algorithm>
#include <optional>

namespace mail {
namespace {

struct Word {
  std::string charset;
  std::string bytes; // decoded, in that charset
  std::size_t end = 0;
};

std::string decode_q(std::string_view data) {
  std::string blanks(data);
  std::replace(blanks.begin(), blanks.end(), '_', ' ');
  std::string out;
  base::append_unescaped(out, blanks, '=');
  return out;
}

// The encoded word of `value` whose `=?` stands at `at`.
std::optional<Word> word_at(std::string_view value, std::size_t at) {
  const auto charset_end = value.substr(0, std::min(value.size(), at + 80)).find('?', at + 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= value.size() ||
      value[charset_end + 2] != '?')
    return std::nullopt;
  const char coding = static_cast<char>(value[charset_end + 1] | 0x20);
  const auto data_at = charset_end + 3;
  const auto end = value.find("?=", data_at);
  if (end == std::string_view::npos || (coding != 'q' && coding != 'b'))
    return std::nullopt;
  const auto data = value.substr(data_at, end - data_at);
  auto charset = value.substr(at + 2, charset_end - at - 2);
  charset = charset.substr(0, charset.find('*')); // RFC 2231: *language
  Word word{std::string(charset), {}, end + 2};
  word.bytes = coding == 'b' ? base::decode_base64(data) : decode_q(data);
  return word;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if ((c >= 0 && c < ' ') || c == 127)
      c = ' ';
  return text;
}

// Pieces of one charset are joined before they are converted: some programs split a character.
class Joined {
public:
  void add(const Word& word) {
    if (!bytes_.empty() && !base::same_ignoring_case(charset_, word.charset))
      flush();
    charset_ = word.charset;
    bytes_ += word.bytes;
  }
  void add_plain(std::string_view text) {
    flush();
    out_ += to_utf8(text);
  }
  std::string take() {
    flush();
    return std::move(out_);
  }

private:
  void flush() {
    if (!bytes_.empty())
      out_ += to_utf8(bytes_, charset_);
    bytes_.clear();
  }
  std::string out_;
  std::string bytes_;
  std::string charset_;
};

// A blank is where a writer may fold; two of them, or a word that fills a line, do not survive
// that.
bool survives_folding(std::string_view text) {
  if (text != base::trim(text) || text.find("  ") != std::string_view::npos)
    return false;
  for (const auto& word : base::split(text, ' '))
    if (word.size() > 900)
      return false;
  return true;
}

bool safe(std::string_view text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127; });
  return printable && text.find("=?") == std::string_view::npos && survives_folding(text);
}

} // namespace

std::string decode_words(std::string_view value) {
  Joined out;
  bool after_word = false;
  std::size_t at = 0;
  while (at < value.size()) {
    const auto start = value.find("=?", at);
    // Without any end in the rest there is no word in it: also keeps this linear.
    if (start == std::string_view::npos || value.find("?=", start + 2) == std::string_view::npos) {
      out.add_plain(value.substr(at));
      break;
    }
    const auto word = word_at(value, start);
    const auto between = value.substr(at, start - at);
    if (!word) {
      out.add_plain(value.substr(at, start + 2 - at));
      at = start + 2;
      after_word = false;
      continue;
    }
    if (!between.empty() && !(after_word && base::trim(between).empty()))
      out.add_plain(between);
    out.add(*word);
    after_word = true;
    at = word->end;
  }
  return one_line(out.take());
}

std::string encode_words(std::string_view utf8) {
  if (safe(utf8))
    return std::string(utf8);
  const auto text = to_utf8(utf8);
  std::string out;
  // 39 bytes make 52 of base64, with =?UTF-8?B? and ?= 64: fits behind "Subject: " too
  for (std::string_view rest = text; !rest.empty();) {
    const auto piece = base::front(rest, 39);
    rest.remove_prefix(piece.size());
    if (!out.empty())
      out += ' ';
    out += "=?UTF-8?B?" + base::encode_base64(piece) + "?=";
  }
  return out;
}

} // namespace mail
