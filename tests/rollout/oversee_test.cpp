// SPDX-License-Identifier: Apache-2.0
// Whatever people do to a rollout, and whenever it is looked at: what was owed once is not owed
// again, and nobody gets a letter that he should not get.
#include "base/text.hpp"
#include "rollout/document.hpp"
#include "rollout/exposure.hpp"
#include "rollout/oversee.hpp"
#include "rollout/poll.hpp"
#include "rollout/status.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rollout;
using std::chrono::hours;
using Values = std::vector<std::string>;

namespace {

const std::vector<std::string> all_teams = {"NGI_A-One", "NGI_B-Two", "NGI_C-Three", "NGI_D-Gone"};
const std::set<std::string> no_group = {"NGI_D-Gone"};

class History {
public:
  explicit History(unsigned seed) : random_(seed), server_(seed) {
    policy_.rt_name = "rt.example.test";
    policy_.salt = "salt";
    policy_.working_times = calendar::WorkingTimes::read("", "").value();
    policy_.domain = "bridge.example.test";
    policy_.asks.reminders = chance(2) ? 1 : 2;
    policy_.lists.ask = chance(2);
    policy_.asks.watch_sites = true;
    policy_.asks.beta_days = 1;
    policy_.asks.trust_news = hours{48};
    ticket_ = {{7},
               "staged-rollout",
               "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
               "new",
               {{"EA Teams", {}},
                {"EA Accepted", {}},
                {"EA Rejected", {}},
                {"Rollout Status", {}},
                {"Outcome", {}},
                {"Exposure Until", {}},
                {"Document ID", {}},
                {"Rollout Key", {"sr-100"}}}};
    policy_.documents.check = seed % 2 == 0;
    policy_.lists.announcing = chance(2) ? Announcing::send : Announcing::ask;
  }

  void goes_on() {
    now_ += hours{pick(30)};
    people_act();
    for (const auto& team : all_teams)
      if (chance(2))
        is_read(team);
    if (policy_.documents.check)
      is_shown();
    look();
    look_again();
  }

  int beta_letters = 0;
  int report_letters = 0;
  int releases_told = 0;
  int documents_told = 0;
  std::size_t pages() const { return pages_.size(); }
  std::size_t calls() const { return calls_.size(); }
  std::size_t ends() const { return sent_.size() - calls_.size() - announced_.size(); }
  std::size_t announcements() const { return announced_.size(); }

private:
  bool chance(int of) { return pick(of) == 0; }
  int pick(int of) { return std::uniform_int_distribution(0, of - 1)(random_); }
  std::vector<std::string>& field(const char* name) { return ticket_.fields.at(name); }
  const std::string& some_team() { return all_teams[static_cast<std::size_t>(pick(4))]; }

