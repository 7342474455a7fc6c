// SPDX-License-Identifier: Apache-2.0
// An SMTP server that takes what it is told to take and remembers each command and mail.
#pragma once

#include "fakes/loopback.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace fakes {

class SmtpServer {
public:
  // Answers by the beginning of the command ("RCPT TO:<x@y>"); "" is the greeting, "." the end of a
  // mail; "hang" as an answer means none. All else gets a friendly 250.
  explicit SmtpServer(std::map<std::string, std::string> answers = {});

  std::string url() const;
  std::vector<std::string> commands() const;
  std::vector<std::string> mails() const; // as they came over the line, dots still doubled

private:
  void serve(Connection& connection);
  bool answer(Connection& connection, const std::string& command, const std::string& usual);
  std::map<std::string, std::string> answers_;
  mutable std::mutex mutex_;
  std::vector<std::string> commands_;
  std::vector<std::string> mails_;
  Loopback loopback_;
};

} // namespace fakes
