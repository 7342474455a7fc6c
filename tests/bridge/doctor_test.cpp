// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_mail.hpp"
#include "bridge/doctor_rt.hpp"
#include "bridge/doctor_store.hpp"
#include "bridge/doctor_teams.hpp"
#include "bridge/household.hpp"
#include "bridge/marks.hpp"
#include "bridge/news.hpp"
#include "bridge/posts.hpp"
#include "bridge/sweep.hpp"
#include "fakes/fake_setup.hpp"
#include "store/hooks.hpp"
#include "store/ledger.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

using bridge::Finding;
using bridge::Findings;
using bridge::Verdict;

namespace {

const std::string ciemat = "NGI_IBERGRID-CIEMAT-LCG2";
const std::vector<std::string> all_teams{infn, qmul, ciemat};

struct Clinic : Household {
  FakeSetup setup{settings.policy, all_teams};
  Findings findings;

  Clinic() {
    rt.groups["staged-rollout"] = {"mgr1@example.test", "mgr2@example.test"};
    rt.groups["sw-rel-sr"] = {"owner@example.test"};
    rt.managers = {"mgr1@example.test", "mgr2@example.test"};
  }
  void look_at_rt() {
    bridge::judge_rt(findings, setup.self, settings);
    bridge::examine_rt(findings, setup, settings, "staged-rollout");
  }
  bridge::TeamsSeen look_at_teams() {
    auto choices = bridge::teams_to_choose(setup, settings.policy).value();
    auto seen = bridge::examine_groups(findings, rt, settings, std::move(choices)).value();
    REQUIRE(bridge::examine_managers(findings, rt, settings, "staged-rollout"));
    return seen;
  }
  std::size_t count(Verdict verdict) const {
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [&](const auto& one) { return one.verdict == verdict; }));
  }
  // The only one that is not fine.
  Finding odd() const {
    std::vector<Finding> out;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(out),
                 [](const auto& one) { return one.verdict != Verdict::fine; });
    for (const auto& one : out)
      UNSCOPED_INFO(one.check << ": " << one.text << " -> " << one.remedy);
    REQUIRE(out.size() == 1);
    CHECK_FALSE(out.front().remedy.empty());
    return out.front();
  }
  void is(Verdict verdict, const std::string& words) const {
    const auto one = odd();
    CHECK(to_word(one.verdict) == std::string(to_word(verdict)));
    INFO(one.text + " -> " + one.remedy);
    CHECK((one.text + " -> " + one.remedy).find(words) != std::string::npos);
  }
};

} // namespace

TEST_CASE("doctor finds nothing in a healthy RT") {
  Clinic clinic;
  clinic.look_at_rt();
  clinic.look_at_teams();
  for (const auto& one : clinic.findings)
    if (one.verdict != Verdict::fine)
      FAIL(one.text);
  CHECK(clinic.findings.size() > 12);
}

