// SPDX-License-Identifier: Apache-2.0
// The two encodings that XML of documents may have, UTF-8 and UTF-16, made UTF-8 piece by piece.
#pragma once

#include <string>
#include <string_view>

namespace documents {

class XmlSource {
public:
  // The UTF-8 of `piece`; a character that it cuts comes with the next. UTF-8 goes through as it
  // is, without its byte order mark; half a surrogate pair becomes a byte that XML does not allow.
  std::string_view utf8(std::string_view piece);

private:
  enum class Encoding { unknown, utf8, utf16_low_first, utf16_high_first };

  void detect();
  void decode();

  Encoding encoding_ = Encoding::unknown;
  std::string waiting_; // not decoded yet
  std::string out_;
  unsigned high_ = 0; // surrogate that waits for its low half
};

} // namespace documents
