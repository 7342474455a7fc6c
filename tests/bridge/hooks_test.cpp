// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "bridge/chores.hpp"
#include "bridge/hooks.hpp"
#include "bridge/household.hpp"
#include "store/hooks.hpp"

#include <catch2/catch.hpp>

namespace {

const std::string key(32, 'k');

struct Sent {
  std::string id;
  std::string time;
  std::string signature;
  std::string body;
  std::string target = "/hooks/rt";
  std::string method = "POST";
};

struct Hooked : Household {
  bridge::Pulse pulse{now};
  int rung = 0;
  bridge::Hooks hooks{database, settings, {key}, pulse, [this] { ++rung; }};

  Sent sign(const std::string& id, const std::string& body) const {
    Sent out{id, std::to_string(base::to_unix(now)), "", body};
    out.signature =
        "v1," + base::encode_base64(base::hmac_sha256(key, id + "." + out.time + "." + body));
    return out;
  }
  std::vector<net::Answer> all(const std::vector<Sent>& sent) {
    std::vector<net::Asked> asked;
    for (const auto& one : sent)
      asked.push_back({one.method,
                       one.target,
                       {{"Webhook-Id", one.id},
                        {"Webhook-Timestamp", one.time},
                        {"Webhook-Signature", one.signature}},
                       one.body});
    return hooks.serve(asked, now);
  }
  net::Answer one(const Sent& sent) { return all({sent}).front(); }
  net::Answer get(const std::string& target) { return one({"", "", "", "", target, "GET"}); }
  std::vector<std::string> keys() {
    std::vector<std::string> out;
    const auto rows =
        database.run("SELECT key FROM inbox WHERE key LIKE 'txn/%' ORDER BY id").value();
    for (const auto& row : rows)
      out.push_back(store::text(row[0]));
    return out;
  }
  std::string line(const std::string& beginning) {
    const auto page = get("/metrics").body;
    const auto at = page.find("\n" + beginning);
    return at == std::string::npos ? "" : page.substr(at + 1, page.find('\n', at + 1) - at - 1);
  }
};

std::string body(const std::string& transactions, const std::string& queue = "staged-rollout") {
  return R"({"v":1,"ticket":4711,"queue":")" + queue + R"(","transactions":[)" + transactions +
         "]}";
}

using Keys = std::vector<std::string>;

} // namespace

TEST_CASE("a good hook leaves one row for each change, and rings") {
  Hooked house;
  const auto answer = house.one(house.sign("a", body(R"({"id":7,"creator":"mgr1"},{"id":8})")));
  CHECK(answer.status == 202);
  CHECK(answer.body == "taken\n");
  CHECK(house.keys() == Keys{"txn/7", "txn/8"});
  CHECK(house.rung == 1);
}

TEST_CASE("our own changes and records of mail are left out") {
  Hooked house;
  const auto answer = house.one(house.sign(
      "a",
      body(
          R"({"id":7,"creator":"rollout-bridge"},{"id":8,"type":"EmailRecord"},)"
          R"({"id":9,"type":"CommentEmailRecord"},{"id":10,"type":"Correspond","creator":"anna"})")));
  CHECK(answer.status == 202);
  CHECK(house.keys() == Keys{"txn/10"});
}

TEST_CASE("a hook of another queue, or of nothing, is taken and leaves nothing") {
  Hooked house;
  CHECK(house.one(house.sign("a", body(R"({"id":7})", "helpdesk"))).status == 202);
  CHECK(house.one(house.sign("b", body(""))).body == "taken: nothing to do\n");
  CHECK(house.one(house.sign("c", body(R"({"id":9})", "sw-rel"))).status == 202);
  CHECK(house.keys() == Keys{"txn/9"});
  CHECK(house.rung == 1);
}

TEST_CASE("the same id is taken once, in one batch and later") {
  Hooked house;
  const auto hook = house.sign("a", body(R"({"id":7})"));
  const auto answers = house.all({hook, hook, house.sign("b", body(R"({"id":7})"))});
  CHECK(answers[0].status == 202);
  CHECK(answers[1].status == 401);
  CHECK(answers[1].body.find("received before") != std::string::npos);
  CHECK(answers[2].body == "taken: nothing to do\n"); // hook and sweep, or two hooks: one row
  CHECK(house.one(hook).status == 401);
  CHECK(house.keys() == Keys{"txn/7"});
  CHECK(house.line("rollout_bridge_refusals_total{reason=\"replayed\"") ==
        "rollout_bridge_refusals_total{reason=\"replayed\"} 2");
}

TEST_CASE("ids are forgotten after 30 days, and not before") {
  Hooked house;
  REQUIRE(bridge::plan_chores(house.world, house.now));
  CHECK(house.one(house.sign("a", body(R"({"id":7})"))).status == 202);
  house.now += std::chrono::hours{24 * 29};
  house.works();
  CHECK(house.one(house.sign("a", body(R"({"id":7})"))).status == 401);
  house.now += std::chrono::hours{24 * 3};
  house.works();
  CHECK(house.one(house.sign("a", body(R"({"id":7})"))).status == 202);
}

TEST_CASE("a bad one in a batch is refused alone") {
  Hooked house;
  auto forged = house.sign("b", body(R"({"id":8})"));
  forged.body = body(R"({"id":9})");
  const auto answers = house.all({house.sign("a", body(R"({"id":7})")), forged,
                                  house.sign("c", body(R"({"id":"x"})")), house.sign("d", "{")});
  CHECK(answers[0].status == 202);
  CHECK(answers[1].status == 401);
  CHECK(answers[1].body.find("web.secret_file") != std::string::npos);
  CHECK(answers[2].status == 400);
  CHECK(answers[2].body.find("transactions[0].id") == 0);
  CHECK(answers[3].status == 400);
  CHECK(house.keys() == Keys{"txn/7"});
  for (const auto& answer : answers)
    CHECK(std::count(answer.body.begin(), answer.body.end(), '\n') == 1);
}

