// SPDX-License-Identifier: Apache-2.0
#include "bridge/mail_post.hpp"

namespace bridge {

MailPost::MailPost(net::MailServer server, std::string envelope_from)
    : server_(std::move(server)), envelope_from_(std::move(envelope_from)) {}

base::Result<void> MailPost::send(const std::string& to, const std::string& bytes,
                                  const std::string& envelope) {
  return net::send_mail(server_, {envelope.empty() ? envelope_from_ : envelope, {to}, bytes});
}

} // namespace bridge
