// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_fault.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::string_view report_prefix = "ea-";
constexpr std::string_view summary_prefix = "summary-";

bool is_unfilled(std::string_view name) {
  static const base::Pattern pattern(
      R"(<[^<>]*>|\b(?:ea[-_ ])?NGI[-_ ]Site(?:[-_ ]?name)?\b|\byour[-_ ]?team\b|MW[-_ ]stack|)"
      R"(\bEXT$)",
      base::Pattern::Case::ignored);
  return pattern.find(name).has_value();
}

// `text` begins with `front`, and that ends there or before a '-'.
bool begins_with(std::string_view text, std::string_view front) {
  return text.starts_with(front) && (text.size() == front.size() || text[front.size()] == '-');
}

bool ends_with_part(std::string_view text, std::string_view end) {
  return text == end || (text.size() > end.size() && text.ends_with(end) &&
                         text[text.size() - end.size() - 1] == '-');
}

} // namespace

ReportFault::ReportFault(const ReportRule& rule, const FileName& file)
    : rule_(rule), file_(file), body_(with_single_signs(without_copy_marks(file.body))),
      folded_(folded_name(body_)) {}

// `part`, a piece of folded_, as it was written.
std::string ReportFault::original(std::string_view part) const {
  return body_.substr(static_cast<std::size_t>(part.data() - folded_.data()), part.size());
}

void ReportFault::conclude(const std::string& team, ReportName& out) const {
  out.team = team;
  out.expected = rule_.name_for(team, file_.extension);
  for (auto& one : out.complaints)
    if (!is_harmless(one.flaw) && one.suggestions.empty())
      one.suggestions = {out.expected};
}

// Takes the stack in front off `rest`, if there is one.
void ReportFault::take_stack(std::string_view& rest, Words& words) const {
  static const base::Pattern major(R"(^-\d+(?:\.\d+)*(?=-))");
  const auto& release = rule_.release_;
  for (const auto& form : rule_.forms_)
    if (const std::string own = folded_name(form.stack);
        !own.empty() && begins_with(rest, own + "-" + folded_name(release.component)))
      return rest.remove_prefix(own.size() + 1);
  const std::string component = folded_name(release.component);
  if (begins_with(rest, component))
    return;
  std::size_t end = 0;
  for (const auto& stack : rule_.stacks_)
    if (end == 0 && begins_with(rest, stack) && rest.size() > stack.size()) {
      const auto number = major.find(rest.substr(stack.size()));
      end = stack.size() + (number ? number->end : 0);
    }
  if (const auto at = rest.find("-" + component + "-"); end == 0 && at != rest.npos) {
    end = at;
    words.far += 2; // no stack that anybody knows
  }
  if (end == 0) {
    words.far += release.stack.empty() ? 0 : 1; // left out
    return;
  }
  const auto written = rest.substr(0, end);
  const bool own = std::any_of(rule_.forms_.begin(), rule_.forms_.end(), [&](const auto& form) {
    return folded_name(form.stack) == written;
  });
  if (!own && !release.stack.empty())
    words.complaints.push_back({Flaw::stack, original(written), {}, stack_of(release)});
  rest.remove_prefix(std::min(end + 1, rest.size()));
}

ReportFault::Words ReportFault::compare(std::string_view rest) const {
  static const base::Pattern behind(R"(^(.*?)-(\d.*)$)");
  const auto& release = rule_.release_;
  Words out;
  take_stack(rest, out);
  const std::string component = folded_name(release.component);
  const std::string version = folded_name(release.version);
  const std::string without_release = version.substr(0, version.find('-'));
  std::string_view written = rest;
  std::string_view written_version;
  if (const auto parts = behind.find(rest)) {
    written = parts->groups[1];
    written_version = parts->groups[2];
  }
  for (const auto& known : {version, without_release})
    if (rest.size() > known.size() && ends_with_part(rest, known)) {
      written = rest.substr(0, rest.size() - known.size() - 1);
      written_version = rest.substr(rest.size() - known.size());
      break;
    }
  if (const auto own = rest.substr(0, component.size()); begins_with(rest, component)) {
    const auto behind_own = rest.substr(std::min(own.size() + 1, rest.size()));
    if (behind_own.empty() || is_version(behind_own)) {
      written = own;
      written_version = behind_own;
    }
  }
  if (written != component)
    out.complaints.push_back({Flaw::component, original(written), {}, release.component});
  if (written_version != version && written_version != without_release)
    out.complaints.push_back({Flaw::version,
                              written_version.empty() ? "" : original(written_version),
                              {},
                              release.version});
  out.far += static_cast<int>(out.complaints.size());
  return out;
}

// Every team that may stand in front of `rest`.
std::vector<ReportFault::Candidate> ReportFault::candidates(std::string_view rest) const {
  std::vector<Candidate> out;
  const auto add = [&](const std::string& team, std::size_t size, int far = 0) {
    if (rest.size() <= size)
      return;
    out.push_back({team, compare(rest.substr(size + 1))});
    out.back().words.far += far;
  };
  if (rule_.roster_.is_anyone()) {
    for (auto at = rest.find('-'); at != rest.npos; at = rest.find('-', at + 1))
      for (const auto& fit : rule_.teams_of(rest.substr(0, at)))
        add(original(rest.substr(0, fit.team.size())), at);
    return out;
  }
  for (const auto& [name, teams] : rule_.by_folded_name_)
    if (begins_with(rest, name))
      for (const auto* team : teams)
        add(team->name, name.size());
  for (const auto& [site, teams] : rule_.by_folded_site_)
    if (begins_with(rest, site) && teams.size() == 1)
      add(teams.front()->name, site.size(), 1);
  return out;
}

