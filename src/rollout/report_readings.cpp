// SPDX-License-Identifier: Apache-2.0
// Names of reports without a ticket, as in a folder of old files: all readings that are possible
// (domain 2.3, 7), and none chosen where there are several.
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/report_fault.hpp"
#include "rollout/report_name.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_readings = 20;

// A team that may stand in front of a name.
struct Front {
  std::string team;
  std::string_view words; // behind it: "EMI-CREAM-1.13.1-1"
  std::vector<Flaw> flaws = {};
};

bool ends_with_stack(std::string_view team, const Naming& naming) {
  for (auto at = team.find('-'); at != team.npos; at = team.find('-', at + 1))
    if (const auto stack = read_stack(team.substr(at + 1), naming.stacks); stack && stack->as_spelt)
      return true;
  return false;
}

// The teams whose name, or whose site, is `written` in other signs.
std::vector<std::string> in_other_signs(std::string_view written, const Roster& roster,
                                        std::string Team::*part) {
  const std::string folded = folded_name(written);
  std::vector<std::string> out;
  for (const auto& team : roster.teams())
    if ((team.*part).size() == folded.size() && folded_name(team.*part) == folded)
      out.push_back(team.name);
  return out;
}

// Is there a team whose name begins with `ngi`? Then a site that is called so is not meant alone.
bool is_ngi(std::string_view ngi, const Roster& roster) {
  return std::any_of(roster.teams().begin(), roster.teams().end(), [&](const Team& team) {
    return team.name.size() > ngi.size() && team.name[ngi.size()] == '-' &&
           folded_name(std::string_view(team.name).substr(0, ngi.size())) == folded_name(ngi);
  });
}

// The teams that may stand in front of `rest`, in the form `plain` of it where all signs between
// words are '-'. The site alone is enough where no whole name stands there and no other site is
// called so.
std::vector<Front> fronts(std::string_view rest, std::string_view plain, const Roster& roster,
                          const Naming& naming) {
  std::vector<Front> out;
  std::vector<Front> sites;
  for (auto at = plain.find('-'); at != plain.npos; at = plain.find('-', at + 1)) {
    const auto written = rest.substr(0, at);
    const auto words = plain.substr(at + 1);
    if (const auto team = roster.find(written)) {
      // Where every name is a team's, a stack must not become part of one.
      if (!roster.is_anyone() || !ends_with_stack(*team, naming))
        out.push_back({*team, words});
      continue;
    }
    for (auto& team : in_other_signs(written, roster, &Team::name))
      out.push_back({std::move(team), words, {Flaw::signs}});
    if (auto teams = in_other_signs(written, roster, &Team::site);
        teams.size() == 1 && !is_ngi(written, roster))
      sites.push_back({std::move(teams.front()), words, {Flaw::no_ngi}});
  }
  return out.empty() ? sites : out;
}

bool holds_version(std::string_view component) {
  static const base::Pattern version(R"((?:^|-)\d+\.\d)");
  return version.find(component).has_value();
}

// "T2-UMD-4-cvmfs": a stack with its number is no part of a component.
bool holds_stack(std::string_view component, const Naming& naming) {
  return std::any_of(naming.stacks.begin(), naming.stacks.end(), [&](const std::string& stack) {
    const std::string part = "-" + folded_name(stack) + "-";
    const std::string folded = "-" + folded_name(component);
    const auto at = folded.find(part);
    return at != std::string::npos && at + part.size() < folded.size() &&
           is_version(folded.substr(at + part.size(), 1));
  });
}

// Every place where a version may begin behind a component.
void add_readings(const std::string& team, const std::string& stack, std::string_view words,
                  const Naming& naming, std::vector<ReportReading>& out) {
  static const base::Pattern version(R"(^\d+\.[\w.+~]*(?:-\d[\w.+~]*)*$)");
  for (auto at = words.find('-'); at != words.npos; at = words.find('-', at + 1)) {
    const auto component = words.substr(0, at);
    if (component.empty() || holds_version(component) || holds_stack(component, naming) ||
        !version.find(words.substr(at + 1)))
      continue;
    ReportReading one{team, stack, std::string(component), std::string(words.substr(at + 1))};
    if (out.size() < most_readings && std::find(out.begin(), out.end(), one) == out.end())
      out.push_back(std::move(one));
  }
}

// `words` with the blanks of the stack that they begin with: "Operational-Tools-1-SAM-12.0".
std::string with_own_blanks(std::string words, const Naming& naming) {
  for (const auto& stack : naming.stacks) {
    std::string dashed = stack;
    std::replace(dashed.begin(), dashed.end(), ' ', '-');
    if (dashed != stack && base::starts_with_ignoring_case(words, dashed + "-"))
      words.replace(0, stack.size(), stack);
  }
  return words;
}

void read_words(const std::string& team, std::string_view written, const Naming& naming,
                std::vector<ReportReading>& out) {
  const std::string whole = with_own_blanks(std::string(written), naming);
  const std::string_view words = whole;
  bool has_major = false;
  for (auto at = words.find('-'); at != words.npos; at = words.find('-', at + 1)) {
    const auto stack = read_stack(words.substr(0, at), naming.stacks);
    // "arc-ce" may be a component; "arc-0.8" is a stack in small letters.
    if (!stack || (!stack->as_spelt && stack->major.empty()))
      continue;
    has_major = has_major || !stack->major.empty();
    add_readings(team, stack->stack + (stack->major.empty() ? "" : "-") + stack->major,
                 words.substr(at + 1), naming, out);
  }
  // A stack with its number is no part of a component; without, it may be: "ARC-ce".
  if (!has_major)
    add_readings(team, "", words, naming, out);
  // "EMI-4-lcg": the number is the stack's where both may be.
  if (has_major)
    std::erase_if(out, [&](const ReportReading& one) {
      const auto stack = read_stack(one.stack, naming.stacks);
      return one.team == team && stack && stack->major.empty();
    });
}

