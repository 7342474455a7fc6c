// SPDX-License-Identifier: Apache-2.0
// Any HTML: text in bounded time, nothing hidden, nothing behind a container that cuts.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "mail/charset.hpp"
#include "mail/fresh_text.hpp"
#include "mail/html_text.hpp"

#include <algorithm>
#include <cstdint>

namespace {

constexpr std::string_view secret = "zqxsecretxqz";

bool tells(const std::string& html) {
  mail::Message message;
  message.html = html;
  return mail::fresh_text(message).text.find(secret) != std::string::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string html(reinterpret_cast<const char*>(bytes), size);
  if (!mail::is_utf8(html) || html.find(secret) != html.npos)
    return 0;
  const auto read = mail::html_to_text(html);
  must(mail::is_utf8(read.text));
  const auto lines = static_cast<std::size_t>(std::count(read.text.begin(), read.text.end(), '\n'));
  for (const auto& link : read.links)
    must(link.line <= lines && base::starts_with_ignoring_case(link.target, "http"));
  const std::string inside(secret);
  must(!tells("<div style='display:none'>" + inside + "</div>" + html));
  must(!tells("<style>.h{display:none}</style><p class=h>" + inside + "</p>" + html));
  must(!tells("<blockquote>" + inside + "</blockquote>" + html));
  must(!tells("<div class=gmail_quote></div><p>" + inside + "</p>" + html));
  must(!tells("<p>a</p><hr><p>" + inside + "</p>" + html));
  must(!tells("<div id=appendonsend></div>" + html + "<p>" + inside + "</p>"));
  must(!tells("<!--" + inside + "-->" + html));
  return 0;
}
