// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_name.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/report_fault.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

constexpr std::array<std::string_view, 3> extensions{"doc", "docx", "odt"};
constexpr std::string_view report_prefix = "ea-";
constexpr std::string_view summary_prefix = "summary";

NameForm form(const std::string& stack, const std::string& component, const std::string& version,
              std::vector<Flaw> flaws) {
  const std::string written = (stack.empty() ? "" : "-" + stack) + "-" + component + "-" + version;
  return {stack, written, folded_name(written), std::move(flaws)};
}

// The ways in which the ticket's stack may be written; those that are right first.
std::vector<std::pair<std::string, std::vector<Flaw>>> stack_forms(const Release& release) {
  if (release.stack.empty())
    return {{"", {}}};
  std::vector<std::pair<std::string, std::vector<Flaw>>> out{{release.stack, {}}};
  if (!release.major.empty()) {
    out.push_back({stack_of(release), {}});
    const auto dot = release.major.find('.');
    const std::string short_form = release.stack + "-" + release.major.substr(0, dot);
    if (dot == release.major.npos)
      out.push_back({short_form + ".0", {Flaw::stack_form}});
    else if (release.major.find_first_not_of('0', dot + 1) == release.major.npos)
      out.push_back({short_form, {}});
    else
      out.push_back({short_form, {Flaw::stack_form}});
  }
  out.push_back({"", {Flaw::no_stack}});
  return out;
}

// Names are made of what the title says, though nobody knows that stack.
Release with_own_stack(Release release) {
  if (release.stack.empty() && !release.odd_stack.empty()) {
    const auto dash = release.odd_stack.rfind('-');
    release.stack = release.odd_stack.substr(0, dash);
    release.major = dash == release.odd_stack.npos ? "" : release.odd_stack.substr(dash + 1);
  }
  return release;
}

std::vector<NameForm> forms_of(const Release& release) {
  std::vector<NameForm> out;
  const std::string without_release = release.version.substr(0, release.version.find('-'));
  for (const auto& [stack, flaws] : stack_forms(release)) {
    out.push_back(form(stack, release.component, release.version, flaws));
    if (without_release == release.version)
      continue;
    auto more = flaws;
    more.push_back(Flaw::no_release);
    out.push_back(form(stack, release.component, without_release, std::move(more)));
  }
  std::stable_partition(out.begin(), out.end(), [](const auto& one) { return one.flaws.empty(); });
  return out;
}

// What differs between two names that are the same when folded.
std::vector<Flaw> differences(std::string_view written, std::string_view right) {
  if (written == right)
    return {};
  if (base::same_ignoring_case(written, right))
    return {Flaw::letter_case};
  const auto plain = [](std::string_view text) {
    std::string out;
    for (const char c : text)
      if (const char sign = c == ' ' || c == '_' ? '-' : c;
          sign != '-' || out.empty() || out.back() != '-')
        out += sign;
    return out;
  };
  if (plain(written) == plain(right))
    return {Flaw::signs};
  return {Flaw::letter_case, Flaw::signs};
}

// Of a team whose site is known.
std::string_view ngi_of(const Team& team) {
  return std::string_view(team.name).substr(0, team.name.size() - team.site.size() - 1);
}

void complain(ReportName& out, Flaw flaw) {
  if (std::none_of(out.complaints.begin(), out.complaints.end(),
                   [&](const auto& one) { return one.flaw == flaw; }))
    out.complaints.push_back({flaw, ""});
}

} // namespace

const char* to_word(ReportName::Verdict verdict) {
  switch (verdict) {
  case ReportName::Verdict::exact:
    return "exact";
  case ReportName::Verdict::deviation:
    return "deviation";
  case ReportName::Verdict::wrong:
    return "wrong";
  case ReportName::Verdict::ambiguous:
    return "ambiguous";
  case ReportName::Verdict::not_a_report:
    break;
  }
  return "not_a_report";
}

