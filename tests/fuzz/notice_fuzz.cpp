// SPDX-License-Identifier: Apache-2.0
// Any bytes may be a notice; what it tells fits a line of the ledger, and people write none.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "mail/charset.hpp"
#include "mail/notice.hpp"

#include <cstdint>

namespace {

bool is_one_line(const std::string& text) {
  return base::fits_one_line(text) && mail::is_utf8(text) && text.size() <= 300;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(bytes), size);
  if (const auto notice = mail::read_notice(mail::parse(raw))) {
    must(is_one_line(notice->subject) && is_one_line(notice->list) && is_one_line(notice->why));
    must(base::fits_one_line(notice->message_id) && mail::is_utf8(notice->message_id));
  }
  // Two From fields name nobody, and one of a person names no robot.
  const auto message = mail::parse("From: anna@infn.example\n" + raw);
  must(!mail::read_notice(message) || message.structure.starts_with("multipart/report("));
  return 0;
}
