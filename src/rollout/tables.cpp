// SPDX-License-Identifier: Apache-2.0
#include "rollout/tables.hpp"

#include "base/table.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace rollout {
namespace {

using base::fail;
using base::Fault;
using base::Result;

std::vector<std::string> listed(std::string_view column) {
  return column == "-" ? std::vector<std::string>{} : base::split(column, ',');
}

constexpr std::size_t longest_address = 254; // RFC 5321, 4.5.3.1.3

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

// Plain ones; whether a letter can go there is found out with the configuration.
bool are_addresses(const std::vector<std::string>& all) {
  return std::all_of(all.begin(), all.end(), [](const auto& one) {
    const auto at = one.find('@');
    return at != one.npos && at > 0 && at + 1 < one.size() && one.size() <= longest_address &&
           is_plain(one) && one.find_first_of("<>\"") == one.npos;
  });
}

Result<Stack> read_stack_line(const base::Row& row) {
  if (row.columns.size() != 4)
    return fail(Fault::invalid, row.place + ": there are not four columns",
                "STACK, tab, repository, tab, managers, tab, lists; - for none");
  if (row.columns[0].empty())
    return fail(Fault::invalid, row.place + ": the stack has no name",
                "such as EMI or EMI-1.0 in the first column");
  Stack out{std::string(row.columns[1] == "-" ? "" : row.columns[1]), listed(row.columns[2]),
            listed(row.columns[3])};
  const bool is_web = out.repository.starts_with("http://") ||
                      out.repository.starts_with("https://") ||
                      out.repository.starts_with("ftp://");
  if (!out.repository.empty() && (!is_web || !is_plain(out.repository)))
    return fail(Fault::invalid,
                row.place + ": '" + base::shown(out.repository) + "' is no address of a page",
                "https://…, or - where there is none");
  if (!are_addresses(out.managers) || !are_addresses(out.lists))
    return fail(Fault::invalid, row.place + ": a manager or list is no address",
                "plain addresses (name@host) with commas between them, or -");
  return out;
}

// What a subject of 200 bytes has room for.
constexpr std::size_t longest_prefix = 60;

std::string value(std::string_view column) {
  return std::string(column == "-" ? "" : column);
}

bool fits_before_subject(const std::string& text) {
  return text.size() <= longest_prefix &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= ' ' && c != 127; });
}

Result<MailingList> read_list_line(const base::Row& row) {
  if (row.columns.size() != 3)
    return fail(Fault::invalid, row.place + ": there are not three columns",
                "LIST, tab, sender of posts, tab, beginning of their subjects; - for none");
  if (row.columns[1].empty() || row.columns[2].empty())
    return fail(Fault::invalid, row.place + ": an empty column: - stands for none",
                "write - for the usual sender, or for no beginning of subjects");
  MailingList out{value(row.columns[1]), value(row.columns[2])};
  if (!are_addresses({std::string(row.columns[0])}) ||
      !(out.from.empty() || are_addresses({out.from})))
    return fail(Fault::invalid, row.place + ": the list or the sender is no address",
                "plain addresses (name@host); as sender - for mail.from");
  if (!fits_before_subject(out.prefix))
    return fail(Fault::invalid, row.place + ": this cannot stand before a subject",
                "at most " + std::to_string(longest_prefix) + " bytes, without control characters");
  return out;
}

} // namespace

Result<Stacks> Stacks::read(std::string_view text, std::string_view where) {
  Stacks out;
  for (const auto& row : base::rows(text, where)) {
    auto line = read_stack_line(row);
    if (!line)
      return fail(line.error());
    if (!out.lines_.emplace(base::lower(row.columns[0]), std::move(*line)).second)
      return fail(Fault::invalid, row.place + ": this stack stands twice",
                  "leave the line that counts");
  }
  return out;
}

const Stack* Stacks::of(const Release& release) const {
  for (const auto& name : {stack_of(release), release.stack})
    if (const auto found = lines_.find(base::lower(name)); found != lines_.end())
      return &found->second;
  return nullptr;
}

Result<Experience> Experience::read(std::string_view text, std::string_view where) {
  Experience out;
  for (const auto& row : base::rows(text, where)) {
    if (row.columns.size() != 2 || row.columns[0].empty())
      return fail(Fault::invalid, row.place + ": there are not two columns",
                  "TEAM, tab, components with commas between them");
    out.lines_.emplace_back(row.columns[0], listed(row.columns[1]));
  }
  return out;
}

