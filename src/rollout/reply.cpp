// SPDX-License-Identifier: Apache-2.0
#include "rollout/reply.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/line.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
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

std::string without_ea(std::string_view token) {
  return std::string(base::starts_with_ignoring_case(token, "ea-") ? token.substr(3) : token);
}

std::string line_for(Verb verb, std::string_view team) {
  return std::string(to_word(verb)) + " " + std::string(team);
}

std::string line_for(const Order& order) {
  return std::string(to_word(order.deed)) + " " + order.about;
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

// What one line is: a command, an order, a complaint, or nothing of these.
struct Line {
  std::optional<Command> command;
  std::optional<Order> order;
  std::optional<Complaint> complaint;
};

// The suggestion where a line holds one team that we know, or what is near to it.
std::vector<std::string> teams_meant(const std::string& token, const Roster& roster) {
  const std::string name = without_ea(token);
  if (auto known = roster.find(name))
    return {*known};
  return roster.nearest(name);
}

// `accept …` with the right verb.
Line after_verb(Verb verb, const std::vector<std::string>& words, const Roster& roster) {
  Line line;
  if (words.size() == 1) {
    line.complaint = Complaint{Code::malformed, 0, "", {}, verb};
    return line;
  }
  const std::string name = without_ea(words[1]);
  const auto known = roster.find(name);
  if (words.size() == 2) {
    if (known)
      line.command = Command{verb, *known, 0};
    else if (is_blank_pattern(name))
      line.complaint = Complaint{Code::malformed, 0, "", {}, verb};
    else
      line.complaint =
          Complaint{Code::unknown_team, 0, "", lines_for(verb, roster.nearest(name)), verb};
    return line;
  }
  // More words: a condition or a second team makes it no answer; without a team it is prose.
  if (known || looks_like_team(name))
    line.complaint =
        Complaint{Code::malformed, 0, "", lines_for(verb, teams_meant(words[1], roster))};
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
    line.complaint = Complaint{Code::unknown_team, 0, "", std::move(lines)};
  }
  return line;
}

