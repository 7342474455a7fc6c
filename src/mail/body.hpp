// SPDX-License-Identifier: Apache-2.0
// Which parts are what the sender says, and which are attached to it (contract 2).
#pragma once

#include "mail/message.hpp"
#include "mail/parts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mail {

struct Body {
  std::optional<std::string> plain;
  std::optional<std::string> html;
  bool flowed = false;
  bool unreadable = false;
  bool cut = false; // a text was longer than 8 MiB
};

// The file name of a part: `filename` of its disposition before `name` of its type, UTF-8.
std::optional<std::string> file_name(const Part& part);

Body choose_body(const Parts& parts);

std::vector<Attachment> attachments(const Parts& parts);

} // namespace mail