  void people_act() {
    const auto& team = some_team();
    switch (pick(14)) {
    case 0:
    case 1:
      if (!contains(field("EA Teams"), team))
        field("EA Teams").push_back(team);
      break;
    case 2:
      std::erase(field("EA Teams"), team);
      break;
    case 3:
      answers(team, chance(2) ? "EA Accepted" : "EA Rejected");
      break;
    case 4:
      ticket_.status = ticket_.status == "resolved" ? "open" : chance(3) ? "resolved" : "open";
      break;
    case 5:
      ticket_.due = chance(2) ? std::optional(now_ + hours{pick(100)}) : std::nullopt;
      break;
    case 6:
      std::erase(ticket_.groups, "ea-" + team);
      break;
    case 7:
      mails_go();
      break;
    case 8:
      field("Outcome") = {chance(2) ? "ACCEPT" : "REJECT"};
      break;
    case 9:
      field("Outcome").clear();
      break;
    case 10:
      field("Document ID") = {std::to_string(1000 + pick(3))};
      break;
    case 11:
      field("Exposure Until") = {to_words(*read_day(base::to_iso(now_ + hours{24 * pick(20)})))};
      break;
    case 12:
      says(team);
      break;
    default:
      for (auto& one : postings_)
        if (chance(2))
          remembered_.push_back(
              {now_, chance(2) ? "posting_ordered" : "posting_cancelled", one, "by mgr@rt"});
    }
  }
  // Of its report, of its pace, or of a problem; or a manager sets aside what is known.
  void says(const std::string& team) {
    if (chance(2)) {
      Filed filed;
      filed.taken = true;
      filed.team = team;
      filed.at = now_;
      filed.name = "ea-" + team + ".odt";
      reports_.push_back(filed);
    } else if (chance(2)) {
      remembered_.push_back({now_, chance(2) ? "delayed" : "proceeding", team, "by anna@rt"});
    } else if (chance(3)) {
      links_.push_back(
          {"https://ggus.eu/?mode=ticket_info&ticket_id=" + std::to_string(looks_), now_});
    } else {
      remembered_.push_back({now_, "overridden", "against", "by mgr@rt: known"});
    }
  }
  // The mail server takes copies, or an operator takes them out of the queue.
  void mails_go() {
    for (const auto& one : picture().memory.postings)
      for (const auto& copy : one.copies)
        if (!copy.sent && chance(2))
          remembered_.push_back(
              {now_, chance(5) ? "post_dropped" : "sent", one.id, list_words({copy.list})});
  }
  // What GOCDB says of its site now.
  void is_read(const std::string& team) {
    SiteNews news;
    news.team = team;
    news.as_of = now_ - hours{pick(4)};
    news.whole = !chance(4);
    if (chance(2))
      news.beta.push_back({"ce.example.org", "CREAM-CE", ""});
    std::erase_if(sites_, [&](const auto& one) { return one.team == team; });
    sites_.push_back(std::move(news));
  }
  // What the document server shows of the document that was asked for last. By dice of its own:
  // what people do is the same whoever verifies.
  void is_shown() {
    const auto one_of = [this](unsigned count) { return server_() % count == 0; };
    const auto asked = picture().memory.document_asked;
    const auto id = read_document_id(asked);
    if (!id || !one_of(3))
      return;
    DocumentSeen seen{
        *id, !one_of(3), one_of(2) ? "x" : document_title(ticket_, policy_), {}, now_};
    if (one_of(2))
      for (const auto& one : reports_)
        seen.files.push_back(one.name);
    remembered_.push_back({now_, "document_seen", asked, to_words(seen)});
  }
  void answers(const std::string& team, const char* name) {
    if (!contains(field("EA Teams"), team))
      return;
    std::erase(field("EA Accepted"), team);
    std::erase(field("EA Rejected"), team);
    field(name).push_back(team);
    remembered_.push_back({now_, "answered", team, "accepted"});
  }

  Picture picture() const {
    Picture out;
    out.ticket = ticket_;
    std::vector<PostingLine> posts;
    std::vector<TeamLine> teams;
    for (const auto& line : remembered_)
      if (base::is_one_of(line.what, team_lines))
        teams.push_back(line);
      else if (base::is_one_of(line.what, posting_lines) || base::is_one_of(line.what, mail_lines))
        posts.push_back({line.at, line.what, line.team, line.words});
      else if (line.what == "watched")
        out.memory.watch = read_watch(line.words);
      else if (line.what == "exposure")
        out.memory.exposure = seen_after(out.memory.exposure, line.words, line.at);
      else if (line.what == "summary_made")
        out.memory.drafts.complete = true;
      else if (line.what == "due")
        out.memory.due = line.words;
      else if (line.what == "overridden")
        out.memory.overridden = {line.at, line.words};
      else if (line.what == "gate")
        out.memory.told_good = line.words == "yes";
      else if (base::is_one_of(line.what, closing_lines))
        add({line.at, line.what, line.words}, out.memory.closing);
      else if (base::is_one_of(line.what, document_lines))
        add({line.at, line.what, line.team, line.words}, out.memory);
    out.memory.reports = reports_;
    out.memory.linked = links_;
    out.release = Ticket{{100}, "sw-rel", "x", "StageRollOut", release_};
    out.memory.askings = askings(teams);
    out.memory.postings = rollout::postings(posts);
    out.memory.sites = sites_;
    return out;
  }