// A name without a '-' has other signs between all its words.
std::string with_dashes(std::string text) {
  const char other = text.find('-') == text.npos ? '_' : ' ';
  std::replace_if(
      text.begin(), text.end(), [&](char c) { return c == ' ' || c == other; }, '-');
  return text;
}

// Takes a team off the end of a summary's words.
bool take_team_behind(std::string_view& words, const Roster& roster) {
  if (roster.is_anyone())
    return false;
  for (auto at = words.find('-'); at != words.npos; at = words.find('-', at + 1)) {
    auto behind = words.substr(at + 1);
    if (base::starts_with_ignoring_case(behind, "ea-"))
      behind.remove_prefix(3);
    if (!roster.find(behind))
      continue;
    words = words.substr(0, at);
    return true;
  }
  return false;
}

class TicketlessName {
public:
  TicketlessName(std::string_view name, const Roster& roster, const Naming& naming)
      : file_(read_file_name(name)), roster_(roster), naming_(naming),
        body_(with_single_signs(without_copy_marks(file_.body))), plain_(with_dashes(body_)) {}

  ReportName read() {
    const bool is_summary = base::starts_with_ignoring_case(plain_, "summary-");
    if (!is_summary && !base::starts_with_ignoring_case(plain_, "ea-"))
      return {};
    out_.kind = is_summary ? ReportName::Kind::summary : ReportName::Kind::report;
    out_.complaints = file_.complaints;
    if (folded_name(body_) != folded_name(file_.body))
      complain(Flaw::copy_mark);
    const auto begin = plain_.find('-') + 1;
    const auto words = std::string_view(plain_).substr(begin);
    if (is_unfilled(folded_name(body_)))
      complain(Flaw::unfilled, file_.shown);
    else if (is_summary)
      read_summary(words);
    else
      read_report(std::string_view(body_).substr(begin), words);
    conclude();
    return std::move(out_);
  }

private:
  void complain(Flaw flaw, std::string text = "") {
    if (std::none_of(out_.complaints.begin(), out_.complaints.end(),
                     [&](const auto& one) { return one.flaw == flaw; }))
      out_.complaints.push_back({flaw, std::move(text)});
  }

  void read_summary(std::string_view words) {
    if (take_team_behind(words, roster_))
      complain(Flaw::extra_team);
    read_words("", words, naming_, out_.readings);
    if (out_.readings.empty())
      complain(Flaw::no_version, std::string(words));
  }

  void read_report(std::string_view rest, std::string_view plain) {
    const auto teams = fronts(rest, plain, roster_, naming_);
    std::vector<Flaw> flaws;
    for (const auto& one : teams) {
      const auto before = out_.readings.size();
      read_words(one.team, one.words, naming_, out_.readings);
      if (out_.readings.size() > before)
        flaws = one.flaws;
    }
    if (out_.readings.size() == 1)
      for (const Flaw flaw : flaws)
        complain(flaw);
    if (!out_.readings.empty())
      return;
    const bool only_team = !roster_.is_anyone() && roster_.find(rest).has_value();
    complain(teams.empty() && !only_team ? Flaw::team : Flaw::no_version,
             std::string(teams.size() == 1 ? teams.front().words : rest));
  }

  void conclude() {
    using Verdict = ReportName::Verdict;
    const auto& readings = out_.readings;
    if (readings.size() == 1)
      compare_with_right();
    const bool harmless = std::all_of(out_.complaints.begin(), out_.complaints.end(),
                                      [](const auto& one) { return is_harmless(one.flaw); });
    if (!harmless || readings.empty()) {
      out_.verdict = Verdict::wrong;
      if (readings.size() > 1)
        out_.readings.clear();
    } else if (readings.size() > 1) {
      out_.verdict = Verdict::ambiguous;
      complain(Flaw::several_readings);
    } else {
      out_.verdict = out_.complaints.empty() ? Verdict::exact : Verdict::deviation;
    }
  }

  // The one reading as it should be written; what differs is told.
  void compare_with_right() {
    const auto& one = out_.readings.front();
    out_.team = one.team;
    std::string right = one.team.empty() ? "summary" : "ea-" + one.team;
    for (const auto& word : {one.stack, one.component, one.version})
      right += (word.empty() ? "" : "-") + word;
    const auto shown = body_.substr(0, right.size()); // a team behind a summary
    if (shown != right && folded_name(shown) == folded_name(right))
      complain(base::same_ignoring_case(shown, right) ? Flaw::letter_case : Flaw::signs);
    out_.expected = right + "." + (file_.extension.empty() ? "doc" : file_.extension);
  }

  const FileName file_;
  const Roster& roster_;
  const Naming& naming_;
  const std::string body_;  // as written
  const std::string plain_; // the same with '-' between words
  ReportName out_;
};

} // namespace

ReportName read_report_name(std::string_view name, const Roster& roster, const Naming& naming) {
  return TicketlessName(name, roster, naming).read();
}

} // namespace rollout
