// SPDX-License-Identifier: Apache-2.0
#include "net/webhook.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"

#include <algorithm>
#include <charconv>

namespace net {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::string_view signature_prefix = "v1,";
constexpr std::size_t most_id_bytes = 256;

// A full stop would let one signature fit two ways of cutting `id.timestamp.body`.
bool fit_id(std::string_view id) {
  return id.size() <= most_id_bytes &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~' && c != '.'; });
}

std::optional<std::int64_t> read_time(std::string_view text) {
  std::int64_t seconds = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, seconds);
  if (read.ec != std::errc{} || read.ptr != end || seconds < 0 || text.size() > 11)
    return std::nullopt;
  return seconds;
}

bool is_listed(std::string_view signature, std::string_view list) {
  bool found = false;
  while (!list.empty()) {
    const auto blank = list.find(' ');
    const auto one = list.substr(0, blank);
    list.remove_prefix(blank == std::string_view::npos ? list.size() : blank + 1);
    if (one.starts_with(signature_prefix))
      found |= base::same_secret(signature, one.substr(signature_prefix.size()));
  }
  return found;
}

} // namespace

base::Result<std::string> read_webhook_secret(std::string_view text) {
  const bool prefixed = text.starts_with(secret_prefix);
  const auto encoded = text.substr(prefixed ? secret_prefix.size() : 0);
  std::string key = base::decode_base64(encoded);
  if (!prefixed || base::encode_base64(key) != encoded || key.size() < 24 || key.size() > 64)
    return base::fail(base::Fault::invalid, "a line is no secret of a web hook",
                      "whsec_ and the base64 of 24 to 64 random bytes; make one with: echo "
                      "whsec_$(head -c 32 /dev/urandom | base64)");
  return key;
}

const char* to_word(Refusal refusal) {
  switch (refusal) {
  case Refusal::missing_header:
    return "missing_header";
  case Refusal::bad_id:
    return "bad_id";
  case Refusal::bad_time:
    return "bad_time";
  case Refusal::stale:
    return "stale";
  case Refusal::forged:
    return "forged";
  }
  return "forged";
}

std::optional<Refusal> refuse(const SignedHook& hook, const std::vector<std::string>& keys,
                              base::Instant now, base::Seconds tolerance) {
  if (hook.id.empty() || hook.timestamp.empty() || hook.signatures.empty())
    return Refusal::missing_header;
  if (!fit_id(hook.id))
    return Refusal::bad_id;
  const auto sent = read_time(hook.timestamp);
  if (!sent)
    return Refusal::bad_time;
  const std::int64_t age = base::to_unix(now) - *sent;
  if (age > tolerance.count() || age < -tolerance.count())
    return Refusal::stale;
  std::string content;
  content.reserve(hook.id.size() + hook.timestamp.size() + hook.body.size() + 2);
  content.append(hook.id).append(".").append(hook.timestamp).append(".").append(hook.body);
  bool good = false;
  for (const auto& key : keys)
    good |= is_listed(base::encode_base64(base::hmac_sha256(key, content)), hook.signatures);
  if (!good)
    return Refusal::forged;
  return std::nullopt;
}

} // namespace net
