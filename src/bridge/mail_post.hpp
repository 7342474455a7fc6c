// SPDX-License-Identifier: Apache-2.0
// The port Post, over SMTP or the sendmail program.
#pragma once

#include "bridge/ports.hpp"
#include "net/smtp.hpp"

#include <string>

namespace bridge {

class MailPost : public Post {
public:
  // `envelope_from` is the usual envelope sender.
  MailPost(net::MailServer server, std::string envelope_from);
  base::Result<void> send(const std::string& to, const std::string& bytes,
                          const std::string& envelope) override;

private:
  net::MailServer server_;
  std::string envelope_from_;
};

} // namespace bridge
