// SPDX-License-Identifier: Apache-2.0
// The port Post, over SMTP or the sendmail program.
#pragma once

#include "bridge/ports.hpp"
#include "net/smtp.hpp"

#include <string>

namespace bridge {

class MailPost : public Post {
public:
  // What cannot be delivered later comes back to `envelope_from`.
  MailPost(net::MailServer server, std::string envelope_from);
  base::Result<void> send(const std::string& to, const std::string& bytes) override;

private:
  net::MailServer server_;
  std::string envelope_from_;
};

} // namespace bridge
