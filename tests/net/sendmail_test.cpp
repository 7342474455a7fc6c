// SPDX-License-Identifier: Apache-2.0
#include "net/smtp.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using base::Fault;

namespace {

// A directory with a program `sendmail` in it.
class Program {
public:
  explicit Program(const std::string& script) {
    std::string name = (std::filesystem::temp_directory_path() / "sendmail-XXXXXX").string();
    directory_ = mkdtemp(name.data());
    std::ofstream(directory_ / "sendmail") << "#!/bin/sh\ncd " << directory_ << "\n"
                                           << script << "\n";
    std::filesystem::permissions(directory_ / "sendmail", std::filesystem::perms::owner_all);
  }
  ~Program() { std::filesystem::remove_all(directory_); }
  net::MailServer server(int seconds = 20) const {
    net::MailServer result;
    result.sendmail = directory_ / "sendmail";
    result.timeout = base::Seconds{seconds};
    return result;
  }
  std::string file(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(directory_ / name).rdbuf();
    return text.str();
  }

private:
  std::filesystem::path directory_;
};

const net::Outgoing letter{"bridge@x.test", {"a@x.test", "b@x.test"}, "S: s\r\n\r\na\rb\nc\r\n"};

} // namespace

TEST_CASE("sendmail: gets the mail with LF, the sender and the recipients") {
  const Program program("cat > mail; printf '%s|' \"$@\" > words");
  REQUIRE(net::send_mail(program.server(), letter));
  CHECK(program.file("mail") == "S: s\n\na\nb\nc\n");
  CHECK(program.file("words") == "-i|-f|bridge@x.test|--|a@x.test|b@x.test|");
  auto bounce = letter;
  bounce.envelope_from.clear();
  REQUIRE(net::send_mail(program.server(), bounce));
  CHECK(program.file("words") == "-i|-f|<>|--|a@x.test|b@x.test|");
}

TEST_CASE("sendmail: a mail larger than any buffer") {
  const Program program("cat > mail");
  auto mail = letter;
  mail.bytes = std::string(5000000, 'x') + "\r\n";
  REQUIRE(net::send_mail(program.server(), mail));
  CHECK(program.file("mail").size() == 5000001);
}

TEST_CASE("sendmail: how it ended tells what to do") {
  struct Row {
    int code;
    Fault fault;
  };
  for (const auto& [code, fault] :
       {Row{65, Fault::refused}, Row{67, Fault::refused}, Row{68, Fault::refused},
        Row{69, Fault::refused}, Row{75, Fault::temporary}, Row{64, Fault::temporary},
        Row{71, Fault::temporary}, Row{78, Fault::temporary}, Row{1, Fault::temporary}}) {
    const Program program("cat > mail; echo 'no such user' >&2; exit " + std::to_string(code));
    const auto sent = net::send_mail(program.server(), letter);
    REQUIRE_FALSE(sent);
    CHECK(sent.error().fault == fault);
    CHECK(sent.error().what.find("ended with " + std::to_string(code) + ": no such user") !=
          std::string::npos);
  }
  const Program killed("kill -9 $$");
  CHECK(net::send_mail(killed.server(), letter).error().fault == Fault::temporary);
}

TEST_CASE("sendmail: one that hangs is killed, also with output and children of its own") {
  const Program program("echo busy; sleep 30 & exec sleep 30");
  const auto sent = net::send_mail(program.server(1), letter);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().fault == Fault::temporary);
  CHECK(sent.error().what.find("longer than 1 s") != std::string::npos);
}

TEST_CASE("sendmail: one that does not read the whole mail has not taken it") {
  const Program program("exit 0");
  for (const std::size_t size : {20, 5000000}) {
    auto mail = letter;
    mail.bytes = std::string(size, 'x');
    const auto sent = net::send_mail(program.server(), mail);
    REQUIRE_FALSE(sent);
    CHECK(sent.error().fault == Fault::temporary);
  }
}

// Were it fed while it runs, our own death would look to it like the end of the letter.
TEST_CASE("sendmail: the whole letter is there before the program starts") {
  const Program program("stat -L -c %s /dev/stdin > size; cat > mail");
  auto mail = letter;
  mail.bytes = std::string(300000, 'x') + "\r\n";
  REQUIRE(net::send_mail(program.server(), mail));
  CHECK(program.file("size") == "300001\n");
}

TEST_CASE("sendmail: one that is not there is temporary, and named") {
  net::MailServer server;
  server.sendmail = "/nonexistent/sendmail";
  const auto sent = net::send_mail(server, letter);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().fault == Fault::temporary);
  CHECK(sent.error().what == "cannot start /nonexistent/sendmail: no such file or directory");
  server.sendmail.clear();
  CHECK(net::send_mail(server, letter).error().fault == Fault::invalid);
}
