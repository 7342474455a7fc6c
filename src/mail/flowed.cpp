// SPDX-License-Identifier: Apache-2.0
#include "mail/flowed.hpp"

#include "base/text.hpp"

namespace mail {

std::string unflow(std::string_view text, bool del_sp) {
  std::string out;
  bool open = false; // the line before ended softly
  std::size_t open_depth = 0;
  for (std::string_view line : base::lines(text)) {
    std::size_t depth = 0;
    while (depth < line.size() && line[depth] == '>')
      ++depth;
    line.remove_prefix(depth);
    if (!line.empty() && line.front() == ' ') // space-stuffing
      line.remove_prefix(1);
    const bool signature = line == "-- ";
    if (open && (depth != open_depth || signature)) {
      out += '\n';
      open = false;
    }
    if (!open && depth > 0)
      out += std::string(depth, '>') + ' ';
    const bool soft = !signature && !line.empty() && line.back() == ' ';
    if (soft && del_sp)
      line.remove_suffix(1);
    out += line;
    open = soft;
    open_depth = depth;
    if (!soft)
      out += '\n';
  }
  if (open)
    out += '\n';
  return out;
}

} // namespace mail
