// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"

#include <array>

namespace base {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> base64_values() {
  std::array<signed char, 256> values{};
  for (auto& value : values)
    value = -1;
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
  return values;
}

} // namespace

bool Base64Decoder::decode(std::string_view text, std::string& out) {
  static constexpr auto values = base64_values();
  const auto value_at = [&](std::size_t at) {
    return static_cast<int>(values[static_cast<unsigned char>(text[at])]);
  };
  const auto before = out.size();
  out.resize(before + text.size() / 4 * 3 + 3);
  char* to = out.data() + before;
  for (std::size_t at = 0; at < text.size() && !ended_;) {
    // Four good signs at a time, as long as they come so.
    while (held_ == 0 && at + 4 <= text.size()) {
      const int a = value_at(at);
      const int b = value_at(at + 1);
      const int c = value_at(at + 2);
      const int d = value_at(at + 3);
      if ((a | b | c | d) < 0)
        break;
      const auto bits = static_cast<unsigned>(a << 18 | b << 12 | c << 6 | d);
      *to++ = static_cast<char>(bits >> 16U);
      *to++ = static_cast<char>(bits >> 8U);
      *to++ = static_cast<char>(bits);
      at += 4;
    }
    if (at >= text.size())
      break;
    const int value = value_at(at);
    ended_ = text[at] == '=' && held_ > 0; // what follows is a footer that somebody has added
    ++at;
    if (value < 0)
      continue;
    bits_ = (bits_ << 6U) | static_cast<unsigned>(value);
    held_ += 6;
    if (held_ >= 8) {
      held_ -= 8;
      *to++ = static_cast<char>(bits_ >> held_);
    }
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  return !ended_;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  Base64Decoder().decode(text, out);
  return out;
}

std::string encode_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) {
      return k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[k])) : 0U;
    };
    const unsigned bits = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    out += alphabet[bits >> 18U];
    out += alphabet[(bits >> 12U) & 63U];
    out += i + 1 < bytes.size() ? alphabet[(bits >> 6U) & 63U] : '=';
    out += i + 2 < bytes.size() ? alphabet[bits & 63U] : '=';
  }
  return out;
}

} // namespace base
