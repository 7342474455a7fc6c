// SPDX-License-Identifier: Apache-2.0
#include "bridge/collect.hpp"

#include "cli/looking.hpp"
#include "cli/verbs.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace cli {
namespace {

using bridge::Collected;
using nlohmann::ordered_json;
using State = Collected::State;

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json as_json(const Collected& one) {
  const auto& line = one.line;
  auto attachments = ordered_json::array();
  for (const auto id : line.attachments)
    attachments.push_back(id.value);
  return {{"file", text_or_null(line.file)},
          {"state", to_word(one.state)},
          {"team", text_or_null(line.team)},
          {"verdict", line.verdict},
          {"counts", line.counts},
          {"received", base::to_iso(line.received)},
          {"sender", text_or_null(line.sender)},
          {"sha256", text_or_null(line.sha256)},
          {"bytes", one.state == State::not_had ? ordered_json(nullptr) : ordered_json(line.bytes)},
          {"attachments", attachments},
          {"expected", text_or_null(line.expected)},
          {"ticket", line.ticket.value},
          {"remark", text_or_null(line.remark)}};
}

// The same keys for a report that nobody has sent.
ordered_json as_json(const std::string& missing_team, base::TicketId ticket) {
  return {{"file", nullptr},      {"state", "missing"},
          {"team", missing_team}, {"verdict", nullptr},
          {"counts", false},      {"received", nullptr},
          {"sender", nullptr},    {"sha256", nullptr},
          {"bytes", nullptr},     {"attachments", ordered_json::array()},
          {"expected", nullptr},  {"ticket", ticket.value},
          {"remark", nullptr}};
}

void print(const ordered_json& object) {
  std::puts(object.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
}

std::string in_words(const Collected& one) {
  const auto& line = one.line;
  std::string out = to_word(one.state);
  out += std::string(" ") +
         (line.file.empty() ? "attachment " + to_string(line.attachments.front()) : line.file);
  out += ": " + (line.team == "summary" ? std::string("the summary")
                 : line.team.empty()    ? std::string("of no known team")
                                        : "the report of " + line.team);
  out += ", " + line.verdict + (line.counts ? ", counts" : "");
  return out + (line.remark.empty() ? "" : " (" + line.remark + ")");
}

void tell(const bridge::Collection& all) {
  for (const auto& one : all.files)
    std::puts(in_words(one).c_str());
  if (all.files.empty() && !all.broken)
    std::printf("No file on ticket %s may be a report.\n", to_string(all.ticket).c_str());
  if (all.draft)
    std::printf("%s %s: a draft of the summary, as long as the managers' own is not there\n",
                to_word(all.draft->state), all.draft->line.file.c_str());
  for (const auto& team : all.missing)
    std::printf("missing: the report of %s, which has accepted\n", team.c_str());
}

void tell_json(const bridge::Collection& all) {
  for (const auto& one : all.files)
    print(as_json(one));
  if (all.draft)
    print(as_json(*all.draft));
  for (const auto& team : all.missing)
    print(as_json(team, all.ticket));
}

} // namespace

int reports(const CommandLine& line) {
  const auto folder = line.options.find("into");
  if (line.words.size() != 1 || folder == line.options.end() || folder->second.empty())
    return complain({base::Fault::invalid, "reports takes one ticket and --into DIR",
                     "rollout-bridge help reports"});
  const auto ticket = read_ticket(line.words.front());
  if (!ticket)
    return complain(ticket.error());
  const auto looking = begin_looking(line);
  if (!looking)
    return complain(looking.error());
  auto all = bridge::collect(looking->bench->world, *ticket, folder->second, looking->now);
  if (!all && all.error().fault == base::Fault::not_found) {
    complain(all.error());
    return exit_no;
  }
  if (!all)
    return complain(all.error());
  if (all->broken) // who is missing is not known then
    all->missing.clear();
  (line.json ? tell_json : tell)(*all);
  if (all->broken)
    return complain(*all->broken);
  const bool whole = std::none_of(all->files.begin(), all->files.end(),
                                  [](const auto& one) { return one.state == State::not_had; });
  return whole ? exit_done : exit_no;
}

} // namespace cli