  void look() {
    const auto before = picture();
    const auto decision =
        oversee(before, no_group, now_, "look-" + std::to_string(++looks_), policy_);
    for (const auto& effect : decision.effects) {
      CAPTURE(effect.key);
      CHECK(keys_.insert(effect.key).second);
      happens(effect.action, before);
    }
    for (const auto& note : decision.notes) {
      remembered_.push_back({now_, note.what, note.about, note.words});
      if (note.what == "posting_prepared")
        postings_.push_back(note.about);
    }
    for (const auto& alarm : decision.alarms)
      CHECK(alarm.at > now_);
  }

  // At the same moment: there is nothing left to do.
  void look_again() {
    const auto decision =
        oversee(picture(), no_group, now_, "again-" + std::to_string(looks_), policy_);
    for (const auto& effect : decision.effects)
      FAIL_CHECK("owed again: " << effect.key);
    for (const auto& note : decision.notes)
      FAIL_CHECK("remembered again: " << note.what << " " << note.about);
  }

  void happens(const Action& action, const Picture& before) {
    if (const auto* change = std::get_if<SetWatchers>(&action)) {
      for (const auto& group : change->add)
        ticket_.groups.push_back(group);
      for (const auto& group : change->remove)
        std::erase(ticket_.groups, group);
    } else if (const auto* status = std::get_if<SetStatus>(&action)) {
      ticket_.status = status->status;
    } else if (const auto* fields = std::get_if<SetFields>(&action)) {
      if (fields->ticket == ticket_.id)
        return apply(*fields, ticket_);
      Ticket release{{100}, "sw-rel", "x", "StageRollOut", release_};
      apply(*fields, release);
      release_ = release.fields;
    } else if (const auto* note = std::get_if<Comment>(&action)) {
      releases_told += note->ticket.value == 100;
      documents_told += note->subject.find("the document of this rollout") != std::string::npos;
    } else if (const auto* link = std::get_if<AddLink>(&action)) {
      CHECK(pages_.insert(link->target).second);
    } else if (const auto* letter = std::get_if<WriteToGroup>(&action)) {
      is_due(*letter, before);
    } else if (const auto* post = std::get_if<SendMail>(&action)) {
      is_due(*post, before);
    }
  }
  // A list hears of the end of a call only when it was to have the call, and some list has it.
  void is_due(const SendMail& post, const Picture& before) {
    CAPTURE(post.form, post.to);
    CHECK(sent_.insert(post.message_id + " " + post.to).second);
    if (post.form == call_kind) {
      calls_.insert(post.message_id);
      return;
    }
    if (post.form == outcome_kind) {
      CHECK(ticket_.status == "resolved");
      CHECK(Values{post.words.at("outcome")} == field("Outcome"));
      CHECK(post.words.at("before") != post.words.at("outcome"));
      announced_.insert(post.message_id);
      return;
    }
    CHECK(post.form == end_kind);
    REQUIRE(post.references.size() == 1);
    CHECK(calls_.contains(post.references.front()));
    const auto& all = before.memory.postings;
    CHECK(std::any_of(all.begin(), all.end(), [&](const auto& one) {
      return one.is_on_a_list() &&
             posting_message_id(ticket_.id, one, policy_) == post.references.front() &&
             std::any_of(one.copies.begin(), one.copies.end(),
                         [&](const auto& copy) { return copy.list == post.to; });
    }));
  }
  // A team is asked for its report when it takes part, has sent none, and nobody has decided yet.
  void is_due(const Asking& asking) {
    CHECK(contains(field("EA Accepted"), asking.team));
    CHECK(field("Outcome").empty());
    CHECK(std::none_of(reports_.begin(), reports_.end(),
                       [&](const auto& one) { return one.team == asking.team; }));
    CHECK(static_cast<int>(asking.chase.letters.size()) <= policy_.exposure.chases);
    CHECK(now_ >= asking.accepted.value_or(now_) + hours{24 * (policy_.exposure.least - 1)});
  }
  void is_due(const WriteToGroup& write, const Picture& before) {
    const auto& team = write.about;
    CAPTURE(team, write.letter.form);
    const bool chosen = contains(field("EA Teams"), team);
    const auto asking = asking_of(before.memory.askings, team);
    if (write.letter.form == beta_form) {
      const auto& watch = before.memory.watch;
      const auto* news = news_of(sites_, team);
      REQUIRE(watch.over);
      CHECK(contains(watch.leaving, team));
      CHECK(ticket_.status == "resolved");
      REQUIRE(news != nullptr);
      CHECK_FALSE(news->beta.empty());
      CHECK(news->as_of >= *watch.over);
      CHECK(std::count_if(asking.beta_reminded.begin(), asking.beta_reminded.end(),
                          [&](const auto& at) { return at >= *watch.over; }) <
            policy_.asks.beta_reminders);
      ++beta_letters;
      return;
    }
    if (write.letter.form == "withdrawal") {
      CHECK_FALSE(chosen);
      return;
    }
    CHECK(chosen);
    CHECK_FALSE(ticket_.status == "resolved");
    CHECK_FALSE(no_group.contains(team));
    if (write.letter.form == "request") {
      CHECK_FALSE(asking.asked_now);
      return;
    }
    if (write.letter.form == report_form) {
      is_due(asking);
      ++report_letters;
      return;
    }
    CHECK(write.letter.form == "reminder");
    CHECK_FALSE(contains(field("EA Accepted"), team));
    CHECK_FALSE(contains(field("EA Rejected"), team));
    CHECK(static_cast<int>(asking.reminded.size()) < policy_.asks.reminders);
    CHECK(now_ >= asking.asked);
  }

