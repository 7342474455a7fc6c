// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_name.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/report_fault.hpp"
#include "rollout/report_words.hpp"

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
    if (dot != release.major.npos)
      out.push_back({short_form, {}});
    else
      out.push_back({short_form + ".0", {Flaw::stack_form}});
  }
  out.push_back({"", {Flaw::no_stack}});
  return out;
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

bool ends_with(std::string_view text, std::string_view end, std::string_view end_of_end) {
  return text.size() > end.size() + end_of_end.size() && text.ends_with(end_of_end) &&
         text.substr(0, text.size() - end_of_end.size()).ends_with(end);
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
    : release_(std::move(release)), roster_(std::move(roster)) {
  for (const auto& stack : naming.stacks)
    stacks_.push_back(folded_name(stack));
  std::sort(stacks_.begin(), stacks_.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (!release_.component.empty() && !release_.version.empty())
    forms_ = forms_of(release_);
  right_forms_ = static_cast<std::size_t>(std::count_if(
      forms_.begin(), forms_.end(), [](const auto& one) { return one.flaws.empty(); }));
  for (const auto& team : roster_.teams()) {
    by_name_[team.name] = &team;
    by_folded_name_[folded_name(team.name)].push_back(&team);
    if (team.site.empty())
      continue;
    by_folded_site_[folded_name(team.site)].push_back(&team);
    folded_ngis_.insert(folded_name(
        std::string_view(team.name).substr(0, team.name.size() - team.site.size() - 1)));
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

// "…-emi", "…-emi-1.0": where every name is a team's, a stack must not become part of one.
std::string_view ReportRule::without_stack(std::string_view folded) const {
  static const base::Pattern major(R"(-\d+(?:\.\d+)*$)");
  const auto number = major.find(folded);
  for (const auto bare : {folded, number ? folded.substr(0, number->begin) : std::string_view()})
    for (const auto& stack : stacks_)
      if (ends_with(bare, "-", stack))
        return bare.substr(0, bare.size() - stack.size() - 1);
  return folded;
}

bool ReportRule::ends_with_stack(std::string_view folded) const {
  return without_stack(folded).size() != folded.size();
}

// Where every name is a team's: is the piece of `body` one? Its own signs are not known, so it
// stands between dashes.
bool ReportRule::is_anyones(std::string_view body, std::size_t at, std::size_t size) const {
  const auto name = body.substr(at, size);
  return (at == 0 || body[at - 1] == '-') && at + size < body.size() && body[at + size] == '-' &&
         roster_.find(name) && !ends_with_stack(base::lower(name)) &&
         !is_unfilled(folded_name(name));
}

std::vector<ReportRule::Fit> ReportRule::teams_of(std::string_view folded) const {
  std::vector<Fit> out;
  const std::string key(folded);
  if (roster_.is_anyone()) {
    if (looks_like_team(folded) && folded.find('-') != folded.npos && !ends_with_stack(folded))
      out.push_back({key, key});
    return out;
  }
  if (const auto found = by_folded_name_.find(key); found != by_folded_name_.end())
    for (const auto* team : found->second)
      out.push_back({team->name, team->name});
  if (const auto found = by_folded_site_.find(key); found != by_folded_site_.end())
    for (const auto* team : found->second)
      out.push_back({team->name, team->site, nullptr, {Flaw::no_ngi}});
  return out;
}

void ReportRule::add_fits(std::string_view middle, const NameForm& form,
                          std::vector<Fit>& out) const {
  for (auto fit : teams_of(middle)) {
    fit.form = &form;
    out.push_back(std::move(fit));
  }
  if (!release_.stack.empty() || !ends_with_stack(middle))
    return;
  // The title has no stack, and one of those that we know stands behind the team.
  for (auto fit : teams_of(without_stack(middle))) {
    fit.form = &form;
    fit.extra = middle.size() - without_stack(middle).size();
    fit.flaws.push_back(Flaw::extra_stack);
    out.push_back(std::move(fit));
  }
}

std::vector<ReportRule::Fit> ReportRule::summary_fits(std::string_view folded) const {
  std::vector<std::size_t> extras{0}; // stacks that do not belong there, with the '-' before
  if (release_.stack.empty())
    for (const auto end : stacks_in_front(folded.substr(summary_prefix.size() + 1), stacks_))
      extras.push_back(end + 1);
  std::vector<Fit> out;
  for (const auto& form : forms_)
    for (const auto extra : extras) {
      auto rest = folded.substr(summary_prefix.size() + extra);
      if (!rest.starts_with(form.folded))
        continue;
      rest.remove_prefix(form.folded.size());
      Fit fit{"", "", &form, {}, extra};
      if (extra > 0)
        fit.flaws.push_back(Flaw::extra_stack);
      if (rest.starts_with('-')) {
        rest.remove_prefix(rest.starts_with("-ea-") ? 4 : 1);
        fit.flaws.push_back(Flaw::extra_team);
        if (teams_of(rest).empty())
          continue;
      } else if (!rest.empty()) {
        continue;
      }
      out.push_back(std::move(fit));
    }
  if (out.size() > 1) // of one and the same release: the one that needs least
    out.resize(1);
  return out;
}

std::vector<ReportRule::Fit> ReportRule::fits(const std::string& folded) const {
  if (folded.starts_with("summary-"))
    return summary_fits(folded);
  std::vector<Fit> out;
  if (!folded.starts_with(report_prefix))
    return out;
  for (const auto& form : forms_)
    if (folded.size() > report_prefix.size() + form.folded.size() && folded.ends_with(form.folded))
      add_fits(std::string_view(folded).substr(
                   report_prefix.size(), folded.size() - report_prefix.size() - form.folded.size()),
               form, out);
  // Where every name is a team's, the one is meant that leaves most to the ticket's own words.
  if (roster_.is_anyone() && out.size() > 1) {
    std::swap(out.front(),
              *std::min_element(out.begin(), out.end(), [](const auto& a, const auto& b) {
                return a.team.size() < b.team.size();
              }));
    out.resize(1);
  }
  return out;
}

// How `fit` would be written without other deviations than its own flaws.
std::string ReportRule::written_as(const Fit& fit, const std::string& body) const {
  const std::string plain = with_single_signs(body);
  if (fit.team.empty()) {
    const std::string front = std::string(summary_prefix) +
                              plain.substr(summary_prefix.size(), fit.extra) + fit.form->written;
    return front + plain.substr(std::min(front.size(), plain.size())); // a team behind it
  }
  return std::string(report_prefix) + fit.named +
         plain.substr(std::min(report_prefix.size() + fit.named.size(), plain.size()), fit.extra) +
         fit.form->written;
}

// A name that differs in capitals alone is that team's, whatever else could be read in it with
// other signs: "ua_bitp_arc" is not UA_BITP and a stack.
void ReportRule::keep_nearest(const std::string& body, std::vector<Fit>& found) const {
  const auto near = std::find_if(found.begin(), found.end(), [&](const Fit& fit) {
    return fit.flaws.empty() && fit.form->flaws.empty() &&
           base::same_ignoring_case(body, written_as(fit, body));
  });
  if (near != found.end())
    found = {Fit(*near)};
}

bool ReportRule::read_folded(const FileName& file, ReportName& out) const {
  std::string body = file.body;
  auto found = fits(folded_name(body));
  if (found.empty()) {
    body = without_copy_marks(body);
    found = fits(folded_name(body));
  }
  if (found.empty())
    return false;
  if (roster_.is_anyone() && !found.front().team.empty()) { // as it was written
    auto& fit = found.front();
    const auto plain = with_single_signs(body);
    if (!is_anyones(plain, report_prefix.size(), fit.named.size()))
      return false;
    fit.named = plain.substr(report_prefix.size(), fit.named.size());
    fit.team = fit.named;
  }
  if (body.size() != file.body.size())
    complain(out, Flaw::copy_mark);
  keep_nearest(body, found);
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
    complain(out, Flaw::several_readings);
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

ReportName ReportRule::read(std::string_view name) const {
  ReportName out;
  if (read_exact(name, out))
    return out;
  const FileName file = read_file_name(name);
  const bool exact = read_exact(file.shown, out); // but for a folder that stood in front
  out.complaints.insert(out.complaints.begin(), file.complaints.begin(), file.complaints.end());
  if (!exact && !read_folded(file, out)) {
    ReportFault(*this, file).explain(out);
    return out;
  }
  if (out.verdict == ReportName::Verdict::ambiguous)
    return out;
  const bool harmless = std::all_of(out.complaints.begin(), out.complaints.end(),
                                    [](const auto& one) { return is_harmless(one.flaw); });
  if (!harmless)
    out.verdict = ReportName::Verdict::wrong;
  else if (!exact)
    out.verdict = ReportName::Verdict::deviation;
  return out;
}

} // namespace rollout
