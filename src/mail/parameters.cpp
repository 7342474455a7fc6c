// SPDX-License-Identifier: Apache-2.0
#include "mail/parameters.hpp"

#include "base/text.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"

#include <algorithm>
#include <charconv>

namespace mail {
namespace {

constexpr std::size_t most_pieces = 1'000;
constexpr std::size_t longest_name = 80; // of a parameter, with the blanks behind it

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Reads tokens, quoted strings and comments off the front of a field value.
class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }

  // The value in front of the parameters. QUIRK: some programs forget the `;` behind it.
  std::string value() {
    return until([this] { return parameter_begins(); });
  }

  std::string parameter_name() {
    skip_blanks();
    return until([this] { return text_[at_] == '='; });
  }

  bool take(char c) {
    if (at_end() || text_[at_] != c)
      return false;
    ++at_;
    return true;
  }

  // What stands in quotes keeps its blanks, and whatever follows them is no part of it.
  std::string parameter_value() {
    skip_blanks();
    std::string in_quotes;
    const bool quotes = !at_end() && text_[at_] == '"';
    if (quotes)
      quoted(in_quotes);
    const auto rest = until([] { return false; });
    return quotes ? in_quotes : std::string(base::trim(rest));
  }

private:
  // Up to `;` (which is taken) or to where `stop()` says so. Comments are dropped where they stand
  // alone: `report(1).doc` is a name.
  template <class Stop> std::string until(Stop stop) {
    std::string out;
    while (!at_end() && text_[at_] != ';' && !stop()) {
      if (text_[at_] == '"')
        quoted(out);
      else if (!skip_comment())
        out += text_[at_++];
    }
    take(';');
    return out;
  }

  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_]))
      ++at_;
  }

  // Behind blanks: a word and an equals sign.
  bool parameter_begins() const {
    if (at_ == 0 || !is_blank(text_[at_ - 1]))
      return false;
    const auto rest = text_.substr(at_, longest_name);
    const auto word = rest.substr(0, rest.find_first_of(" \t;\"()="));
    const auto after = rest.find_first_not_of(" \t", word.size());
    return !word.empty() && after != std::string_view::npos && rest[after] == '=';
  }

  // QUIRK: `C:\TEMP\x.png` is written with single backslashes: they escape only `"` and `\`.
  void quoted(std::string& out) {
    for (++at_; !at_end() && text_[at_] != '"'; ++at_) {
      const bool escape = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                          (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
      if (escape)
        ++at_;
      out += text_[at_];
    }
    if (!at_end())
      ++at_;
  }

  bool skip_comment() {
    if (text_[at_] != '(' || (at_ > 0 && !is_blank(text_[at_ - 1]) && text_[at_ - 1] != ';'))
      return false;
    const auto close = text_.find(')', at_);
    if (close == std::string_view::npos)
      return false;
    const auto after = close + 1;
    if (after < text_.size() && !is_blank(text_[after]) && text_[after] != ';')
      return false;
    at_ = after;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Takes the stars of RFC 2231 off a name: `filename*0*`.
Parameters::Piece piece_of(std::string name, std::string value) {
  Parameters::Piece piece;
  piece.value = std::move(value);
  if (!name.empty() && name.back() == '*') {
    piece.coded = true;
    name.pop_back();
  }
  if (const auto star = name.rfind('*'); star != std::string::npos) {
    int index = -1;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + star + 1, end, index);
    if (read.ec == std::errc{} && read.ptr == end && index >= 0) {
      piece.index = index;
      name.resize(star);
    }
  }
  piece.name = base::lower(base::trim(name));
  return piece;
}

std::string without_controls(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return (c >= 0 && c < ' ') || c == 127; }),
             text.end());
  return text;
}

} // namespace

Parameters::Parameters(std::string_view field_value) {
  Reader reader(field_value);
  value_ = base::lower(base::trim(reader.value()));
  value_.erase(std::remove_if(value_.begin(), value_.end(), is_blank), value_.end());
  while (!reader.at_end() && pieces_.size() < most_pieces) {
    const auto name = reader.parameter_name();
    if (!reader.take('='))
      continue;
    auto piece = piece_of(std::string(base::trim(name)), reader.parameter_value());
    if (!piece.name.empty())
      pieces_.push_back(std::move(piece));
  }
}

std::optional<std::string> Parameters::extended(std::string_view name) const {
  std::vector<const Piece*> found;
  for (const auto& piece : pieces_)
    if (piece.name == name && (piece.coded || piece.index >= 0))
      found.push_back(&piece);
  if (found.empty())
    return std::nullopt;
  std::stable_sort(found.begin(), found.end(), [](auto a, auto b) { return a->index < b->index; });
  std::string charset;
  std::string bytes;
  int wanted = found.front()->index;
  const bool coded = found.front()->coded;
  for (const auto* piece : found) {
    if (piece->index != wanted)
      continue; // a gap ends the value, a double is dropped
    std::string_view value = piece->value;
    if (piece == found.front() && coded) {
      const auto first = value.find('\'');
      const auto second = first == std::string_view::npos ? first : value.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset = value.substr(0, first);
        value.remove_prefix(second + 1);
      }
    }
    if (piece->coded)
      base::append_unescaped(bytes, value, '%');
    else
      bytes += value;
    ++wanted;
  }
  return without_controls(coded ? to_utf8(bytes, charset) : decode_words(bytes));
}

std::optional<std::string> Parameters::get(std::string_view name) const {
  if (auto value = extended(name))
    return value;
  for (const auto& piece : pieces_)
    if (piece.name == name)
      return without_controls(decode_words(piece.value));
  return std::nullopt;
}

} // namespace mail
