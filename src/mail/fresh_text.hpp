// SPDX-License-Identifier: Apache-2.0
// What the sender wrote anew: no quotation, no forwarded mail, no signature. Fails closed: what may
// be quotation is left out, since a command read out of a quotation decides somebody's release.
#pragma once

#include "mail/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mail {

// The mark that our letters carry on top; everything below it is ours, in whatever mail program.
inline constexpr std::string_view reply_mark = "-- Please reply above this line --";

struct FreshText {
  std::string text;      // of the text/plain body; of the HTML body where there is no plain one
  std::string html_text; // of the HTML body when both are there, to compare; else empty
  std::vector<std::string> links; // where words of the HTML body lead to, of the fresh lines
  // Lines that may be quotation and bear no mark of one: left out, and to be asked about where
  // they are commands.
  std::vector<std::string> doubted;
  bool cut = false; // more was written than is read: 2,000 lines of 2,000 characters, 1 MiB of HTML
};

// What is told of that.
inline constexpr std::string_view cut_remark =
    "truncated: of a text 2,000 lines of 2,000 characters are read, of HTML 1 MiB";

FreshText fresh_text(const Message& message);

} // namespace mail
