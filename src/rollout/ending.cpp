// SPDX-License-Identifier: Apache-2.0
#include "rollout/ending.hpp"

#include "base/text.hpp"
#include "rollout/begin.hpp"
#include "rollout/gate.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

#include <algorithm>

namespace rollout {
namespace {

bool is_resolved(const Ticket& ticket, const Policy& policy) {
  return base::same_ignoring_case(ticket.status, policy.end.status);
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What its release should know now.
Told to_tell(const Ticket& ticket, const Policy& policy, base::Instant now) {
  const auto outcome = outcome_of(ticket, policy);
  return {now, outcome,
          outcome.empty() ? "" : one_line(first_value(ticket, policy.document_field))};
}

// It is told of an end, and that one came to nothing; of nothing before that.
bool is_news(const Told& now, const std::vector<Told>& told) {
  if (told.empty())
    return !now.outcome.empty();
  return now.outcome != told.back().outcome || now.document != told.back().document;
}

class Ending {
public:
  Ending(const Picture& picture, base::Instant now, const Policy& policy, Memory& memory,
         Owing& owing)
      : picture_(picture), ticket_(*picture.ticket), now_(now), policy_(policy),
        closing_(memory.closing), memory_(memory), owing_(owing) {}

  void run() {
    see();
    if (closing_.by_others)
      return;
    if (is_resolved(ticket_, policy_) && outcome_of(ticket_, policy_).empty())
      return ask_for_outcome(); // what was told last still stands
    const auto told = to_tell(ticket_, policy_, now_);
    if (is_news(told, closing_.told))
      tell(told);
  }

private:
  void see() {
    const bool closed = is_closed(ticket_, policy_);
    const bool closed_now = closing_.by_others && picture_.closes; // its news came one by one
    if (closing_.known && closing_.closed == closed && !closed_now)
      return;
    const bool found = closed && !closing_.known && !picture_.closes;
    const ClosingLine line{now_,
                           found    ? "found_closed"
                           : closed ? "closed"
                                    : "opened",
                           ticket_.status};
    add(line, closing_);
    owing_.remember(line.what, "rollout", line.words);
  }

  void ask_for_outcome() {
    if (closing_.asked == closing_.times)
      return;
    closing_.asked = closing_.times;
    owing_.remember("outcome_asked", "rollout", "closed without an outcome");
    owing_.note(owing_.key("outcome-asked/" + std::to_string(closing_.times)),
                "closed without an outcome",
                "This rollout is " + ticket_.status + ", and its field " + policy_.outcome_field +
                    " is empty: its release was told nothing" +
                    (closing_.told.empty() ? "" : " new") + " yet.\nSet " + policy_.outcome_field +
                    " to ACCEPT or REJECT: that is told then, and this ticket may stay closed. Or "
                    "open it again.\n");
  }

  void tell(const Told& told) {
    const auto gaps = told.outcome.empty() ? std::vector<std::string>{} : gaps_of(told);
    const auto nth = closing_.told.size() + 1;
    if (picture_.release)
      tell_release(told, gaps, nth);
    else
      tell_of_no_release(told, nth);
    if (!gaps.empty())
      owing_.note(owing_.key("gaps/" + std::to_string(nth)), "resolved with gaps",
                  "The outcome is " + told.outcome +
                      ". What was missing, or speaks against it:\n- " + base::join(gaps, "\n- ") +
                      "\n" +
                      (picture_.release ? "\nIts release was told the same. What is added now is "
                                          "told as an amendment where it is the outcome or the "
                                          "document.\n"
                                        : ""));
    closing_.told.push_back(told);
    owing_.remember("outcome_told", picture_.release ? base::to_string(picture_.release->id) : "",
                    told_words(told));
  }

  std::vector<std::string> gaps_of(const Told& told) const {
    auto found = gate(ticket_, memory_, now_, policy_);
    auto out = std::move(found.missing);
    if (told.outcome == "ACCEPT")
      for (const auto& one : found.against)
        out.push_back("though " + one);
    return out;
  }

  void tell_release(const Told& told, const std::vector<std::string>& gaps, std::size_t nth) {
    const auto& release = *picture_.release;
    const auto key = base::to_string(release.id) + "/outcome/" + base::to_string(ticket_.id) + "/" +
                     std::to_string(nth);
    SetFields fields{release.id, {}};
    const auto set = [&](const std::string& name, const std::string& value) {
      if (release.fields.contains(name) && first_value(release, name) != value)
        fields.changes.push_back({name, {}, {}, value});
    };
    set(policy_.end.outcome_field, told.outcome);
    const bool had_document = !closing_.told.empty() && !closing_.told.back().document.empty();
    if (!told.outcome.empty() && (!told.document.empty() || had_document))
      set(policy_.document_field, told.document);
    const bool changed = closing_.told.empty() || closing_.told.back().outcome != told.outcome;
    if (const auto action = action_of(told); changed && !action.empty())
      set(policy_.begin.repo_field, action);
    if (!fields.changes.empty())
      owing_.add({key + "/fields", rt_lane(release.id), std::move(fields)});
    owing_.add({key, rt_lane(release.id),
                Comment{release.id, note_subject(key, title_of(told)), words_of(told, gaps)}});
  }

  std::string action_of(const Told& told) const {
    if (told.outcome.empty())
      return "";
    return told.outcome == "ACCEPT" ? policy_.end.accept_action : policy_.end.reject_action;
  }

  std::string title_of(const Told& told) const {
    if (told.outcome.empty())
      return closing_.closed ? "its rollout was given up" : "its rollout is open again";
    return (closing_.told.empty() ? "the outcome is " : "amended: the outcome is ") + told.outcome;
  }

  std::string words_of(const Told& told, const std::vector<std::string>& gaps) const {
    const std::string rollout = "The staged rollout #" + base::to_string(ticket_.id) + ", " +
                                one_line(ticket_.subject) + ",";
    std::string out;
    if (!closing_.told.empty() && !told.outcome.empty())
      out = "This amends what was told " + for_people(closing_.told.back().at) + ": " +
            shown(closing_.told.back()) + ".\n\n";
    if (told.outcome.empty())
      return rollout +
             (closing_.closed ? " is " + ticket_.status + ": it was given up" : " is open again") +
             ". What was told " + for_people(closing_.told.back().at) + " (" +
             shown(closing_.told.back()) + ") does not stand any more" +
             (closing_.closed ? "" : "; its new outcome will be told") + ".\n" + where();
    out += rollout + " is " + ticket_.status + ".\n\nOutcome: " + told.outcome + "\nReports: " +
           (told.document.empty()
                ? "no document is named yet"
                : "document " + told.document + ", " + document_url(told.document, policy_)) +
           "\n" + teams();
    if (!gaps.empty())
      out += "\nWhat was missing, or speaks against it, when it was closed:\n- " +
             base::join(gaps, "\n- ") + "\n";
    return out + where();
  }
  static std::string shown(const Told& told) {
    if (told.outcome.empty())
      return "there was no outcome any more";
    return told.outcome + (told.document.empty() ? "" : ", document " + told.document);
  }
  std::string teams() const {
    std::string out;
    for (const auto& [all, words] :
         {std::pair{taking_part(ticket_, policy_), "Took part: "},
          std::pair{field(ticket_, policy_.rejected_field), "Rejected: "}})
      if (!all.empty())
        out += words + base::join(all, ", ") + "\n";
    return out;
  }
  std::string where() const { return "\n" + ticket_url(ticket_.id, policy_) + "\n"; }

  void tell_of_no_release(const Told& told, std::size_t nth) {
    const auto parent = release_of_rollout(ticket_, policy_);
    owing_.note(owing_.key("no-release/" + std::to_string(nth)), "no release was told",
                "This rollout is " + ticket_.status + ", " + shown(told) + ". " +
                    (parent ? "RT does not show its release #" + base::to_string(*parent) +
                                  " to the bridge, so it was told nothing: tell its owners."
                            : "It hangs below no release, so nobody was told: link it to its "
                              "release (MemberOf), and tell its owners.") +
                    "\n");
  }

  const Picture& picture_;
  const Ticket& ticket_;
  base::Instant now_;
  const Policy& policy_;
  Closing& closing_;
  const Memory& memory_;
  Owing& owing_;
};

} // namespace

void heed_ending(const Picture& picture, base::Instant now, const Policy& policy, Memory& memory,
                 Owing& owing) {
  Ending(picture, now, policy, memory, owing).run();
}

std::optional<base::TicketId> release_of_rollout(const Ticket& rollout, const Policy& policy) {
  if (const auto id = read_rollout_key(first_value(rollout, policy.begin.key_field)))
    return id;
  return rollout.parents.empty() ? std::nullopt : std::optional(rollout.parents.front());
}

bool has_news_for_release(const Picture& picture, const Policy& policy) {
  const auto& closing = picture.memory.closing;
  const auto& ticket = *picture.ticket;
  const bool waits = is_resolved(ticket, policy) && outcome_of(ticket, policy).empty();
  const bool by_others = closing.by_others || (is_closed(ticket, policy) && !closing.known);
  if (waits || (by_others && !picture.closes))
    return false;
  return is_news(to_tell(ticket, policy, {}), closing.told);
}

std::string outcome_of(const Ticket& ticket, const Policy& policy) {
  if (!is_resolved(ticket, policy))
    return "";
  const auto value = first_value(ticket, policy.outcome_field);
  for (const char* outcome : {"ACCEPT", "REJECT"})
    if (base::same_ignoring_case(value, outcome))
      return outcome;
  return "";
}

std::string document_url(const std::string& number, const Policy& policy) {
  return is_number(number) ? policy.documents.url + "/document/" + number : number;
}

} // namespace rollout