  std::mt19937 random_;
  std::mt19937 server_;
  Policy policy_;
  Ticket ticket_;
  base::Instant now_ = base::from_unix(1'795'428'000); // 2026-11-23 10:00 UTC
  std::vector<TeamLine> remembered_;
  std::vector<std::string> postings_; // their IDs
  std::vector<SiteNews> sites_;
  std::vector<Filed> reports_;
  std::vector<Linked> links_;
  std::map<std::string, Values> release_{{"Rollout Outcome", {}}, {"Document ID", {}}};
  std::set<std::string> announced_; // Message-IDs
  std::set<std::string> keys_;
  std::set<std::string> pages_; // that it was linked to
  std::set<std::string> sent_;  // Message-ID and list
  std::set<std::string> calls_; // Message-IDs
  int looks_ = 0;
};

} // namespace

TEST_CASE("whatever happens to a rollout, nothing is owed twice and nobody is written to in vain") {
  int beta_letters = 0, report_letters = 0, releases_told = 0, documents_told = 0;
  std::size_t calls = 0, ends = 0, announcements = 0, pages = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    History history(seed);
    for (int step = 0; step < 60; ++step)
      history.goes_on();
    beta_letters += history.beta_letters;
    calls += history.calls();
    ends += history.ends();
    announcements += history.announcements();
    report_letters += history.report_letters;
    releases_told += history.releases_told;
    documents_told += history.documents_told;
    pages += history.pages();
  }
  CHECK(beta_letters > 10); // else it tells nothing of them
  CHECK(calls > 10);
  CHECK(ends > 10);
  CHECK(announcements > 10);
  CHECK(report_letters > 10);
  CHECK(releases_told > 10);
  CHECK(documents_told > 10);
  CHECK(pages > 10);
}
