// SPDX-License-Identifier: Apache-2.0
// Any bytes are read without a crash, and what is read keeps its promises.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "mail/automatic.hpp"
#include "mail/charset.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"
#include "mail/relayed.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(bytes), size);
  const auto message = mail::parse(std::string(raw));
  must(!message.structure.empty());
  must(base::fits_one_line(message.subject) && mail::is_utf8(message.subject));
  must(mail::is_utf8(message.message_id) && mail::is_utf8(message.from.value_or("")));
  for (const auto& attachment : message.attachments)
    must(mail::is_utf8(attachment.name.value_or("") + attachment.type));
  must(!message.unreadable || (!message.plain && !message.html));
  for (const auto& field : message.headers)
    must(base::fits_one_line(field.value));
  const auto fresh = mail::fresh_text(message);
  for (const auto line : base::lines(fresh.text))
    must(line.empty() || line.front() != '>');
  must(mail::is_utf8(fresh.text) && mail::is_utf8(fresh.html_text));
  must(mail::is_utf8(mail::automatic(message, "a@b", {}).because));
  const auto print = mail::fingerprint(raw);
  must(print.size() == 64);
  const auto copy = mail::parse(mail::relayed_copy(raw, print, "made@bridge.example"));
  must(!header(copy, "Reply-To"));
  must(header(copy, mail::relay_header) == print);
  return 0;
}
