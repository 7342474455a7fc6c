// SPDX-License-Identifier: Apache-2.0
#include "rollout/gathered.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <tuple>

namespace rollout {
namespace {

using Verdict = ReportName::Verdict;

// How surely is `filed` about this file? 0: it is about another one. Names alone say it only where
// nobody looked into one of the two.
int likeness(const Filed& filed, const Attached& file) {
  const bool same_name = filed.name == read_file_name(file.name).shown;
  if (filed.digest.empty() || file.digest.empty())
    return same_name ? 1 : 0;
  return filed.digest != file.digest ? 0 : same_name ? 3 : 2;
}

// The file on the ticket that `filed` is about; came.size(): none that is there.
std::size_t place_of(const Filed& filed, const std::vector<Came>& came) {
  std::size_t best = came.size();
  for (std::size_t at = 0; at < came.size(); ++at)
    if (const int now = likeness(filed, came[at].file);
        now > 0 && (best == came.size() || now >= likeness(filed, came[best].file)))
      best = at;
  return best;
}

std::string reasons(const ReportName& reading, const Attached& file) {
  std::vector<std::string> out;
  for (const auto& one : reading.complaints)
    if (!is_harmless(one.flaw))
      out.push_back(sentence(one));
  if (file.content == Attached::Content::refused)
    for (const auto& one : file.findings)
      out.push_back(one.text);
  return base::join(out, " ");
}

bool is_good(const ReportName& reading) {
  return reading.verdict == Verdict::exact || reading.verdict == Verdict::deviation;
}

Gathered as_filed(const Filed& filed, const ReportName& reading) {
  Gathered out;
  if (filed.taken)
    out.verdict =
        to_word(filed.expected.empty() || filed.expected == filed.name ? Verdict::exact
                                                                       : Verdict::deviation);
  else
    out.verdict = is_good(reading) ? "held" : to_word(reading.verdict);
  out.summary = filed.kind == ReportName::Kind::summary;
  out.team = filed.team;
  out.expected = filed.expected;
  out.sender = filed.sender;
  out.at = filed.at;
  out.remark = filed.why;
  return out;
}

Gathered as_judged_now(const Came& one, const ReportName& reading) {
  Gathered out;
  const bool refused = one.file.content == Attached::Content::refused;
  out.verdict = refused && is_good(reading) ? "held" : to_word(reading.verdict);
  out.summary = reading.kind == ReportName::Kind::summary;
  out.team = reading.team;
  out.expected = reading.expected;
  out.sender = one.from;
  out.at = one.at;
  const auto why = reasons(reading, one.file);
  out.remark = "not in the ledger: judged now" + (why.empty() ? "" : ". " + why);
  return out;
}

// RT's own field still tells what was taken when the ledger is lost. Where the ledger knows which
// file of that name it was, another one is none: it may be anybody's, past us.
bool was_taken(const Came& one, const ReportName& reading, const Ticket& ticket,
               const std::vector<Filed>& reports, const Policy& policy) {
  const auto name = read_file_name(one.file.name).shown;
  return is_good(reading) && one.file.content != Attached::Content::refused &&
         contains(field(ticket, policy.reports_field), name) &&
         std::none_of(reports.begin(), reports.end(),
                      [&](const auto& filed) { return filed.taken && filed.name == name; });
}

} // namespace

const Filed* filed_as(const Attached& file, const std::vector<Filed>& reports) {
  const Filed* best = nullptr;
  const auto rank = [&](const Filed& one) {
    return std::tuple(likeness(one, file), one.taken, one.at);
  };
  for (const auto& one : reports)
    if (likeness(one, file) > 0 && (best == nullptr || rank(one) >= rank(*best)))
      best = &one;
  return best;
}

std::vector<Gathered> gather(const std::vector<Came>& came, const Ticket& ticket,
                             std::vector<Filed> reports, const ReportRule& rule,
                             const Policy& policy) {
  std::vector<Gathered> out;
  std::vector<Filed> from_field;
  for (const auto& one : came) {
    const auto reading = rule.read(one.file.name);
    if (const auto* filed = filed_as(one.file, reports)) {
      out.push_back(as_filed(*filed, reading));
      continue;
    }
    out.push_back(as_judged_now(one, reading));
    if (!was_taken(one, reading, ticket, reports, policy))
      continue;
    out.back().remark = "not in the ledger: taken, as " + policy.reports_field + " says";
    from_field.push_back({read_file_name(one.file.name).shown, true, *reading.kind, reading.team,
                          reading.expected, out.back().remark, one.file.digest, one.from, "",
                          one.at});
  }
  reports.insert(reports.begin(), from_field.begin(), from_field.end());
  for (const auto& newest : newest_taken(reports))
    if (const auto place = place_of(newest, came); place < came.size()) {
      auto& one = out[place];
      one = as_filed(newest, rule.read(came[place].file.name));
      one.counts = true;
    }
  return out;
}

std::vector<std::string> without_report(const std::vector<Gathered>& gathered, const Ticket& ticket,
                                        const Policy& policy) {
  std::vector<std::string> out;
  for (const auto& team : field(ticket, policy.teams_field))
    if (contains(field(ticket, policy.accepted_field), team) &&
        std::none_of(gathered.begin(), gathered.end(), [&](const Gathered& one) {
          return one.counts && base::same_ignoring_case(one.team, team);
        }))
      out.push_back(team);
  return out;
}

} // namespace rollout
