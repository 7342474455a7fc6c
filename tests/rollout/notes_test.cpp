// SPDX-License-Identifier: Apache-2.0
#include "rollout/notes.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the subject of a note is unique for its key and never so long that RT folds it") {
  const auto subject = rollout::note_subject("4711/stranger/1f2e3d4c5b6a7988",
                                             "commands from an address in no team");
  CHECK(subject.size() <= 69);
  CHECK(subject.substr(33) == " commands from an address in no team");
  CHECK(subject.substr(0, 34) != rollout::note_subject("4711/stranger/2", "x").substr(0, 34));
  CHECK(rollout::note_subject("key", std::string(100, 'x')).size() == 69);
}
