// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace {

class Folder {
public:
  Folder() {
    path = (std::filesystem::temp_directory_path() / "file-test-XXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }

  std::string path;
};

std::string refusal(const std::string& path) {
  const auto read = base::read_file(path, 1024 * 1024);
  return read ? "" : read.error().what;
}

} // namespace

TEST_CASE("a file is read whole, up to its limit") {
  const Folder folder;
  const auto path = folder.path + "/a";
  std::ofstream(path) << "a\r\n" << std::string(2, '\0');
  CHECK(base::read_file(path, 5).value() == std::string("a\r\n\0\0", 5));
  CHECK_FALSE(base::read_file(path, 4));
  std::ofstream(path) << std::string(1024 * 1024 + 1, 'x');
  CHECK(refusal(path) == path + " is larger than 1 MiB");
  std::ofstream(path).close();
  CHECK(base::read_file(path, 5).value().empty());
}

TEST_CASE("what is no file is refused at once, and the cause is named") {
  const Folder folder;
  const auto path = folder.path + "/a";
  CHECK(refusal(path) == path + " cannot be read: no such file");
  CHECK(refusal(folder.path) == folder.path + " is a folder");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(refusal(path) == path + " is no ordinary file"); // nobody writes to it: it would wait
  CHECK(refusal("/dev/zero") == "/dev/zero is no ordinary file");
  CHECK(refusal("") == "'' cannot be read: no such file");
  const auto secret = folder.path + "/b";
  std::ofstream(secret) << "x";
  REQUIRE(::chmod(secret.c_str(), 0) == 0);
  if (::geteuid() != 0)
    CHECK(refusal(secret) == secret + " cannot be read: permission denied");
}
