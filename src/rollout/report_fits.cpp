// SPDX-License-Identifier: Apache-2.0
// The readings of a report's name that need harmless repairs alone.
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/report_fault.hpp"
#include "rollout/report_name.hpp"
#include "rollout/report_words.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::string_view report_prefix = "ea-";
constexpr std::string_view summary_prefix = "summary";

bool ends_with(std::string_view text, std::string_view end, std::string_view end_of_end) {
  return text.size() > end.size() + end_of_end.size() && text.ends_with(end_of_end) &&
         text.substr(0, text.size() - end_of_end.size()).ends_with(end);
}

} // namespace

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
         roster_.find(name) && !holds_stack(base::lower(name), stacks_) &&
         !is_unfilled(folded_name(name));
}

std::vector<ReportRule::Fit> ReportRule::teams_of(std::string_view folded) const {
  std::vector<Fit> out;
  const std::string key(folded);
  if (roster_.is_anyone()) {
    if (looks_like_team(folded) && folded.find('-') != folded.npos)
      out.push_back({key, key});
    return out;
  }
  if (const auto found = by_folded_name_.find(key); found != by_folded_name_.end())
    for (const auto* team : found->second)
      out.push_back({team->name, team->name});
  // A site called as an NGI is: alone, it is likelier the NGI of a site that was left out.
  const auto found = by_folded_site_.find(key);
  if (found != by_folded_site_.end() && !by_folded_ngi_.contains(key))
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

// Do teams of this one's NGI end in `stack`, as UA_BITP_ARC does?
bool ReportRule::ends_teams(std::string_view stack, const std::string& team) const {
  const std::string end = folded_name(stack);
  const auto ngi = std::string_view(team).substr(0, team.find('-') + 1);
  return std::any_of(roster_.teams().begin(), roster_.teams().end(), [&](const Team& one) {
    return one.name.starts_with(ngi) && folded_name(one.name).ends_with(end);
  });
}

// Is the stack that does not belong there set off as a word is? In a name with dashes an '_' is a
// team's own sign.
bool ReportRule::is_set_off(const Fit& fit, std::string_view plain) {
  return fit.extra == 0 || fit.team.empty() || plain.find('-') == plain.npos ||
         plain[report_prefix.size() + fit.named.size()] != '_';
}

// In a name without dashes every sign may be a team's own: where the neighbours' names end so,
// nobody is told to be UA-BITP when UA_BITP_ARC, which nobody knows, stands there. A number behind
// a stack is no team's.
bool ReportRule::may_be_neighbour(const Fit& fit, std::string_view plain) const {
  if (fit.extra == 0 || fit.team.empty() || plain.find('-') != plain.npos)
    return false;
  const auto stack = plain.substr(report_prefix.size() + fit.named.size(), fit.extra);
  return stack.find_first_of("0123456789") == stack.npos && ends_teams(stack, fit.team);
}

// The readings of `body` that need harmless repairs alone.
std::vector<ReportRule::Fit> ReportRule::fits(const std::string& body) const {
  const std::string folded = folded_name(body);
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
  const std::string plain = with_single_signs(body);
  std::erase_if(out, [&](const Fit& fit) {
    return !is_set_off(fit, plain) || may_be_neighbour(fit, plain) ||
           (roster_.is_anyone() && !is_anyones(plain, report_prefix.size(), fit.named.size()));
  });
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

// Where `found` has other signs than stand in `body`, a team whose name stands there letter for
// letter, and a stack behind it, may be meant as well: "UA-BITP-ARC" is not surely UA_BITP_ARC.
void ReportRule::add_rivals(const std::string& body, std::vector<Fit>& found) const {
  const std::string plain = with_single_signs(body);
  if (roster_.is_anyone() || std::any_of(found.begin(), found.end(), [&](const Fit& fit) {
        return fit.team.empty() || base::same_ignoring_case(body, written_as(fit, body));
      }))
    return;
  const std::string folded = folded_name(plain);
  const auto rest = std::string_view(folded).substr(report_prefix.size());
  for (auto end = rest.find('-'); end != rest.npos; end = rest.find('-', end + 1)) {
    if (plain[report_prefix.size() + end] == '_' ||
        stacks_in_front(rest.substr(end + 1), stacks_).empty())
      continue;
    for (auto fit : teams_of(rest.substr(0, end))) {
      fit.form = found.front().form;
      if (base::same_ignoring_case(fit.named, plain.substr(report_prefix.size(), end)))
        found.push_back(std::move(fit));
    }
  }
}

} // namespace rollout
