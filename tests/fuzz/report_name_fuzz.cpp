// SPDX-License-Identifier: Apache-2.0
// Any bytes as the name of a report's file: a team that is named is one of the roster's, what is
// exact is one of the names that the rule makes, and the name that is proposed is exact.
#include "fuzz/must.hpp"
#include "rollout/report_name.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

using namespace rollout;
using Verdict = ReportName::Verdict;

namespace {

const Roster& teams() {
  static const Roster roster(std::vector<Team>{{"NGI_DE-LRZ", "LRZ"},
                                               {"NGI_DE-LRZ-LMU", "LRZ-LMU"},
                                               {"NGI_IT-INFN-T1", "INFN-T1"},
                                               {"NGI_IT-NGI_IT", "NGI_IT"},
                                               {"NGI_UA-UA-BITP", "UA-BITP"},
                                               {"NGI_UA-UA_BITP_ARC", "UA_BITP_ARC"},
                                               {"ROC_Canada-CA-SCINET-T2", "CA-SCINET-T2"}});
  return roster;
}

struct Ticket {
  ReportRule rule;
  std::vector<std::string> words; // of the names that are right, behind the team
};

const std::array<Ticket, 3>& tickets() {
  static const Naming naming;
  const auto rule = [](const char* title) {
    return ReportRule(read_subject(title, naming).release, teams(), naming);
  };
  static const std::array<Ticket, 3> all{
      {{rule("Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64"),
        {"-EMI-CREAM-1.13.1-1.", "-EMI-1.0-CREAM-1.13.1-1.", "-EMI-1-CREAM-1.13.1-1."}},
       {rule("Staged Rollout CA 1.38"), {"-CA-1.38."}},
       {rule("Staged Rollout ARC-0.8 arc-ce 0.8.3.1"),
        {"-ARC-arc-ce-0.8.3.1.", "-ARC-0.8-arc-ce-0.8.3.1.", "-ARC-0-arc-ce-0.8.3.1."}}}};
  return all;
}

bool is_known(const std::string& name) {
  return std::any_of(teams().teams().begin(), teams().teams().end(),
                     [&](const Team& team) { return team.name == name; });
}

bool is_right(std::string_view name, const std::string& front, const Ticket& ticket) {
  for (const auto& words : ticket.words)
    for (const char* end : {"doc", "docx", "odt"})
      if (name == front + words + end)
        return true;
  return false;
}

void check(std::string_view name, const Ticket& ticket) {
  const auto one = ticket.rule.read(name);
  const std::string front = one.team.empty() ? "summary" : "ea-" + one.team;
  const auto shown = read_file_name(name).shown;
  must(one.team.empty() || is_known(one.team));
  must(one.team.empty() || !one.expected.empty());
  must(one.verdict != Verdict::exact || (one.expected == shown && is_right(shown, front, ticket)));
  must(one.expected.empty() || is_right(one.expected, front, ticket));
  must(one.expected.empty() || ticket.rule.read(one.expected).verdict == Verdict::exact);
  must((one.verdict == Verdict::ambiguous) == (one.readings.size() > 1));
  must(one.verdict != Verdict::ambiguous || one.team.empty());
  must((one.verdict == Verdict::not_a_report) == !one.kind.has_value());
  for (const auto& reading : one.readings)
    must(reading.team.empty() || is_known(reading.team));
  const bool harmless = std::all_of(one.complaints.begin(), one.complaints.end(),
                                    [](const auto& each) { return is_harmless(each.flaw); });
  must(one.verdict == Verdict::not_a_report || one.verdict == Verdict::wrong ||
       one.verdict == Verdict::ambiguous || harmless);
  must(one.verdict != Verdict::wrong || !harmless);
  for (const auto& complaint : one.complaints)
    must(complaint.suggestions.size() <= 3 || one.verdict == Verdict::ambiguous);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Naming naming;
  const std::string_view name(reinterpret_cast<const char*>(bytes), size);
  for (const auto& ticket : tickets())
    check(name, ticket);
  const auto alone = read_report_name(name, teams(), naming);
  must(alone.team.empty() || is_known(alone.team));
  static const ReportRule anyone(tickets()[0].rule.release(), Roster::anyone(), naming);
  const auto of_anyone = anyone.read(name);
  must(of_anyone.team.empty() || Roster::anyone().find(of_anyone.team));
  return 0;
}
