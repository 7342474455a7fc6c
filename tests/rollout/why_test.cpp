// SPDX-License-Identifier: Apache-2.0
// One paragraph for each way in which a rollout can stand.
#include "rollout/why.hpp"

#include <catch2/catch.hpp>

using namespace rollout;
using std::chrono::hours;

namespace {

const std::string infn = "NGI_IT-INFN-T1";
const std::string qmul = "NGI_UK-UKI-LT2-QMUL";

struct Standing {
  base::Instant now = base::read_iso("2026-11-24T09:00:00Z").value();
  base::Instant asked = base::read_iso("2026-11-23T10:00:00Z").value();
  Policy policy;
  Picture picture;

  Standing() {
    policy.working_times = calendar::WorkingTimes::read("", "").value();
    picture.ticket = Ticket{
        {4711}, "staged-rollout", "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", "open", {}};
  }
  Ticket& ticket() { return *picture.ticket; }
  Asking& asks(const std::string& team) {
    ticket().fields[policy.teams_field].push_back(team);
    Asking one{team,
               1,
               asked,
               asked + hours{24},
               "2026-11-24 11:00 Europe/Amsterdam (10:00 UTC): one working day after it",
               true};
    return picture.memory.askings.emplace_back(std::move(one));
  }
  void accepts(const std::string& team) {
    asks(team);
    ticket().fields[policy.accepted_field].push_back(team);
  }
  void rejects(const std::string& team) {
    asks(team);
    ticket().fields[policy.rejected_field].push_back(team);
  }
  Posting& prepared() {
    Posting one;
    one.id = "r4f7-k2m9";
    one.kind = "poll";
    one.round = 1;
    one.prepared = asked;
    return picture.memory.postings.emplace_back(std::move(one));
  }
  void files(const std::string& team, bool taken) {
    Filed one;
    one.name = "ea-" + team + ".doc";
    one.taken = taken;
    one.team = team;
    one.from = team;
    one.why = taken ? "" : "another version";
    one.expected = "right-" + team + ".doc";
    one.digest = "d" + team;
    one.at = asked;
    picture.memory.reports.push_back(one);
  }
  Why tell() const { return why(picture, now, policy); }
  bool says(const std::string& words) const {
    const auto told = tell().sentence;
    UNSCOPED_INFO(told);
    return told.find(words) != told.npos;
  }
};

} // namespace

TEST_CASE("why: no team is chosen yet") {
  Standing rollout;
  CHECK(rollout.tell().sentence ==
        "Rollout #4711 (EMI-1.0 CREAM 1.13.1-1 SL5 x86_64) is open. No team is chosen yet: it "
        "waits, without a date, for a manager who chooses teams in the field EA Teams; they are "
        "asked at once then.");
  CHECK(rollout.tell().waits_for.empty());
}

TEST_CASE("why: teams have time left, and those with the same deadline share a sentence") {
  Standing rollout;
  rollout.asks(infn);
  rollout.asks(qmul);
  CHECK(rollout.says("It waits for the answer of " + infn + " and " + qmul +
                     " until 2026-11-24 11:00 Europe/Amsterdam (10:00 UTC): one working day after "
                     "it; then a reminder goes out."));
  CHECK(rollout.says("`accept TEAM`"));
  const auto waits = rollout.tell().waits_for;
  REQUIRE(waits.size() == 2);
  CHECK(waits[1].team == qmul);
  CHECK(waits[1].until == rollout.asked + hours{24});
  SECTION("the managers have moved the date") {
    rollout.ticket().due = rollout.now + hours{48};
    CHECK(rollout.says("until 2026-11-26 10:00 Europe/Amsterdam (09:00 UTC): the managers have set "
                       "this date"));
  }
  SECTION("without reminders the managers are next") {
    rollout.policy.asks.reminders = 0;
    CHECK(rollout.says("; then the managers are told."));
  }
}

TEST_CASE("why: a team is late") {
  Standing rollout;
  auto& asking = rollout.asks(infn);
  rollout.now = rollout.asked + hours{26};
  CHECK(rollout.says(infn + " has not answered: its time was up 2026-11-24 11:00 Europe/Amsterdam "
                            "(10:00 UTC) (late by 2 working hours), and a reminder goes out as "
                            "soon as the bridge works."));
  asking.reminded = {rollout.asked + hours{24}};
  CHECK(rollout.says("it was reminded 2026-11-24 11:00 Europe/Amsterdam (10:00 UTC), and the "
                     "managers are told 2026-11-25 11:00 Europe/Amsterdam (10:00 UTC)."));
  asking.told_late = rollout.asked + hours{48};
  rollout.now = rollout.asked + hours{72};
  CHECK(rollout.says("and the managers were told 2026-11-25 11:00 Europe/Amsterdam (10:00 UTC); it "
                     "is not reminded again."));
  CHECK(rollout.tell().waits_for.size() == 1);
}

TEST_CASE("why: a team that was not asked, and who can mend it") {
  Standing rollout;
  auto& asking = rollout.asks(infn);
  SECTION("nobody of it has an address") {
    asking.unreachable = true;
    CHECK(rollout.says("nobody in the RT group ea-" + infn + " has an address"));
  }
  SECTION("RT has no group of it") {
    asking = {infn};
    asking.told_gone = true;
    CHECK(rollout.says(infn + " cannot be asked: RT has no group ea-" + infn));
    CHECK(rollout.tell().waits_for.empty());
  }
  SECTION("the bridge has not looked since") {
    rollout.picture.memory.askings.clear();
    CHECK(rollout.says(infn + " is chosen and is asked as soon as the bridge works."));
  }
}

