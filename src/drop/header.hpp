// SPDX-License-Identifier: Apache-2.0
// The head of a drop-box file: "rollout-drop 1", the seal (length and check sum of the mail), then
// `key: value` lines and an empty line; the mail's bytes follow unchanged to the end of the file.
// In values control characters and % are written %XX. The seal stands at a fixed place and is blank
// until the mail is whole, for the mail is written as it comes and never held in memory.
#pragma once

#include "drop/drop_box.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drop {

struct Head {
  Envelope envelope;
  std::int64_t arrived = 0;
  std::uint64_t length = 0, sum = 0;
  std::size_t size = 0; // of the head itself: the mail begins here
};

inline constexpr std::size_t seal_at = 15; // just behind the version line

// FNV-1a, 64 bits, of the bytes so far and `bytes`: finds a file torn by a power cut, no forgery.
constexpr std::uint64_t sum_of_nothing = 0xcbf29ce484222325U;
constexpr std::uint64_t sum(std::uint64_t so_far, std::string_view bytes) {
  for (const char byte : bytes) {
    so_far = (so_far ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  return so_far;
}

// The head with a blank seal.
std::string unsealed_head(const Envelope& envelope, std::int64_t arrived);

// The bytes to be written at `seal_at`; always of the same length.
std::string seal(std::uint64_t length, std::uint64_t sum);

// Reads the head of `file`; lines with unknown keys are passed over. Not our format, no seal, a
// required line missing or unreadable: nothing, and `error` says which.
std::optional<Head> read_head(std::string_view file, std::string& error);

} // namespace drop
