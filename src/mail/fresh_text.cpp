// SPDX-License-Identifier: Apache-2.0
#include "mail/fresh_text.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/attribution.hpp"
#include "mail/html_text.hpp"
#include "mail/normal_text.hpp"

#include <algorithm>
#include <iterator>

namespace mail {
namespace {

constexpr std::size_t most_lines = 2'000;
constexpr std::size_t longest_line = 2'000;
constexpr std::size_t most_doubted = 5;

using Lines = std::vector<KnownLine>;

// The longest end of `line` that is read, whole characters.
std::string_view end_of(std::string_view line) {
  line.remove_prefix(line.size() - std::min(line.size(), longest_line));
  while (!line.empty() && (static_cast<unsigned char>(line.front()) & 0xC0U) == 0x80U)
    line.remove_prefix(1);
  return line;
}

// A line that is too long is what its front says, unless its end may be an attribution's.
KnownLine known(std::string_view line) {
  const auto text = base::front(line, longest_line);
  KnownLine out{text, kind_of(text), label_of(text), end_of(line)};
  const bool new_words = out.kind != LineKind::quoted && !ends(out.kind);
  if (text.size() < line.size() && new_words && may_end_attribution(out.end))
    out.kind = LineKind::rule;
  return out;
}

constexpr std::string_view armour = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view armour_end = "-----BEGIN PGP SIGNATURE-----";

// A clear-signed mail is its text: armour headers go, "- " at the front is undone; the signature is
// a cut like any other line between dashes.
void open_clear_signed(std::vector<std::string_view>& lines) {
  const auto begin = std::find(lines.begin(), lines.end(), armour);
  if (begin == lines.end())
    return;
  static const base::Pattern header(R"(^[A-Za-z-]+: )");
  auto body = begin + 1;
  while (body != lines.end() && header.find(*body))
    ++body;
  for (auto line = body; line != lines.end() && *line != armour_end; ++line)
    if (line->starts_with("- "))
      line->remove_prefix(2);
  for (auto line = begin; line != body; ++line)
    *line = {};
}

// A program that breaks a long quoted line repeats no mark: its last words stand on the next lines,
// right below, and may look like a command.
bool may_go_on_below(const KnownLine& quoted) {
  constexpr std::ptrdiff_t least = 60;
  static const base::Pattern finished(R"([.?!:;…"')\]>。？！]\s*$)", base::Pattern::Case::folded);
  const auto letters = std::count_if(quoted.text.begin(), quoted.text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  return letters >= least && !finished.find(quoted.end);
}

// A mail ends with one "Sent from my iPhone". Where another follows below a text, that text is
// somebody else's.
bool another_mail_follows(const Lines& lines, std::size_t at) {
  bool text = false;
  for (++at; at < lines.size() && !ends(lines[at].kind); ++at) {
    if (text && lines[at].kind == LineKind::mobile)
      return true;
    text = text || lines[at].kind == LineKind::text || lines[at].kind == LineKind::command;
  }
  return false;
}

bool quotation_follows(const Lines& lines, std::size_t at) {
  while (at < lines.size() && lines[at].kind == LineKind::blank)
    ++at;
  return at < lines.size() && lines[at].kind == LineKind::quoted;
}

// Which lines the sender wrote, by their numbers, and whether a quotation ends them.
struct Written {
  std::vector<std::size_t> numbers;
  std::vector<std::size_t> doubted;
  bool ended = false;
};

// Below a rule that anybody may have drawn, or "Someone wrote to us:": not certainly a quotation.
void doubt_below(const Lines& lines, std::size_t at, std::vector<std::size_t>& doubted) {
  for (++at; at < lines.size() && !header_block_begins(lines, at); ++at) {
    if (lines[at].kind == LineKind::cut)
      return;
    if (lines[at].kind == LineKind::command)
      doubted.push_back(at);
  }
}

Written fresh_numbers(const Lines& lines) {
  const auto spans = attributions(lines);
  auto span = spans.begin();
  Written out;
  bool rest = false; // of a quoted line, as long as no blank line follows
  for (std::size_t at = 0; at < lines.size() && !out.ended; ++at) {
    const auto kind = lines[at].kind;
    out.ended = ends(kind) || header_block_begins(lines, at) ||
                (kind == LineKind::mobile && another_mail_follows(lines, at));
    if (out.ended) {
      if (kind == LineKind::rule)
        doubt_below(lines, at, out.doubted);
      break;
    }
    if (span != spans.end() && span->begin == at) {
      out.ended = !quotation_follows(lines, span->end); // else it bears no mark: somebody else's
      at = span++->end - 1;
      if (out.ended && lines[at].text.find('@') == std::string_view::npos)
        doubt_below(lines, at, out.doubted);
      continue;
    }
    if (kind == LineKind::quoted || kind == LineKind::blank)
      rest = kind == LineKind::quoted && may_go_on_below(lines[at]);
    if (kind == LineKind::command && rest)
      out.doubted.push_back(at);
    else if (kind != LineKind::quoted && kind != LineKind::mobile)
      out.numbers.push_back(at);
  }
  return out;
}

// One blank line at most between paragraphs, none at the ends.
class Kept {
public:
  void add(const KnownLine& line) {
    if (line.kind == LineKind::blank) {
      gap_ = !text_.empty();
      return;
    }
    if (!text_.empty())
      text_ += gap_ ? "\n\n" : "\n";
    gap_ = false;
    text_ += line.text;
  }
  std::string take() { return std::move(text_); }

private:
  std::string text_;
  bool gap_ = false;
};

struct Fresh {
  std::string text;
  std::vector<std::size_t> numbers; // of the lines that it is made of
  std::vector<std::string> doubted;
  bool cut = false;
};

Fresh fresh_lines(std::string_view text) {
  const auto normal = normal_text(text);
  auto written = base::lines(normal);
  const auto is_long = [](std::string_view line) { return line.size() > longest_line; };
  const bool cut =
      written.size() > most_lines || std::any_of(written.begin(), written.end(), is_long);
  written.resize(std::min(written.size(), most_lines));
  open_clear_signed(written);
  Lines lines;
  std::transform(written.begin(), written.end(), std::back_inserter(lines), known);
  auto [numbers, doubted, ended] = fresh_numbers(lines);
  Fresh fresh{{}, std::move(numbers), {}, cut && !ended};
  for (const auto number : doubted)
    if (fresh.doubted.size() < most_doubted)
      fresh.doubted.emplace_back(base::trim(lines[number].text));
  Kept kept;
  for (const auto number : fresh.numbers)
    kept.add(lines[number]);
  fresh.text = kept.take();
  return fresh;
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
  if (plain) {
    auto lines = fresh_lines(*message.plain);
    fresh.text = std::move(lines.text);
    fresh.doubted = std::move(lines.doubted);
    fresh.cut = lines.cut;
  }
  if (message.html) {
    const auto html = html_to_text(*message.html);
    auto lines = fresh_lines(html.text);
    for (const auto& link : html.links)
      if (std::binary_search(lines.numbers.begin(), lines.numbers.end(), link.line))
        fresh.links.push_back(link.target);
    fresh.cut = fresh.cut || lines.cut || (html.cut && !html.ended);
    if (!plain)
      fresh.doubted = std::move(lines.doubted);
    (plain ? fresh.html_text : fresh.text) = std::move(lines.text);
  }
  return fresh;
}

} // namespace mail
