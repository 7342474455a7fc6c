// SPDX-License-Identifier: Apache-2.0
// Names of reports without a ticket, as in a folder of old files: all readings that are possible
// (domain 2.3, 7), and none chosen where there are several.
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/report_name.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_readings = 20;

struct Rest {
  std::string team;
  std::string_view words; // "EMI-CREAM-1.13.1-1"
};

bool ends_with_stack(std::string_view team, const Naming& naming) {
  for (auto at = team.find('-'); at != team.npos; at = team.find('-', at + 1))
    if (const auto stack = read_stack(team.substr(at + 1), naming.stacks); stack && stack->as_spelt)
      return true;
  return false;
}

// The teams that may stand in front of `body`, and what is behind each.
std::vector<Rest> parted(std::string_view body, const Roster& roster, const Naming& naming) {
  std::vector<Rest> out;
  for (auto at = body.find('-'); at != body.npos; at = body.find('-', at + 1)) {
    const auto team = roster.find(body.substr(0, at));
    // Where every name is a team's, a stack must not become part of one.
    if (team && !(roster.is_anyone() && ends_with_stack(*team, naming)))
      out.push_back({*team, body.substr(at + 1)});
  }
  return out;
}

bool holds_version(std::string_view component) {
  static const base::Pattern version(R"((?:^|-)\d+\.\d)");
  return version.find(component).has_value();
}

// "T2-UMD-4-cvmfs": a stack with its number is no part of a component.
bool holds_stack(std::string_view component, const Naming& naming) {
  return std::any_of(naming.stacks.begin(), naming.stacks.end(), [&](const std::string& stack) {
    const std::string part = "-" + stack + "-";
    const auto at = ("-" + std::string(component)).find(part);
    return at != std::string::npos && at + part.size() <= component.size() &&
           is_version(component.substr(at + part.size() - 1, 1));
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

void read_words(const std::string& team, std::string_view words, const Naming& naming,
                std::vector<ReportReading>& out) {
  bool has_major = false;
  for (auto at = words.find('-'); at != words.npos; at = words.find('-', at + 1)) {
    const auto stack = read_stack(words.substr(0, at), naming.stacks);
    if (!stack || !stack->as_spelt)
      continue;
    has_major = has_major || !stack->major.empty();
    add_readings(team, std::string(words.substr(0, at)), words.substr(at + 1), naming, out);
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

} // namespace

ReportName read_report_name(std::string_view name, const Roster& roster, const Naming& naming) {
  ReportName out;
  const FileName file = read_file_name(name);
  const std::string body = without_copy_marks(file.body);
  const bool is_summary = base::starts_with_ignoring_case(body, "summary-");
  if (!is_summary && !base::starts_with_ignoring_case(body, "ea-"))
    return out;
  out.kind = is_summary ? ReportName::Kind::summary : ReportName::Kind::report;
  out.complaints = file.complaints;
  const auto rest = std::string_view(body).substr(body.find('-') + 1);
  if (is_summary)
    read_words("", rest, naming, out.readings);
  else
    for (const auto& part : parted(rest, roster, naming))
      read_words(part.team, part.words, naming, out.readings);

  using Verdict = ReportName::Verdict;
  if (out.readings.size() > 1) {
    out.verdict = Verdict::ambiguous;
    out.complaints.push_back({Flaw::several_readings, ""});
    return out;
  }
  if (body != file.body)
    out.complaints.push_back({Flaw::copy_mark, ""});
  out.verdict = out.complaints.empty() ? Verdict::exact : Verdict::deviation;
  if (out.readings.empty()) {
    out.verdict = Verdict::wrong;
    const bool any_team = is_summary || !parted(rest, roster, naming).empty();
    out.complaints.push_back({any_team ? Flaw::version : Flaw::team, std::string(rest)});
    return out;
  }
  out.team = out.readings.front().team;
  const bool harmless = std::all_of(out.complaints.begin(), out.complaints.end(),
                                    [](const auto& one) { return is_harmless(one.flaw); });
  if (!harmless)
    out.verdict = Verdict::wrong;
  const auto& one = out.readings.front();
  for (const auto& word : {one.stack, one.component, one.version})
    out.expected += (word.empty() ? "" : "-") + word;
  out.expected = (is_summary ? "summary" : "ea-" + one.team) + out.expected + "." +
                 (file.extension.empty() ? "doc" : file.extension);
  return out;
}

} // namespace rollout
