// SPDX-License-Identifier: Apache-2.0
// A release goes to StageRollOut: one child in its life, whatever was lost, doubled or reordered.
#include "bridge/beginning.hpp"
#include "rollout/release.hpp"

namespace {

const std::string title = "Staged Rollout EMI-1.0 CREAM 1.14.0-1 SL5 x86_64";

bool has_line(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("InVerification to StageRollOut makes one child, linked, with what the release tells") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.hook_all();
  CHECK(house.works() == 0);
  REQUIRE(house.rollouts().size() == 1);
  const auto& child = *house.rollouts().front();
  CHECK(child.subject == title);
  CHECK(child.status == "new");
  CHECK(child.parents == std::vector<base::TicketId>{{100}});
  CHECK(rollout::first_value(child, "Rollout Key") == "sr-100");
  CHECK(rollout::first_value(child, "Release Notes") == "https://notes.example.org/1");
  CHECK(rollout::first_value(child, "Component") == "CREAM");
  REQUIRE(house.rt.handed_over.size() == 1);
  CHECK(house.rt.handed_over.front().group == "sw-rel-sr");
  CHECK(has_line(rollout::first_value(child, "Rollout Status"), "No team is asked yet"));
}

TEST_CASE("an odd field of a release makes no report's right name wrong") {
  for (const auto& [name, value] : {std::pair("OS", "Scientific Linux 5"),
                                    {"Arch", "X86_64"},
                                    {"Version", "v1.14.0-1"},
                                    {"OS", ""}}) {
    Beginning house;
    house.rt.tickets.at(100).fields[name] = {value};
    house.rt.tickets.at(100).subject = "EMI CREAM 1.14.0-1";
    house.moves("InVerification", "StageRollOut");
    house.sweep();
    REQUIRE(house.rollouts().size() == 1);
    const auto& child = *house.rollouts().front();
    INFO(name << " = " << value << ": " << child.subject);
    CHECK(child.subject.starts_with("Staged Rollout EMI-1.0 CREAM 1.14.0-1"));
    const auto release = rollout::release_of(child, house.settings.policy);
    CHECK(release.component == "CREAM");
    CHECK(release.version == "1.14.0-1");
  }
}

TEST_CASE("states are compared without case and blanks, and a sweep alone will do") {
  Beginning house;
  house.moves("in verification", "Stage Rollout");
  house.sweep();
  CHECK(house.rollouts().size() == 1);
}

TEST_CASE("hook and sweep, twice and in any order, lead to one child") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  house.hook_all();
  CHECK(house.works() == 0);
  house.sweep();
  CHECK(house.rollouts().size() == 1);
  CHECK(house.rt.handed_over.size() == 1);
}

TEST_CASE("RT fails at any call of a beginning: the end is the same") {
  for (int fault_at = 0; fault_at < 40; ++fault_at) {
    CAPTURE(fault_at);
    Beginning house;
    house.settings.policy.begin.repo_action = "MoveToStageRollOut";
    house.moves("InVerification", "StageRollOut");
    house.hook_all();
    house.rt.fail_next(base::Fault::temporary, 1, fault_at);
    house.works();
    house.pass(std::chrono::hours{1});
    REQUIRE(house.rollouts().size() == 1);
    CHECK(house.rt.handed_over.size() == 1);
    CHECK(rollout::first_value(house.rt.tickets.at(100), "RepoAction") == "MoveToStageRollOut");
    CHECK(house.open_rows() == 0);
  }
}

TEST_CASE("a child that people or RT made is adopted, and what it lacks is filled in") {
  Beginning house;
  house.rt.tickets[150] = {
      {150},
      "staged-rollout",
      "Staged Rollout of CREAM",
      "new",
      {{"Rollout Key", {}}, {"Release Notes", {}}, {"Component", {"CREAM CE"}}}};
  house.rt.tickets[100].children = {{150}};
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().size() == 1);
  const auto& child = house.rt.tickets.at(150);
  CHECK(rollout::first_value(child, "Rollout Key") == "sr-100");
  CHECK(rollout::first_value(child, "Release Notes") == "https://notes.example.org/1");
  CHECK(rollout::first_value(child, "Component") == "CREAM CE"); // people's words stay
  CHECK(child.subject == "Staged Rollout of CREAM");
  CHECK(has_line(house.note("the rollout begins"), "This ticket was here already"));
}

