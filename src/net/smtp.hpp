// SPDX-License-Identifier: Apache-2.0
// A mail on its way out: over SMTP (libcurl) or through the sendmail program.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace net {

struct Outgoing {
  std::string envelope_from; // empty: the null sender <>
  std::vector<std::string> recipients;
  std::string bytes; // RFC 5322, CRLF line ends
};

struct MailServer {
  std::string url;      // "smtp://127.0.0.1:25", "smtps://…"; empty: use `sendmail`
  std::string sendmail; // "/usr/sbin/sendmail": called as `sendmail -i -f FROM -- RECIPIENT…`
  bool require_tls = false;
  std::string user; // empty: no login
  std::string password;
  std::string ca_file;
  base::Seconds timeout{60};
};

// Fault::refused: a 5xx answer (the text of the server in `what`), or sendmail ended with
// EX_NOUSER, EX_NOHOST, EX_DATAERR or EX_UNAVAILABLE; Fault::invalid: an address or the mail is not
// fit to be sent; Fault::temporary: all else.
base::Result<void> send_mail(const MailServer& server, const Outgoing& mail);

// What a mail server says of an address (VRFY) before any mail is sent to it.
enum class Known { yes, no, untold };

// Can mail be handed over there? Connects, with TLS and login where they are configured, and hands
// over none; or looks whether the sendmail program can be run. Errors as of send_mail.
base::Result<void> try_mail_server(const MailServer& server);
// One answer for each address; `untold` for all where there is a sendmail program.
base::Result<std::vector<Known>> ask_mail_server(const MailServer& server,
                                                 const std::vector<std::string>& addresses);

} // namespace net
