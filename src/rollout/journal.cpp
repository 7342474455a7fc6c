// SPDX-License-Identifier: Apache-2.0
#include "rollout/journal.hpp"

#include "base/text.hpp"
#include "rollout/asking.hpp"
#include "rollout/away.hpp"
#include "rollout/cases.hpp"
#include "rollout/closing.hpp"
#include "rollout/document.hpp"
#include "rollout/posting.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace rollout {
namespace {

constexpr std::string_view title = "rollout-bridge journal ";
constexpr std::string_view version = "1";
constexpr std::string_view last_line = "end"; // without it the text was cut off
constexpr char sign = '\\';                   // before the two hex digits of a byte
constexpr char mark = '\t';

// The table of kinds, besides team_lines, posting_lines, mail_lines, closing_lines and
// document_lines. What bridge::remember_rollout folds must be in it: it is given no other line.
constexpr std::array rollout_lines{"report",        "linked",       "watched",   "letter",
                                   "exposure",      "due",          "gate",      "overridden",
                                   "summary_asked", "summary_made", arrival_line};
constexpr std::array release_lines{"begins", "otherwise", "back", "told", "overtaken", "made"};

// No database, page or form changes printable ASCII.
void append(std::string& out, std::string_view cell, bool is_last) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : cell) {
    if ((c >= ' ' && c <= '~' && c != sign) || (is_last && c == mark)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {sign, digits[byte / 16], digits[byte % 16]};
  }
}

std::string in_line(const JournalLine& line) {
  std::string out = base::to_iso(line.at);
  for (const std::string* cell : {&line.what, &line.about, &line.cause, &line.words}) {
    out += mark;
    append(out, *cell, cell == &line.words);
  }
  return out + "\n";
}

std::optional<JournalLine> read_line(std::string_view line) {
  std::array<std::string, 5> cells;
  for (auto& cell : cells) {
    const bool is_last = &cell == &cells.back();
    const auto end = is_last ? line.npos : line.find(mark);
    if (!is_last && end == line.npos)
      return std::nullopt;
    base::append_unescaped(cell, line.substr(0, end), sign);
    line.remove_prefix(is_last ? line.size() : end + 1);
  }
  const auto at = base::read_iso(cells[0]);
  if (!at || cells[1].empty())
    return std::nullopt;
  return JournalLine{*at, std::move(cells[1]), std::move(cells[2]), std::move(cells[3]),
                     std::move(cells[4])};
}

// Nothing is done twice for want of it.
bool tells_little(const JournalLine& line) {
  return (line.what == "report" && line.words.starts_with("held")) || line.what == "letter" ||
         line.what == "document_seen" || line.what == arrival_line;
}

} // namespace

std::optional<Place> place_of(std::string_view what) {
  if (base::is_one_of(what, team_lines) || base::is_one_of(what, posting_lines) ||
      base::is_one_of(what, closing_lines) || base::is_one_of(what, document_lines) ||
      base::is_one_of(what, rollout_lines))
    return Place::rollout;
  if (base::is_one_of(what, release_lines))
    return Place::release;
  if (base::is_one_of(what, mail_lines))
    return Place::mail;
  return what == away_line ? std::optional(Place::away) : std::nullopt;
}

std::string write_journal(const std::vector<JournalLine>& lines, bool whole) {
  std::string out = std::string(title) + std::string(version) + "\n";
  for (const auto& line : lines)
    out += in_line(line);
  return whole ? out + std::string(last_line) + "\n" : out;
}

Journal read_journal(std::string_view text) {
  Journal out;
  const auto lines = base::lines(text);
  std::size_t number = 0;
  bool ended = false;
  for (const auto line : lines) {
    ++number;
    if (number == 1 && line.starts_with(title)) {
      out.later = base::trim(line.substr(title.size())) != version;
      if (out.later) {
        out.faults.push_back("it is in the form " + std::string(line) +
                             ", which a later rollout-bridge writes and reads");
        return out;
      }
    } else if (base::trim(line) == last_line) {
      ended = true;
    } else if (auto read = read_line(line)) {
      out.lines.push_back(std::move(*read));
    } else if (!base::trim(line).empty()) {
      out.faults.push_back("its line " + std::to_string(number) +
                           " cannot be read: " + std::string(base::front(line, 60)));
    }
  }
  if (!ended && !base::trim(text).empty())
    out.faults.emplace_back(
        "its end is missing: it was cut off, or a rollout so busy has more lines "
        "than its field has room for; the newest are lost");
  return out;
}

std::vector<JournalLine> lacking(const std::vector<JournalLine>& some,
                                 std::vector<JournalLine> all) {
  std::map<JournalLine, std::size_t> there;
  for (const auto& line : some)
    ++there[line];
  std::erase_if(all, [&](const auto& line) {
    const auto found = there.find(line);
    return found != there.end() && found->second > 0 && found->second-- > 0;
  });
  return all;
}

void leave_out_talk(std::vector<JournalLine>& lines) {
  std::set<std::string> answers;
  for (const auto& line : lines)
    if (line.what == "answered")
      answers.insert(line.cause);
  std::erase_if(lines, [&](const auto& line) {
    return line.what == arrival_line && !answers.contains(line.cause);
  });
}

void put_in_times(std::vector<JournalLine>& lines, const std::vector<JournalLine>& away) {
  for (const auto& time : away) {
    const auto place = std::find_if(lines.begin(), lines.end(),
                                    [&](const auto& line) { return line.at >= time.at; });
    bool begun = false;
    bool over = false;
    std::for_each(lines.begin(), place, [&](const auto& line) {
      begun = begun || place_of(line.what) == Place::rollout;
      if (base::is_one_of(line.what, closing_lines))
        over = line.what != "opened";
    });
    if (begun && !over)
      lines.insert(place, time);
  }
}

bool make_fit(std::vector<JournalLine>& lines, std::size_t most) {
  if (write_journal(lines).size() <= most)
    return true;
  std::erase_if(lines, tells_little);
  std::size_t size = write_journal({}).size();
  const auto full = std::find_if(lines.begin(), lines.end(), [&](const auto& line) {
    size += in_line(line).size();
    return size > most;
  });
  lines.erase(full, lines.end());
  return false;
}

} // namespace rollout
