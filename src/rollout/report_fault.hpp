// SPDX-License-Identifier: Apache-2.0
// A name that is nobody's report: which of its words is wrong, and, where the team is beyond doubt,
// what the right name is. Nothing is taken under such a name, so here guesses are allowed that
// one explanation alone supports.
#pragma once

#include "rollout/report_name.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

class ReportFault {
public:
  ReportFault(const ReportRule& rule, const FileName& file);

  void explain(ReportName& out) const;

private:
  // The words behind the team, compared with the ticket's.
  struct Words {
    std::vector<NameComplaint> complaints;
    int far = 0; // from what they should be: wrong words, and what makes a reading unlikely
  };
  struct Candidate {
    std::string team;
    Words words;
  };

  void explain_report(std::string_view rest, ReportName& out) const;
  void explain_summary(std::string_view rest, ReportName& out) const;
  bool explain_prefix(ReportName& out) const;
  void explain_team(std::string_view rest, ReportName& out) const;
  std::vector<Candidate> candidates(std::string_view rest) const;
  Words compare(std::string_view rest) const;
  void take_stack(std::string_view& rest, Words& words) const;
  std::string_view before_release(std::string_view rest) const;
  std::string team_under_other_ngi(std::string_view middle) const;
  std::string original(std::string_view part) const;
  void conclude(const std::string& team, ReportName& out) const;

  const ReportRule& rule_;
  const FileName& file_;
  std::string body_;   // as written
  std::string folded_; // as long as body_
};

} // namespace rollout
