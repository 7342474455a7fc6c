// SPDX-License-Identifier: Apache-2.0
#include "rollout/summary.hpp"

#include "base/text.hpp"
#include "rollout/awaited.hpp"
#include "rollout/document.hpp"
#include "rollout/exposing.hpp"
#include "rollout/gate.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"
#include "rollout/report_name.hpp"

#include <algorithm>

namespace rollout {
namespace {

class Summing {
public:
  Summing(const Ticket& ticket, const Memory& memory, base::Instant now, const Policy& policy)
      : ticket_(ticket), memory_(memory), now_(now), policy_(policy),
        reports_(newest_taken(memory.reports)), release_(release_of(ticket, policy)) {}

  Summary run() {
    out_.at = now_;
    out_.file = ReportRule(release_, Roster(), policy_.naming).name_for("", "odt");
    const auto title = document_title(ticket_, policy_);
    out_.title = title.empty() ? one_line(ticket_.subject) : title;
    tell_facts();
    for (const auto& team : field(ticket_, policy_.teams_field))
      out_.teams.push_back(row_of(team));
    for (const auto& one : memory_.linked)
      out_.problems.push_back(one.link);
    out_.missing = gate(ticket_, memory_, now_, policy_).missing;
    return std::move(out_);
  }

private:
  void fact(const std::string& what, const std::string& words, const std::string& address = {}) {
    if (!words.empty())
      out_.facts.push_back({what, words, address});
  }

  void tell_facts() {
    const auto page = [&](base::TicketId id) { return ticket_url(id, policy_); };
    fact("Release", release_.component.empty() ? one_line(ticket_.subject) : in_words(release_));
    fact("Ticket", "#" + base::to_string(ticket_.id), page(ticket_.id));
    for (const auto& name : policy_.begin.links) {
      const auto target = one_line(first_value(ticket_, name));
      fact(name, target, target);
    }
    fact("Exposure until", one_line(first_value(ticket_, policy_.exposure_field)));
    const auto outcome = one_line(first_value(ticket_, policy_.outcome_field));
    fact("Outcome", outcome.empty() ? "to be decided by the rollout managers" : outcome);
    if (memory_.overridden)
      fact("Set aside", aside_in_words(*memory_.overridden));
  }

  Summary::Row row_of(const std::string& team) const {
    const auto asking = asking_of(memory_.askings, team);
    const auto* report = report_of(reports_, team);
    return {team,
            asking.round > 0 ? for_people(asking.asked) : "",
            answer_of(asking),
            exposure_of(asking, report),
            report != nullptr  ? report->name
            : takes_part(team) ? "none yet"
                               : "",
            report == nullptr ? "" : report->recommendation};
  }
  bool takes_part(const std::string& team) const {
    return contains(field(ticket_, policy_.accepted_field), team);
  }
  std::string answer_of(const Asking& asking) const {
    const char* word = takes_part(asking.team) ? "accepted"
                       : contains(field(ticket_, policy_.rejected_field), asking.team)
                           ? "rejected"
                           : "no answer";
    std::string out = word;
    if (asking.answered && has_answered(ticket_, asking.team, policy_))
      out += " " + for_people(*asking.answered);
    if (asking.excused)
      out += asking.proceeding ? "; did not wait" : "; delayed";
    return out;
  }
  // Until its report came.
  std::string exposure_of(const Asking& asking, const Filed* report) const {
    if (!takes_part(asking.team) || !asking.accepted)
      return "";
    const auto until = report == nullptr ? now_ : report->at;
    const auto days = std::chrono::floor<std::chrono::days>(until - *asking.accepted).count();
    return std::to_string(std::max<std::chrono::days::rep>(0, days)) +
           (days == 1 ? " day" : " days");
  }

  const Ticket& ticket_;
  const Memory& memory_;
  base::Instant now_;
  const Policy& policy_;
  std::vector<Filed> reports_;
  Release release_;
  Summary out_;
};

// They may still come to take part.
std::string silent_teams(const Ticket& ticket, const Policy& policy) {
  std::vector<std::string> silent;
  for (const auto& team : field(ticket, policy.teams_field))
    if (!has_answered(ticket, team, policy))
      silent.push_back(team);
  return silent.empty() ? "" : "No answer yet from " + base::join(silent, ", ") + ".\n";
}

// Every team that takes part has sent one.
bool has_all_reports(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  const auto taken = newest_taken(memory.reports);
  const auto teams = taking_part(ticket, policy);
  return !teams.empty() && std::all_of(teams.begin(), teams.end(), [&](const auto& team) {
    return report_of(taken, team) != nullptr;
  });
}

} // namespace

Summary summary_of(const Ticket& ticket, const Memory& memory, base::Instant now,
                   const Policy& policy) {
  return Summing(ticket, memory, now, policy).run();
}

void heed_summary(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                  Owing& owing) {
  auto& drafts = memory.drafts;
  const bool asked = drafts.asked > drafts.answered;
  const bool complete =
      !drafts.complete && !is_closed(ticket, policy) && has_all_reports(ticket, memory, policy);
  if (!asked && !complete)
    return;
  drafts.answered = drafts.asked;
  drafts.complete = drafts.complete || complete;
  auto summary = summary_of(ticket, memory, now, policy);
  const auto which = asked ? "asked-" + std::to_string(drafts.asked) : std::string("complete");
  owing.remember("summary_made", summary.file, which);
  if (asked && complete)
    owing.remember("summary_made", summary.file, "complete");
  const auto key = owing.key("summary/" + which);
  if (summary.file.empty())
    return owing.note(key, "no draft of a summary",
                      "The ticket's title and fields do not say component and version, so a "
                      "summary has no name: put them into the fields " +
                          policy.component_field + " and " + policy.version_field +
                          ", and write the line `draft summary`.\n");
  std::string text =
      (complete ? std::string("Every team that takes part has sent its report.\n") : "") +
      silent_teams(ticket, policy) + "A draft of the summary is attached: " + summary.file +
      ".\nFinish it, and reply with it under that name; or leave it out. For a newer one, write "
      "the "
      "line `draft summary`.\n";
  owing.owe(key, AttachSummary{{ticket.id, note_subject(key, "a draft of the summary"), text},
                               std::move(summary)});
}

} // namespace rollout
