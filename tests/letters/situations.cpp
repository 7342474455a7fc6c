// SPDX-License-Identifier: Apache-2.0
#include "letters/situations.hpp"

#include "base/text.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"
#include "rollout/poll.hpp"
#include "rollout/team_letter.hpp"

namespace letters {
namespace {

using namespace rollout;

const std::string infn = "NGI_IT-INFN-T1";
const std::string qmul = "NGI_UK-UKI-LT2-QMUL";
const std::string cesnet = "NGI_CZ-prague_cesnet_lcg2";

struct Scene {
  MailArrived mail;
  Picture picture;
  Policy policy;

  Scene() {
    mail.message_id = "CAF=x7+anna@mail.infn.example";
    mail.from = "anna@infn.example";
    mail.subject =
        "Re: [rt.egi.example #4711] Staged Rollout EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64";
    mail.at = base::from_unix(1'795'222'800);
    picture.ticket = Ticket{{4711},
                            "staged-rollout",
                            "Staged Rollout EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64",
                            "open",
                            {}};
    picture.sender = {"anna@infn.example", true, {infn}};
    policy.rt_name = "rt.egi.example";
    policy.owner = "owner@rollout.example";
    policy.domain = "rollout.example";
    policy.from = "staged-rollout@rollout.example";
    policy.rt_url = "https://rt.egi.example";
  }
  Situation answer(const char* name, const std::vector<Answer>& answers,
                   const std::vector<Complaint>& complaints) const {
    return {std::string("answer-") + name,
            answer_letter(mail, picture, answers, complaints,
                          "rollout.0123456789abcdef@rollout.example", policy)};
  }
  Situation held(const char* name, const std::string& why) const {
    return {std::string("held-") + name,
            held_letter(mail, picture, why, "rollout.0123456789abcdef@rollout.example", policy)};
  }
  // What a rollout writes to its teams and to a list, whatever its title, links and table say.
  std::vector<Situation> to_teams(const std::string& team, const std::string& words) const {
    const std::string id = "rollout.0123456789abcdef@rollout.example";
    auto ticket = *picture.ticket;
    ticket.fields = {{"Release Notes", {words}},
                     {"Issues Fixed", {}},
                     {"Documentation", {words}},
                     {"EA Teams", {team}},
                     {"EA Accepted", {team}}};
    std::vector<Situation> all{
        {"request", request_letter(ticket, team, words, false, id, policy)},
        {"request-again", request_letter(ticket, team, words, true, id, policy)},
        {"reminder", reminder_letter(ticket, team, words, words, id, id, policy)},
        {"withdrawal", withdrawal_letter(ticket, team, id, id, policy)},
        {"beta", beta_letter(ticket,
                             {team,
                              words,
                              {},
                              false,
                              true,
                              {{words, words, words}, {"ce.example.org", "CREAM-CE", ""}},
                              {}},
                             words, id, policy)},
    };
    for (const auto& [name, stage] :
         {std::pair{"report-early", ReportStage::early}, std::pair{"report-due", ReportStage::due},
          std::pair{"report-late", ReportStage::late}})
      all.push_back({name, report_letter(ticket, team, stage, words, words, id, id, policy)});
    Memory memory;
    memory.closing.told = {{{}, "REJECT", ""}, {{}, "ACCEPT", ""}};
    ticket.fields["Document ID"] = {words};
    for (const auto& [kind, round] : {std::pair{call_kind, 1}, std::pair{end_kind, 1},
                                      std::pair{outcome_kind, 1}, std::pair{outcome_kind, 2}}) {
      Posting posting;
      posting.kind = kind;
      posting.round = round;
      posting.copies = {{"list@infn.example", {}, {}}};
      memory.postings.push_back(posting);
      all.push_back({kind + std::string(round > 1 ? "-amended" : ""),
                     post_letter(ticket, posting, "list@infn.example", memory, policy)});
    }
    for (auto& one : all)
      one.letter.to = "anna@infn.example";
    return all;
  }
  Situation owner(const char* name, const std::string& about, const std::string& text) const {
    return {std::string("owner-") + name,
            std::get<SendMail>(letter_to_owner("4711/" + about, policy, about, text).action)};
  }
};

Complaint slip() {
  return {Code::malformed, 1, "acept " + qmul, {"accept " + qmul}, {}};
}

Complaint unknown() {
  return {Code::unknown_team,
          2,
          "accept NGI_FRANCE-IN2P3-CCT2",
          {"accept NGI_FRANCE-IN2P3-CC-T2", "accept NGI_FRANCE-IN2P3-CC", "accept " + infn},
          {}};
}

std::vector<Complaint> every_code(const std::string& written, const std::string& line) {
  std::vector<Complaint> out;
  for (const auto code : {Code::unknown_team, Code::malformed, Code::conflict, Code::duplicate,
                          Code::not_member, Code::not_asked, Code::halves_differ, Code::unreadable,
                          Code::closed, Code::not_a_rollout, Code::not_manager, Code::not_proved,
                          Code::unknown_id, Code::bad_value, Code::settled, Code::unopposed})
    out.push_back({code,
                   1,
                   written,
                   {line, "reject" + line.substr(std::min<std::size_t>(6, line.size()))},
                   {}});
  for (int more = 0; more < 4; ++more)
    out.push_back({Code::malformed, 9, written, {line}, {}});
  return out;
}

const std::string report_front = "ea-" + infn + "-EMI-SE-DPM_mysql-";

// `name` taken, though its team has rejected.
Answer filed(const std::string& name, const std::string& words) {
  return {infn, "rejected", "", "took " + name + " as the report of " + infn + ". " + words,
          "report of " + infn + " taken"};
}

// `name` held.
Complaint misnamed(const std::string& name, const std::string& words,
                   const std::vector<std::string>& right) {
  return {Code::report, 0, name, right, {}, words};
}

} // namespace

std::vector<Situation> usual() {
  const Scene plain;
  Scene typed;
  typed.mail.door = Door::page;
  Scene nowhere;
  nowhere.picture.ticket.reset();
  nowhere.mail.subject = "our answer";
  Scene umlauts;
  umlauts.picture.ticket->subject =
      "Staged Rollout für Łódź – žluťoučký kůň: 漢字 UMD-3 dCache 2.6.5-1 SL6 x86_64, zweite Runde "
      "mit dem berichtigten Paket";
  umlauts.mail.subject = "AW: [rt.egi.example #4711] " + umlauts.picture.ticket->subject;
  std::vector<Situation> out{
      plain.answer("accepted", {{infn, "accepted", ""}}, {}),
      plain.answer("changed", {{infn, "rejected", "before: accepted"}}, {}),
      plain.answer("problem", {}, {slip()}),
      plain.answer("both", {{infn, "accepted", ""}, {cesnet, "withdrawn", "before: rejected"}},
                   {unknown(), {Code::not_member, 3, "accept " + qmul, {"accept " + infn}, {}}}),
      plain.answer(
          "many", {},
          every_code("accept the new version for " + qmul + " if it works", "accept " + qmul)),
      nowhere.answer("nowhere", {}, {{Code::not_a_rollout, 0, "", {"accept " + infn}, {}}}),
      typed.answer("typed", {{infn, "accepted", ""}}, {slip()}),
      typed.answer("orders",
                   {{"", "", "", "released the held mail from anna@infn.example"},
                    {"", "", "", "set the end of exposure to 2026-12-24"}},
                   {{Code::bad_value, 3, "document 42x", {}, {}},
                    {Code::settled, 4, "send r4f7-k2m9", {}, {}}}),
      plain.answer(
          "files",
          {{infn, "accepted", ""},
           filed("EA_ngi_it-infn-t1 emi-se-dpm_mysql 1.8.0 (1).doc",
                 "Its right name is " + report_front +
                     "1.8.0-1.doc; there is no need to send it again. This team has rejected.")},
          {misnamed(report_front + "1.8.1-1.docx",
                    "The version is not the one of the ticket. It says 1.8.1-1; the ticket says "
                    "1.8.0-1.",
                    {report_front + "1.8.0-1.docx"}),
           misnamed(report_front + "1.8.0-1.odt",
                    "The document holds macros, which a report has no need of; please save it "
                    "without macros, as a plain .docx or .odt, and send it again.",
                    {})}),
      umlauts.answer("umlauts", {{infn, "accepted", ""}}, {slip()}),
      plain.held(
          "failed",
          "it did not pass the check of its sender (dmarc=fail p=reject header.from=infn.example)"),
      nowhere.held("nowhere", "it did not pass the check of its sender (dmarc=fail)"),
      plain.owner("stuck", "stuck: relay/4711/9715c17986ecf21e",
                  "The relay relay/4711/9715c17986ecf21e cannot be done:\n\n  RT at "
                  "https://rt.egi.example refuses the mail: no permission to create tickets in the "
                  "queue\n\n"
                  "What follows it in rt/4711 waits until you say what is to become of it:\n\n"
                  "  rollout-bridge queue retry outbox:21   try again, once it is mended\n"
                  "  rollout-bridge queue drop outbox:21    give it up\n"
                  "  rollout-bridge queue show outbox:21\n"),
      plain.owner(
          "shown", "our answer",
          "commands from an address in no team\n\nMessage-ID <x@y> from mallory@elsewhere.example, "
          "arrived 2026-11-21T01:00:00Z\n\nNothing was done and nobody was answered.\n\n" +
              excerpt("accept " + infn + "\nThank you\n")),
  };

  for (auto& one : plain.to_teams(
           infn,
           "2026-11-24 11:02 Europe/Rome (10:02 UTC): one working day after 2026-11-23 11:02"))
    out.push_back(std::move(one));
  return out;
}

std::vector<Situation> hostile() {
  std::vector<Situation> out;
  const std::string many = base::join(std::vector<std::string>(12, "accept NGI_X-Y"), " ");
  const std::string lines =
      "accept NGI_X-Y\nreject NGI_X-Y\r\naccept\nNGI_X-Y accept\n\naccept NGI_X-Y if";
  for (const std::string& words : std::vector<std::string>{"accept NGI_X-Y",
                                                           "accept",
                                                           "NGI_X-Y",
                                                           "NGI_X-Y accept",
                                                           "accept NGI_X-Y if it works",
                                                           "accepted",
                                                           "* accept NGI_X-Y",
                                                           "'accept NGI_X-Y'",
                                                           "accept:NGI_X-Y",
                                                           "foo NGI_X-Y",
                                                           "release r4f7-k2m9",
                                                           "x: extend 2026-12-31",
                                                           "<br>accept NGI_X-Y<br>",
                                                           "</p></pre><p>accept NGI_X-Y</p>",
                                                           "{{about}} accept NGI_X-Y",
                                                           "-- Please reply above this line --",
                                                           "> accept NGI_X-Y",
                                                           many,
                                                           lines,
                                                           "a" + many,
                                                           std::string(72, 'x') + " accept NGI_X-Y",
                                                           std::string(60, 'x') + " accept NGI_X-Y",
                                                           "NGI_" + std::string(300, 'X') + "-Y",
                                                           "",
                                                           "accept\xC2\xA0NGI_X-Y",
                                                           "\xff accept NGI_X-Y"}) {
    Scene scene;
    scene.mail.subject = words;
    scene.picture.ticket->subject = words;
    scene.picture.ticket->status = words;
    scene.picture.ticket->queue = words;
    scene.picture.sender.address = "accept@x.example";
    const std::vector<Answer> answers{{words, "accepted", words},
                                      {"accept", "rejected", ""},
                                      {"NGI_X-Y", "withdrawn", ""},
                                      {"", "", "", "released the held mail from " + words},
                                      filed(words, "This team has rejected.")};
    const std::vector<Complaint> files{misnamed(
        words, "It says " + words + "; the ticket says 1.8.0-1.", {words, "accept " + words})};
    for (const auto door : {Door::mail, Door::page}) {
      scene.mail.door = door;
      out.push_back(scene.answer("both", answers, every_code(words, "accept " + words)));
      out.push_back(scene.answer("problems", {}, every_code(words, words)));
      out.push_back(scene.answer("answers", answers, {}));
      out.push_back(scene.answer("files", {}, files));
      out.push_back(scene.answer("file", {filed(words, "This team has rejected.")}, files));
    }
    for (auto& one : scene.to_teams(infn, words))
      out.push_back(std::move(one));
    out.push_back(scene.held("held", words));
    out.push_back(scene.owner("owner", words, words));
    out.push_back(scene.owner("excerpt", words,
                              excerpt(words) + words + "\n- malformed: \"" + words + "\"\n"));
    scene.picture.ticket.reset();
    out.push_back(scene.answer("nowhere", {}, every_code(words, "accept " + words)));
    out.push_back(scene.held("nowhere", words));
  }
  return out;
}

} // namespace letters
