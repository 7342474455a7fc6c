// SPDX-License-Identifier: Apache-2.0
// The encodings that XML of documents may have, UTF-8, UTF-16 and Latin 1, made UTF-8 piece by
// piece. All others are unknown, so that no library guesses one and nobody reads two texts.
#pragma once

#include <string>
#include <string_view>

namespace documents {

class XmlSource {
public:
  // The UTF-8 of `piece`; a character that it cuts comes with the next. UTF-8 goes through as it
  // is, without its byte order mark; half a surrogate pair becomes a byte that XML does not allow.
  std::string_view utf8(std::string_view piece);

  // True when its first bytes are of no encoding that we know, or it names one that we do not.
  bool is_unknown() const { return encoding_ == Encoding::unknown; }

private:
  enum class Encoding { undecided, unknown, utf8, latin1, utf16_low_first, utf16_high_first };

  void detect();
  void read_declaration();
  void decode();

  Encoding encoding_ = Encoding::undecided;
  std::string waiting_; // not decoded yet
  std::string out_;
  unsigned high_ = 0; // surrogate that waits for its low half
};

} // namespace documents
