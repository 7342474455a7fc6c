// SPDX-License-Identifier: Apache-2.0
#include "drop/drop_box.hpp"
#include "drop/header.hpp"
#include "drop/name.hpp"
#include "drop/writer.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace {

class Box {
public:
  Box() {
    char pattern[] = "/tmp/drop-test.XXXXXX";
    path_ = mkdtemp(pattern);
  }
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box() { fs::remove_all(path_); }

  const std::string& path() const { return path_; }
  std::string at(const std::string& name) const { return path_ + "/" + name; }

  std::string put(const std::string& mail, const drop::Envelope& envelope = {"a", "b", "q", "list"},
                  std::int64_t arrived = 1700000000) const {
    const std::string name = drop::new_name(arrived, 7);
    drop::Writer writer;
    REQUIRE(writer.open(path_, name, envelope, arrived));
    REQUIRE(writer.append(mail));
    REQUIRE(writer.commit());
    return name;
  }

  std::string bytes(const std::string& name) const {
    std::ifstream file(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // A file with the complete mark and any content.
  std::string plant(const std::string& content) const {
    const std::string name = drop::new_name(1700000001, 0);
    std::ofstream(at(name), std::ios::binary) << content;
    REQUIRE(chmod(at(name).c_str(), 0740) == 0);
    return name;
  }

private:
  std::string path_;
};

std::vector<std::string> complete(const Box& box) {
  std::string error;
  auto names = drop::complete_files(box.path(), error);
  CHECK(error.empty());
  return names;
}

} // namespace

TEST_CASE("what was written is read, byte for byte") {
  const Box box;
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte.push_back(static_cast<char>(byte));
  }
  const drop::Envelope envelope{"anna\n@x%41", every_byte, "", "correspond"};
  for (const std::string& mail :
       {std::string(), std::string("From a\n\nb"), "\n\n" + every_byte, std::string(300000, 'x')}) {
    const std::string name = box.put(mail, envelope, -5);
    std::string error = "before";
    const auto arrival = drop::read(box.path(), name, error);
    REQUIRE(arrival);
    CHECK(error.empty());
    CHECK(arrival->name == name);
    CHECK(arrival->envelope == envelope);
    CHECK(arrival->arrived == -5);
    CHECK(arrival->mail == mail);
  }
}

TEST_CASE("the null sender is not an unknown sender") {
  const Box box;
  std::string error;
  CHECK(drop::read(box.path(), box.put("m", {"", "", "", "comment", true}), error)
            ->envelope.sender_known);
  CHECK_FALSE(drop::read(box.path(), box.put("m", {"", "", "", "comment", false}), error)
                  ->envelope.sender_known);
}

TEST_CASE("a file can be read by hand") {
  const Box box;
  CHECK(box.bytes(box.put("Subject: hi\n\nho\n", {"a@x", "b@y", "sw-rel", "comment"})) ==
        "rollout-drop 1\n"
        "length: 00000000000000000016\n"
        "sum: 9b193da7fe9bfa8f\n"
        "sender: a@x\nrecipient: b@y\nqueue: sw-rel\naction: comment\narrived: 1700000000\n"
        "\nSubject: hi\n\nho\n");
}

