// SPDX-License-Identifier: Apache-2.0
#include "rollout/take_reports.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"
#include "rollout/report_name.hpp"
#include "rollout/report_remarks.hpp"
#include "rollout/sentence.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Verdict = ReportName::Verdict;
using Kind = ReportName::Kind;

constexpr std::size_t most_files = 20; // of one mail

// "version, no release": a word of programs, for people.
void add_reason(std::string& all, std::string_view word) {
  all += all.empty() ? "" : ", ";
  std::replace_copy(word.begin(), word.end(), std::back_inserter(all), '_', ' ');
}

std::string whose(const ReportName& reading) {
  return reading.kind == Kind::summary ? "the summary" : "the report of " + reading.team;
}

// Files of one mail, one after the other; what is told of them is collected in the thought.
class Filing {
public:
  explicit Filing(Thought& thought)
      : thought_(thought), ticket_(*thought.picture.ticket),
        rule_(release_of(ticket_, thought.policy), thought.picture.roster, thought.policy.naming) {}

  void file(const Attached& attached) {
    auto reading = rule_.read(attached.name);
    if (reading.verdict == Verdict::not_a_report)
      return others_.push_back(&attached);
    any_ = true;
    if (++files_ > most_files)
      return;
    const std::string name = read_file_name(attached.name).shown;
    if (thought_.picture.memory.relay_refused)
      return hold(name, attached, reading, "RT did not take the mail",
                  "RT did not take your mail, so this file is not on the ticket. Please send it "
                  "again in a new mail.");
    if (is_closed(ticket_, thought_.policy))
      return hold(name, attached, reading, "the rollout is closed",
                  "This rollout is closed (" + ticket_.status +
                      "). The file is kept on the ticket as late; nothing was changed.");
    if (!thought_.picture.sender.known)
      return hold(name, attached, reading, "its sender is in no team",
                  "It came from an address that is in no team.");
    if (reading.verdict == Verdict::wrong || reading.verdict == Verdict::ambiguous) {
      if (const auto counts = counting_as(attached.digest); !counts.empty())
        return pass_over(name, counts);
      return hold_misnamed(name, attached, reading);
    }
    if (attached.content == Attached::Content::refused)
      return hold_for_content(name, attached, reading);
    take(name, attached, reading);
  }

  void finish() {
    if (!any_)
      ask_about_others();
    if (files_ > most_files)
      leave_the_rest();
    if (!names_.empty())
      thought_.set_fields("reports", {{thought_.policy.reports_field, names_, other_cases()}});
    if (note_.empty())
      return;
    const auto& mail = thought_.mail;
    thought_.note_for_managers(key_for(mail, "files"), "reports came with a mail",
                               note_ + "\nSource: " + describe_mail(mail) +
                                   "\nSender: " + (from().empty() ? "in no team" : from()) +
                                   "\nRule: names are compared with those that this ticket's title "
                                   "and the teams make (R31); the newest report of a team counts, "
                                   "all are kept\nProof: " +
                                   describe_proof(mail.proof) +
                                   "\nEffective time: " + base::to_iso(mail.at) + "\n");
  }

private:
  void take(const std::string& name, const Attached& attached, const ReportName& reading) {
    Filed filed{name,
                true,
                *reading.kind,
                reading.team,
                reading.expected,
                "",
                attached.digest,
                thought_.picture.sender.address,
                from(),
                thought_.mail.at,
                attached.recommendation};
    if (counts_already(filed, thought_.memory.reports))
      return pass_over(name, "");
    const auto remarks = remarks_on(filed, attached, reading.verdict, thought_);
    std::string told = "took " + name + " as " + whose(reading) + ".";
    for (const auto& remark : remarks)
      told += " " + remark;
    tell(told,
         reading.kind == Kind::summary ? "summary taken" : "report of " + reading.team + " taken");
    if (contains(thought_.picture.sender.teams, reading.team)) { // may answer for it
      thought_.answers.back().team = reading.team;
      thought_.answers.back().state = open_state(reading.team, thought_);
    }
    note_ += told + " (" +
             (attached.bytes == 0 ? "" : std::to_string(attached.bytes) + " bytes, ") + "content " +
             to_word(attached.content) +
             (attached.digest.empty() ? "" : ", SHA-256 " + attached.digest) + ")\n";
    names_.push_back(name);
    remember(std::move(filed));
  }

  // The report of one of the sender's teams that has these bytes. Empty: none that counts.
  std::string counting_as(const std::string& digest) const {
    for (const auto& one : newest_taken(thought_.memory.reports))
      if (!digest.empty() && one.digest == digest &&
          contains(thought_.picture.sender.teams, one.team))
        return one.name;
    return "";
  }

  // The same file again, under the name that it counts by or, where `counts` says so, another one.
  void pass_over(const std::string& name, const std::string& counts) {
    tell("found " + name + " to be the same file " +
             (counts.empty() ? "that was taken before" : "as " + counts + ", which counts") +
             "; nothing was changed.",
         "a report that is there already");
    note_ += name + ": came again, unchanged\n";
  }

