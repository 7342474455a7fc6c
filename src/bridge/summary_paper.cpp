// SPDX-License-Identifier: Apache-2.0
#include "bridge/summary_paper.hpp"

#include "base/instant.hpp"

namespace bridge {
namespace {

using namespace documents;

Paragraph plain(const std::string& text) {
  return {{{text}}};
}

Bullets listed(const std::vector<std::string>& items, bool links) {
  Bullets out;
  for (const auto& one : items)
    out.items.push_back({{{links ? "" : one, links ? one : ""}}});
  return out;
}

} // namespace

Paper paper_of(const rollout::Summary& summary) {
  Paper out{summary.title, {}};
  out.blocks.emplace_back(plain("Summary of the staged rollout. Draft of " +
                                base::to_iso(summary.at).substr(0, 10) +
                                ", made from what the ticket and the reports tell: to be finished "
                                "by the rollout managers."));
  Bullets facts;
  for (const auto& fact : summary.facts)
    facts.items.push_back({{{fact.at(0) + ": "}, {fact.at(1), fact.at(2)}}});
  out.blocks.emplace_back(std::move(facts));
  out.blocks.emplace_back(Heading{"Teams"});
  Table teams;
  teams.header.assign(rollout::summary_columns.begin(), rollout::summary_columns.end());
  teams.rows = summary.teams;
  out.blocks.emplace_back(std::move(teams));
  out.blocks.emplace_back(Heading{"Problems"});
  if (summary.problems.empty())
    out.blocks.emplace_back(plain("No GGUS ticket was named."));
  else
    out.blocks.emplace_back(listed(summary.problems, true));
  if (!summary.missing.empty()) {
    out.blocks.emplace_back(Heading{"Still missing when this was made"});
    out.blocks.emplace_back(listed(summary.missing, false));
  }
  out.blocks.emplace_back(Heading{"What was found"});
  out.blocks.emplace_back(plain("(for the rollout managers to write)"));
  out.blocks.emplace_back(Heading{"Recommendation"});
  out.blocks.emplace_back(plain("(for the rollout managers to write)"));
  return out;
}

} // namespace bridge
