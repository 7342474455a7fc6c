// SPDX-License-Identifier: Apache-2.0
#include "fakes/smtp_server.hpp"

#include <utility>

namespace fakes {

SmtpServer::SmtpServer(std::map<std::string, std::string> answers)
    : answers_(std::move(answers)), loopback_([this](Connection& one) { serve(one); }) {}

std::string SmtpServer::url() const {
  return "smtp://127.0.0.1:" + std::to_string(loopback_.port());
}

std::vector<std::string> SmtpServer::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

std::vector<std::string> SmtpServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

bool SmtpServer::answer(Connection& connection, const std::string& command,
                        const std::string& usual) {
  std::string text = usual;
  for (const auto& [beginning, own] : answers_)
    if (beginning.empty() ? command.empty() : command.starts_with(beginning))
      text = own;
  if (text == "hang") {
    connection.wait_for_end();
    return false;
  }
  connection.send(text + "\r\n");
  return text.front() == '2' || text.front() == '3';
}

void SmtpServer::serve(Connection& connection) {
  answer(connection, "", "220 fake ESMTP");
  std::string line;
  while (connection.read_line(line)) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(line);
    }
    if (line.starts_with("QUIT")) {
      answer(connection, line, "221 bye");
      return;
    }
    if (!line.starts_with("DATA")) {
      answer(connection, line, "250 ok");
      continue;
    }
    if (!answer(connection, line, "354 go on"))
      continue;
    std::string mail;
    std::string byte;
    while (!mail.ends_with("\r\n.\r\n") && mail != ".\r\n" && connection.read_bytes(1, byte))
      mail += byte;
    {
      const std::lock_guard lock(mutex_);
      mails_.push_back(mail.substr(0, mail.size() < 3 ? 0 : mail.size() - 3));
    }
    answer(connection, ".", "250 2.0.0 queued");
  }
}

} // namespace fakes
