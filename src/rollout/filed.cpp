// SPDX-License-Identifier: Apache-2.0
#include "rollout/filed.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

// Between the cells of a line; no name that is kept has one.
constexpr char mark = '\t';
constexpr std::size_t cells = 10;

} // namespace

std::string to_words(const Filed& filed) {
  std::string out;
  for (const std::string& cell :
       {std::string(filed.taken ? "taken" : "held"), std::string(to_word(filed.kind)), filed.team,
        filed.expected, filed.why, filed.digest, filed.sender, filed.from, base::to_iso(filed.at),
        filed.recommendation}) {
    out += out.empty() ? "" : std::string(1, mark);
    std::replace_copy(cell.begin(), cell.end(), std::back_inserter(out), mark, ' ');
  }
  return out;
}

std::optional<Filed> read_filed(std::string_view name, std::string_view words) {
  auto cell = base::cells(words, mark);
  if (cell.size() == cells - 1)
    cell.emplace_back(); // a line of 0.5.0 or before
  if (cell.size() != cells)
    return std::nullopt;
  const auto at = base::read_iso(cell[8]);
  const auto& recommendation = cell[9];
  if (!at || !(recommendation.empty() || recommendation == "ACCEPT" || recommendation == "REJECT"))
    return std::nullopt;
  return Filed{std::string(name),
               cell[0] == "taken",
               cell[1] == to_word(ReportName::Kind::summary) ? ReportName::Kind::summary
                                                             : ReportName::Kind::report,
               cell[2],
               cell[3],
               cell[4],
               cell[5],
               cell[6],
               cell[7],
               *at,
               recommendation};
}

bool are_of_one(const Filed& a, const Filed& b) {
  return a.kind == b.kind && base::same_ignoring_case(a.team, b.team);
}

std::vector<Filed> newest_taken(const std::vector<Filed>& all) {
  std::vector<Filed> out;
  for (const auto& one : all) {
    if (!one.taken)
      continue;
    const auto other = std::find_if(out.begin(), out.end(),
                                    [&](const Filed& older) { return are_of_one(older, one); });
    if (other == out.end())
      out.push_back(one);
    else if (one.at >= other->at)
      *other = one;
  }
  return out;
}

const Filed* report_of(const std::vector<Filed>& taken, const std::string& team) {
  const auto found = std::find_if(taken.begin(), taken.end(), [&](const auto& one) {
    return base::same_ignoring_case(one.team, team);
  });
  return found == taken.end() ? nullptr : &*found;
}

std::vector<Filed> still_held(const std::vector<Filed>& all) {
  const auto replaces = [](const Filed& newer, const Filed& older) {
    const bool same_sender = base::same_ignoring_case(older.sender, newer.sender);
    const bool same_file =
        older.name == newer.name || (!older.digest.empty() && older.digest == newer.digest);
    if (same_sender && same_file)
      return true;
    if (!newer.taken || older.kind != newer.kind)
      return false;
    const bool nobodys = older.kind == ReportName::Kind::report && older.team.empty();
    const auto teams = base::split(older.from, ',');
    const bool his = std::find(teams.begin(), teams.end(), newer.team) != teams.end();
    return nobodys ? same_sender && his : are_of_one(older, newer);
  };
  std::vector<Filed> out;
  for (const auto& one : all) {
    std::erase_if(out, [&](const Filed& older) { return replaces(one, older); });
    if (!one.taken)
      out.push_back(one);
  }
  return out;
}

} // namespace rollout
