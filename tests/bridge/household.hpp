// SPDX-License-Identifier: Apache-2.0
// A whole bridge in a scratch folder: real store, real drop-box, fake RT and post, one ticket.
#pragma once

#include "bridge/codec.hpp"
#include "bridge/forms.hpp"
#include "bridge/step.hpp"
#include "fakes/fake_documents.hpp"
#include "fakes/fake_sites.hpp"
#include "fakes/fake_tickets.hpp"
#include "mail/message.hpp"
#include "store/desk.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>

inline const std::string infn = "NGI_IT-INFN-T1";
inline const std::string qmul = "NGI_UK-UKI-LT2-QMUL";

inline bridge::Settings sample_settings(const std::string& drop_dir) {
  bridge::Settings settings;
  settings.policy.rt_name = "rt.example.test";
  settings.policy.salt = "salt";
  settings.policy.working_times = calendar::WorkingTimes::read("", "").value();
  settings.policy.owner = "owner@example.test";
  settings.policy.domain = "bridge.example.test";
  settings.policy.from = "staged-rollout@example.test";
  settings.policy.rt_url = "https://rt.example.test";
  settings.rt_names = {"rt.example.test"};
  settings.rt_organizations = {"rt.example.test"};
  settings.drop_dir = drop_dir;
  settings.from = "staged-rollout@example.test";
  settings.spam_marks = {{"X-Spam-Flag", "YES"}, {"X-Spam-Status", "Yes"}};
  settings.loop_mark = "bridge.example.test";
  settings.forms = bridge::read_forms(SOURCE_DIR "/templates").value();
  return settings;
}

inline FakeTickets sample_rt() {
  FakeTickets rt;
  rt.tickets[4711] = {{4711},
                      "staged-rollout",
                      "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
                      "open",
                      {{"EA Teams", {infn, qmul}}, {"EA Accepted", {}}, {"EA Rejected", {}}},
                      {"ea-" + infn, "ea-" + qmul}};
  rt.members = {{infn, {"anna@infn.example.test", "aldo@infn.example.test"}},
                {qmul, {"quinn@qmul.example.test"}},
                {"NGI_IBERGRID-CIEMAT-LCG2", {"carla@ciemat.example.test"}}};
  return rt;
}

// A plain reply on ticket 4711, unless `more` or `subject` say otherwise.
inline std::string
reply(const std::string& from, const std::string& text, const std::string& id,
      const std::string& more = {},
      const std::string& subject = "Re: [rt.example.test #4711] Staged Rollout") {
  return "From: " + from + "\nTo: staged-rollout@example.test\nSubject: " + subject +
         "\nMessage-ID: <" + id + ">\nDate: Sat, 21 Nov 2026 09:00:00 +0000\n" + more + "\n" +
         text + "\n";
}

struct Household : Scratch {
  FakeTickets rt = sample_rt();
  FakePost post;
  FakeSites sites;         // nobody asks it, unless world.site_source is it
  FakeDocuments documents; // likewise
  bridge::Settings settings = sample_settings(folder);
  bridge::World world{database, rt, post, settings, {}};
  base::Instant now = base::from_unix(1'795'222'800);

  void arrives(const std::string& raw, const std::string& sender = "somebody@example.test",
               const std::string& action = "correspond") {
    const bridge::Arrival arrival{sender, true, "staged-rollout@example.test", "staged-rollout",
                                  action};
    const auto digest = store::keep_blob(database, raw, now).value();
    const std::string name = "drop/" + std::to_string(++arrivals_);
    REQUIRE(store::put(database, store::Which::inbox,
                       {name, "in/" + name, "arrival", bridge::to_json(arrival), digest, now},
                       now));
  }
  // Steps until nothing is due; gives how many jobs failed.
  int works() {
    int failed = 0;
    while (true) {
      const auto stepped = bridge::step(world, {"in", "rt", "post", "teams"}, now);
      REQUIRE(stepped);
      if (*stepped == bridge::Stepped::nothing)
        return failed;
      failed += *stepped == bridge::Stepped::failed ? 1 : 0;
    }
  }
  std::vector<std::string> field(const std::string& name) {
    return rt.tickets.at(4711).fields[name];
  }
  mail::Message letter(std::size_t at) { return mail::parse(post.sent.at(at).bytes); }

private:
  int arrivals_ = 0;
};
