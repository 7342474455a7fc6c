// SPDX-License-Identifier: Apache-2.0
#include "mail/fresh_text.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/attribution.hpp"
#include "mail/charset.hpp"
#include "mail/html_text.hpp"
#include "mail/normal_text.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t most_lines = 2'000;
constexpr std::size_t longest_line = 2'000;

using Lines = std::vector<std::string_view>;

// A clear-signed mail is its text: armour headers and the signature go, "- " at the front is
// undone.
void open_clear_signed(Lines& lines) {
  const auto begin = std::find(lines.begin(), lines.end(), "-----BEGIN PGP SIGNED MESSAGE-----");
  if (begin == lines.end())
    return;
  const auto blank = std::find(begin, lines.end(), "");
  const auto end = std::find(blank, lines.end(), "-----BEGIN PGP SIGNATURE-----");
  for (auto line = blank; line != end; ++line)
    if (line->substr(0, 2) == "- ")
      line->remove_prefix(2);
  lines.erase(end, lines.end());
  lines.erase(begin, blank);
}

bool quotation_follows(const Lines& lines, std::size_t at) {
  while (at < lines.size() && base::trim(lines[at]).empty())
    ++at;
  return at < lines.size() && is_quoted(lines[at]);
}

// One blank line at most between paragraphs, none at the ends.
class Kept {
public:
  void add(std::string_view line) {
    if (base::trim(line).empty()) {
      gap_ = !text_.empty();
      return;
    }
    if (!text_.empty())
      text_ += gap_ ? "\n\n" : "\n";
    gap_ = false;
    text_ += line;
  }
  std::string take() { return std::move(text_); }

private:
  std::string text_;
  bool gap_ = false;
};

std::string fresh_lines(std::string_view text) {
  const auto normal = normal_text(text);
  auto lines = base::lines(normal);
  if (lines.size() > most_lines)
    lines.resize(most_lines);
  for (auto& line : lines)
    line = front_of(line, longest_line);
  open_clear_signed(lines);
  Kept kept;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_quoted(lines[i]) || is_mobile_signature(lines[i]))
      continue;
    if (cuts_all_below(lines[i]) || header_block_begins(lines, i))
      break;
    if (const auto count = attribution_lines(lines, i); count > 0) {
      if (!quotation_follows(lines, i + count))
        break; // what follows bears no mark and is somebody else's
      i += count - 1;
      continue;
    }
    kept.add(lines[i]);
  }
  return kept.take();
}

// What some programs put in place of a text: "your reader does not show HTML".
bool is_stub(std::string_view plain) {
  static const base::Pattern usual(
      R"((does ?n[o']t|do not|cannot|can't|unable to|not able to|no) (support|show|display|view|render|read).{0,40}html|html[- ](only|enabled|compatible|capable)|view(ed)? .{0,30}html|this is a multi-?part message in mime format)",
      base::Pattern::Case::ignored);
  const auto text = base::trim(plain);
  return text.empty() || (text.size() < 400 && usual.find(text).has_value());
}

} // namespace

FreshText fresh_text(const Message& message) {
  if (message.unreadable)
    return {};
  FreshText fresh;
  const bool plain = message.plain && !(message.html && is_stub(normal_text(*message.plain)));
  if (plain)
    fresh.text = fresh_lines(*message.plain);
  if (message.html)
    (plain ? fresh.html_text : fresh.text) = fresh_lines(html_to_text(*message.html));
  return fresh;
}

} // namespace mail
