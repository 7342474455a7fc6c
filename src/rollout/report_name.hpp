// SPDX-License-Identifier: Apache-2.0
// Names of report files (R31, R34, contract 2 `check report`):
// ea-<NGI>-<Site>-<stack>-<component>-<version>.{doc,docx,odt}
// summary-<stack>-<component>-<version>.{doc,docx,odt}
// Team, component and version may hold every sign that stands between them, so a name is not taken
// apart: the right names are made from the ticket and the roster, and compared.
#pragma once

#include "rollout/file_name.hpp"
#include "rollout/flaw.hpp"
#include "rollout/naming.hpp"
#include "rollout/roster.hpp"
#include "rollout/subject.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rollout {

struct ReportReading {
  std::string team; // empty: a summary
  std::string stack;
  std::string component;
  std::string version;
  friend bool operator==(const ReportReading&, const ReportReading&) = default;
};

struct ReportName {
  enum class Verdict { exact, deviation, wrong, ambiguous, not_a_report };
  enum class Kind { report, summary };
  Verdict verdict = Verdict::not_a_report;
  std::optional<Kind> kind;
  std::string team;     // empty: of a summary, or not known
  std::string expected; // the right name; empty: not known
  std::vector<ReportReading> readings;
  std::vector<NameComplaint> complaints;
};
const char* to_word(ReportName::Verdict verdict);
const char* to_word(ReportName::Kind kind);

// How the words of one release may stand behind a team.
struct NameForm {
  std::string stack;   // as written; empty: none
  std::string written; // "-EMI-CREAM-1.13.1-1"
  std::string folded;  // the same, as folded_name makes it
  std::vector<Flaw> flaws = {};
};

// The names that belong to one release.
class ReportRule {
public:
  // `release` has a component and a version, else every name is wrong (Flaw::title).
  ReportRule(Release release, Roster roster, const Naming& naming);
  ReportRule(const ReportRule&) = delete; // the tables look into the roster
  ReportRule& operator=(const ReportRule&) = delete;

  ReportName read(std::string_view name) const;

  // The right name of a team's report.
  std::string name_for(std::string_view team, std::string_view extension = "doc") const;

  const Roster& roster() const { return roster_; }
  const Release& release() const { return release_; }

private:
  friend class ReportFault;
  struct Fit {
    std::string team;
    std::string named; // as it stands in the name: the team, or its site alone
    const NameForm* form = nullptr;
    std::vector<Flaw> flaws = {}; // besides the form's
    std::size_t extra = 0;        // signs of a stack that does not belong there, behind `named`
  };

  bool read_exact(std::string_view name, ReportName& out) const;
  bool read_folded(const FileName& file, ReportName& out) const;
  void hold_other_release(const FileName& file, ReportName& out) const;
  std::vector<Fit> fits(const std::string& body) const;
  void add_fits(std::string_view middle, const NameForm& form, std::vector<Fit>& out) const;
  std::vector<Fit> summary_fits(std::string_view folded) const;
  std::vector<Fit> teams_of(std::string_view folded) const;
  bool is_anyones(std::string_view body, std::size_t at, std::size_t size) const;
  std::string_view without_stack(std::string_view folded) const;
  bool ends_with_stack(std::string_view folded) const;
  std::string written_as(const Fit& fit, const std::string& body) const;
  void keep_nearest(const std::string& body, std::vector<Fit>& found) const;
  void add_rivals(const std::string& body, std::vector<Fit>& found) const;
  bool ends_teams(std::string_view stack, const std::string& team) const;
  static bool is_set_off(const Fit& fit, std::string_view plain);
  bool may_be_neighbour(const Fit& fit, std::string_view plain) const;
  std::string name_of(const Fit& fit, std::string_view extension) const;
  ReportReading reading_of(const std::string& team) const;

  Release release_;
  Roster roster_;
  std::vector<std::string> stacks_; // folded, longest first
  std::vector<NameForm> forms_;     // those that are right first
  std::size_t right_forms_ = 0;
  std::unordered_map<std::string_view, const Team*> by_name_;
  std::unordered_map<std::string, std::vector<const Team*>> by_folded_name_;
  std::unordered_map<std::string, std::vector<const Team*>> by_folded_site_;
  std::unordered_map<std::string, std::vector<const Team*>> by_folded_ngi_;
};

// Without a ticket: the readings that are possible.
ReportName read_report_name(std::string_view name, const Roster& roster, const Naming& naming);

} // namespace rollout
