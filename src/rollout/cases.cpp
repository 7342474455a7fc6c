// SPDX-License-Identifier: Apache-2.0
#include "rollout/cases.hpp"

#include "base/text.hpp"
#include "rollout/asking.hpp"
#include "rollout/filed.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace rollout {
namespace {

using Answer = Case::Answer;

Answer answer_of(std::string_view words) {
  if (words.starts_with("accepted"))
    return Answer::accepted;
  return words.starts_with("rejected") ? Answer::rejected : Answer::withdrawn;
}

// "by ADDRESS of TEAM, TEAM".
std::vector<std::string> teams_of_sender(std::string_view words) {
  constexpr std::string_view of = " of ";
  const auto at = words.find(of);
  return at == words.npos ? std::vector<std::string>{}
                          : base::split(words.substr(at + of.size()), ',');
}

class Fold {
public:
  explicit Fold(const std::vector<Record>& lines) {
    for (const auto& line : lines)
      if (line.what == arrival_line && !line.cause.empty())
        arrivals_.emplace(line.cause, line.at); // the first one stays
    for (const auto& line : lines)
      add(line, rollouts_[line.ticket]);
  }
  std::vector<Case> take() { return {cases_.begin(), cases_.end()}; }

private:
  struct Rollout {
    std::vector<Case*> cases;
    std::optional<base::Instant> due; // as managers have set it
    std::string exposed_until;
    std::vector<const Record*> early; // answers of teams that were not asked yet
  };

  void add(const Record& line, Rollout& rollout) {
    if (line.what == "asked" || line.what == "adopted")
      return ask(line, rollout);
    if (line.what == "due")
      return move_due(line, rollout);
    if (line.what == "exposure")
      return expose(line, rollout);
    if (line.what == "closed" || line.what == "opened") {
      for (auto* one : rollout.cases)
        one->closed =
            line.what == "closed" ? std::optional(one->closed.value_or(line.at)) : std::nullopt;
    } else if (line.what == "report") {
      file(line, rollout);
    } else if (line.what == "linked") {
      for (const auto& team : teams_of_sender(line.words))
        if (auto* one = newest(rollout, team))
          one->ggus.push_back(line.about);
    } else if (auto* one = newest(rollout, line.about)) {
      add(line, *one);
    } else if (line.what == "answered") {
      rollout.early.push_back(&line);
    }
  }

  void add(const Record& line, Case& one) const {
    if (line.what == "answered")
      answer(line, one);
    else if (line.what == "unasked")
      one.taken_off = one.taken_off.value_or(line.at);
    else if (line.what == "reminded" || line.what == "chased")
      ++one.reminders;
    else if (line.what == "delayed" || line.what == "proceeding")
      one.excuses.push_back(line.at);
    else if (line.what == "unreachable" && line.words.starts_with("request"))
      one.reached_nobody = true;
  }

  void ask(const Record& line, Rollout& rollout) {
    auto* before = newest(rollout, line.about);
    if (before != nullptr)
      before->taken_off = before->taken_off.value_or(line.at);
    Asking asking{line.about};
    rollout::add(TeamLine{line.at, line.what, line.about, line.words}, asking);
    auto& one = cases_.emplace_back();
    rollout.cases.push_back(&one);
    one.team = line.about;
    one.ticket = line.ticket;
    one.asked = line.at;
    one.told = asking.until;
    one.adopted = asking.adopted;
    one.exposed_until = rollout.exposed_until;
    set_due(rollout, one);
    if (before == nullptr)
      for (const auto* early : rollout.early)
        if (base::same_ignoring_case(early->about, one.team))
          answer(*early, one);
  }

  // As the deadline is found that it is reminded by (awaited.hpp).
  static void set_due(const Rollout& rollout, Case& one) {
    one.due = rollout.due && *rollout.due > one.asked ? *rollout.due : one.told;
  }

  static void move_due(const Record& line, Rollout& rollout) {
    const auto due = base::read_iso(line.words);
    rollout.due = due ? std::optional(*due) : std::nullopt;
    for (auto* one : rollout.cases)
      if (!one->answered && !one->taken_off && !one->closed)
        set_due(rollout, *one);
  }

  static void expose(const Record& line, Rollout& rollout) {
    rollout.exposed_until = line.words;
    for (auto* one : rollout.cases)
      if (!one->reported && !one->taken_off)
        one->exposed_until = line.words;
  }

  void answer(const Record& line, Case& one) const {
    auto at = line.at;
    if (const auto came = arrivals_.find(line.cause); came != arrivals_.end())
      at = std::min(at, came->second);
    const auto is = answer_of(line.words);
    if (is != Answer::withdrawn)
      one.answered = one.answered.value_or(std::max(at, one.asked));
    if (is != Answer::accepted)
      one.accepted = std::nullopt;
    else if (one.answer != Answer::accepted)
      one.accepted = line.at; // its report's day is reckoned from here when it is told it
    one.answer = is;
  }

  static void file(const Record& line, Rollout& rollout) {
    const auto filed = read_filed(line.about, line.words);
    if (!filed || !filed->taken || filed->kind != ReportName::Kind::report)
      return;
    if (auto* one = newest(rollout, filed->team))
      one->reported = std::min(one->reported.value_or(filed->at), filed->at);
  }

  static Case* newest(const Rollout& rollout, std::string_view team) {
    const auto found =
        std::find_if(rollout.cases.rbegin(), rollout.cases.rend(),
                     [&](const Case* one) { return base::same_ignoring_case(one->team, team); });
    return found == rollout.cases.rend() ? nullptr : *found;
  }

  std::map<base::TicketId, Rollout> rollouts_;
  std::deque<Case> cases_;                        // pointed into
  std::map<std::string, base::Instant> arrivals_; // by cause
};

} // namespace

std::vector<Case> cases(const std::vector<Record>& lines) {
  return Fold(lines).take();
}

} // namespace rollout