TEST_CASE("doctor finds what is wrong in RT, once, with its remedy") {
  struct Case {
    const char* name;
    void (*break_it)(Clinic& clinic);
    Verdict verdict;
    const char* words;
  };
  const auto all = {
      Case{"another version", [](Clinic& c) { c.setup.self.version = "4.4.7"; }, Verdict::wrong,
           "made for RT 5"},
      Case{"another name", [](Clinic& c) { c.setup.self.name = "rt.other.test"; }, Verdict::wrong,
           "set rt.name to rt.other.test"},
      Case{"a subject tag", [](Clinic& c) { c.setup.queue_setups["sw-rel"].subject_tag = "REL"; },
           Verdict::wrong, "add REL to rt.name"},
      Case{"no queue", [](Clinic& c) { c.setup.queue_setups.erase("sw-rel"); }, Verdict::wrong,
           "no queue 'sw-rel' (rt.release_queue)"},
      Case{"a disabled queue",
           [](Clinic& c) { c.setup.queue_setups["staged-rollout"].disabled = true; },
           Verdict::wrong, "staged-rollout is disabled"},
      Case{"a state that is missing",
           [](Clinic& c) { c.settings.policy.begin.to = "StagedRollout"; }, Verdict::wrong,
           "no status 'StagedRollout', which rollout.to names"},
      Case{"a status that is missing",
           [](Clinic& c) { c.setup.lifecycles["of rollouts"].pop_back(); }, Verdict::wrong,
           "no status 'resolved'"},
      Case{"a field that is not on the queue",
           [](Clinic& c) {
             c.setup.queue_setups["staged-rollout"].fields.erase(c.setup.named("Reports").id);
           },
           Verdict::wrong, "no custom field 'Reports' (rt.reports_field): it is on other queues"},
      Case{"a disabled field",
           [](Clinic& c) {
             c.setup.queue_setups["staged-rollout"].fields.erase(c.setup.named("Reports").id);
             c.setup.named("Reports").disabled = true;
           },
           Verdict::wrong, "it is disabled -> enable it"},
      Case{"a renamed field", [](Clinic& c) { c.settings.policy.outcome_field = "Result"; },
           Verdict::wrong, "set rt.outcome_field to the name that it has"},
      Case{"one value instead of several",
           [](Clinic& c) { c.setup.named("EA Accepted").several = false; }, Verdict::wrong,
           "must hold several values"},
      Case{"a line instead of a text",
           [](Clinic& c) { c.setup.named("Rollout Status").type = "Freeform"; }, Verdict::wrong,
           "must hold a text of many lines"},
      Case{"keys that are not unique",
           [](Clinic& c) { c.setup.named("Rollout Key").unique = false; }, Verdict::wrong,
           "may get two rollouts"},
      Case{"a third outcome",
           [](Clinic& c) { c.setup.choices[c.setup.named("Outcome").id].push_back("MAYBE"); },
           Verdict::wrong, "ACCEPT, REJECT, MAYBE and must from ACCEPT, REJECT alone"},
      Case{"an outcome that is typed",
           [](Clinic& c) { c.setup.named("Outcome").type = "Freeform"; }, Verdict::wrong,
           "must be a choice"},
      Case{"a state that its field does not have",
           [](Clinic& c) {
             c.settings.policy.begin.state_field = "State";
             auto& field = c.setup.named("State");
             field.type = "Select";
             c.setup.choices[field.id] = {"InVerification"};
             c.setup.queue_setups["sw-rel"].fields[field.id] = "State";
           },
           Verdict::wrong, "no value 'StageRollOut', which rollout.to names"},
      Case{"no tickets may be made",
           [](Clinic& c) { c.setup.queue_setups["staged-rollout"].may_create = false; },
           Verdict::wrong, "grant CreateTicket"},
      Case{"no ticket may be changed", [](Clinic& c) { c.setup.rights["sw-rel"].change = false; },
           Verdict::wrong, "grant ModifyTicket"},
      Case{"a field may not be written",
           [](Clinic& c) {
             c.setup.rights["staged-rollout"].fields.erase(c.setup.named("EA Rejected").id);
           },
           Verdict::wrong, "may not write EA Rejected (rt.rejected_field)"},
      Case{"kinds that are not told",
           [](Clinic& c) {
             std::erase_if(c.setup.field_setups, [](const auto& one) { return one.name == "OS"; });
           },
           Verdict::remark, "grant SeeCustomField"},
      Case{"another queue is seen", [](Clinic& c) { c.setup.foreign_queues = {"Personnel"}; },
           Verdict::remark, "none of the bridge's: Personnel"},
      Case{"groups may be changed", [](Clinic& c) { c.setup.changes_groups = true; },
           Verdict::remark, "AdminGroupMembership or SuperUser"},
      Case{"RT is silent",
           [](Clinic& c) {
             c.setup.down = base::Error{base::Fault::temporary, "no answer", "wait"};
           },
           Verdict::wrong, "no answer -> wait"},
  };
  for (const auto& one : all) {
    INFO(one.name);
    Clinic clinic;
    one.break_it(clinic);
    clinic.look_at_rt();
    clinic.is(one.verdict, one.words);
  }
}

TEST_CASE("doctor says what it cannot see of RT") {
  Clinic clinic;
  clinic.setup.hides_pages = true;
  clinic.look_at_rt();
  CHECK(clinic.count(Verdict::wrong) == 0);
  CHECK(clinic.count(Verdict::remark) == 3); // statuses, and rights on each queue
  clinic.findings.clear();
  clinic.setup.hides_pages = false;
  clinic.setup.rights.clear(); // no ticket yet
  clinic.setup.lifecycles = {{"", {"new", "open", "resolved", "InVerification", "StageRollOut"}}};
  clinic.look_at_rt();
  CHECK(clinic.count(Verdict::fine) == clinic.findings.size());
}

TEST_CASE("doctor asks for no field that the configuration leaves out") {
  rollout::Policy policy;
  policy.journal_field.clear();
  policy.begin.repo_action = "MoveToStageRollOut";
  const auto wanted = bridge::wanted_fields(policy);
  for (const auto& one : wanted) {
    CHECK_FALSE(one.name.empty());
    CHECK(one.key != "rt.journal_field");
    CHECK(one.key != "rt.state_field");
    if (one.key == "rt.repo_field")
      CHECK(one.ours);
  }
}

