// SPDX-License-Identifier: Apache-2.0
// Fingerprints of bytes (SHA-256, FIPS 180-4), and what only the holder of a secret can make.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace base {

// 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

// The same of bytes that come in pieces.
class Sha256 {
public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  std::string hex(); // of all so far; the end

private:
  struct State;
  std::unique_ptr<State> state_;
};

// The first 16 hex digits of it: short enough for a subject or a Message-ID, 64 bits.
std::string short_digest(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104), 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// Takes as long whether they differ early, late or not at all.
bool same_secret(std::string_view a, std::string_view b);

} // namespace base
