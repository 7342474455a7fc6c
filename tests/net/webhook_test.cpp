// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "net/webhook.hpp"

#include <catch2/catch.hpp>

using namespace net;
using base::from_unix;

namespace {

// The example of the specification.
const std::string key = read_webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value();
const SignedHook example{
    "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", R"({"test": 2432232314})"};
const std::string other_key = std::string(32, 'k');

std::optional<Refusal> refuse_at(const SignedHook& hook, std::int64_t now = 1614265330,
                                 const std::vector<std::string>& keys = {key}) {
  return refuse(hook, keys, from_unix(now), base::Seconds{300});
}

std::string sign(const std::string& with, std::string_view id, std::string_view time,
                 std::string_view body) {
  return "v1," + base::encode_base64(base::hmac_sha256(
                     with, std::string(id) + "." + std::string(time) + "." + std::string(body)));
}

} // namespace

TEST_CASE("the example of Standard Webhooks is taken") {
  CHECK_FALSE(refuse_at(example));
}

TEST_CASE("a vector made by another program is taken") {
  std::string bytes;
  for (char c = 0; c < 32; ++c)
    bytes += c;
  const auto secret = read_webhook_secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  REQUIRE(secret == bytes);
  const SignedHook hook{"rt-883", "1795222800",
                        "v1,vhc6fGHZaw/Liow5PiV+Ib0SYzkTgw/dJe8tDP9xmXQ=", R"({"v":1})"};
  CHECK_FALSE(refuse_at(hook, 1795222800, {*secret}));
}

TEST_CASE("every change of what was signed is a forgery") {
  auto hook = example;
  hook.id = "msg_p5jXN8AQM9LWM0D4loKWxJeK";
  CHECK(refuse_at(hook) == Refusal::forged);
  hook = example;
  hook.timestamp = "1614265331";
  CHECK(refuse_at(hook) == Refusal::forged);
  hook = example;
  hook.body = R"({"test":2432232314})";
  CHECK(refuse_at(hook) == Refusal::forged);
  for (const char* signature : {"v1,", "v1", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                                "v1,G0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", " ", "   v1,  "}) {
    INFO(signature);
    hook = example;
    hook.signatures = signature;
    CHECK(refuse_at(hook) == Refusal::forged);
  }
  CHECK(refuse_at(example, 1614265330, {other_key}) == Refusal::forged);
  CHECK(refuse_at(example, 1614265330, {}) == Refusal::forged);
}

TEST_CASE("while secrets change, any live one and any of several signatures will do") {
  CHECK_FALSE(refuse_at(example, 1614265330, {other_key, key}));
  CHECK_FALSE(refuse_at(example, 1614265330, {key, other_key}));
  auto hook = example;
  const auto two = sign(other_key, hook.id, hook.timestamp, hook.body) + " v1a,x  " +
                   std::string(example.signatures);
  hook.signatures = two;
  CHECK_FALSE(refuse_at(hook));
  CHECK_FALSE(refuse_at(hook, 1614265330, {other_key}));
}

TEST_CASE("300 seconds are tolerated, both ways, and no more") {
  CHECK_FALSE(refuse_at(example, 1614265330 + 300));
  CHECK_FALSE(refuse_at(example, 1614265330 - 300));
  CHECK(refuse_at(example, 1614265330 + 301) == Refusal::stale);
  CHECK(refuse_at(example, 1614265330 - 301) == Refusal::stale);
}

TEST_CASE("a time that is none is refused, signed or not") {
  for (const std::string time : {"x", "1614265330 ", "+1614265330", "-1", "1614265330.0", "0x60",
                                 "99999999999999999999999", "000001614265330"}) {
    INFO(time);
    auto hook = example;
    const auto signature = sign(key, hook.id, time, hook.body);
    hook.timestamp = time;
    hook.signatures = signature;
    CHECK(refuse_at(hook) == Refusal::bad_time);
  }
}

TEST_CASE("an id that is not fit is refused, though it is signed") {
  for (const auto& id :
       {std::string("a.b"), std::string(257, 'a'), std::string("a b"), std::string("a\0b", 3),
        std::string("a\nb"), std::string("\x7f"), std::string("\xc3\xa4")}) {
    INFO(id);
    auto hook = example;
    const auto signature = sign(key, id, hook.timestamp, hook.body);
    hook.id = id;
    hook.signatures = signature;
    CHECK(refuse_at(hook) == Refusal::bad_id);
  }
  const std::string longest(256, 'a');
  auto hook = example;
  const auto signature = sign(key, longest, hook.timestamp, hook.body);
  hook.id = longest;
  hook.signatures = signature;
  CHECK_FALSE(refuse_at(hook));
}

TEST_CASE("what is missing is told as missing") {
  for (auto member : {&SignedHook::id, &SignedHook::timestamp, &SignedHook::signatures}) {
    auto hook = example;
    hook.*member = "";
    CHECK(refuse_at(hook) == Refusal::missing_header);
  }
}

TEST_CASE("a secret is read strictly, and an error does not show it") {
  for (const std::string text :
       {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZI",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!", "whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
    INFO(text);
    const auto read = read_webhook_secret(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().what.find("MfKQ") == std::string::npos);
    CHECK(read.error().hint.find("whsec_$(") != std::string::npos);
  }
}
