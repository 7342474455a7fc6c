// SPDX-License-Identifier: Apache-2.0
// A mail cut into its MIME parts, line-exact and in one pass: a boundary counts only on a line of
// its own. Depth and number of parts are capped; nothing recurses over what a stranger nests.
#pragma once

#include "mail/entity.hpp"
#include "mail/parameters.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mail {

struct Part {
  Entity entity;
  Parameters type;                   // Content-Type, its value always "type/subtype"
  Parameters disposition;            // Content-Disposition
  std::string_view body;             // still encoded; a view into what was split
  std::vector<std::size_t> children; // of a multipart, or the mail in a message/rfc822
};

struct Parts {
  std::vector<Part> all; // the mail itself is the first
  bool truncated = false;
  std::vector<std::string> remarks;
};

Parts split(std::string_view raw);

bool is_multipart(const Part& part);
bool is_mail(const Part& part); // message/rfc822 and its kin

// In the order of the mail: all but what is inside a mail in it, which is somebody else's.
std::vector<const Part*> own_parts(const Parts& parts);

// The decoded body, at most `most` bytes of it.
std::string content(const Part& part, std::size_t most = std::string::npos);

// "multipart/mixed(text/plain,application/msword)"
std::string structure(const Parts& parts);

} // namespace mail
