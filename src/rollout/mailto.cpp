// SPDX-License-Identifier: Apache-2.0
#include "rollout/mailto.hpp"

#include "base/percent.hpp"

namespace rollout {

using base::percent_encoded;
std::string mailto(std::string_view to, std::string_view subject, std::string_view in_reply_to,
                   std::string_view body) {
  const auto at = to.rfind('@'); // the one that RFC 6068 wants as it is
  std::string link = "mailto:" + percent_encoded(to.substr(0, at));
  if (at != to.npos)
    link += "@" + percent_encoded(to.substr(at + 1));
  return link + "?subject=" + percent_encoded(subject) +
         "&In-Reply-To=" + percent_encoded("<" + std::string(in_reply_to) + ">") +
         "&body=" + percent_encoded(body);
}

} // namespace rollout
