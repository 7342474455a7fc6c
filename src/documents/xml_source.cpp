// SPDX-License-Identifier: Apache-2.0
#include "documents/xml_source.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace documents {
namespace {

void add_utf8(std::string& out, unsigned sign) {
  const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (sign < 0x80) {
    put(sign);
  } else if (sign < 0x800) {
    put(0xC0 | sign >> 6);
    put(0x80 | (sign & 0x3F));
  } else if (sign < 0x10000) {
    put(0xE0 | sign >> 12);
    put(0x80 | (sign >> 6 & 0x3F));
    put(0x80 | (sign & 0x3F));
  } else {
    put(0xF0 | sign >> 18);
    put(0x80 | (sign >> 12 & 0x3F));
    put(0x80 | (sign >> 6 & 0x3F));
    put(0x80 | (sign & 0x3F));
  }
}

} // namespace

std::string_view XmlSource::utf8(std::string_view piece) {
  if (encoding_ == Encoding::utf8)
    return piece;
  waiting_ += piece;
  out_.clear();
  if (encoding_ == Encoding::undecided)
    detect();
  if (encoding_ == Encoding::utf8)
    out_.swap(waiting_);
  else if (encoding_ == Encoding::latin1) {
    for (const char c : std::exchange(waiting_, {}))
      add_utf8(out_, static_cast<unsigned char>(c));
  } else if (encoding_ != Encoding::undecided && encoding_ != Encoding::unknown)
    decode();
  return out_;
}

// A document begins with a mark, with a blank or with '<'; what begins otherwise is no XML in any
// encoding that documents have.
void XmlSource::detect() {
  if (waiting_.size() < 4)
    return;
  const auto begins = [&](std::string_view mark) { return waiting_.starts_with(mark); };
  if (begins("\xFF\xFE") || begins(std::string_view("<\0", 2)))
    encoding_ = Encoding::utf16_low_first;
  else if (begins("\xFE\xFF") || begins(std::string_view("\0<", 2)))
    encoding_ = Encoding::utf16_high_first;
  else if (begins("\xEF\xBB\xBF"))
    encoding_ = Encoding::utf8;
  else if (begins("<?xml"))
    return read_declaration();
  else if (std::string_view("< \t\r\n").find(waiting_.front()) != std::string_view::npos)
    encoding_ = Encoding::utf8;
  else
    encoding_ = Encoding::unknown;
  if (begins("\xEF\xBB\xBF"))
    waiting_.erase(0, 3);
  else if (begins("\xFF\xFE") || begins("\xFE\xFF"))
    waiting_.erase(0, 2);
}

// The declaration names the encoding; without one it is UTF-8.
void XmlSource::read_declaration() {
  constexpr std::size_t longest = 500;
  const auto end = waiting_.find("?>");
  if (end == waiting_.npos && waiting_.size() < longest)
    return;
  encoding_ = Encoding::utf8;
  const auto declaration =
      base::lower(std::string_view(waiting_).substr(0, std::min(end, longest)));
  const auto word = declaration.find("encoding");
  const auto quote = word == declaration.npos ? word : declaration.find_first_of("\"'", word);
  if (quote == declaration.npos)
    return;
  const auto name = std::string_view(declaration).substr(quote + 1);
  const auto is = [&](std::string_view wanted) {
    return name.starts_with(wanted) && name.substr(wanted.size()).starts_with(declaration[quote]);
  };
  if (is("iso-8859-1") || is("latin1"))
    encoding_ = Encoding::latin1;
  else if (!is("utf-8") && !is("utf8") && !is("us-ascii") && !is("ascii") && !is("utf-16") &&
           !name.starts_with("iso-8859-") && !name.starts_with("windows-125")) // read as ASCII
    encoding_ = Encoding::unknown;
}

void XmlSource::decode() {
  const bool low_first = encoding_ == Encoding::utf16_low_first;
  std::size_t at = 0;
  for (; at + 1 < waiting_.size(); at += 2) {
    const auto first = static_cast<unsigned char>(waiting_[at]);
    const auto second = static_cast<unsigned char>(waiting_[at + 1]);
    const unsigned unit = low_first ? first | second << 8 : first << 8 | second;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if ((high_ != 0) != is_low) {
      out_ += '\xFF';
      high_ = 0;
    } else if (is_low) {
      add_utf8(out_, 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
      high_ = 0;
      continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00)
      high_ = unit;
    else if (!is_low)
      add_utf8(out_, unit);
  }
  waiting_.erase(0, at);
}

} // namespace documents
