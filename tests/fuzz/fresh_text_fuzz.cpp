// SPDX-License-Identifier: Apache-2.0
// Any text: nothing marked as quoted is said by its sender, and what is below a cut changes
// nothing.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "mail/charset.hpp"
#include "mail/fresh_text.hpp"
#include "mail/line_kind.hpp"
#include "mail/normal_text.hpp"

#include <algorithm>
#include <cstdint>

namespace {

std::string fresh(std::string text) {
  mail::Message message;
  message.plain = std::move(text);
  return mail::fresh_text(message).text;
}

std::string marked(std::string_view text, std::string_view mark) {
  std::string out;
  for (const auto line : base::lines(text))
    out += std::string(mark) + std::string(line) + "\n";
  return out;
}

// Lines with a carriage return in them are two or one, depending on what follows.
std::string one_line(std::string_view text) {
  std::string out(text.substr(0, text.find('\n')));
  std::replace(out.begin(), out.end(), '\r', ' ');
  return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = mail::normal_text({reinterpret_cast<const char*>(bytes), size});
  const auto said = fresh(text);
  must(mail::is_utf8(said));
  const auto written = base::lines(text);
  for (const auto line : base::lines(said)) {
    using Kind = mail::LineKind;
    must(line.empty() || line.front() != '>');
    const auto kind = mail::kind_of(line);
    must(kind == Kind::text || kind == Kind::command || kind == Kind::blank ||
         text.find("PGP SIGNED") != text.npos);
    must(line.empty() || std::any_of(written.begin(), written.end(), [&](std::string_view one) {
           return one.find(line) != one.npos;
         }));
  }
  for (const char* mark : {"> ", ">", "| ", "  > ", "\xC2\xBB "})
    must(fresh(marked(text, mark)).empty());
  const auto half = text.find('\n', text.size() / 2);
  const std::string above(std::string_view(text).substr(0, half));
  const std::string below(half == text.npos ? "" : std::string_view(text).substr(half));
  for (const char* cut : {"\n_______\n", "\n-- \n", "\n-----Original Message-----\n"})
    must(fresh(above + cut + below) == fresh(above + cut));
  // a command on top of anything is said, unless what stands below makes it part of something
  const auto top = fresh("accept NGI_IT-INFN-T1\n\n" + text);
  must(top.starts_with("accept NGI_IT-INFN-T1"));
  must(fresh("On Mon, 2 Nov 2026 at 10:00, Anna <a@b.example> wrote:\n\nx" + one_line(text))
           .empty() ||
       mail::kind_of("x" + one_line(text)) == mail::LineKind::quoted);
  return 0;
}
