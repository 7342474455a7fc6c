// SPDX-License-Identifier: Apache-2.0
// Loops that no header shows, with a robot at the other end and with another bridge: both stop by
// themselves after a bounded number of mails, and people hear of it once.
#include "bridge/household.hpp"

namespace {

const std::string anna = "anna@infn.example.test";
constexpr int for_ever = 500; // mails, of which the loop must not make use

int count_of(const std::vector<FakePost::Sent>& sent, const std::string& to) {
  int count = 0;
  for (const auto& one : sent)
    count += one.to == to ? 1 : 0;
  return count;
}

std::string first_note(const Household& house, const std::string& words) {
  for (const auto& comment : house.rt.comments)
    if (comment.subject.find(words) != std::string::npos)
      return comment.text;
  return "";
}

} // namespace

TEST_CASE("a robot that answers each of our letters is stopped") {
  Household house;
  struct Robot {
    std::string says;
    bool too_many = true; // else another rule stops it: five letters of complaint a day
  };
  const auto robot =
      GENERATE(Robot{"I have read your mail and will come back to you.\naccept " + infn},
               Robot{"Your request has come in, as below.\n\nPlease send one line\naccept " + infn},
               Robot{"reject " + infn},
               Robot{"accept " + infn + "x\nYour request is important to us", false});
  const auto& says = robot.says;
  CAPTURE(says);
  int robots = 0;
  const auto robot_writes = [&](const std::string& text, const std::string& reference) {
    house.arrives(reply(anna, text, "robot-" + std::to_string(++robots) + "@infn",
                        reference.empty() ? "" : "In-Reply-To: <" + reference + ">\n"));
    CHECK(house.works() == 0);
  };
  robot_writes(says, "");
  // It answers letters to it and, being a watcher of the ticket in RT, our notes as well.
  std::size_t letters = 0;
  std::size_t notes = 0;
  while (robots < for_ever &&
         (letters < house.post.sent.size() || notes < house.rt.comments.size())) {
    house.now += base::Seconds{2};
    if (letters < house.post.sent.size()) {
      const auto letter = house.letter(letters);
      const bool to_robot = house.post.sent[letters++].to == anna;
      if (to_robot)
        robot_writes(says + "\n\n" + letter.plain.value_or(""), letter.message_id);
    } else {
      robot_writes(says + "\n\n" + house.rt.comments[notes++].text, "");
    }
  }
  INFO("mails of the robot: " << robots << ", letters to it: " << count_of(house.post.sent, anna));
  CHECK(robots < 60);
  CHECK(house.rt.relayed.size() <= 20);
  CHECK(count_of(house.post.sent, anna) <= 20);
  CHECK(count_of(house.post.sent, house.settings.policy.owner) == (robot.too_many ? 1 : 0));
  CHECK(first_note(house, "too many mails").empty() != robot.too_many);
  CHECK(robot.too_many == (house.rt.relayed.size() == 20));
}

TEST_CASE(
    "two bridges that answer each other stop, with their marks at once, without by the rate") {
  Household here;
  Household there;
  there.settings.loop_mark = "other.example.test";
  there.settings.policy.domain = "other.example.test";
  there.settings.policy.salt = "pepper";
  there.settings.policy.owner = "owner@other.example.test";
  const bool marked = GENERATE(true, false);
  // Each has the other's address as a member of a team.
  const std::string address_here = "bridge@here.example.test";
  const std::string address_there = "bridge@there.example.test";
  here.rt.members[infn] = {address_there};
  there.rt.members[infn] = {address_here};
  int mails = 0;
  const auto carry = [&](Household& from, Household& to, const std::string& sender,
                         const std::string& receiver, std::size_t& read) {
    while (read < from.post.sent.size()) {
      const auto& sent = from.post.sent[read];
      const auto letter = from.letter(read++);
      if (sent.to != receiver)
        continue;
      const std::string text = "accept " + infn + "\n" + letter.plain.value_or("");
      to.arrives(marked ? sent.bytes
                        : reply(sender, text, "carried-" + std::to_string(++mails) + "@x"));
      CHECK(to.works() == 0);
    }
  };
  here.arrives(reply(address_there, "accept " + infn, "first@x"));
  CHECK(here.works() == 0);
  std::size_t read_here = 0;
  std::size_t read_there = 0;
  for (int turn = 0; turn < for_ever; ++turn) {
    carry(here, there, address_here, address_there, read_here);
    carry(there, here, address_there, address_here, read_there);
    here.now += base::Seconds{3};
    there.now = here.now;
  }
  CHECK(mails <= 42);
  if (marked) {
    CHECK(here.post.sent.size() == 1);
    CHECK(there.post.sent.empty());
  } else {
    CHECK(count_of(here.post.sent, here.settings.policy.owner) +
              count_of(there.post.sent, there.settings.policy.owner) ==
          1);
    CHECK(first_note(here, "too many mails").empty() !=
          first_note(there, "too many mails").empty());
  }
}
