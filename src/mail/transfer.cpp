// SPDX-License-Identifier: Apache-2.0
#include "mail/transfer.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/header_lines.hpp"

#include <algorithm>
#include <functional>

namespace mail {
namespace {

constexpr std::size_t piece_size = 64 * 1024;
constexpr std::string_view hex_digits = "0123456789ABCDEF";

// What a decoder has made so far is in `out`; at each line's end it asks whether to go on.
using More = std::function<bool()>;

void quoted_printable(std::string_view text, std::string& out, const More& more) {
  for (std::size_t at = 0; at < text.size() && more();) {
    const auto [whole, next] = line_at(text, at);
    const bool ended = next > at && text[next - 1] == '\n';
    at = next;
    auto line = whole;
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1); // blanks at the end were added on the way (RFC 2045, 6.7)
    const bool soft = !line.empty() && line.back() == '=';
    if (soft)
      line.remove_suffix(1);
    base::append_unescaped(out, line, '=');
    if (ended && !soft)
      out += '\n';
  }
}

// One line of uuencode (POSIX): its length, then four signs for three bytes.
void append_uu_line(std::string& out, std::string_view line) {
  const auto value = [&](std::size_t at) {
    return at < line.size() ? (static_cast<unsigned>(line[at]) - 32U) & 63U : 0U;
  };
  std::size_t left = value(0);
  for (std::size_t at = 1; left > 0 && at < line.size(); at += 4) {
    const unsigned bits =
        value(at) << 18U | value(at + 1) << 12U | value(at + 2) << 6U | value(at + 3);
    for (const unsigned shift : {16U, 8U, 0U})
      if (left > 0) {
        out += static_cast<char>(bits >> shift);
        --left;
      }
  }
}

// Where the coded lines begin; the end where there are none.
std::size_t uu_begin(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [line, next] = line_at(text, at);
    at = next;
    if (line.substr(0, 6) == "begin ")
      return at;
  }
  return text.size();
}

bool says_uuencode(std::string_view word) {
  return word == "x-uuencode" || word == "uuencode" || word == "x-uue" || word == "uue";
}

void uuencoded(std::string_view text, std::string& out, const More& more) {
  for (auto at = uu_begin(text); at < text.size() && more();) {
    const auto [line, next] = line_at(text, at);
    at = next;
    if (line == "end")
      return;
    append_uu_line(out, line);
  }
}

} // namespace

void decode_transfer(std::string_view body, std::string_view encoding, const Take& take) {
  const auto word = base::lower(base::trim(encoding.substr(0, encoding.find_first_of("(;"))));
  std::string out;
  bool wanted = true;
  const auto more = [&] {
    if (out.size() >= piece_size) {
      wanted = take(out);
      out.clear();
    }
    return wanted;
  };
  if (word == "base64") {
    base::Base64Decoder decoder;
    for (bool good = true; good && !body.empty() && more();) {
      const auto piece = body.substr(0, piece_size);
      body.remove_prefix(piece.size());
      good = decoder.decode(piece, out);
    }
  } else if (word == "quoted-printable") {
    quoted_printable(body, out, more);
  } else if (says_uuencode(word) && uu_begin(body) < body.size()) {
    uuencoded(body, out, more);
  } else {
    for (; wanted && !body.empty(); body.remove_prefix(std::min(piece_size, body.size())))
      wanted = take(body.substr(0, piece_size));
  }
  if (wanted)
    take(out);
}

std::string decode_transfer(std::string_view body, std::string_view encoding, std::size_t most) {
  std::string out;
  decode_transfer(body, encoding, [&](std::string_view piece) {
    out += piece.substr(0, most - out.size());
    return out.size() < most;
  });
  return out;
}

std::string encode_quoted_printable(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text)) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const bool blank = c == ' ' || c == '\t';
      const bool last = i + 1 == line.size();
      // "From " and "." at the start of a line are changed by programs on the way
      const bool risky = i == 0 && (c == 'F' || c == '.');
      const bool plain = (c > ' ' && c < 127 && c != '=' && !risky) || (blank && !last);
      if (width + (plain ? 1 : 3) > 75) {
        out += "=\r\n";
        width = 0;
      }
      if (plain) {
        out += c;
      } else {
        out += '=';
        out += hex_digits[static_cast<unsigned char>(c) >> 4U];
        out += hex_digits[static_cast<unsigned char>(c) & 15U];
      }
      width += plain ? 1 : 3;
    }
    out += "\r\n";
  }
  return out;
}

} // namespace mail
