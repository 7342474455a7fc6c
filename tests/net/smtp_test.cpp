// SPDX-License-Identifier: Apache-2.0
#include "fakes/smtp_server.hpp"
#include "net/smtp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>

using base::Fault;
using fakes::SmtpServer;

namespace {

net::MailServer over(const SmtpServer& server) {
  net::MailServer result;
  result.url = server.url();
  result.timeout = base::Seconds{1};
  return result;
}

const net::Outgoing letter{"bridge@x.test", {"a@x.test", "b@x.test"}, "Subject: s\r\n\r\ntext\r\n"};

base::Error error_of(const std::map<std::string, std::string>& answers) {
  const SmtpServer server(answers);
  const auto sent = net::send_mail(over(server), letter);
  REQUIRE_FALSE(sent.has_value());
  return sent.error();
}

bool has(const std::vector<std::string>& lines, const std::string& beginning) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.starts_with(beginning); });
}

} // namespace

TEST_CASE("smtp: a mail arrives with its envelope") {
  const SmtpServer server;
  REQUIRE(net::send_mail(over(server), letter));
  CHECK(has(server.commands(), "MAIL FROM:<bridge@x.test>"));
  CHECK(has(server.commands(), "RCPT TO:<a@x.test>"));
  CHECK(has(server.commands(), "RCPT TO:<b@x.test>"));
  CHECK(server.mails() == std::vector<std::string>{letter.bytes});
}

TEST_CASE("smtp: the null sender") {
  const SmtpServer server;
  auto mail = letter;
  mail.envelope_from.clear();
  REQUIRE(net::send_mail(over(server), mail));
  CHECK(has(server.commands(), "MAIL FROM:<>"));
}

TEST_CASE("smtp: bare CR and LF become CRLF, and no line can end the mail early") {
  const SmtpServer server;
  auto mail = letter;
  mail.bytes = ".first\nSubject: s\n\nevil\r.\r\n.\nRCPT TO:<evil@x.test>\n..two\nlast";
  REQUIRE(net::send_mail(over(server), mail));
  REQUIRE(server.mails().size() == 1);
  CHECK(server.mails().front() == "..first\r\nSubject: s\r\n\r\nevil\r\n..\r\n..\r\n"
                                  "RCPT TO:<evil@x.test>\r\n...two\r\nlast\r\n");
  CHECK_FALSE(has(server.commands(), "RCPT TO:<evil"));
}

TEST_CASE("smtp: an address cannot smuggle a command or an option") {
  const SmtpServer server;
  for (const std::string evil :
       {"a@x.test>\r\nDATA", "a@x.test\n", "a b@x.test", "", "-oQ/tmp", "<a@x>"}) {
    auto mail = letter;
    mail.recipients = {"good@x.test", evil};
    CHECK(net::send_mail(over(server), mail).error().fault == Fault::invalid);
    mail = letter;
    mail.envelope_from = evil.empty() ? " " : evil;
    CHECK(net::send_mail(over(server), mail).error().fault == Fault::invalid);
  }
  CHECK(server.commands().empty());
}

TEST_CASE("smtp: no recipient, no text, no timeout are not fit to be sent") {
  const SmtpServer server;
  CHECK(net::send_mail(over(server), {"a@x", {}, "x"}).error().fault == Fault::invalid);
  CHECK(net::send_mail(over(server), {"a@x", {"b@x"}, ""}).error().fault == Fault::invalid);
  auto endless = over(server);
  endless.timeout = base::Seconds{0};
  CHECK(net::send_mail(endless, letter).error().fault == Fault::invalid);
}

TEST_CASE("smtp: 5xx is final at any stage and brings the server's words") {
  const std::string no = "554-5.7.1 not\r\n554 5.7.1 wanted";
  for (const std::string stage : {"", "MAIL", "RCPT", "DATA", "."}) {
    const auto error = error_of({{stage, no}});
    INFO("at '" << stage << "': " << error.what);
    CHECK(error.fault == Fault::refused);
    CHECK(error.what.find("554-5.7.1 not 554 5.7.1 wanted") != std::string::npos);
  }
}

