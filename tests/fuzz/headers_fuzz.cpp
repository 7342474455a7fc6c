// SPDX-License-Identifier: Apache-2.0
// Header fields of any bytes: what is read of them is one line of UTF-8, and says who sent a mail
// only where one address stands.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "mail/address.hpp"
#include "mail/authentication.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"
#include "mail/header_lines.hpp"
#include "mail/message.hpp"
#include "mail/normal_text.hpp"
#include "mail/parameters.hpp"

#include <algorithm>
#include <cstdint>

namespace {

bool is_clean(const std::string& text) {
  return mail::is_utf8(text) && base::fits_one_line(text);
}

void structured(const std::string& value) {
  const mail::Parameters parameters(value);
  must(parameters.value() == base::lower(parameters.value()));
  for (const char* name : {"boundary", "charset", "filename", "name", "format"})
    if (const auto found = parameters.get(name))
      must(is_clean(*found));
}

void words(const std::string& value) {
  const auto decoded = mail::decode_words(value);
  must(is_clean(decoded));
  // What we write is read as it was meant.
  must(mail::decode_words(mail::encode_words(decoded)) == decoded);
}

void mailbox(const std::string& value) {
  const auto box = mail::read_mailbox(value);
  if (!box)
    return;
  must(is_clean(box->address) && is_clean(box->name));
  must(std::count(box->address.begin(), box->address.end(), '@') >= 1);
  must(box->address.find_first_of(" \t<>") == std::string::npos);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(bytes), size);
  mail::HeaderLines walk(raw, mail::HeaderLines::Place::mail);
  const char* after = nullptr; // fields follow one another: nothing is between them
  for (mail::RawField field; walk.next(field); after = field.bytes.end()) {
    must(!field.bytes.empty() && (after == nullptr || field.bytes.begin() == after));
    const auto value = mail::clean_value(field, 64 * 1024);
    must(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    structured(value);
    words(value);
    mailbox(value);
  }
  must(walk.body() <= raw.size());

  // Whatever stands below it, a mail is never proven by a server that is not trusted.
  const auto message = mail::parse("From: anna@infn.example\n" + raw);
  using Verdict = mail::Authentication::Verdict;
  must(mail::authenticate(message, {}, {}).verdict == Verdict::none);
  must(mail::authenticate(message, {"a server of no mail"}, {}).verdict == Verdict::none);
  return 0;
}