TEST_CASE("doctor compares RT's clock with ours") {
  Clinic clinic;
  const auto at = clinic.now;
  const auto judge = [&](std::int64_t ahead, Verdict verdict) {
    clinic.findings.clear();
    bridge::judge_clock(clinic.findings, at + base::Seconds{ahead}, at, at + base::Seconds{1});
    REQUIRE(clinic.findings.size() == 1);
    INFO(ahead);
    CHECK(clinic.findings.front().verdict == verdict);
  };
  judge(0, Verdict::fine);
  judge(61, Verdict::fine);
  judge(62, Verdict::remark);
  judge(-61, Verdict::remark);
  judge(300, Verdict::remark);
  judge(301, Verdict::wrong);
  judge(-300, Verdict::wrong);
  clinic.findings.clear();
  bridge::judge_clock(clinic.findings, std::nullopt, at, at);
  CHECK(clinic.findings.empty());
}

TEST_CASE("doctor finds groups and choices that do not fit") {
  Clinic clinic;
  auto& choices = clinic.setup.choices[clinic.setup.named("EA Teams").id];
  SECTION("an empty group") {
    clinic.rt.members[qmul].clear();
    clinic.look_at_teams();
    clinic.is(Verdict::remark, "without an enabled member: ea-" + qmul);
  }
  SECTION("a choice without a group") {
    choices.emplace_back("NGI_XX-Nowhere");
    clinic.look_at_teams();
    clinic.is(Verdict::wrong, "nobody could answer for them: NGI_XX-Nowhere");
  }
  SECTION("a group that cannot be chosen") {
    std::erase(choices, qmul);
    clinic.look_at_teams();
    clinic.is(Verdict::remark, "does not let choose: " + qmul);
  }
  SECTION("choices that cannot be seen") {
    clinic.setup.named("EA Teams").type = "Freeform";
    clinic.look_at_teams();
    clinic.is(Verdict::remark, "could not be seen");
  }
  SECTION("no managers") {
    clinic.rt.groups["staged-rollout"].clear();
    clinic.look_at_teams();
    clinic.is(Verdict::wrong, "group staged-rollout (rt.managers_group) has no enabled member");
  }
  SECTION("no team at all") {
    clinic.rt.members.clear();
    clinic.look_at_teams();
    clinic.is(Verdict::wrong, "no group ea-…");
  }
  SECTION("RT stops answering") {
    clinic.rt.fail_next(base::Fault::temporary);
    CHECK_FALSE(bridge::examine_groups(clinic.findings, clinic.rt, clinic.settings, {}));
  }
}

TEST_CASE("doctor finds stacks with fewer than two managers, and managers who are none") {
  Clinic clinic;
  const auto with = [&](const std::string& line) {
    clinic.settings.policy.stacks = rollout::Stacks::read(line, "stacks").value();
    clinic.look_at_teams();
  };
  SECTION("all is well") {
    with("EMI\t-\tmgr1@example.test, mgr2@example.test\t-\n");
    CHECK(clinic.count(Verdict::fine) == clinic.findings.size());
    CHECK(clinic.findings.back().text.find("1 stack has") != std::string::npos);
  }
  SECTION("one alone") {
    with("EMI\t-\tmgr1@example.test\t-\n");
    clinic.is(Verdict::remark, "fewer than two managers: emi");
  }
  SECTION("one whom RT does not know") {
    clinic.rt.unknown = {"mgr2@example.test"};
    with("EMI\t-\tmgr1@example.test, mgr2@example.test\t-\n");
    clinic.is(Verdict::wrong, "whom RT does not know: mgr2@example.test of emi");
  }
  SECTION("one who is in no group") {
    with("EMI\t-\tmgr1@example.test, somebody@example.test\t-\n");
    clinic.is(Verdict::wrong, "somebody@example.test of emi");
  }
}

