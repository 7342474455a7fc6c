// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_remarks.hpp"

#include "rollout/exposing.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Remarks = std::vector<std::string>;

void remark_on_name(const Filed& filed, const Attached& attached, ReportName::Verdict verdict,
                    Remarks& out) {
  if (verdict == ReportName::Verdict::deviation)
    out.push_back("Its right name is " + filed.expected +
                  (attached.content == Attached::Content::doubtful
                       ? "."
                       : "; there is no need to send it again."));
}

void remark_on_team(const std::string& team, const Thought& thought, Remarks& out) {
  const auto& sender = thought.picture.sender;
  if (!contains(sender.teams, team) && !sender.manager)
    out.push_back(sender.address + " is not in this team; the rollout managers see that.");
  if (!contains(field(thought.after, thought.policy.teams_field), team))
    out.emplace_back("This team was not asked on this ticket; the rollout managers see that.");
  else if (const auto state = open_state(team, thought); !state.empty())
    out.emplace_back(state == "rejected" ? "This team has\u00A0rejected."
                                         : "This team has not accepted yet.");
}

void remark_on_time(const Filed& filed, const Thought& thought, Remarks& out) {
  const auto asking = asking_of(thought.memory.askings, filed.team);
  if (const auto early = early_words(asking, filed.at, thought.policy); !early.empty())
    out.push_back("It came " + early +
                  ". It counts; if you see more until then, send a newer report.");
}

void remark_on_others(const Filed& filed, const std::vector<Filed>& reports, Remarks& out) {
  for (const auto& other : newest_taken(reports)) {
    const std::string it = (other.name == filed.name ? "the one" : other.name + ",") +
                           std::string(" received ") + for_people(other.at);
    if (are_of_one(other, filed))
      out.push_back(filed.at < other.at ? "A newer one counts: " + it + "; both are kept."
                                        : "It takes the place of " + it + "; both are kept.");
    else if (!filed.digest.empty() && other.digest == filed.digest)
      out.push_back("It is the same file as " + other.name + ", byte for byte.");
  }
}

} // namespace

Remarks remarks_on(const Filed& filed, const Attached& attached, ReportName::Verdict verdict,
                   const Thought& thought) {
  Remarks out;
  if (!filed.recommendation.empty())
    out.push_back("It recommends " + filed.recommendation + ".");
  remark_on_name(filed, attached, verdict, out);
  if (filed.kind == ReportName::Kind::report) {
    remark_on_team(filed.team, thought, out);
    remark_on_time(filed, thought, out);
  } else if (!thought.picture.sender.manager)
    out.emplace_back("A summary is the rollout managers' work; they see who sent it.");
  for (const auto& one : attached.findings)
    out.push_back(one.text);
  remark_on_others(filed, thought.memory.reports, out);
  return out;
}

std::string open_state(const std::string& team, const Thought& thought) {
  const auto& policy = thought.policy;
  if (!contains(field(thought.after, policy.teams_field), team) ||
      contains(field(thought.after, policy.accepted_field), team))
    return "";
  return contains(field(thought.after, policy.rejected_field), team) ? "rejected" : "withdrawn";
}

bool counts_already(const Filed& filed, const std::vector<Filed>& reports) {
  const auto newest = newest_taken(reports);
  return std::any_of(newest.begin(), newest.end(), [&](const Filed& other) {
    return are_of_one(other, filed) && !filed.digest.empty() && other.digest == filed.digest &&
           (other.name == filed.name || other.name == other.expected);
  });
}

} // namespace rollout
