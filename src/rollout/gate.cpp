// SPDX-License-Identifier: Apache-2.0
#include "rollout/gate.hpp"

#include "base/text.hpp"
#include "calendar/words.hpp"
#include "rollout/awaited.hpp"
#include "rollout/document.hpp"
#include "rollout/exposing.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Teams = std::vector<std::string>;

class Gatekeeper {
public:
  Gatekeeper(const Ticket& ticket, const Memory& memory, base::Instant now, const Policy& policy)
      : ticket_(ticket), memory_(memory), now_(now), policy_(policy),
        reports_(newest_taken(memory.reports)) {}

  Gate run() {
    for (const auto& team : field(ticket_, policy_.teams_field))
      look_at(team);
    say_missing("the answer of ", awaited_);
    say_missing(without_.size() == 1 ? "the report of " : "the reports of ", without_);
    count_teams();
    look_at_problems();
    look_at_papers();
    out_.over = out_.until && now_ >= *out_.until;
    out_.good = out_.over && out_.against.empty() && enough_;
    if (memory_.overridden)
      out_.aside = aside_in_words(*memory_.overridden);
    return std::move(out_);
  }

private:
  void miss(std::string what) { out_.missing.push_back(std::move(what)); }
  void say_missing(const std::string& what, const Teams& teams) {
    if (!teams.empty())
      miss(what + calendar::listed(teams));
  }
  // A manager's word sets aside what was known when he gave it.
  bool is_aside(base::Instant since) const {
    return memory_.overridden && since <= memory_.overridden->at;
  }
  void speaks_against(base::Instant since, std::string what) {
    if (!is_aside(since))
      out_.against.push_back(std::move(what));
  }

  void look_at(const std::string& team) {
    const auto asking = asking_of(memory_.askings, team);
    if (contains(field(ticket_, policy_.rejected_field), team))
      return speaks_against(asking.answered.value_or(asking.asked), team + " has rejected");
    if (!contains(field(ticket_, policy_.accepted_field), team)) {
      if (!asking.told_gone)
        awaited_.push_back(team);
      return;
    }
    ++accepted_;
    const auto due = report_due_of(asking, ticket_, policy_);
    out_.until = std::max(out_.until.value_or(due), due);
    const auto* report = report_of(reports_, team);
    if (report == nullptr)
      without_.push_back(team + (is_excused(asking, memory_)
                                     ? (asking.proceeding ? " (proceeding)" : " (delayed)")
                                     : ""));
    else if (report->recommendation == "REJECT")
      speaks_against(report->entered, "the report of " + team + " recommends REJECT");
  }

  void count_teams() {
    const auto component = release_of(ticket_, policy_).component;
    const int needed = policy_.quorums.of(component);
    enough_ = accepted_ >= needed;
    if (enough_)
      return;
    const int more = needed - accepted_;
    miss(std::to_string(more) +
         (more == 1 ? " more team that accepts" : " more teams that accept") +
         (needed > 1 ? " (" + (component.empty() ? "it" : component) + " needs " +
                           std::to_string(needed) + ")"
                     : ""));
  }

  // Whether a GGUS ticket is solved, people know: it is open until one of the managers says so.
  void look_at_problems() {
    for (const auto& one : memory_.linked)
      speaks_against(one.at, "a problem was reported, " + one.link);
  }

  void look_at_papers() {
    if (std::none_of(reports_.begin(), reports_.end(),
                     [](const auto& one) { return one.kind == ReportName::Kind::summary; }) &&
        accepted_ > 0)
      out_.optional.emplace_back("a summary");
    if (first_value(ticket_, policy_.document_field).empty())
      miss("the number of the document with the reports (" + policy_.document_field + ")");
    for (const auto& fault : document_faults(ticket_, memory_, policy_))
      miss("a document that is right (" + fault.substr(0, fault.find_last_not_of('.') + 1) + ")");
    out_.decided = !first_value(ticket_, policy_.outcome_field).empty();
    if (!out_.decided)
      miss("a manager's decision (" + policy_.outcome_field + ")");
  }

  const Ticket& ticket_;
  const Memory& memory_;
  base::Instant now_;
  const Policy& policy_;
  std::vector<Filed> reports_;
  Teams awaited_, without_;
  int accepted_ = 0;
  bool enough_ = false;
  Gate out_;
};

} // namespace

Gate gate(const Ticket& ticket, const Memory& memory, base::Instant now, const Policy& policy) {
  if (field(ticket, policy.teams_field).empty())
    return {};
  return Gatekeeper(ticket, memory, now, policy).run();
}

std::string in_words(const Gate& gate) {
  std::string out;
  if (!gate.missing.empty())
    out = "Missing for an outcome: " + base::join(gate.missing, "; ") +
          (gate.optional.empty()
               ? ""
               : "; and " + base::join(gate.optional, "; ") + ", which may be left out") +
          ".";
  const auto say = [&out](const std::string& words) { out += (out.empty() ? "" : " ") + words; };
  if (gate.decided)
    return out;
  if (!gate.against.empty())
    say("Against it speaks: " + base::join(gate.against, "; ") +
        ". It is not called good until a manager sets that aside by the line `override: REASON`.");
  else if (gate.good)
    say("The exposure is over" +
        (gate.aside.empty() ? std::string(" without a problem")
                            : ", and what spoke against it was set aside " + gate.aside) +
        ": good for wider deployment, the decision is yours.");
  else if (gate.until && !gate.over)
    say("The exposure lasts until " + for_people(*gate.until) + ".");
  return out;
}

std::string aside_in_words(const Overridden& overridden) {
  const auto colon = overridden.words.find(": ");
  return "by a rollout manager" +
         (colon == std::string::npos ? "" : overridden.words.substr(colon));
}

} // namespace rollout