const char* to_word(ReportName::Kind kind) {
  return kind == ReportName::Kind::report ? "report" : "summary";
}

ReportRule::ReportRule(Release release, Roster roster, const Naming& naming)
    : release_(with_own_stack(std::move(release))), roster_(std::move(roster)) {
  for (const auto& stack : naming.stacks)
    stacks_.push_back(folded_name(stack));
  std::sort(stacks_.begin(), stacks_.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (!release_.component.empty() && !release_.version.empty() &&
      fits_file_name(release_.component) && fits_file_name(release_.version))
    forms_ = forms_of(release_);
  right_forms_ = static_cast<std::size_t>(std::count_if(
      forms_.begin(), forms_.end(), [](const auto& one) { return one.flaws.empty(); }));
  for (const auto& team : roster_.teams()) {
    by_name_[team.name] = &team;
    by_folded_name_[folded_name(team.name)].push_back(&team);
    if (team.site.empty())
      continue;
    by_folded_site_[folded_name(team.site)].push_back(&team);
    by_folded_ngi_[folded_name(ngi_of(team))].push_back(&team);
  }
}

std::string ReportRule::name_for(std::string_view team, std::string_view extension) const {
  return name_of({std::string(team), "", nullptr}, extension);
}

// In the form of the stack that was written, where that is a right one.
std::string ReportRule::name_of(const Fit& fit, std::string_view extension) const {
  if (forms_.empty())
    return "";
  const std::string stack = fit.form != nullptr && !fit.form->stack.empty() &&
                                    std::none_of(fit.form->flaws.begin(), fit.form->flaws.end(),
                                                 [](Flaw flaw) { return flaw == Flaw::stack_form; })
                                ? fit.form->stack
                                : release_.stack;
  const auto right = form(stack, release_.component, release_.version, {});
  const std::string front =
      fit.team.empty() ? std::string(summary_prefix) : std::string(report_prefix) + fit.team;
  return front + right.written + "." + std::string(extension.empty() ? "doc" : extension);
}

ReportReading ReportRule::reading_of(const std::string& team) const {
  return {team, stack_of(release_), release_.component, release_.version};
}

// The common case, and the one that is counted in millions: no copies, no patterns.
bool ReportRule::read_exact(std::string_view name, ReportName& out) const {
  const auto dot = name.rfind('.');
  if (dot == name.npos ||
      std::find(extensions.begin(), extensions.end(), name.substr(dot + 1)) == extensions.end())
    return false;
  const auto body = name.substr(0, dot);
  const bool is_report = body.starts_with(report_prefix);
  for (std::size_t i = 0; i < right_forms_; ++i) {
    const std::string_view tail = forms_[i].written;
    if (!body.ends_with(tail))
      continue;
    const auto front = body.substr(0, body.size() - tail.size());
    if (!is_report) {
      if (front != summary_prefix)
        continue;
      out.kind = ReportName::Kind::summary;
      out.readings = {reading_of("")};
      break;
    }
    if (front.size() <= report_prefix.size())
      continue;
    const auto middle = front.substr(report_prefix.size());
    if (roster_.is_anyone() ? !is_anyones(body, report_prefix.size(), middle.size())
                            : !by_name_.contains(middle))
      continue;
    out.kind = ReportName::Kind::report;
    out.readings.push_back(reading_of(std::string(middle)));
  }
  if (out.readings.empty())
    return false;
  if (out.readings.size() > 1) {
    out.verdict = ReportName::Verdict::ambiguous;
    complain(out, Flaw::several_readings);
    return true;
  }
  out.verdict = ReportName::Verdict::exact;
  out.team = out.readings.front().team;
  out.expected = name;
  return true;
}

bool ReportRule::read_folded(const FileName& file, ReportName& out) const {
  std::string body = file.body;
  auto found = fits(body);
  if (found.empty()) {
    body = without_copy_marks(body);
    found = fits(body);
  }
  if (found.empty())
    return false;
  if (roster_.is_anyone() && !found.front().team.empty()) { // as it was written
    auto& fit = found.front();
    const auto plain = with_single_signs(body);
    fit.named = plain.substr(report_prefix.size(), fit.named.size());
    fit.team = fit.named;
  }
  if (body.size() != file.body.size())
    complain(out, Flaw::copy_mark);
  keep_nearest(body, found);
  add_rivals(body, found);
  std::vector<std::string> teams;
  for (const auto& fit : found)
    if (std::find(teams.begin(), teams.end(), fit.team) == teams.end())
      teams.push_back(fit.team);
  out.kind = folded_name(body).starts_with("summary-") ? ReportName::Kind::summary
                                                       : ReportName::Kind::report;
  for (const auto& team : teams)
    out.readings.push_back(reading_of(team));
  if (teams.size() > 1) {
    out.verdict = ReportName::Verdict::ambiguous;
    for (auto& team : teams)
      team = name_for(team, file.extension);
    out.complaints.push_back({Flaw::several_readings, "", std::move(teams)});
    return true;
  }
  const Fit& fit = found.front();
  for (const auto* flaws : {&fit.form->flaws, &fit.flaws})
    for (const Flaw flaw : *flaws)
      complain(out, flaw);
  for (const Flaw flaw : differences(body, written_as(fit, body)))
    complain(out, flaw);
  out.team = fit.team;
  out.expected = name_of(fit, file.extension);
  return true;
}

// "1.13.1-r2" for 1.13.1-1 is no revision of the report, but another release.
void ReportRule::hold_other_release(const FileName& file, ReportName& out) const {
  static const base::Pattern revision(R"([-_ ](?:r|rev|ver|version)[-_. ]?\d[\d.]*$)",
                                      base::Pattern::Case::ignored);
  const auto has = [&](Flaw flaw) {
    return std::any_of(out.complaints.begin(), out.complaints.end(),
                       [&](const auto& one) { return one.flaw == flaw; });
  };
  const auto found = revision.find(file.body);
  if (out.verdict != ReportName::Verdict::deviation || !found || !has(Flaw::copy_mark) ||
      !has(Flaw::no_release))
    return;
  std::erase_if(out.complaints, [](const auto& one) {
    return one.flaw == Flaw::copy_mark || one.flaw == Flaw::no_release;
  });
  out.verdict = ReportName::Verdict::wrong;
  out.readings.clear();
  out.complaints.push_back(
      {Flaw::version,
       release_.version.substr(0, release_.version.find('-')) + file.body.substr(found->begin),
       {},
       release_.version});
}

ReportName ReportRule::read(std::string_view name) const {
  ReportName out;
  if (read_exact(name, out))
    return out;
  const FileName file = read_file_name(name);
  const bool untouched =
      std::all_of(file.complaints.begin(), file.complaints.end(),
                  [](const auto& one) { return one.flaw == Flaw::path; }); // stood in front
  const bool exact = untouched && read_exact(file.shown, out);
  out.complaints.insert(out.complaints.begin(), file.complaints.begin(), file.complaints.end());
  if (exact || read_folded(file, out)) {
    const bool harmless =
        std::all_of(out.complaints.begin(), out.complaints.end(), [](const auto& one) {
          return is_harmless(one.flaw) || one.flaw == Flaw::several_readings;
        });
    if (!harmless) {
      out.verdict = ReportName::Verdict::wrong;
      if (out.readings.size() > 1)
        out.readings.clear();
    } else if (out.verdict != ReportName::Verdict::ambiguous && !exact)
      out.verdict = ReportName::Verdict::deviation;
  } else {
    ReportFault(*this, file).explain(out);
  }
  hold_other_release(file, out);
  for (auto& one : out.complaints)
    if (!out.expected.empty() && !is_harmless(one.flaw) && one.suggestions.empty())
      one.suggestions = {out.expected};
  return out;
}

} // namespace rollout
