// SPDX-License-Identifier: Apache-2.0
#include "rollout/reply.hpp"

#include "base/text.hpp"
#include "rollout/ggus.hpp"
#include "rollout/line.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace rollout {
namespace {

std::string line_for(const Order& order) {
  return std::string(to_word(order.deed)) + " " + order.about;
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

} // namespace

const char* to_word(Outcome outcome) {
  constexpr std::array words{"commands", "conflict",  "malformed", "none",
                             "empty",    "automatic", "doubtful",  "unreadable"};
  return words.at(static_cast<std::size_t>(outcome));
}

Reply read_reply(std::string_view text, std::string_view html_text, const Roster& roster,
                 const std::vector<std::string>& targets, const std::vector<std::string>& doubted) {
  Lines plain = read_lines(text, roster);
  Reply reply;
  reply.links = ggus_links(std::string(text) + "\n" + base::join(targets, "\n"));
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
    for (const auto& written : doubted)
      if (const auto line = read_line(written, roster); line.command)
        reply.complaints.push_back(
            {Code::quoted, 0, written, {line_for(line.command->verb, line.command->team)}});
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
