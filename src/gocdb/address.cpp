// SPDX-License-Identifier: Apache-2.0
#include "gocdb/address.hpp"

#include "base/text.hpp"

namespace gocdb {

Address take_apart(std::string_view url) {
  Address out;
  if (const auto scheme = url.find("://"); url.starts_with("http") && scheme <= 5) {
    url.remove_prefix(scheme + 3);
    const auto authority = url.substr(0, url.find_first_of("/?#"));
    const bool has_login = authority.find('@') != authority.npos;
    out.host = base::lower(authority.substr(0, has_login ? authority.npos : authority.rfind(':')));
    url.remove_prefix(authority.size());
  }
  out.path = url.substr(0, url.find('?'));
  out.query = url.substr(out.path.size());
  return out;
}

} // namespace gocdb
