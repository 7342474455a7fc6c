// SPDX-License-Identifier: Apache-2.0
#include "net/http_answer.hpp"

#include "base/text.hpp"

#include <boost/beast/http/status.hpp>

namespace net {

std::string_view Asked::header(std::string_view name) const {
  for (const auto& [known, value] : headers)
    if (base::same_ignoring_case(known, name))
      return value;
  return {};
}

std::string to_bytes(const Answer& answer, bool keep) {
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " ";
  out.append(reason.data(), reason.size());
  out += "\r\nContent-Type: " + answer.type +
         "\r\nContent-Length: " + std::to_string(answer.body.size()) +
         "\r\nConnection: " + (keep ? "keep-alive" : "close") + "\r\n";
  for (const auto& header : answer.headers)
    out += header + "\r\n";
  out += "\r\n" + answer.body;
  return out;
}

} // namespace net