TEST_CASE("doctor finds sites that were closed, renamed, or never heard of") {
  Clinic clinic;
  clinic.settings.teams.source = "teams.file";
  const bridge::TeamsSeen seen{all_teams, {}};
  bridge::KnownTeams known;
  known.as_of = clinic.now - base::Seconds{600};
  known.teams = {{infn, "INFN-T1"}, {"NGI_ES-CIEMAT", "CIEMAT"}};
  bridge::TeamStand stand;
  const auto judge = [&] {
    bridge::judge_sites(clinic.findings, seen, known, stand, clinic.settings.teams, clinic.now);
  };
  SECTION("closed") {
    known.teams.push_back({ciemat, "CIEMAT-LCG2"});
    known.former = {{qmul, "", clinic.now}};
    judge();
    clinic.is(Verdict::remark, "in the list no more: " + qmul);
  }
  SECTION("renamed") {
    known.teams.push_back({qmul, "UKI-LT2-QMUL"});
    known.former = {{ciemat, "NGI_ES-CIEMAT", clinic.now}};
    judge();
    clinic.is(Verdict::remark, ciemat + " is NGI_ES-CIEMAT now");
  }
  SECTION("unknown") {
    known.teams.push_back({qmul, "UKI-LT2-QMUL"});
    judge();
    clinic.is(Verdict::remark, "the list does not know: " + ciemat);
  }
  SECTION("all known, but not fetched lately") {
    known.teams.push_back({qmul, "UKI-LT2-QMUL"});
    known.teams.push_back({ciemat, "CIEMAT-LCG2"});
    stand.failing_since = clinic.now - base::Seconds{60};
    stand.trouble = "it is away";
    judge();
    clinic.is(Verdict::remark, "it is away");
  }
  SECTION("no list yet") {
    known.as_of.reset();
    judge();
    clinic.is(Verdict::remark, "no copy of the list");
  }
}

TEST_CASE("doctor finds names in tables that nobody bears") {
  Clinic clinic;
  auto& policy = clinic.settings.policy;
  const bridge::TeamsSeen seen{all_teams, {}};
  policy.experience = rollout::Experience::read(infn + "\tCREAM\n", "experience").value();
  const auto zones = [&](const std::string& name) {
    policy.working_times =
        calendar::WorkingTimes::read(
            "*\tUTC\ttarget\tSat,Sun\nNGI_UK\tUTC\ttarget\tSat,Sun\nNGI_DE\tUTC\t"
            "target\tSat,Sun\n" +
                name + "\tUTC\ttarget\tSat,Sun\n",
            "zones")
            .value();
    bridge::judge_tables(clinic.findings, seen, {"NGI_DE"}, policy);
  };
  SECTION("all are known") {
    zones(qmul);
    CHECK(clinic.count(Verdict::fine) == 1);
    CHECK(clinic.findings.size() == 1);
  }
  SECTION("not in clock.zones") {
    zones("NGI_XX");
    clinic.is(Verdict::remark, "no team and no NGI: ngi_xx");
  }
  SECTION("not in rollout.experience") {
    policy.experience = rollout::Experience::read("NGI_XX-Nowhere\tCREAM\n", "experience").value();
    zones(qmul);
    clinic.is(Verdict::remark, "have no group: NGI_XX-Nowhere");
  }
}

TEST_CASE("doctor looks at what waits in the store") {
  Clinic clinic;
  bridge::examine_store(clinic.findings, clinic.database, clinic.settings, true, clinic.now);
  clinic.is(Verdict::remark, "never read");
  clinic.findings.clear();
  REQUIRE(bridge::begin(clinic.world, clinic.now));
  CHECK(clinic.works() == 0); // a sweep
  const auto look = [&] {
    clinic.findings.clear();
    bridge::examine_store(clinic.findings, clinic.database, clinic.settings, true, clinic.now);
  };
  look();
  CHECK(clinic.count(Verdict::fine) == clinic.findings.size());

  SECTION("a row that is stuck") {
    REQUIRE(store::put(clinic.database, store::Which::outbox,
                       {"x", "post/x", "letter", "{}", {}, clinic.now}, clinic.now));
    const auto job =
        store::claim(clinic.database, store::Which::outbox, "post", clinic.now).value();
    REQUIRE(store::stick(clinic.database, store::Which::outbox, *job, "no such address", {},
                         clinic.now));
    look();
    clinic.is(Verdict::wrong, "1 row stuck");
  }
  SECTION("a row that has waited for long, and no sweep") {
    clinic.now += base::Seconds{3600};
    look();
    CHECK(clinic.count(Verdict::wrong) == 2);
  }
  SECTION("changes that the sweep alone has found") {
    REQUIRE(store::put(clinic.database, store::Which::inbox, bridge::news_row({4711}, {99}),
                       clinic.now));
    look();
    clinic.is(Verdict::remark, "no web hook ever came -> run rt-config/apply");
    REQUIRE(store::put_hook(clinic.database, "a", clinic.now));
    look();
    CHECK(clinic.count(Verdict::remark) == 0);
    REQUIRE(store::put(clinic.database, store::Which::inbox, bridge::news_row({4711}, {100}),
                       clinic.now + base::Seconds{1000}));
    look();
    clinic.is(Verdict::remark, "the newest web hook came");
  }
}