TEST_CASE("what cannot be committed is 503, and taken when it comes again") {
  Hooked house;
  const auto hook = house.sign("a", body(R"({"id":7})"));
  REQUIRE(house.database.run("CREATE TEMP TRIGGER full BEFORE INSERT ON inbox "
                             "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"));
  const auto refused = house.all({house.sign("b", body("")), hook});
  for (const auto& answer : refused) {
    CHECK(answer.status == 503);
    CHECK(answer.headers == Keys{"Retry-After: 5"});
  }
  CHECK(house.get("/readyz").body.find("hooks could not be kept") != std::string::npos);
  REQUIRE(house.database.run("DROP TRIGGER full"));
  CHECK(house.one(hook).status == 202);
  CHECK(house.keys() == Keys{"txn/7"});
  CHECK(house.get("/readyz").body.find("hooks could not be kept") == std::string::npos);
}

TEST_CASE("without a secret nothing is taken, and the answer says why") {
  Hooked house;
  bridge::Hooks closed(house.database, house.settings, {}, house.pulse, [] {});
  const auto hook = house.sign("a", body(R"({"id":7})"));
  const auto answers = closed.serve({{"POST",
                                      "/hooks/rt",
                                      {{"webhook-id", hook.id},
                                       {"webhook-timestamp", hook.time},
                                       {"webhook-signature", hook.signature}},
                                      hook.body}},
                                    house.now);
  CHECK(answers.front().status == 401);
  CHECK(answers.front().body.find("no secret is known") == 0);
}

TEST_CASE("other places and other methods are not there") {
  Hooked house;
  CHECK(house.get("/").status == 404);
  CHECK(house.get("/hooks/rt/").status == 404);
  CHECK(house.get("/hooks/rt").status == 405);
  CHECK(house.get("/hooks/rt").headers == Keys{"Allow: POST"});
  CHECK(house.one({"", "", "", "", "/metrics", "POST"}).status == 405);
}

TEST_CASE("ready is who can write, has heard RT lately and has nothing old to do") {
  Hooked house;
  CHECK(house.get("/healthz").body == "ok\n");
  CHECK(house.get("/readyz").status == 503);
  house.pulse.rt_answered = base::to_unix(house.now);
  CHECK(house.get("/readyz").status == 200);
  CHECK(house.one(house.sign("a", body(R"({"id":7})"))).status == 202);
  house.now += base::Seconds{900};
  house.pulse.rt_answered = base::to_unix(house.now);
  CHECK(house.get("/readyz").status == 200);
  CHECK(house.line("rollout_bridge_oldest_due_seconds{queue=\"inbox\"}") ==
        "rollout_bridge_oldest_due_seconds{queue=\"inbox\"} 900");
  house.now += base::Seconds{1};
  CHECK(house.get("/readyz").status == 503);
  CHECK(house.get("/readyz").body.find("wrong inbox: the oldest row has been due for 901 s") !=
        std::string::npos);
  house.pulse.rt_answered = base::to_unix(house.now) - 301;
  CHECK(house.get("/readyz").body.find("wrong RT answered 301 s ago") != std::string::npos);
}

TEST_CASE("an alarm that was set long ago is not old when it rings") {
  Hooked house;
  house.pulse.rt_answered = base::to_unix(house.now) + 5000;
  REQUIRE(store::put(house.database, store::Which::inbox,
                     {"alarm", "in/alarm", "k", "{}", {}, house.now + base::Seconds{5000}},
                     house.now));
  house.now += base::Seconds{5001};
  CHECK(house.line("rollout_bridge_oldest_due_seconds{queue=\"inbox\"}") ==
        "rollout_bridge_oldest_due_seconds{queue=\"inbox\"} 1");
  CHECK(house.get("/readyz").status == 200);
}

TEST_CASE("the metrics count what was done, sent and refused") {
  Hooked house;
  house.world.pulse = &house.pulse;
  REQUIRE(bridge::plan_chores(house.world, house.now));
  house.arrives(reply("anna@infn.example.test", "accept " + infn, "m1@infn.example.test"));
  CHECK(house.works() == 0);
  house.now += base::Seconds{30};
  CHECK(house.one({"a", "1", "v1,x", ""}).status == 401);
  house.hooks.refused(413);
  const std::string name = "rollout_bridge_";
  for (const char* wanted :
       {"effects_total{kind=\"relay\",result=\"done\"} 1",
        "effects_total{kind=\"fields\",result=\"done\"} 1", "letters_total{result=\"sent\"} 1",
        "hooks_total{status=\"401\"} 1", "hooks_total{status=\"413\"} 1",
        "refusals_total{reason=\"stale\"} 1", "refusals_total{reason=\"too_large\"} 1",
        "rows{queue=\"inbox\",state=\"ready\"} 3", "rows{queue=\"outbox\",state=\"stuck\"} 0",
        "stuck_rows 0", "sweep_lag_seconds 30", "process_start_time_seconds 1795222800"})
    CHECK(house.line(name + wanted) == name + wanted);
  CHECK(house.get("/metrics").type == "text/plain; version=0.0.4; charset=utf-8");
}
