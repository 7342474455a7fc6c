// SPDX-License-Identifier: Apache-2.0
#include "rt/hook.hpp"

#include <catch2/catch.hpp>

using rt::read_hook;

namespace {

void refused(const std::string& body, const std::string& says) {
  INFO(body);
  const auto read = read_hook(body);
  REQUIRE_FALSE(read);
  CHECK(read.error().fault == base::Fault::invalid);
  CHECK(read.error().what == says);
  CHECK_FALSE(read.error().hint.empty());
}

std::string with_transactions(const std::string& list) {
  return R"({"v":1,"ticket":5,"queue":"q","transactions":)" + list + "}";
}

} // namespace

TEST_CASE("a hook of the contract is read") {
  const auto read = read_hook(
      R"({"v":1,"ticket":4711,"queue":"staged-rollout","transactions":[
          {"id":883,"type":"CustomField","field":"EA Teams","old":"","new":"NGI_IT-INFN-T1","creator":"mgr1"},
          {"id":"884","type":"Status","field":null,"old":"new","new":"open","creator":14,"more":[1]}],"later":{}})");
  REQUIRE(read);
  CHECK(read->ticket.value == 4711);
  CHECK(read->queue == "staged-rollout");
  REQUIRE(read->transactions.size() == 2);
  CHECK(read->transactions[0].id.value == 883);
  CHECK(read->transactions[0].field == "EA Teams");
  CHECK(read->transactions[0].new_value == "NGI_IT-INFN-T1");
  CHECK(read->transactions[0].creator == "mgr1");
  CHECK(read->transactions[1].id.value == 884);
  CHECK(read->transactions[1].field.empty());
  CHECK(read->transactions[1].creator == "14");
}

TEST_CASE("no transactions, or no queue, is no error") {
  CHECK(read_hook(with_transactions("[]"))->transactions.empty());
  CHECK(read_hook(R"({"v":1,"ticket":5,"transactions":[]})")->queue.empty());
}

TEST_CASE("what is wrong is told with its place") {
  refused("", "the body is no JSON object");
  refused("[]", "the body is no JSON object");
  refused(R"({"v":1,"ticket":5,"transactions":[)", "the body is no JSON object");
  refused(R"({"v":1,"ticket":5,"queue":")"
          "\xff"
          R"(","transactions":[]})",
          "the body is no JSON object");
  refused(std::string(100000, '['), "the JSON is nested too deeply");
  refused("{}", "v is not 1");
  refused(R"({"v":2,"ticket":5,"transactions":[]})", "v is not 1");
  refused(R"({"v":"1","ticket":5,"transactions":[]})", "v is not 1");
  refused(R"({"v":true,"ticket":5,"transactions":[]})", "v is not 1");
  for (const std::string id :
       {"0", "-5", "5.0", "true", "null", "\"\"", "\"5x\"", "\" 5\"", "[5]", "99999999999999999999",
        "9223372036854775808", "\"99999999999999999999\""}) {
    refused(R"({"v":1,"ticket":)" + id + R"(,"transactions":[]})",
            "ticket is no positive whole number");
    refused(with_transactions(R"([{"id":1},{"id":)" + id + "}]"),
            "transactions[1].id is no positive whole number");
  }
  refused(R"({"v":1,"ticket":5})", "transactions is no list");
  refused(with_transactions("{}"), "transactions is no list");
  refused(with_transactions("[5]"), "transactions[0] is no object");
  refused(with_transactions(R"([{"id":1,"type":{}}])"), "transactions[0].type is no text");
  refused(R"({"v":1,"ticket":5,"queue":[],"transactions":[]})", "queue is no text");
}

TEST_CASE("a thousand transactions are read, one more is refused") {
  std::string list = "[";
  for (int i = 1; i <= 1000; ++i)
    list += R"({"id":)" + std::to_string(i) + "},";
  list.back() = ']';
  CHECK(read_hook(with_transactions(list))->transactions.size() == 1000);
  list.back() = ',';
  refused(with_transactions(list + R"({"id":1001}])"), "more than 1000 transactions");
}
