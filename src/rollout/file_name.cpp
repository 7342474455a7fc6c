// SPDX-License-Identifier: Apache-2.0
#include "rollout/file_name.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/plain_signs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rollout {
namespace {

constexpr std::size_t most = 255; // bytes: what GOCDB, RT and file systems have room for

constexpr std::array<std::string_view, 3> known{"doc", "docx", "odt"};

bool is_control(char c) {
  return (c >= 0 && c < ' ') || c == 127;
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool turns_writing(std::string_view text) {
  static const base::Pattern sign(R"([\x{061C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}])",
                                  base::Pattern::Case::folded);
  return sign.find(text).has_value();
}

// Windows' folders and Unix', and "C:".
std::string_view without_folders(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != name.npos)
    name.remove_prefix(slash + 1);
  if (name.size() > 2 && name[1] == ':')
    name.remove_prefix(2);
  return name;
}

bool is_known(std::string_view extension) {
  return std::find(known.begin(), known.end(), extension) != known.end();
}

void complain_once(FileName& out, Flaw flaw) {
  for (const auto& one : out.complaints)
    if (one.flaw == flaw)
      return;
  out.complaints.push_back({flaw, ""});
}

// Takes blanks and quotation marks off both ends of `body`.
void unwrap(FileName& out) {
  constexpr std::array<std::pair<char, char>, 4> quotes{
      {{'\'', '\''}, {'"', '"'}, {'`', '`'}, {'<', '>'}}};
  std::string_view body = out.body;
  for (std::size_t size = body.size() + 1; body.size() < size;) {
    size = body.size();
    if (const auto trimmed = base::trim(body); trimmed.size() != size) {
      complain_once(out, Flaw::outer_blanks);
      body = trimmed;
    }
    for (const auto& [before, after] : quotes)
      if (body.size() > 2 && body.front() == before && body.find(after, 1) == body.size() - 1) {
        complain_once(out, Flaw::quotes);
        body = body.substr(1, body.size() - 2);
      }
  }
  out.body = std::string(body);
}

// Takes the extension off `body`.
void take_extension(FileName& out) {
  const auto dot = out.body.rfind('.');
  const std::string last = dot == out.body.npos ? "" : out.body.substr(dot + 1);
  const std::string small = base::lower(base::trim(last));
  const bool is_number = // of a version
      without_copy_marks(last).find_first_not_of("0123456789-_ ") == last.npos;
  if (last.empty() || is_number) {
    out.complaints.push_back({Flaw::extension, ""});
    return;
  }
  out.body.resize(dot);
  out.written = last;
  if (const auto bare = std::string(base::trim(without_copy_marks(small))); is_known(bare)) {
    out.extension = bare;
    if (last != base::lower(last))
      out.complaints.push_back({Flaw::letter_case, "." + last});
    if (base::trim(last).size() != last.size())
      complain_once(out, Flaw::outer_blanks);
    if (bare != small)
      out.complaints.push_back({Flaw::copy_mark, small.substr(bare.size())});
  }
  const auto before = out.body.rfind('.');
  if (before != out.body.npos && is_known(base::lower(base::trim(out.body.substr(before + 1))))) {
    out.complaints.push_back({Flaw::two_extensions, out.body.substr(before) + "." + last});
    out.body.resize(before);
  } else if (out.extension.empty()) {
    out.complaints.push_back({Flaw::extension, "." + last});
  }
}

} // namespace

FileName read_file_name(std::string_view name) {
  FileName out;
  const auto whole = name; // what a program lost at an end is no sign in the name
  while (!name.empty() && is_blank(name.back()))
    name.remove_suffix(1);
  while (!name.empty() && is_blank(name.front()))
    name.remove_prefix(1);
  if (name.size() != whole.size())
    complain_once(out, Flaw::outer_blanks);
  const auto bare = without_folders(name);
  if (bare.size() != name.size())
    out.complaints.push_back(
        {Flaw::path, std::string(base::front(name.substr(0, name.size() - bare.size()), most))});
  out.shown = std::string(base::front(bare, most));
  if (bare.size() > most)
    out.complaints.push_back({Flaw::too_long, out.shown});
  if (turns_writing(out.shown) || std::any_of(out.shown.begin(), out.shown.end(), is_control))
    out.complaints.push_back({Flaw::unprintable, ""});
  std::erase_if(out.shown, is_control);

  const std::string plain = with_plain_signs(out.shown);
  if (plain != out.shown)
    out.complaints.push_back({Flaw::signs, ""});
  out.shown = with_seen_signs(out.shown);
  out.body = with_latin_letters(plain);
  if (out.body != plain)
    out.complaints.push_back({Flaw::look_alikes, out.shown});
  unwrap(out);
  take_extension(out);
  unwrap(out);
  return out;
}

std::string with_single_signs(std::string_view text) {
  const auto is_between = [](char c) { return c == ' ' || c == '_' || c == '-'; };
  std::string out;
  for (const char c : text)
    if (!is_between(c) || out.empty() || !is_between(out.back()))
      out += c;
  return out;
}

std::string folded_name(std::string_view text) {
  std::string out = base::lower(with_single_signs(text));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
  return out;
}

std::string without_copy_marks(std::string_view body) {
  static const base::Pattern behind(
      R"((?:\s*(?:\(\d{1,3}\)|\[\d{1,3}\])|[-_ ]+(?:\(?(?:final|finale?|definiti(?:f|ve?|vo)|copy|)"
      R"(copie|copia|kopie|kopia|new|updated|corrected|revised|signed)\)?|)"
      R"((?:v|ver|version|rev|r)[-_. ]?\d{1,3}(?:\.\d{1,3})?))+$)",
      base::Pattern::Case::ignored);
  static const base::Pattern before(
      R"(^(?:(?:copy|copie|copia|kopie|kopia)(?:\s*\(\d{1,3}\))?[-_ ]+(?:of|von|de|di|da|van|)"
      R"(z|av)[-_ ]+|fwd?[-_ ]+)+)",
      base::Pattern::Case::ignored);
  if (const auto found = behind.find(body))
    body = body.substr(0, found->begin);
  if (const auto found = before.find(body))
    body = body.substr(found->end);
  return std::string(body);
}

} // namespace rollout
