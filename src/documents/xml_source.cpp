// SPDX-License-Identifier: Apache-2.0
#include "documents/xml_source.hpp"

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
  if (encoding_ == Encoding::unknown)
    detect();
  if (encoding_ == Encoding::utf8)
    out_.swap(waiting_);
  else if (encoding_ != Encoding::unknown)
    decode();
  return out_;
}

// A document begins with a mark or with '<'; what begins otherwise is no XML in any encoding.
void XmlSource::detect() {
  if (waiting_.size() < 4)
    return;
  const auto begins = [&](std::string_view mark) { return waiting_.starts_with(mark); };
  if (begins("\xFF\xFE") || begins(std::string_view("<\0", 2)))
    encoding_ = Encoding::utf16_low_first;
  else if (begins("\xFE\xFF") || begins(std::string_view("\0<", 2)))
    encoding_ = Encoding::utf16_high_first;
  else
    encoding_ = Encoding::utf8;
  if (begins("\xEF\xBB\xBF"))
    waiting_.erase(0, 3);
  else if (begins("\xFF\xFE") || begins("\xFE\xFF"))
    waiting_.erase(0, 2);
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
