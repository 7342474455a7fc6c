// SPDX-License-Identifier: Apache-2.0
#include "rollout/take_reports.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"
#include "rollout/report_name.hpp"
#include "rollout/sentence.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Verdict = ReportName::Verdict;
using Kind = ReportName::Kind;

std::string first_value(const Ticket& ticket, const std::string& name) {
  const auto& values = field(ticket, name);
  return values.empty() ? "" : values.front();
}

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
    const std::string name = read_file_name(attached.name).shown;
    if (is_closed(ticket_, thought_.policy))
      return hold(name, attached, reading, "the rollout is closed",
                  "This rollout is closed (" + ticket_.status +
                      "). The file is kept on the ticket as late; nothing was changed.");
    if (!thought_.picture.sender.known)
      return hold(name, attached, reading, "its sender is in no team",
                  "It came from an address that is in no team.");
    if (reading.verdict == Verdict::wrong || reading.verdict == Verdict::ambiguous)
      return hold_misnamed(name, attached, reading);
    if (attached.content == Attached::Content::refused)
      return hold_for_content(name, attached, reading);
    take(name, attached, reading);
  }

  void finish() {
    if (!any_)
      ask_about_others();
    if (!names_.empty())
      thought_.set_fields("reports", {{thought_.policy.reports_field, names_, {}}});
    if (note_.empty())
      return;
    const auto& mail = thought_.mail;
    thought_.note_for_managers(
        key_for(mail, "files"), "reports came with a mail",
        note_ + "\nSource: " + describe_mail(mail) + "\nSender: " + senders_teams() +
            "\nRule: names are compared with those that this ticket's title "
            "and the teams make (R31); the newest report of a team counts, "
            "all are kept\nProof: " +
            describe_proof(mail.proof) + "\nEffective time: " + base::to_iso(mail.at) + "\n");
  }

