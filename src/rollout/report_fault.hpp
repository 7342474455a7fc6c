// SPDX-License-Identifier: Apache-2.0
// A name that is nobody's report: which of its words is wrong, and, where the team is beyond doubt,
// what the right name is. Every place where the team may end is tried; the explanation that needs
// the fewest wrong words counts, and a team is named only where none as good has another team, or
// one that nobody knows.
#pragma once

#include "rollout/report_name.hpp"
#include "rollout/report_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// Do words of the pattern itself stand in `folded`: "<ngi>", "ngi-site", "your-team"?
bool is_unfilled(std::string_view folded);

class ReportFault {
public:
  ReportFault(const ReportRule& rule, const FileName& file);

  void explain(ReportName& out) const;

private:
  // A team in front of a name, and what is wrong then.
  struct Guess {
    std::string team;       // empty: nobody knows it
    std::string_view front; // as it stands in the name
    std::vector<NameComplaint> complaints;
    int far = 0;                // of the words behind the team: two for each wrong one
    int team_far = 0;           // 0: its whole name, 1: its site alone, 2: under another NGI
    bool own_signs = true;      // the team is spelt as it is, but for capitals, and ends at a '-'
    bool odd_stack = false;     // a wrong stack stands there, and is like one
    bool holds_release = false; // a word of a release stands in a team that nobody knows
    bool lacks_component() const;
    int all_far() const { return far + team_far + (own_signs ? 0 : 1); }
  };
  using Guesses = std::vector<Guess>;

  void explain_report(std::string_view rest, ReportName& out) const;
  void explain_summary(std::string_view rest, ReportName& out) const;
  void explain_doubt(const Guesses& known, const Guess* unknown, ReportName& out) const;

  void add_guesses(std::string_view rest, std::size_t end, Guesses& out) const;
  Guesses known_guesses(std::string_view rest) const;
  std::optional<Guess> unknown_guess(std::string_view rest, const Guesses& known) const;
  static bool is_likelier(const Guess& unknown, const Guess& known);
  Guess guess(std::string team, std::string_view rest, std::size_t end) const;
  NameComplaint unknown_team(std::string_view front) const;
  std::vector<std::string> nearest(const std::string& written) const;
  std::string team_under_other_ngi(std::string_view front) const;
  std::string team_in_front(std::string_view rest) const;
  bool names_the_release() const;
  bool is_meant(std::string_view rest) const;
  bool goes_on(std::string_view rest) const;
  bool may_be_document() const;
  bool is_pattern() const;

  std::string original(std::string_view part) const;
  std::size_t begin_of(std::string_view part) const;
  bool belongs_to_release(std::string_view part) const;
  void suggest(const Guesses& guesses, ReportName& out) const;
  void conclude(const std::string& team, ReportName& out) const;

  const ReportRule& rule_;
  const FileName& file_;
  std::string body_;   // as written
  std::string folded_; // as long as body_
  std::string parted_; // the same, with '-' only where words are set off
  ReportWords words_;
};

} // namespace rollout