TEST_CASE("a complete file carries the mark and is the group's to read, whatever the umask") {
  const Box box;
  const mode_t before = umask(0777);
  const std::string name = box.put("m");
  umask(before);
  struct stat status = {};
  REQUIRE(stat(box.at(name).c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0740);
}

TEST_CASE("files come oldest first") {
  const Box box;
  const std::string third = box.put("3", {"", "", "", "list"}, 1700000002);
  const std::string first = box.put("1", {"", "", "", "list"}, 999999999);
  const std::string second = box.put("2", {"", "", "", "list"}, 1700000001);
  CHECK(complete(box) == std::vector{first, second, third});
}

TEST_CASE("names are of one form, and never the same") {
  const std::string name = drop::new_name(1700000000, 42);
  CHECK(name.starts_with("1700000000.000042." + std::to_string(getpid()) + "."));
  CHECK(drop::is_name(name));
  CHECK(drop::new_name(1700000000, 42) != name);
  for (const std::string& wrong :
       {std::string(), name + "0", name + ".broken", "x" + name, name.substr(1),
        std::string("README"), "1700000000.000042.." + std::string(32, 'a'),
        "1700000000.000042.1." + std::string(32, 'A')}) {
    CHECK_FALSE(drop::is_name(wrong));
  }
}

TEST_CASE("a file not finished is nobody's mail") {
  const Box box;
  const std::string name = drop::new_name(1700000000, 0);
  drop::Writer writer;
  REQUIRE(writer.open(box.path(), name, {}, 1700000000));
  REQUIRE(writer.append("half a m"));
  CHECK(complete(box).empty());
  std::string error;
  bool broken = true;
  CHECK_FALSE(drop::read(box.path(), name, error, &broken));
  CHECK(error == "drop-box file " + name + ": it has no complete mark");
  CHECK_FALSE(broken);
  // swept only when it is old
  struct stat status = {};
  REQUIRE(stat(box.at(name).c_str(), &status) == 0);
  CHECK(drop::abandoned(box.path(), status.st_mtime, error).empty());
  CHECK(drop::abandoned(box.path(), status.st_mtime + 1, error) == std::vector{name});
  CHECK(error.empty());
}

TEST_CASE("a writer that is not heard of again leaves nothing") {
  const Box box;
  {
    drop::Writer writer;
    REQUIRE(writer.open(box.path(), "half", {}, 0));
    REQUIRE(writer.append("half"));
  }
  {
    drop::Writer writer;
    REQUIRE(writer.open(box.path(), "whole", {}, 0));
    REQUIRE(writer.commit());
    writer.withdraw();
  }
  CHECK(fs::is_empty(box.path()));
}

TEST_CASE("a writer never takes over a file that is there") {
  const Box box;
  const std::string name = box.put("the first");
  const std::string before = box.bytes(name);
  drop::Writer writer;
  CHECK_FALSE(writer.open(box.path(), name, {}, 0));
  CHECK(writer.error() == "cannot create a file in the drop-box " + box.path() + ": File exists");
  CHECK(box.bytes(name) == before);
}

TEST_CASE("a torn or strange file is told as broken, and can be set aside") {
  const Box box;
  const std::string whole = box.bytes(box.put(std::string(5000, 'm')));
  std::string zeroed = whole; // a power cut: the length is there, the bytes are not
  zeroed.replace(zeroed.size() - 4096, 4096, 4096, '\0');
  const std::string unsealed = drop::unsealed_head({"", "", "", "list"}, 1);
  const auto with = [&whole](const std::string& from, const std::string& to) {
    std::string other = whole;
    return other.replace(other.find(from), from.size(), to);
  };
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "does not begin with"},
      {"From: a\n\nb", "does not begin with"},
      {whole.substr(0, whole.size() - 1), "has 4999 bytes, not the 5000"},
      {whole + "x", "has 5001 bytes, not the 5000"},
      {zeroed, "check sum"},
      {unsealed, "unreadable line in the head: length: ---"},
      {whole.substr(0, 40), "the head has no end"},
      {with("rollout-drop 1", "rollout-drop 2"), "does not begin with"},
      {with("action: list", "action: take"), "unreadable line in the head: action: take"},
      {with("sender: a", "sender: %zz"), "unreadable line"},
      {with("sender: a", "sender: %4"), "unreadable line"},
      {with("queue: q\n", ""), "a line of the head is missing"},
      {with("arrived: 1", "arrived: x"), "unreadable line"},
  };
  for (const auto& [content, complaint] : cases) {
    const std::string name = box.plant(content);
    std::string error;
    bool broken = false;
    CHECK_FALSE(drop::read(box.path(), name, error, &broken));
    CHECK_THAT(error, Catch::Contains(complaint) && Catch::StartsWith("drop-box file " + name));
    CHECK(broken);
    REQUIRE(drop::set_aside(box.path(), name, error));
    CHECK(box.bytes(name + ".broken") == content);
  }
  CHECK(complete(box).size() == 1);
  std::string error;
  CHECK(drop::abandoned(box.path(), INT64_MAX, error).size() == cases.size());
}

TEST_CASE("a line that a newer filter adds is passed over") {
  const Box box;
  std::string content = box.bytes(box.put("mail"));
  content.insert(content.find("sender:"), "weather: fine\n");
  std::string error;
  CHECK(drop::read(box.path(), box.plant(content), error)->mail == "mail");
}

TEST_CASE("strangers in the box are neither read nor followed") {
  const Box box;
  const std::string real = box.put("mail");
  const std::string link = drop::new_name(1700000000, 1), fifo = drop::new_name(1700000000, 2),
                    folder = drop::new_name(1700000000, 3);
  fs::create_symlink(box.at(real), box.at(link));
  REQUIRE(mkfifo(box.at(fifo).c_str(), 0740) == 0);
  fs::create_directory(box.at(folder));
  std::ofstream(box.at("README")) << "x";
  REQUIRE(chmod(box.at("README").c_str(), 0755) == 0);
  std::ofstream(box.at(".hidden")) << "x";
  CHECK(complete(box) == std::vector{real});
  std::string error;
  for (const std::string& name : {link, fifo, folder}) {
    CHECK_FALSE(drop::read(box.path(), name, error)); // the FIFO would wait for ever
  }
  CHECK(drop::abandoned(box.path(), INT64_MAX, error) ==
        std::vector<std::string>{link, fifo, folder, "README"});
}

TEST_CASE("removing is for what is there, and what cannot be done is told") {
  const Box box;
  const std::string name = box.put("mail");
  std::string error;
  CHECK(drop::remove(box.path(), name, error));
  CHECK(fs::is_empty(box.path()));
  CHECK(drop::remove(box.path(), name, error));
  bool broken = true;
  CHECK_FALSE(drop::read(box.path(), name, error, &broken));
  CHECK(error == "drop-box file " + name + ": cannot open it: No such file or directory");
  CHECK_FALSE(broken);
  CHECK_FALSE(drop::remove("/proc/self/status", "x", error));
  CHECK(error == "cannot remove the drop-box file x: Not a directory");
  CHECK_FALSE(drop::set_aside(box.path(), name, error));
  CHECK(drop::complete_files("/nowhere", error).empty());
  CHECK(error == "cannot list the drop-box /nowhere: No such file or directory");
}

TEST_CASE("a writer follows no link and makes no box") {
  const Box box;
  fs::create_symlink("/dev/full", box.at("full"));
  drop::Writer writer;
  CHECK_FALSE(writer.open(box.path(), "full", {}, 0));
  CHECK(fs::is_symlink(box.at("full")));
  drop::Writer missing;
  CHECK_FALSE(missing.open("/nowhere", "x", {}, 0));
  CHECK(missing.error() == "cannot enter the drop-box /nowhere: No such file or directory");
}