void ReportFault::explain_report(std::string_view rest, ReportName& out) const {
  auto all = candidates(rest);
  const auto best = std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.words.far < b.words.far;
  });
  // All but the team may be right: then it is the team that is wrong.
  if (best == all.end() || (best->words.far > 1 && before_release(rest).size() < rest.size()))
    return explain_team(rest, out);
  std::vector<std::string> teams;
  for (const auto& one : all)
    if (one.words.far == best->words.far &&
        std::find(teams.begin(), teams.end(), one.team) == teams.end())
      teams.push_back(one.team);
  if (teams.size() > 1) {
    std::vector<std::string> names;
    for (const auto& team : teams)
      if (names.size() < 3)
        names.push_back(rule_.name_for(team, file_.extension));
    out.complaints.push_back({Flaw::several_readings, "", std::move(names)});
    return;
  }
  out.complaints.insert(out.complaints.end(), best->words.complaints.begin(),
                        best->words.complaints.end());
  conclude(best->team, out);
}

// "ngi-de-infn-t1", where the site is Italy's. Empty: not that.
std::string ReportFault::team_under_other_ngi(std::string_view middle) const {
  static const base::Pattern usual("^(?:ngi|roc)-[a-z]+$");
  std::vector<std::string> found;
  for (const auto& [site, teams] : rule_.by_folded_site_) {
    if (!ends_with_part(middle, site) || middle.size() == site.size() || teams.size() != 1)
      continue;
    const auto ngi = middle.substr(0, middle.size() - site.size() - 1);
    const bool known =
        usual.find(ngi) ||
        std::any_of(
            rule_.roster_.teams().begin(), rule_.roster_.teams().end(), [&](const Team& one) {
              return !one.site.empty() &&
                     folded_name(one.name.substr(0, one.name.size() - one.site.size() - 1)) == ngi;
            });
    if (known)
      found.push_back(teams.front()->name);
  }
  return found.size() == 1 ? found.front() : "";
}

// `rest` without the ticket's own words at its end, where they stand there.
std::string_view ReportFault::before_release(std::string_view rest) const {
  for (const auto& form : rule_.forms_)
    if (rest.size() > form.folded.size() && rest.ends_with(form.folded))
      return rest.substr(0, rest.size() - form.folded.size());
  return rest;
}

// No team that we know stands in front.
void ReportFault::explain_team(std::string_view rest, ReportName& out) const {
  const auto middle = before_release(rest);
  if (const auto team = team_under_other_ngi(middle); !team.empty()) {
    out.complaints.push_back({Flaw::other_ngi, original(middle), {}, team});
    return conclude(team, out);
  }
  std::vector<std::string> names;
  for (const auto& team : rule_.roster_.nearest(original(middle)))
    names.push_back(rule_.name_for(team, file_.extension));
  out.complaints.push_back({Flaw::team, original(middle), std::move(names)});
}

void ReportFault::explain_summary(std::string_view rest, ReportName& out) const {
  out.kind = ReportName::Kind::summary;
  for (auto& one : compare(rest).complaints)
    out.complaints.push_back(std::move(one));
  conclude("", out);
}

// A report without "ea-" in front, or with more than that. False: it is none.
bool ReportFault::explain_prefix(ReportName& out) const {
  const std::string with_prefix = std::string(report_prefix) + folded_;
  const auto inside = folded_.find("-ea-");
  for (const std::string& one :
       {with_prefix, inside == folded_.npos ? std::string() : folded_.substr(inside + 1)}) {
    const auto fits = rule_.fits(one);
    if (fits.empty())
      continue;
    const bool one_team = std::all_of(fits.begin(), fits.end(),
                                      [&](const auto& fit) { return fit.team == fits[0].team; });
    out.complaints.push_back({Flaw::prefix, ""});
    if (one_team && !rule_.roster_.is_anyone())
      conclude(fits.front().team, out);
    return true;
  }
  const bool names_the_release =
      std::any_of(rule_.forms_.begin(), rule_.forms_.end(),
                  [&](const auto& form) { return folded_.ends_with(form.folded); });
  if (names_the_release)
    out.complaints.push_back({Flaw::prefix, ""});
  return names_the_release;
}

void ReportFault::explain(ReportName& out) const {
  const std::string_view folded = folded_;
  const bool is_summary = folded.starts_with(summary_prefix);
  const bool is_report = folded.starts_with(report_prefix);
  const bool unfilled = is_unfilled(file_.shown);
  out.verdict = ReportName::Verdict::wrong;
  out.kind = is_summary ? ReportName::Kind::summary : ReportName::Kind::report;
  if (!is_summary && !is_report && !explain_prefix(out)) {
    out = {};
    return;
  }
  if (unfilled && (is_summary || is_report)) {
    out.complaints.push_back({Flaw::unfilled, file_.shown});
    if (is_summary)
      conclude("", out);
  } else if (rule_.forms_.empty()) {
    out.complaints.push_back({Flaw::title, ""});
  } else if (is_summary) {
    explain_summary(folded.substr(summary_prefix.size()), out);
  } else if (is_report) {
    explain_report(folded.substr(report_prefix.size()), out);
  }
}

} // namespace rollout
