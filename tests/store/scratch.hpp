// SPDX-License-Identifier: Apache-2.0
// A store in a folder of its own that goes away with the test.
#pragma once

#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>

struct ScratchFolder {
  std::string folder;
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rollout-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  ~ScratchFolder() { std::filesystem::remove_all(folder); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
};

struct Scratch : ScratchFolder {
  store::Database database = store::Database::open(path()).value();
  std::string path() const { return folder + "/store.db"; }
};