  void hold_misnamed(const std::string& name, const Attached& attached, const ReportName& reading) {
    std::string words;
    std::string why;
    std::vector<std::string> names;
    const auto extension = read_file_name(attached.name).extension;
    for (const auto& one : reading.complaints) {
      if (is_harmless(one.flaw))
        continue;
      words += (words.empty() ? "" : " ") + (one.flaw == Flaw::team && !one.text.empty()
                                                 ? about_unknown_team(one.text, thought_.picture)
                                                 : sentence(one));
      add_reason(why, to_word(one.flaw));
      for (const auto& suggestion : one.suggestions)
        if (names.size() < 3 && !contains(names, suggestion))
          names.push_back(suggestion);
    }
    for (const auto& one : reading.readings) // of an ambiguous name
      if (names.size() < 3 && reading.verdict == Verdict::ambiguous)
        names.push_back(rule_.name_for(one.team, extension));
    if (names.empty())
      names = own_names(extension);
    std::stable_partition(names.begin(), names.end(), [&](const std::string& one) {
      const auto& own = thought_.picture.sender.teams;
      return std::any_of(own.begin(), own.end(),
                         [&](const auto& team) { return one == rule_.name_for(team, extension); });
    });
    hold(name, attached, reading, "wrong name: " + why,
         words + " It stays on the ticket and is listed as held; please send it again under its "
                 "right name.",
         std::move(names));
  }

  void hold_for_content(const std::string& name, const Attached& attached,
                        const ReportName& reading) {
    std::string words;
    std::string why;
    for (const auto& one : attached.findings) {
      words += (words.empty() ? "" : " ") + one.text;
      add_reason(why, one.code);
    }
    hold(name, attached, reading, "wrong content: " + why,
         words + " It stays on the ticket and is listed as held.");
  }

  // Nothing is lost: it stays on the ticket, and people see that it waits for its name.
  void hold(const std::string& name, const Attached& attached, const ReportName& reading,
            const std::string& why, const std::string& words, std::vector<std::string> names = {}) {
    thought_.complaints.push_back({Code::report, 0, name, std::move(names), {}, words});
    note_ += name + ": not taken, " + why +
             (reading.expected.empty() || reading.expected == name
                  ? ""
                  : "; its right name: " + reading.expected) +
             "\n";
    remember({name, false, reading.kind.value_or(Kind::report), reading.team, reading.expected, why,
              attached.digest, thought_.picture.sender.address, from(), thought_.mail.at,
              attached.recommendation});
  }

  // Documents under other names, of somebody who may owe a report here.
  void ask_about_others() {
    if (thought_.picture.sender.manager || thought_.picture.memory.relay_refused ||
        is_closed(ticket_, thought_.policy))
      return;
    for (const auto* one : others_) {
      auto names = own_names(read_file_name(one->name).extension);
      if (!names.empty() && may_be_report(one->name))
        thought_.complaints.push_back(
            {Code::report,
             0,
             read_file_name(one->name).shown,
             std::move(names),
             {},
             "This file is kept on the ticket, but by its name it is no report. If it is your "
             "report, please send it again under its right name."});
    }
  }

  // The right names for the teams of the sender that were asked here.
  std::vector<std::string> own_names(std::string_view extension) const {
    std::vector<std::string> out;
    for (const auto& team : field(ticket_, thought_.policy.teams_field))
      if (out.size() < 3 && contains(thought_.picture.sender.teams, team))
        if (auto name = rule_.name_for(team, extension); !name.empty())
          out.push_back(std::move(name));
    return out;
  }

  // Names in the field that differ from those taken now in case alone: RT would keep the older.
  std::vector<std::string> other_cases() const {
    std::vector<std::string> out;
    for (const auto& value : field(ticket_, thought_.policy.reports_field))
      for (const auto& name : names_)
        if (value != name && base::same_ignoring_case(value, name))
          out.push_back(value);
    for (const auto& name : names_)
      std::erase(out, name);
    return out;
  }

  void leave_the_rest() {
    const std::string rest = std::to_string(files_ - most_files);
    thought_.complaints.push_back(
        {Code::report,
         0,
         "",
         {},
         {},
         "Of the files of this mail, " + rest + " were not looked at: a mail may bring " +
             std::to_string(most_files) + " reports. Please send the others in another mail."});
    note_ += rest + " further files were not looked at\n";
  }

  // The sender's teams; empty: in none.
  std::string from() const {
    const auto& sender = thought_.picture.sender;
    std::vector<std::string> teams = sender.teams;
    if (sender.manager)
      teams.emplace_back("the rollout managers");
    return base::join(teams, ", ");
  }

  void tell(const std::string& words, const std::string& brief) {
    Answer answer;
    answer.done = words;
    answer.brief = brief;
    thought_.answers.push_back(std::move(answer));
  }

  void remember(Filed filed) {
    thought_.remember("report", filed.name, to_words(filed));
    thought_.memory.reports.push_back(std::move(filed));
  }

  Thought& thought_;
  const Ticket& ticket_;
  ReportRule rule_;
  bool any_ = false;      // of the mail's files is meant as a report
  std::size_t files_ = 0; // that are
  std::vector<const Attached*> others_;
  std::vector<std::string> names_; // taken
  std::string note_;
};

} // namespace

bool brings_report(const MailArrived& mail, const Ticket& ticket, const Roster& roster,
                   const Policy& policy) {
  const ReportRule rule(release_of(ticket, policy), roster, policy.naming);
  return std::any_of(mail.files.begin(), mail.files.end(), [&](const Attached& file) {
    return rule.read(file.name).verdict != Verdict::not_a_report;
  });
}

std::vector<std::string> reported_teams(const MailArrived& mail, const Ticket& ticket,
                                        const Roster& roster, const Policy& policy) {
  const ReportRule rule(release_of(ticket, policy), roster, policy.naming);
  std::vector<std::string> out;
  for (const auto& file : mail.files)
    if (auto team = rule.read(file.name).team; !team.empty() && !contains(out, team))
      out.push_back(std::move(team));
  return out;
}

void take_reports(Thought& thought) {
  if (!has_report(thought.mail))
    return;
  Filing filing(thought);
  for (const auto& file : thought.mail.files)
    if (!file.name.empty())
      filing.file(file);
  filing.finish();
}

} // namespace rollout
