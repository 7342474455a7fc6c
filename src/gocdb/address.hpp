// SPDX-License-Identifier: Apache-2.0
// URLs as the client needs them: taken apart, and made of strangers' words.
#pragma once

#include <string>
#include <string_view>

namespace gocdb {

struct Address {
  std::string host; // without its port, which a proxy before GOCDB may change, as the scheme; a
                    // login in it makes it another host
  std::string path;
  std::string query; // from '?' on
};

// Of an http or https URL, or of what follows the host in one.
Address take_apart(std::string_view url);

} // namespace gocdb
