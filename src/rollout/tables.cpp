// SPDX-License-Identifier: Apache-2.0
#include "rollout/tables.hpp"

#include "base/table.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

using base::fail;
using base::Fault;
using base::Result;

std::vector<std::string> listed(std::string_view column) {
  return column == "-" ? std::vector<std::string>{} : base::split(column, ',');
}

bool are_addresses(const std::vector<std::string>& all) {
  return std::all_of(all.begin(), all.end(), [](const auto& one) {
    const auto at = one.find('@');
    return at != one.npos && at > 0 && at + 1 < one.size() &&
           one.find_first_of(" <>\"") == one.npos;
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
  if (!out.repository.empty() && !out.repository.starts_with("http://") &&
      !out.repository.starts_with("https://") && !out.repository.starts_with("ftp://"))
    return fail(Fault::invalid, row.place + ": '" + out.repository + "' is no address of a page",
                "https://…, or - where there is none");
  if (!are_addresses(out.managers) || !are_addresses(out.lists))
    return fail(Fault::invalid, row.place + ": a manager or list is no address",
                "plain addresses (name@host) with commas between them, or -");
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

} // namespace rollout
