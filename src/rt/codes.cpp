// SPDX-License-Identifier: Apache-2.0
#include "rt/codes.hpp"

#include "base/percent.hpp"

namespace rt {
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\')
      out += '\\';
    out += letter;
  }
  return out += '\'';
}

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields)
    out +=
        (out.empty() ? "" : "&") + base::percent_encoded(name) + '=' + base::percent_encoded(value);
  return out;
}

} // namespace rt
