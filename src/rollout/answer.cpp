// SPDX-License-Identifier: Apache-2.0
#include "rollout/answer.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/line.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rollout {
namespace {

constexpr std::array<std::pair<std::string_view, Verb>, 3> verbs{
    {{"accept", Verb::accept}, {"reject", Verb::reject}, {"withdraw", Verb::withdraw}}};

// Words that mean a verb and are none. Each is answered with the right line, never taken for it.
constexpr std::array<std::pair<std::string_view, Verb>, 14> near_verbs{
    {{"accepted", Verb::accept},
     {"accepts", Verb::accept},
     {"accepting", Verb::accept},
     {"approve", Verb::accept},
     {"approved", Verb::accept},
     {"rejected", Verb::reject},
     {"rejects", Verb::reject},
     {"rejecting", Verb::reject},
     {"decline", Verb::reject},
     {"declined", Verb::reject},
     {"refuse", Verb::reject},
     {"refused", Verb::reject},
     {"withdrawn", Verb::withdraw},
     {"withdraws", Verb::withdraw}}};

// What stands before a team's name in ordinary letters.
constexpr std::array<std::string_view, 20> small_talk{
    "from", "at",   "for",     "by", "on",  "site", "team",   "dear", "hello", "hi",
    "of",   "with", "regards", "re", "the", "our",  "cheers", "ngi",  "and",   "thanks"};

std::optional<Verb> exact_verb(std::string_view word) {
  for (const auto& [name, verb] : verbs)
    if (base::same_ignoring_case(word, name))
      return verb;
  return std::nullopt;
}

std::optional<Verb> near_verb(std::string_view word) {
  const std::string small = base::lower(word);
  for (const auto& [name, verb] : near_verbs)
    if (small == name)
      return verb;
  for (const auto& [name, verb] : verbs)
    if (base::distance(small, name, 1) == 1)
      return verb;
  return std::nullopt;
}

std::vector<std::string> lines_for(Verb verb, const std::vector<std::string>& teams) {
  std::vector<std::string> out;
  for (const auto& team : teams)
    out.push_back(line_for(verb, team));
  return out;
}

bool is_blank_pattern(std::string_view token) {
  return base::same_ignoring_case(token, "your-team") || base::same_ignoring_case(token, "TEAM") ||
         base::same_ignoring_case(token, "NGI>-<Site-name");
}

bool is_word(std::string_view token) {
  return std::all_of(token.begin(), token.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
  });
}

// Written as teams are, not as Anna-Maria is: with a digit, a `_` or two capitals in a row.
bool names_a_site(std::string_view token) {
  static const base::Pattern sign(R"([0-9_]|[A-Z]{2})");
  return sign.find(token).has_value();
}

bool is_sign(std::string_view word) {
  static const base::Pattern letter("[A-Za-z0-9]");
  return !letter.find(word);
}

// The suggestion where a line holds one team that we know, or what is near to it.
std::vector<std::string> teams_meant(const std::string& token, const Roster& roster) {
  const std::string name = without_ea(token);
  if (auto known = roster.find(name))
    return {*known};
  return roster.nearest(name);
}

// "accept T, thanks": a sign that ends a word is none of its own where more words follow.
std::string without_end(const std::string& word, bool more) {
  const auto end = more ? word.find_last_not_of(".,;:!?-") : word.size();
  return word.substr(0, end == std::string::npos ? 0 : end + 1);
}

// `accept …` with the right verb.
Line after_verb(Verb verb, const std::vector<std::string>& words, const Roster& roster) {
  Line line;
  if (words.size() == 1) {
    line.complaint = Complaint{Code::malformed, 0, "", {}, verb};
    return line;
  }
  const bool parted = words.size() > 2 && is_sign(words[1]); // "accept - TEAM"
  const std::string name = without_ea(without_end(words[parted ? 2 : 1], words.size() > 2));
  const auto known = roster.find(name);
  if (words.size() == 2) {
    if (known)
      line.command = Command{verb, *known, 0};
    else if (is_blank_pattern(name))
      line.complaint = Complaint{Code::malformed, 0, "", {}, verb};
    else
      line.complaint =
          Complaint{Code::unknown_team, 0, "", lines_for(verb, roster.nearest(name)), verb, name};
    return line;
  }
  // More words: a condition or a second team makes it no answer; without a team it is prose.
  if (known || looks_like_team(name))
    line.complaint = Complaint{Code::malformed, 0, "", lines_for(verb, teams_meant(name, roster))};
  return line;
}

// `delayed TEAM`: read like an answer, but prose is none of our business.
Line after_deed(Deed deed, const std::vector<std::string>& words, const Roster& roster) {
  Line line;
  if (words.size() != 2)
    return line;
  const std::string name = without_ea(words[1]);
  if (const auto known = roster.find(name)) {
    line.order = Order{deed, *known, 0};
  } else if (looks_like_team(name)) {
    std::vector<std::string> lines;
    for (const auto& team : roster.nearest(name))
      lines.push_back(std::string(to_word(deed)) + " " + team);
    line.complaint = Complaint{Code::unknown_team, 0, "", std::move(lines), {}, name};
  }
  return line;
}

} // namespace

std::string without_ea(std::string_view token) {
  return std::string(base::starts_with_ignoring_case(token, "ea-") ? token.substr(3) : token);
}

std::string line_for(Verb verb, std::string_view team) {
  return std::string(to_word(verb)) + " " + std::string(team);
}

Line read_line(std::string_view written, const Roster& roster) {
  Line line;
  if (holds_empty_box(written))
    return line;
  const auto words = command_words(written);
  if (words.empty())
    return line;
  auto order = read_override(written);
  if (!order)
    order = read_order(words);
  if (order) {
    line.order = std::move(order);
    return line;
  }
  if (const auto deed = members_deed(words[0]))
    return after_deed(*deed, words, roster);
  if (const auto verb = exact_verb(words[0]))
    return after_verb(*verb, words, roster);
  if (const auto verb = near_verb(words[0])) {
    if (words.size() == 1)
      line.complaint = Complaint{Code::malformed, 0, "", {}, verb};
    else if (const auto name = without_end(words[1], words.size() > 2);
             roster.find(without_ea(name)) || looks_like_team(name))
      line.complaint =
          Complaint{Code::malformed, 0, "", lines_for(*verb, teams_meant(name, roster))};
    return line;
  }
  if (words.size() != 2)
    return line;
  // `TEAM accept` and `TEAM: accept`, EGI's older habit.
  auto verb = exact_verb(words[1]);
  if (!verb)
    verb = near_verb(words[1]);
  const std::string first = words[0].substr(0, words[0].find_last_not_of(":,") + 1);
  if (verb && looks_like_team(first)) {
    line.complaint =
        Complaint{Code::malformed, 0, "", lines_for(*verb, teams_meant(first, roster))};
    return line;
  }
  // A foreign word before a team that we know: which verb it means is not ours to guess.
  const auto trimmed = base::trim(written);
  const bool plain_word = is_word(words[0]) && trimmed.find_first_of(",:") == trimmed.npos;
  const bool talk = std::any_of(small_talk.begin(), small_talk.end(), [&](std::string_view talked) {
    return base::same_ignoring_case(words[0], talked);
  });
  if (const auto known = roster.find(without_ea(words[1]));
      known && plain_word && !talk && names_a_site(*known))
    line.complaint = Complaint{
        Code::malformed, 0, "", {line_for(Verb::accept, *known), line_for(Verb::reject, *known)}};
  return line;
}

} // namespace rollout
