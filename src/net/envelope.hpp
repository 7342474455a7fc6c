// SPDX-License-Identifier: Apache-2.0
// What SMTP and the sendmail program have in common: addresses that are fit to be sent, line ends.
#pragma once

#include "base/result.hpp"
#include "net/smtp.hpp"

#include <string>
#include <string_view>

namespace net {

// Fault::invalid names the address that could smuggle a command or an option, or that no mail has a
// recipient or a text.
base::Result<void> check_envelope(const Outgoing& mail);

// Every CRLF, bare LF and bare CR becomes `end`; text that does not end with a line end gets one.
std::string with_line_ends(std::string_view text, std::string_view end);

// Through the program `server.sendmail`; as send_mail.
base::Result<void> run_sendmail(const MailServer& server, const Outgoing& mail);

} // namespace net