std::vector<std::string> Experience::with(std::string_view component) const {
  std::vector<std::string> out;
  for (const auto& [team, components] : lines_)
    if (std::any_of(components.begin(), components.end(),
                    [&](const auto& one) { return base::same_ignoring_case(one, component); }))
      out.push_back(team);
  return out;
}

std::vector<std::string> Experience::teams() const {
  std::vector<std::string> out;
  for (const auto& [team, components] : lines_)
    out.push_back(team);
  return out;
}

Result<Quorums> Quorums::read(std::string_view text, std::string_view where) {
  constexpr int most = 100;
  Quorums out;
  for (const auto& row : base::rows(text, where)) {
    const std::string number(row.columns.size() == 2 ? row.columns[1] : "");
    const int needed = number.size() <= 3 ? std::atoi(number.c_str()) : 0;
    if (row.columns.size() != 2 || row.columns[0].empty() || needed < 1 || needed > most ||
        number != std::to_string(needed))
      return fail(Fault::invalid, row.place + ": this is no component with a number of teams",
                  "COMPONENT or *, tab, a number from 1 to " + std::to_string(most));
    if (!out.lines_.emplace(base::lower(row.columns[0]), needed).second)
      return fail(Fault::invalid, row.place + ": this component stands twice",
                  "leave the line that counts");
  }
  return out;
}

int Quorums::of(std::string_view component) const {
  for (const auto& name : {base::lower(component), std::string("*")})
    if (const auto found = lines_.find(name); found != lines_.end())
      return found->second;
  return 1;
}

Result<Announcements> Announcements::read(std::string_view text, std::string_view where) {
  Announcements out;
  for (const auto& row : base::rows(text, where)) {
    if (row.columns.size() != 3 || row.columns[0].empty())
      return fail(Fault::invalid, row.place + ": there are not three columns",
                  "STACK or *, tab, ACCEPT, REJECT or *, tab, lists with commas between them");
    if (!base::is_one_of(row.columns[1], std::array{"ACCEPT", "REJECT", "*"}))
      return fail(Fault::invalid,
                  row.place + ": '" + base::shown(row.columns[1]) + "' is no outcome",
                  "ACCEPT, REJECT or * in the second column");
    auto lists = listed(row.columns[2]);
    if (lists.empty() || !are_addresses(lists))
      return fail(Fault::invalid, row.place + ": a list is no address",
                  "plain addresses (name@host) with commas between them");
    out.lines_.push_back(
        {base::lower(row.columns[0]), std::string(row.columns[1]), std::move(lists)});
  }
  return out;
}

std::vector<std::string> Announcements::lists_of(const Release& release,
                                                 std::string_view outcome) const {
  std::vector<std::string> out;
  for (const auto& line : lines_) {
    if (line.outcome != "*" && line.outcome != outcome)
      continue;
    if (line.stack != "*" && line.stack != base::lower(release.stack) &&
        line.stack != base::lower(stack_of(release)))
      continue;
    for (const auto& list : line.lists)
      if (std::none_of(out.begin(), out.end(),
                       [&](const auto& one) { return base::same_ignoring_case(one, list); }))
        out.push_back(list);
  }
  return out;
}

std::vector<std::string> Announcements::addresses() const {
  std::vector<std::string> out;
  for (const auto& line : lines_)
    out.insert(out.end(), line.lists.begin(), line.lists.end());
  return out;
}

Result<MailingLists> MailingLists::read(std::string_view text, std::string_view where) {
  MailingLists out;
  for (const auto& row : base::rows(text, where)) {
    auto line = read_list_line(row);
    if (!line)
      return fail(line.error());
    if (!out.lines_.emplace(base::lower(row.columns[0]), std::move(*line)).second)
      return fail(Fault::invalid, row.place + ": this list stands twice",
                  "leave the line that counts");
  }
  return out;
}

const MailingList& MailingLists::of(std::string_view address) const {
  static const MailingList nothing;
  const auto found = lines_.find(base::lower(address));
  return found == lines_.end() ? nothing : found->second;
}

std::vector<std::string> MailingLists::addresses() const {
  std::vector<std::string> out;
  for (const auto& [list, wanted] : lines_) {
    out.push_back(list);
    if (!wanted.from.empty())
      out.push_back(wanted.from);
  }
  return out;
}

} // namespace rollout
