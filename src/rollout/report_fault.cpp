// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_fault.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <climits>

namespace rollout {
namespace {

constexpr std::string_view report_prefix = "ea-";
constexpr std::string_view summary_prefix = "summary-";
constexpr int one_word = 2;
constexpr std::size_t most_suggestions = 3;

// Small letters, and '-' where words are set off: an '_' is such a sign only in names that have no
// '-', so that UA_BITP_ARC holds no ARC.
std::string parted(std::string_view name) {
  std::string out = base::lower(name);
  const char other = name.find('-') == name.npos ? '_' : ' ';
  std::replace_if(
      out.begin(), out.end(), [&](char c) { return c == ' ' || c == other; }, '-');
  return out;
}

} // namespace

bool is_unfilled(std::string_view folded) {
  static const base::Pattern pattern(
      R"(<[^<>]*>|\bngi-site(?:-?name)?\b|\byour-?team\b|\bmw-stack)");
  return pattern.find(folded).has_value();
}

ReportFault::ReportFault(const ReportRule& rule, const FileName& file)
    : rule_(rule), file_(file), body_(with_single_signs(without_copy_marks(file.body))),
      folded_(folded_name(body_)), parted_(parted(body_)),
      words_(rule.release_, rule.forms_, rule.stacks_) {}

// `part`, a piece of folded_, as it was written.
std::string ReportFault::original(std::string_view part) const {
  return part.empty() ? "" : body_.substr(begin_of(part), part.size());
}

std::size_t ReportFault::begin_of(std::string_view part) const {
  return static_cast<std::size_t>(part.data() - folded_.data());
}

// Does a word of a release stand in `part`, a piece of folded_?
bool ReportFault::belongs_to_release(std::string_view part) const {
  return words_.belongs_to_release(std::string_view(parted_).substr(begin_of(part), part.size()));
}

ReportFault::Guess ReportFault::guess(std::string team, std::string_view rest,
                                      std::size_t end) const {
  Guess out;
  out.team = std::move(team);
  out.front = rest.substr(0, end);
  auto read = words_.compare(rest.substr(std::min(end + 1, rest.size())));
  for (auto& one : read.differences)
    out.complaints.push_back({one.flaw, original(one.written), {}, std::move(one.wanted)});
  out.far = read.far;
  out.odd_stack = read.odd_stack;
  if (end == rest.size()) // the team, and nothing else
    out.far = one_word;
  return out;
}

// The teams that `front`, what stands before rest[end], may be, with what is behind each.
void ReportFault::add_guesses(std::string_view rest, std::size_t end, Guesses& out) const {
  const auto front = rest.substr(0, end);
  const std::string written = original(front);
  std::string dashed = written; // no team's name holds a blank
  std::replace(dashed.begin(), dashed.end(), ' ', '-');
  const bool anyone = rule_.roster_.is_anyone();
  if (anyone && rule_.is_anyones(body_, begin_of(rest), end) && !belongs_to_release(front))
    out.push_back(guess(written, rest, end));
  if (anyone)
    return;
  for (const auto& fit : rule_.teams_of(front)) {
    auto one = guess(fit.team, rest, end);
    one.own_signs = (end == rest.size() || parted_[begin_of(rest) + end] == '-') &&
                    (body_.find('-') == body_.npos || base::same_ignoring_case(dashed, fit.named));
    for (const Flaw flaw : fit.flaws) { // its site alone
      one.complaints.push_back({flaw, ""});
      one.team_far = 1;
    }
    out.push_back(std::move(one));
  }
}

// The teams that stand in front of `rest`, by name, by site or under another NGI, with the fewest
// wrong words behind them; the longest last.
ReportFault::Guesses ReportFault::known_guesses(std::string_view rest) const {
  Guesses out;
  for (std::size_t begin = 0, end = 0; end < rest.size(); begin = end + 1) {
    end = std::min(rest.find('-', begin), rest.size());
    const auto front = rest.substr(0, end);
    add_guesses(rest, end, out);
    if (auto team = team_under_other_ngi(front); !team.empty()) {
      auto one = guess(team, rest, end);
      one.complaints.push_back({Flaw::other_ngi, original(front), {}, team});
      one.team_far = 2;
      out.push_back(std::move(one));
    }
  }
  int least = INT_MAX;
  for (const auto& one : out)
    least = std::min(least, one.all_far());
  // One word that is a component of nobody's may as well be the end of a team that is known.
  std::erase_if(out, [&](const Guess& one) {
    return one.all_far() > least + (one.lacks_component() ? 1 : 0);
  });
  // A whole team's name that stands there is not another one's and the beginning of a wrong word.
  const Guess longest = out.empty() ? Guess() : out.back();
  std::erase_if(out, [&](const Guess& one) {
    return one.front.size() < longest.front.size() && longest.all_far() == least;
  });
  return out;
}

NameComplaint ReportFault::unknown_team(std::string_view front) const {
  NameComplaint out{Flaw::team, original(front)};
  if (rule_.by_folded_ngi_.contains(std::string(front)))
    out.wanted = out.text + "-<Site>";
  return out;
}

// The teams that may be meant by `written`: of an NGI's name alone its own, where they are few.
std::vector<std::string> ReportFault::nearest(const std::string& written) const {
  const auto ngi = rule_.by_folded_ngi_.find(folded_name(written));
  if (ngi == rule_.by_folded_ngi_.end())
    return rule_.roster_.nearest(written);
  std::vector<std::string> out;
  if (ngi->second.size() <= most_suggestions)
    for (const auto* team : ngi->second)
      out.push_back(team->name);
  return out;
}

// The best place for the end of a team that nobody knows: such a name may begin like a known one
// and go on, but not with a stack or a version.
std::optional<ReportFault::Guess> ReportFault::unknown_guess(std::string_view rest,
                                                             const Guesses& known) const {
  if (rule_.roster_.is_anyone() && !known.empty())
    return std::nullopt;
  const std::size_t begin = known.empty() ? 0 : known.back().front.size();
  std::optional<Guess> best;
  for (auto end = rest.find('-', begin + 1); end != rest.npos; end = rest.find('-', end + 1)) {
    auto one = guess("", rest, end);
    const auto more = rest.substr(begin, end - begin);
    one.holds_release =
        belongs_to_release(more) && (known.empty() || body_.find('-') != body_.npos ||
                                     !rule_.ends_teams(original(more), known.back().team));
    if (one.holds_release)
      one.far += one_word + 1;
    if (!best || one.far < best->far)
      best = std::move(one);
  }
  if (best)
    best->complaints.insert(best->complaints.begin(), unknown_team(best->front));
  return best;
}

// Is a team that nobody knows as good an explanation? Not where all is explained by a wrong stack
// that can be nothing else, behind a team in its own signs.
bool ReportFault::is_likelier(const Guess& unknown, const Guess& known) {
  if (known.own_signs && known.team_far <= 1 && known.odd_stack &&
      known.complaints.size() == static_cast<std::size_t>(known.team_far) + 1 && unknown.far > 0)
    return false;
  return unknown.far < known.far || (unknown.far == known.far && !unknown.holds_release);
}

bool ReportFault::Guess::lacks_component() const {
  return std::any_of(complaints.begin(), complaints.end(), [](const auto& one) {
    return one.flaw == Flaw::component && one.text.empty();
  });
}

void ReportFault::explain_report(std::string_view rest, ReportName& out) const {
  const auto known = known_guesses(rest);
  const auto unknown = unknown_guess(rest, known);
  const bool one_team =
      !known.empty() && std::all_of(known.begin(), known.end(), [&](const Guess& one) {
        return one.team == known.front().team;
      });
  if (!one_team || (unknown && is_likelier(*unknown, known.front())))
    return explain_doubt(known, unknown ? &*unknown : nullptr, out);
  for (const auto& one : known.front().complaints)
    out.complaints.push_back(one);
  conclude(known.front().team, out);
  if (std::all_of(out.complaints.begin(), out.complaints.end(),
                  [](const auto& one) { return is_harmless(one.flaw); })) {
    out.verdict = ReportName::Verdict::deviation;
    out.readings = {rule_.reading_of(out.team)};
  }
}

// Nobody is named; what may be wrong is told, with the right names of those who may be meant.
void ReportFault::explain_doubt(const Guesses& known, const Guess* unknown, ReportName& out) const {
  const bool several = std::any_of(
      known.begin(), known.end(), [&](const Guess& one) { return one.team != known.front().team; });
  const bool likelier_unknown =
      unknown != nullptr && (!several || unknown->far < known.front().far);
  if (likelier_unknown)
    for (const auto& one : unknown->complaints)
      out.complaints.push_back(one);
  else if (known.empty())
    out.complaints.push_back({Flaw::team, file_.shown});
  else
    out.complaints.push_back({Flaw::several_readings, ""});
  // One wrong word behind a team that is known may be all.
  if (!known.empty() && (!likelier_unknown || known.front().all_far() <= one_word + 1))
    for (const auto& one : known.back().complaints)
      if (!is_harmless(one.flaw)) {
        std::erase_if(out.complaints, [&](const auto& said) { return said.flaw == one.flaw; });
        out.complaints.push_back(one);
      }
  suggest(known, out);
}

// Gives each complaint that has no suggestion the right names of `guesses`' teams and of those
// that are spelt nearly as what stands there.
void ReportFault::suggest(const Guesses& guesses, ReportName& out) const {
  std::vector<std::string> teams;
  for (const auto& one : out.complaints)
    if (one.flaw == Flaw::team)
      teams = nearest(one.text);
  for (auto one = guesses.rbegin(); one != guesses.rend(); ++one) // the longest first
    if (std::find(teams.begin(), teams.end(), one->team) == teams.end())
      teams.push_back(one->team);
  teams.resize(std::min(teams.size(), most_suggestions));
  for (auto& team : teams)
    team = rule_.name_for(team, file_.extension);
  for (auto& one : out.complaints)
    if (!is_harmless(one.flaw) && one.suggestions.empty())
      one.suggestions = teams;
}

void ReportFault::conclude(const std::string& team, ReportName& out) const {
  out.team = team;
  out.expected = rule_.name_for(team, file_.extension);
}

// "ngi-de-infn-t1", where the site is Italy's. Empty: not that.
std::string ReportFault::team_under_other_ngi(std::string_view front) const {
  static const base::Pattern usual("^(?:ngi|roc)-[a-z]+$");
  if (rule_.by_folded_name_.contains(std::string(front)))
    return "";
  for (auto end = front.find('-'); end != front.npos; end = front.find('-', end + 1)) {
    const auto ngi = front.substr(0, end);
    const auto found = rule_.by_folded_site_.find(std::string(front.substr(end + 1)));
    if (found == rule_.by_folded_site_.end() || found->second.size() != 1)
      continue;
    if (usual.find(ngi) || rule_.by_folded_ngi_.contains(std::string(ngi)))
      return found->second.front()->name;
  }
  return "";
}

bool ReportFault::names_the_release() const {
  return std::any_of(rule_.forms_.begin(), rule_.forms_.end(),
                     [&](const auto& form) { return folded_.ends_with(form.folded); });
}

void ReportFault::explain_summary(std::string_view rest, ReportName& out) const {
  conclude("", out);
  if (const auto team = team_in_front(rest); !team.empty()) // is it a report, or a summary?
    return out.complaints.push_back(
        {Flaw::prefix, "", {rule_.name_for(team, file_.extension), out.expected}});
  for (const auto& form : rule_.forms_) {
    const auto right = std::string_view(form.folded).substr(1);
    if (!rest.starts_with(right) || !rest.substr(right.size()).starts_with('-'))
      continue;
    auto behind = rest.substr(right.size() + 1);
    behind.remove_prefix(behind.starts_with(report_prefix) ? report_prefix.size() : 0);
    if (!is_version(behind) && behind.find('-') != behind.npos && looks_like_team(behind))
      return out.complaints.push_back(unknown_team(behind));
  }
  auto read = words_.compare(rest);
  for (auto& one : read.differences)
    out.complaints.push_back({one.flaw, original(one.written), {}, std::move(one.wanted)});
}

// The team whose whole name `rest` begins with, and behind which all is right. Empty: there is
// none.
std::string ReportFault::team_in_front(std::string_view rest) const {
  if (rule_.roster_.is_anyone())
    return "";
  const auto known = known_guesses(rest);
  return known.size() == 1 && known.front().all_far() == 0 ? known.front().team : "";
}

// Is a name without "ea-" in front, or with more than that, meant as a report? It ends as the
// ticket's names do, and is a document or has a team (packages and logs end so as well); it begins
// with a whole team's name and has not everything wrong; it is the pattern; or "-ea-" is inside,
// and a stack or the component behind it.
bool ReportFault::is_meant(std::string_view rest) const {
  const bool marked = rest.size() < folded_.size(); // "-ea-" inside
  const auto known = rule_.roster_.is_anyone() ? Guesses() : known_guesses(rest);
  const bool is_apart = marked || !known.empty() || !file_.extension.empty();
  return (names_the_release() && is_apart) || folded_.find("<ngi") != folded_.npos ||
         ((marked || is_unfilled(folded_)) && words_.holds_name(parted_)) ||
         std::any_of(known.begin(), known.end(), [&](const Guess& one) {
           return one.all_far() <= 2 * one_word && (one.team_far != 1 || marked);
         });
}

// Does a name that begins as it should go on like one? "Summary of tests" and "EA newsletter" are
// people's words.
bool ReportFault::goes_on(std::string_view rest) const {
  static const base::Pattern likely(R"(^\w+[-_]\S+[-_]\d+\.\d\S*$|[-_ ](?:ngi|roc)[-_ ])",
                                    base::Pattern::Case::ignored);
  const bool is_report = folded_.starts_with(report_prefix);
  return words_.holds_any(parted_) || is_pattern() || likely.find(body_) ||
         (is_report && ((body_[report_prefix.size() - 1] == '-' && may_be_document()) ||
                        !known_guesses(rest).empty()));
}

// By its extension, or since nobody sees it behind so long a name.
bool ReportFault::may_be_document() const {
  return !file_.extension.empty() ||
         std::any_of(file_.complaints.begin(), file_.complaints.end(),
                     [](const auto& one) { return one.flaw == Flaw::too_long; });
}

bool ReportFault::is_pattern() const {
  return is_unfilled(folded_) || base::same_ignoring_case(file_.written, "ext");
}

void ReportFault::explain(ReportName& out) const {
  const std::string_view folded = folded_;
  const bool is_summary = folded.starts_with(summary_prefix);
  const bool is_report = folded.starts_with(report_prefix);
  auto rest = folded;
  if (is_summary)
    rest.remove_prefix(summary_prefix.size());
  else if (is_report)
    rest.remove_prefix(report_prefix.size());
  else if (const auto inside = folded.find("-ea-"); inside != folded.npos)
    rest.remove_prefix(inside + 4);
  else if (const auto word = folded.find('-'); // "eea-", "report-"
           word != folded.npos && !team_in_front(folded.substr(word + 1)).empty())
    rest.remove_prefix(word + 1);
  const bool twice = is_report && rest.starts_with(report_prefix);
  while (is_report && rest.starts_with(report_prefix))
    rest.remove_prefix(report_prefix.size());
  if (is_summary || is_report ? !goes_on(rest) : !is_meant(rest)) {
    out = {};
    return;
  }
  out.verdict = ReportName::Verdict::wrong;
  out.kind = is_summary ? ReportName::Kind::summary : ReportName::Kind::report;
  if ((!is_summary && !is_report) || twice)
    out.complaints.push_back({Flaw::prefix, ""});
  if (body_ != with_single_signs(file_.body))
    out.complaints.push_back({Flaw::copy_mark, ""});
  if (is_pattern()) {
    out.complaints.push_back({Flaw::unfilled, file_.shown});
    if (is_summary)
      conclude("", out);
    else if (const auto known = known_guesses(rest);
             known.size() == 1 && known.front().own_signs && known.front().team_far == 0)
      conclude(known.front().team, out);
  } else if (rule_.forms_.empty()) {
    out.complaints.push_back({Flaw::title, ""});
  } else if (is_summary) {
    explain_summary(rest, out);
  } else if (is_report || (!rule_.roster_.is_anyone() && !known_guesses(rest).empty())) {
    explain_report(rest, out);
  }
}

} // namespace rollout