TEST_CASE("smtp: 4xx, silence and a closed port are temporary") {
  for (const std::string stage : {"", "MAIL", "RCPT", "DATA", "."}) {
    const auto error = error_of({{stage, "451 4.3.0 later"}});
    INFO("at '" << stage << "': " << error.what);
    CHECK(error.fault == Fault::temporary);
    CHECK(error.what.find("451 4.3.0 later") != std::string::npos);
  }
  CHECK(error_of({{".", "hang"}}).fault == Fault::temporary);
  net::MailServer closed;
  { closed = over(SmtpServer()); }
  const auto sent = net::send_mail(closed, letter);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().what == closed.url + " does not answer: connection refused; nothing was sent");
}

TEST_CASE("smtp: a wrong password and a missing STARTTLS are our fault, not the mail's") {
  const SmtpServer login({{"EHLO", "250-fake\r\n250 AUTH PLAIN"}, {"AUTH", "535 5.7.8 no"}});
  auto server = over(login);
  server.user = "bridge";
  server.password = "very-secret";
  auto sent = net::send_mail(server, letter);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().fault == Fault::temporary);
  CHECK(base::describe(sent.error()).find("very-secret") == std::string::npos);
  CHECK(sent.error().hint.find("password") != std::string::npos);
  const SmtpServer plain;
  server = over(plain);
  server.require_tls = true;
  sent = net::send_mail(server, letter);
  REQUIRE_FALSE(sent);
  CHECK(sent.error().fault == Fault::temporary);
  CHECK(plain.mails().empty());
}

TEST_CASE("smtp: a server is tried, and asked for addresses, without a mail") {
  const SmtpServer fake({{"VRFY known@", "250 known@lists.example"},
                         {"VRFY none@", "550 5.1.1 nobody"},
                         {"VRFY moved@", "551 not here"},
                         {"VRFY untold@", "252 send some mail"},
                         {"VRFY off@", "502 5.5.1 VRFY is disabled"}});
  const auto server = over(fake);
  REQUIRE(net::try_mail_server(server));
  using net::Known;
  const auto answers = net::ask_mail_server(server, {"known@lists.example", "none@lists.example",
                                                     "moved@lists.example", "untold@lists.example",
                                                     "off@lists.example", "known@lists.example"});
  REQUIRE(answers);
  CHECK(*answers == std::vector<Known>{Known::yes, Known::no, Known::no, Known::untold,
                                       Known::untold, Known::yes});
  CHECK(fake.mails().empty());
  for (const auto& command : fake.commands())
    CHECK_FALSE((command.starts_with("MAIL") || command.starts_with("RCPT") ||
                 command.starts_with("DATA")));
  CHECK_FALSE(net::ask_mail_server(server, {"a@lists.example\r\nMAIL FROM:<x@y>"}));
}

TEST_CASE("smtp: a server that does not let us in is told when it is tried") {
  const SmtpServer login({{"EHLO", "250-fake\r\n250 AUTH PLAIN"}, {"AUTH", "535 5.7.8 no"}});
  auto server = over(login);
  server.user = "bridge";
  server.password = "very-secret";
  const auto tried = net::try_mail_server(server);
  REQUIRE_FALSE(tried);
  CHECK(base::describe(tried.error()).find("very-secret") == std::string::npos);
  CHECK(tried.error().hint.find("mail.smtp_password_file") != std::string::npos);
  net::MailServer closed;
  { closed = over(SmtpServer()); }
  CHECK_FALSE(net::try_mail_server(closed));
  CHECK_FALSE(net::ask_mail_server(closed, {"a@lists.example"}));
  net::MailServer program;
  program.sendmail = "/bin/true";
  CHECK(net::try_mail_server(program));
  CHECK(net::ask_mail_server(program, {"a@lists.example"}) ==
        std::vector<net::Known>{net::Known::untold});
  program.sendmail = "/no/such/program";
  CHECK(net::try_mail_server(program).error().hint.find("mail.sendmail") != std::string::npos);
}