TEST_CASE("back and forth revives the same rollout") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  const auto child = house.rollouts().front()->id.value;
  house.rt.tickets.at(child).status = "resolved";
  house.moves("StageRollOut", "InVerification");
  house.sweep();
  CHECK(has_line(house.note("the release went back"), "left staged rollout"));
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().size() == 1);
  CHECK(house.rt.tickets.at(child).status == "open");
  CHECK(has_line(house.note("the rollout goes on"), "It was resolved and is open again"));
  CHECK(house.rt.handed_over.size() == 2);
}

TEST_CASE("a release that was moved back before we looked gets no child") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.moves("StageRollOut", "InVerification");
  house.sweep();
  CHECK(house.rollouts().empty());
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().size() == 1);
  CHECK(house.note("the rollout goes on").empty()); // it never began before
}

TEST_CASE("hooks out of order, the later move first: still one child") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.moves("StageRollOut", "InVerification");
  house.moves("InVerification", "StageRollOut");
  house.hook_all(true);
  CHECK(house.works() == 0);
  CHECK(house.rollouts().size() == 1);
}

TEST_CASE("a hook that comes after a later move was told of changes nothing") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  house.moves("StageRollOut", "InVerification");
  house.moves("InVerification", "StageRollOut");
  house.hook_all(true); // the revival first
  house.works();
  CHECK_FALSE(house.note("the rollout goes on").empty());
  CHECK(house.note("the release went back").empty()); // it is here again
  CHECK(house.rt.handed_over.size() == 2);
}

TEST_CASE("moves that were all missed and end outside of staged rollout revive nothing") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  const auto child = house.rollouts().front()->id.value;
  house.rt.tickets.at(child).status = "resolved";
  house.moves("StageRollOut", "InVerification");
  house.moves("InVerification", "StageRollOut");
  house.moves("StageRollOut", "InVerification");
  house.sweep();
  CHECK(house.rt.tickets.at(child).status == "resolved");
  CHECK(house.note("the rollout goes on").empty());
  CHECK_FALSE(house.note("the release went back").empty());
  CHECK(house.rt.handed_over.size() == 1);
}

TEST_CASE("a linked ticket that is another release's rollout is not adopted") {
  Beginning house;
  house.rt.tickets[150] = {
      {150}, "staged-rollout", "Staged Rollout of gLite", "open", {{"Rollout Key", {"sr-99"}}}};
  house.rt.tickets[100].children = {{150}};
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().size() == 2);
  CHECK(rollout::first_value(house.rt.tickets.at(150), "Rollout Key") == "sr-99");
}

TEST_CASE("a rollout that was deleted is not made again, and people are told") {
  Beginning house;
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  const auto child = house.rollouts().front()->id;
  house.rt.tickets.erase(child.value);
  house.rt.tickets.at(100).children.clear();
  house.moves("StageRollOut", "InVerification");
  house.sweep();
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().empty());
  const auto note = house.note("its rollout is not there any more");
  CHECK(has_line(note, "made as #" + base::to_string(child)));
  CHECK(has_line(note, "Rollout Key set to sr-100"));
}

TEST_CASE("a release that comes from elsewhere begins nothing, and its owners are told") {
  Beginning house;
  house.moves("Unverified", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().empty());
  CHECK(has_line(house.note("no rollout was begun"), "set it back to InVerification"));
}

TEST_CASE("a new version says so on both rollouts") {
  Beginning house;
  house.rt.tickets[80] = {{80},
                          "staged-rollout",
                          "Staged Rollout EMI-1.0 CREAM 1.13.0-1 SL5 x86_64",
                          "open",
                          {{"Component", {"CREAM"}}}};
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(has_line(house.note("a newer version is here"), "1.14.0-1"));
  CHECK(has_line(house.note("it takes another one's place"), "1.13.0-1"));
}

TEST_CASE("what is missing is said at the beginning") {
  Beginning house;
  house.rt.tickets[100].fields["Release Notes"] = {};
  house.rt.tickets[100].fields["Software Stack"] = {};
  house.rt.tickets[100].subject = "new CREAM";
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  const auto text = house.first_words();
  CHECK(has_line(text, "Release Notes: the field of the release is empty"));
  CHECK(has_line(text, "the software stack: neither the fields nor the title"));
}

TEST_CASE("a field that RT does not keep is told, and hinders nothing") {
  Beginning house;
  house.rt.refused_fields = {"Documentation"};
  house.moves("InVerification", "StageRollOut");
  house.sweep();
  CHECK(house.rollouts().size() == 1);
  CHECK(has_line(house.note("fields that were not kept"), "Documentation"));
}