TEST_CASE("why: all have rejected, and the call for volunteers") {
  Standing rollout;
  rollout.rejects(infn);
  CHECK(rollout.says(infn + " has rejected. A call for volunteers is prepared as soon as"));
  CHECK_FALSE(rollout.says("`accept TEAM`"));
  SECTION("no list is known") {
    rollout.ticket().subject = "Staged Rollout of something";
    CHECK(rollout.says("No list of early adopters is known"));
  }
  SECTION("it was prepared") {
    auto& call = rollout.prepared();
    CHECK(rollout.says("is prepared since 2026-11-23 10:00 UTC and waits, without a date, for a "
                       "manager's line `send r4f7-k2m9`"));
    call.goes = rollout.now + hours{1};
    CHECK(rollout.says("goes out 2026-11-24 10:00 UTC by itself"));
    call.ordered = rollout.now;
    CHECK(rollout.says("goes out as soon as the bridge works"));
    call.owed = rollout.now;
    call.copies = {{"x@lists.example", {}, {}}};
    CHECK(rollout.says("goes out as soon as the mail server takes it"));
    call.copies.front().sent = rollout.now;
    CHECK(rollout.says("was sent 2026-11-24 09:00 UTC and it waits, without a date, for "
                       "volunteers"));
    call.troubles = {"x@lists.example waits for its moderator"};
    CHECK(rollout.says("is not delivered: x@lists.example waits for its moderator. It waits for "
                       "whoever moderates the list"));
    call.cancelled = rollout.now;
    CHECK(rollout.says("was cancelled 2026-11-24 09:00 UTC"));
  }
}

TEST_CASE("why: the end of a call waits for a manager's word, also on a closed rollout") {
  Standing rollout;
  rollout.accepts(infn);
  rollout.prepared().owed = rollout.asked;
  auto& end = rollout.prepared();
  end.kind = end_kind;
  CHECK(
      rollout.says("The end of the call for volunteers is prepared since 2026-11-23 10:00 UTC and "
                   "waits, without a date, for a manager's line `send r4f7-k2m9`"));
  rollout.ticket().status = "resolved";
  CHECK(rollout.says("The end of the call for volunteers is prepared"));
  end.cancelled = rollout.now;
  CHECK_FALSE(rollout.says("end of the call"));
}

TEST_CASE("why: reports are missing, held, and here") {
  Standing rollout;
  rollout.accepts(infn);
  rollout.accepts(qmul);
  rollout.files(qmul, true);
  CHECK(rollout.says(infn + " and " + qmul + " have accepted. It waits for the report of " + infn +
                     " until the end of 2026-11-30: a reply"));
  REQUIRE(rollout.tell().waits_for.size() == 1);
  CHECK(rollout.tell().waits_for.front().team == infn);
  CHECK(rollout.tell().waits_for.front().until == base::read_iso("2026-11-30T23:00:00Z").value());
  rollout.ticket().fields["Exposure Until"] = {"2026-12-20"};
  CHECK(rollout.says("until the end of 2026-12-20"));
  rollout.files(infn, false);
  CHECK(rollout.says("One file is held, till a better one comes: ea-" + infn +
                     ".doc (another version), whose right name is right-" + infn + ".doc."));
  rollout.files(infn, true);
  CHECK_FALSE(rollout.says("held"));
  CHECK(rollout.says("All their reports are here. It waits, without a date, for a manager who sets "
                     "the field Outcome."));
  rollout.ticket().fields["Outcome"] = {"ACCEPT"};
  CHECK(rollout.says("Its outcome is ACCEPT: a manager closes the ticket."));
  CHECK_FALSE(rollout.says("who sets the field Outcome"));
}

TEST_CASE("why: a closed rollout") {
  Standing rollout;
  rollout.asks(infn);
  rollout.ticket().status = "resolved";
  CHECK(rollout.says("is resolved, without an outcome: nothing is waited for."));
  rollout.ticket().fields["Outcome"] = {"REJECT"};
  CHECK(rollout.says("is resolved, its outcome REJECT: nothing is waited for."));
  CHECK(rollout.tell().waits_for.empty());
}

TEST_CASE("why: a release has its rollout, or a reason for having none") {
  const Policy policy;
  Origin origin;
  origin.release = {{100}, "sw-rel", "CREAM", "InVerification", {}};
  CHECK(why_release(origin, policy) ==
        "#100 is a release and is InVerification; it has no rollout: one begins when it goes from "
        "InVerification to StageRollOut.");
  origin.release.status = "StageRollOut";
  CHECK(why_release(origin, policy).find("the bridge has seen no change") != std::string::npos);
  origin.moves = {{Move::otherwise, {7}, "unverified", true}};
  CHECK(why_release(origin, policy).find("came there from 'unverified'") != std::string::npos);
  origin.moves.push_back({Move::begins, {8}, "inverification", false});
  CHECK(why_release(origin, policy).find("as soon as the bridge works") != std::string::npos);
  origin.child = Ticket{{101}, "staged-rollout", "x", "new", {}};
  CHECK(why_release(origin, policy) ==
        "#100 is a release and is StageRollOut; its rollout is #101.");
  CHECK(why_other({{5}, "General", "x", "new", {}}, policy).find("in the queue General") !=
        std::string::npos);
}
