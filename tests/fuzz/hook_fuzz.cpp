// SPDX-License-Identifier: Apache-2.0
// Web hooks of any bytes: nothing is taken that was not signed, and what is read keeps its
// promises. The input is a header of three lines (id, time, signatures) and the body.
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "fuzz/must.hpp"
#include "net/webhook.hpp"
#include "rt/hook.hpp"

#include <cstdint>

namespace {

std::string_view next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const std::string key(32, 'k');
  const auto now = base::from_unix(1'795'222'800);
  const base::Seconds tolerance{300};
  std::string_view rest(reinterpret_cast<const char*>(bytes), size);
  net::SignedHook hook;
  hook.id = next_line(rest);
  hook.timestamp = next_line(rest);
  hook.signatures = next_line(rest);
  hook.body = rest;
  must(net::refuse(hook, {key, std::string(24, 'o')}, now, tolerance).has_value());

  // The same, signed: taken exactly when id and time are fit, and never after one more byte.
  const std::string id(hook.id);
  const std::string time(hook.timestamp);
  const auto signature =
      "v1," +
      base::encode_base64(base::hmac_sha256(key, id + "." + time + "." + std::string(hook.body)));
  hook.signatures = signature;
  const auto refusal = net::refuse(hook, {key}, now, tolerance);
  must(refusal != net::Refusal::forged);
  const std::string longer = std::string(hook.body) + "x";
  hook.body = longer;
  must(net::refuse(hook, {key}, now, tolerance).has_value());

  if (const auto key_read = net::read_webhook_secret(rest); key_read)
    must(key_read->size() >= 24 && key_read->size() <= 64);
  const auto read = rt::read_hook(rest);
  if (!read) {
    must(read.error().fault == base::Fault::invalid && !read.error().what.empty());
    must(read.error().what.find('\n') == std::string::npos);
    return 0;
  }
  must(read->ticket.value > 0 && read->transactions.size() <= rt::most_hook_transactions);
  for (const auto& one : read->transactions)
    must(one.id.value > 0);
  return 0;
}
