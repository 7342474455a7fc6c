// SPDX-License-Identifier: Apache-2.0
// What the machinery of mail tells about one post of ours: a list holds or refuses it (Mailman 2
// and 3, LISTSERV), a mail server cannot deliver it (RFC 3464). Strict: what a person writes is
// never a notice, whatever it quotes or forwards; neither is one whose words are not known here.
#pragma once

#include "mail/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mail {

struct Notice {
  enum class Kind { held, rejected, bounced, delayed } kind = Kind::held;
  std::string message_id; // of the post; empty: the notice of a held post names none (measured)
  std::string subject;    // of the post, on one line; empty where it is not told
  std::string list;       // address that the post went to; empty where it is not told
  std::string why;        // one line; may be empty
};

std::optional<Notice> read_notice(const Message& message);

// Is it the same subject? Lists break lines anew, and those with a small charset write `?` for each
// letter that it does not have (measured).
bool same_subject(std::string_view a, std::string_view b);

} // namespace mail