private:
  void take(const std::string& name, const Attached& attached, const ReportName& reading) {
    if (came_before(name, attached)) {
      tell("found " + name + " to be the same file that was taken before; nothing was changed.",
           "a report that is there already");
      note_ += name + ": came again, unchanged\n";
      return;
    }
    const auto remarks = remarks_on(name, attached, reading);
    std::string told = "took " + name + " as " + whose(reading) + ".";
    for (const auto& remark : remarks)
      told += " " + remark;
    tell(told,
         reading.kind == Kind::summary ? "summary taken" : "report of " + reading.team + " taken");
    if (contains(thought_.picture.sender.teams, reading.team)) { // may answer for it
      thought_.answers.back().team = reading.team;
      thought_.answers.back().state = open_state(reading.team);
    }
    note_ += told + " (" + std::to_string(attached.bytes) + " bytes, content " +
             to_word(attached.content) + ", SHA-256 " + attached.digest + ")\n";
    names_.push_back(name);
    remember({name, true, *reading.kind, reading.team, reading.expected, "", attached.digest,
              thought_.picture.sender.address, senders_teams(), thought_.mail.at});
  }

  // All that is odd about a file that is taken all the same.
  std::vector<std::string> remarks_on(const std::string& name, const Attached& attached,
                                      const ReportName& reading) const {
    std::vector<std::string> out;
    if (reading.verdict == Verdict::deviation)
      out.push_back("Its right name is " + reading.expected +
                    "; there is no need to send it again.");
    if (reading.kind == Kind::report)
      for (auto& remark : remarks_on_team(reading.team))
        out.push_back(std::move(remark));
    else if (!thought_.picture.sender.manager)
      out.emplace_back("A summary is the rollout managers' work; they see who sent it.");
    for (const auto& one : attached.findings)
      out.push_back(one.text);
    for (const auto& older : newest_taken(thought_.reports)) {
      if (older.kind == reading.kind && older.team == reading.team && older.name != name)
        out.push_back("It takes the place of " + older.name + ", received " + for_people(older.at) +
                      "; both are kept.");
      else if (older.kind == reading.kind && older.team == reading.team)
        out.push_back("It takes the place of the one received " + for_people(older.at) +
                      "; both are kept.");
      else if (!attached.digest.empty() && older.digest == attached.digest)
        out.push_back("It is the same file as " + older.name + ", byte for byte.");
    }
    return out;
  }

  // Of a team that was asked and did not accept: "rejected", or "withdrawn".
  std::string open_state(const std::string& team) const {
    const auto& policy = thought_.policy;
    if (!contains(field(thought_.after, policy.teams_field), team) ||
        contains(field(thought_.after, policy.accepted_field), team))
      return "";
    return contains(field(thought_.after, policy.rejected_field), team) ? "rejected" : "withdrawn";
  }

  std::vector<std::string> remarks_on_team(const std::string& team) const {
    const auto& policy = thought_.policy;
    const auto& sender = thought_.picture.sender;
    std::vector<std::string> out;
    if (!contains(sender.teams, team) && !sender.manager)
      out.push_back(thought_.picture.sender.address +
                    " is not in this team; the rollout managers see that.");
    if (!contains(field(thought_.after, policy.teams_field), team))
      out.emplace_back("This team was not asked on this ticket; the rollout managers see that.");
    else if (const auto state = open_state(team); !state.empty())
      out.push_back(state == "rejected" ? "This team has rejected."
                                        : "This team has not accepted yet.");
    return out;
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
    hold(name, attached, reading, "wrong name: " + why, words, std::move(names));
  }

  void hold_for_content(const std::string& name, const Attached& attached,
                        const ReportName& reading) {
    std::string words;
    std::string why;
    for (const auto& one : attached.findings) {
      words += (words.empty() ? "" : " ") + one.text;
      add_reason(why, one.code);
    }
    hold(name, attached, reading, "wrong content: " + why, words);
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
              attached.digest, thought_.picture.sender.address, senders_teams(), thought_.mail.at});
  }

  // Documents under other names, of somebody who may owe a report here.
  void ask_about_others() {
    if (thought_.picture.sender.manager || is_closed(ticket_, thought_.policy))
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

  bool came_before(const std::string& name, const Attached& attached) const {
    return std::any_of(thought_.reports.begin(), thought_.reports.end(), [&](const Filed& older) {
      return older.taken && older.name == name && !attached.digest.empty() &&
             older.digest == attached.digest;
    });
  }

  std::string senders_teams() const {
    const auto& sender = thought_.picture.sender;
    std::vector<std::string> teams = sender.teams;
    if (sender.manager)
      teams.emplace_back("the rollout managers");
    return teams.empty() ? "nobody of the teams here" : base::join(teams, ", ");
  }

  void tell(const std::string& words, const std::string& brief) {
    Answer answer;
    answer.done = words;
    answer.brief = brief;
    thought_.answers.push_back(std::move(answer));
  }

  void remember(Filed filed) {
    thought_.remember("report", filed.name, to_words(filed));
    thought_.reports.push_back(std::move(filed));
  }

  Thought& thought_;
  const Ticket& ticket_;
  ReportRule rule_;
  bool any_ = false; // of the mail's files is meant as a report
  std::vector<const Attached*> others_;
  std::vector<std::string> names_; // taken
  std::string note_;
};

} // namespace

Release release_of(const Ticket& ticket, const Policy& policy) {
  Release release = read_subject(ticket.subject, policy.naming).release;
  if (release.stack.empty()) {
    const auto stack = read_stack(first_value(ticket, policy.stack_field), policy.naming.stacks);
    release.stack = stack ? stack->stack : "";
    release.major = stack ? stack->major : "";
  }
  if (release.component.empty())
    release.component = first_value(ticket, policy.component_field);
  if (release.version.empty())
    release.version = first_value(ticket, policy.version_field);
  return release;
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