TEST_CASE("doctor finds posts that no list has brought back") {
  Clinic clinic;
  const auto enter = [&](const char* what, const std::string& about, const std::string& cause) {
    REQUIRE(store::enter(clinic.database, {0, what, about, cause, "A call"}, clinic.now));
  };
  enter("posted", "early-adopters-emi", "one@example.test");
  enter("posted", "early-adopters-emi", "two@example.test");
  enter("posting_seen", "two@example.test", "");
  bridge::examine_posts(clinic.findings, clinic.database, clinic.now + std::chrono::hours{23});
  CHECK(clinic.findings.empty());
  bridge::examine_posts(clinic.findings, clinic.database, clinic.now + std::chrono::hours{25});
  clinic.is(Verdict::remark, "'A call' to early-adopters-emi -> ");
  clinic.findings.clear();
  bridge::examine_posts(clinic.findings, clinic.database, clinic.now + std::chrono::hours{24 * 91});
  CHECK(clinic.findings.empty());
}

TEST_CASE("doctor looks at the drop-box and at the room that is left") {
  Clinic clinic;
  const std::string box = clinic.folder + "/box";
  const auto look = [&](mode_t mode) {
    clinic.findings.clear();
    REQUIRE(::chmod(box.c_str(), mode) == 0);
    struct stat status {};
    REQUIRE(::stat(box.c_str(), &status) == 0);
    bridge::examine_drop_box(clinic.findings, box,
                             base::from_unix(status.st_mtime) + base::Seconds{400});
  };
  bridge::examine_drop_box(clinic.findings, box, clinic.now);
  clinic.is(Verdict::wrong, "is no folder -> scripts/install/drop-box");
  std::filesystem::create_directory(box);
  look(03730);
  CHECK(clinic.count(Verdict::fine) == 2);
  look(0755);
  clinic.is(Verdict::remark, "by its owner alone");
  look(0777);
  clinic.is(Verdict::wrong, "lets everybody write");
  std::ofstream(box + "/left") << "half a mail";
  look(03730);
  clinic.is(Verdict::remark, "no whole mails: left");

  const auto space = [&](std::uintmax_t mebi) {
    clinic.findings.clear();
    bridge::judge_space(clinic.findings, "store", "store.path", mebi * 1024 * 1024);
    return clinic.findings.front().verdict;
  };
  CHECK(space(1024) == Verdict::fine);
  CHECK(space(1023) == Verdict::remark);
  CHECK(space(50) == Verdict::remark);
  CHECK(space(49) == Verdict::wrong);
}

TEST_CASE("doctor judges lists, proofs and what serve says") {
  Clinic clinic;
  using net::Known;
  const std::vector<std::string> lists{"a@lists.example", "b@lists.example"};
  bridge::judge_lists(clinic.findings, lists, {Known::yes, Known::no});
  clinic.is(Verdict::wrong, "no such address: b@lists.example");
  clinic.findings.clear();
  bridge::judge_lists(clinic.findings, lists, {Known::yes, Known::untold});
  bridge::judge_lists(clinic.findings, lists, {Known::untold, Known::untold});
  CHECK(clinic.count(Verdict::fine) == 2);

  clinic.findings.clear();
  bridge::judge_proofs(clinic.findings, clinic.settings);
  clinic.is(Verdict::remark, "mail.authserv_ids");
  clinic.findings.clear();
  clinic.settings.authserv_ids = {"mx.example.test"};
  bridge::judge_proofs(clinic.findings, clinic.settings);
  CHECK(clinic.count(Verdict::fine) == 1);

  const auto serve = [&](const base::Result<net::Response>& answer) {
    clinic.findings.clear();
    bridge::judge_serve(clinic.findings, "127.0.0.1:8090", answer);
  };
  serve(net::Response{200, {}, "ok    all\n"});
  CHECK(clinic.count(Verdict::fine) == 1);
  serve(net::Response{503, {}, "ok    all\nwrong RT has not answered yet\n"});
  clinic.is(Verdict::wrong, "`serve` says: RT has not answered yet");
  serve(net::Response{404, {}, "what?"});
  clinic.is(Verdict::wrong, "something else");
  serve(base::fail(base::Fault::temporary, "refused"));
  clinic.is(Verdict::remark, "no `serve` answers");
}
