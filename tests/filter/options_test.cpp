// SPDX-License-Identifier: Apache-2.0
#include "filter/options.hpp"

#include <catch2/catch.hpp>

#include <vector>

using filter::Options;
using filter::Surroundings;

namespace {

Options read(std::vector<const char*> words, const Surroundings& around = {}) {
  words.insert(words.begin(), "rollout-filter");
  return filter::read_options(static_cast<int>(words.size()), words.data(), around);
}

} // namespace

TEST_CASE("our own options") {
  const Options options = read({"--drop", "/d", "--sender=a@x", "--recipient", "b@y", "--queue",
                                "q", "--action=list", "--limit", "10", "--deadline", "3"});
  CHECK(options.wrong.empty());
  CHECK(options.drop == "/d");
  CHECK(options.envelope == drop::Envelope{"a@x", "b@y", "q", "list", true});
  CHECK(options.limit == 10);
  CHECK(options.deadline == 3);
}

TEST_CASE("without options") {
  const Options options = read({});
  CHECK(options.wrong.empty());
  CHECK(options.drop == ROLLOUT_DROP_DIR);
  CHECK(options.envelope == drop::Envelope{"", "", "", "correspond", false});
  CHECK(options.limit == 52428800);
  CHECK(options.deadline == 30);
}

TEST_CASE("a line written for rt-mailgate is understood as it stands") {
  const Options options = read({"--queue", "sw-rel", "--action", "comment", "--url", "https://rt/",
                                "--debug", "--timeout", "90", "--jar=/j", "--no-verify-ssl",
                                "--verify-ssl", "--noverify-ssl", "--ca-file", "/c"});
  CHECK(options.wrong.empty());
  CHECK(options.envelope.queue == "sw-rel");
  CHECK(options.envelope.action == "comment");
  const Options short_form = read({"-que=general", "-ACTION", "comment", "--u", "https://rt/"});
  CHECK(short_form.wrong.empty());
  CHECK(short_form.envelope.queue == "general");
  CHECK(short_form.envelope.action == "comment");
}

TEST_CASE("values are taken as they are, also those that look like options or are empty") {
  const Options options = read({"--sender", "--drop=/evil", "--recipient", "", "--queue="},
                               {"env@x", "env@y", std::nullopt});
  CHECK(options.wrong.empty());
  CHECK(options.drop == ROLLOUT_DROP_DIR);
  CHECK(options.envelope == drop::Envelope{"--drop=/evil", "", "", "correspond", true});
}

TEST_CASE("the MTA's word for the null sender becomes the null sender") {
  for (const char* null : {"MAILER-DAEMON", "mailer-daemon", "<>", ""}) {
    CHECK(read({"--sender", null}).envelope == drop::Envelope{"", "", "", "correspond", true});
    CHECK(read({}, {null, {}, {}}).envelope == drop::Envelope{"", "", "", "correspond", true});
  }
  CHECK(read({"--sender", "MAILER-DAEMON@x"}).envelope.sender == "MAILER-DAEMON@x");
}

TEST_CASE("what local(8) sets is used where no option says otherwise") {
  const Surroundings around{"a@x", "b@y", "ext"};
  CHECK(read({}, around).envelope == drop::Envelope{"a@x", "b@y", "", "correspond", true});
  CHECK(read({"--sender", "s", "--recipient", "r"}, around).envelope.recipient == "r");
}

TEST_CASE("the address extension names the queue or the action, never a way around RT") {
  const auto action = [](const char* extension) {
    return read({"--action", "correspond", "--extension", "action"}, {{}, {}, extension});
  };
  CHECK(read({"--queue", "q", "--extension=queue"}, {{}, {}, "ext"}).envelope.queue == "ext");
  CHECK(read({"--queue", "q", "--extension=queue"}, {{}, {}, ""}).envelope.queue == "q");
  CHECK(read({"--queue", "q", "--extension=ticket"}, {{}, {}, "12"}).envelope.queue == "q");
  CHECK(action("comment").envelope.action == "comment");
  for (const char* foreign : {"bounce", "list", "resolve", "x"}) {
    CHECK(action(foreign).envelope.action == "correspond");
    CHECK(action(foreign).wrong.empty());
  }
}

TEST_CASE("several recipients of one run are kept") {
  CHECK(read({"--recipient", "a", "b", "c", "--queue", "q"}).envelope.recipient == "a, b, c");
  CHECK(read({"--recipient=a", "--recipient=b"}).envelope.recipient == "a, b");
}

TEST_CASE("a line that cannot be used is refused by name") {
  CHECK(read({"--quue", "q"}).wrong == "unknown option \"--quue\"");
  CHECK(read({"--quue=secret"}).wrong == "unknown option \"--quue\"");
  CHECK(read({"--d"}).wrong.empty()); // rt-mailgate's --debug
  CHECK(read({"--dro", "/d"}).wrong == "unknown option \"--dro\"");
  CHECK(read({"--ver"}).wrong.empty()); // rt-mailgate's --verify-ssl
  CHECK(read({"--no"}).wrong == "unknown option \"--no\"");
  CHECK(read({"--="}).wrong == "unknown option \"--\"");
  CHECK(read({"--"}).wrong == "unknown option \"--\"");
  CHECK(read({"-"}).wrong == "no option: \"-\"");
  CHECK(read({"stray"}).wrong == "no option: \"stray\"");
  CHECK(read({"--queue"}).wrong == "option \"--queue\" needs a value");
  CHECK(read({"--action", "resolve"}).wrong ==
        "--action must be correspond, comment, list or bounce, not \"resolve\"");
  for (const char* number : {"", "0", "-1", "5x", "99999999999999999999999"}) {
    CHECK_FALSE(read({"--limit", number}).wrong.empty());
    CHECK_FALSE(read({"--deadline", number}).wrong.empty());
  }
  CHECK_FALSE(read({"--deadline", "3601"}).wrong.empty());
}