Line read_line(std::string_view written, const Roster& roster) {
  const auto words = command_words(written);
  Line line;
  if (words.empty())
    return line;
  if (auto order = read_order(words)) {
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
    else if (roster.find(without_ea(words[1])) || looks_like_team(words[1]))
      line.complaint =
          Complaint{Code::malformed, 0, "", lines_for(*verb, teams_meant(words[1], roster))};
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
  if (const auto known = roster.find(without_ea(words[1])); known && plain_word && !talk)
    line.complaint = Complaint{
        Code::malformed, 0, "", {line_for(Verb::accept, *known), line_for(Verb::reject, *known)}};
  return line;
}

constexpr std::size_t most_orders = 20; // of one mail: each costs a look into the store

struct Lines {
  std::vector<Command> commands; // each once
  std::vector<Order> orders;     // each once
  std::vector<Complaint> complaints;
  bool blank = true;
};

Lines read_lines(std::string_view text, const Roster& roster) {
  Lines out;
  int number = 0;
  for (const auto written : base::lines(text)) {
    ++number;
    if (base::trim(written).empty())
      continue;
    out.blank = false;
    Line line = read_line(written, roster);
    if (line.complaint) {
      line.complaint->line = number;
      line.complaint->text = base::trim(written);
      out.complaints.push_back(std::move(*line.complaint));
    }
    if (line.order) {
      const auto same = [&](const Order& other) {
        return other.deed == line.order->deed && other.about == line.order->about;
      };
      line.order->line = number;
      if (out.orders.size() < most_orders &&
          std::none_of(out.orders.begin(), out.orders.end(), same))
        out.orders.push_back(std::move(*line.order));
    }
    if (!line.command)
      continue;
    line.command->line = number;
    const auto same = [&](const Command& other) {
      return other.team == line.command->team && other.verb == line.command->verb;
    };
    if (std::any_of(out.commands.begin(), out.commands.end(), same))
      out.complaints.push_back({Code::duplicate, number, std::string(base::trim(written)), {}});
    else
      out.commands.push_back(std::move(*line.command));
  }
  return out;
}

std::vector<Complaint> contradictions(const std::vector<Command>& commands) {
  std::vector<Complaint> out;
  std::map<std::string, Verb> first;
  for (const auto& command : commands) {
    const auto [known, is_new] = first.emplace(command.team, command.verb);
    if (!is_new)
      out.push_back(
          {Code::conflict,
           command.line,
           line_for(command.verb, command.team),
           {line_for(known->second, command.team), line_for(command.verb, command.team)}});
  }
  return out;
}

std::vector<Complaint> contradictions(const std::vector<Order>& orders) {
  std::vector<Complaint> out;
  std::map<std::string, const Order*> first;
  for (const auto& order : orders) {
    if (!is_well_formed(order))
      continue;
    const auto [known, is_new] = first.emplace(matter_of(order), &order);
    if (!is_new)
      out.push_back({Code::conflict,
                     order.line,
                     line_for(order),
                     {line_for(*known->second), line_for(order)}});
  }
  return out;
}

// The plain and the HTML half of a mail have to agree on what they order, where both order
// anything.
template <class Line, class Said>
bool differ(const std::vector<Line>& plain, const std::vector<Line>& html, Said said) {
  std::set<std::string> in_plain;
  std::set<std::string> in_html;
  for (const auto& line : plain)
    if (const auto words = said(line); !words.empty())
      in_plain.insert(words);
  for (const auto& line : html)
    if (const auto words = said(line); !words.empty())
      in_html.insert(words);
  return !in_plain.empty() && !in_html.empty() && in_plain != in_html;
}

bool halves_differ(const Lines& plain, const Lines& html) {
  return differ(plain.commands, html.commands,
                [](const Command& command) { return line_for(command.verb, command.team); }) ||
         differ(plain.orders, html.orders, [](const Order& order) {
           return is_well_formed(order) ? line_for(order) : std::string();
         });
}

// At most so many of one mail: each costs RT a few calls.
constexpr std::size_t most_links = 20;

std::vector<std::string> ggus_links(std::string_view text) {
  static const base::Pattern url(
      R"(https?://(?:www\.)?ggus\.(?:eu|org)/[^\s<>"]{0,200}?(?:ticket_id=|ticket=|ticket_info/)(\d{1,9}))",
      base::Pattern::Case::ignored);
  std::vector<std::string> out;
  for (auto found = url.find(text); found && out.size() < most_links;
       found = url.find(text, found->end)) {
    std::string link =
        "https://ggus.eu/?mode=ticket_info&ticket_id=" + std::string(found->groups[1]);
    if (std::find(out.begin(), out.end(), link) == out.end())
      out.push_back(std::move(link));
  }
  return out;
}

} // namespace

const char* to_word(Outcome outcome) {
  constexpr std::array words{"commands", "conflict",  "malformed", "none",
                             "empty",    "automatic", "doubtful",  "unreadable"};
  return words.at(static_cast<std::size_t>(outcome));
}

Reply read_reply(std::string_view text, std::string_view html_text, const Roster& roster) {
  Lines plain = read_lines(text, roster);
  Reply reply;
  reply.links = ggus_links(text);
  reply.complaints = std::move(plain.complaints);
  auto against = contradictions(plain.commands);
  const auto orders_against = contradictions(plain.orders);
  against.insert(against.end(), orders_against.begin(), orders_against.end());
  if (against.empty() && halves_differ(plain, read_lines(html_text, roster)))
    against.push_back({Code::halves_differ, 0, "", {}});
  if (against.empty())
    reply.orders = std::move(plain.orders);
  if (!against.empty()) {
    reply.outcome = Outcome::conflict;
    reply.complaints.insert(reply.complaints.end(), against.begin(), against.end());
  } else if (!plain.commands.empty()) {
    reply.outcome = Outcome::commands;
    reply.commands = std::move(plain.commands);
  } else if (!reply.complaints.empty()) {
    reply.outcome = Outcome::malformed;
  } else {
    reply.outcome = plain.blank ? Outcome::empty : Outcome::none;
  }
  return reply;
}

std::vector<std::string> mentioned_teams(std::string_view text) {
  std::vector<std::string> out;
  for (const auto line : base::lines(text)) {
    const auto words = command_words(line);
    if (words.size() > 6) // prose
      continue;
    for (const auto& word : words)
      if (const std::string name = without_ea(word);
          looks_like_team(name) && std::find(out.begin(), out.end(), name) == out.end())
        out.push_back(name);
  }
  return out;
}

} // namespace rollout
