// SPDX-License-Identifier: Apache-2.0
// The answers to get_site_list and get_roc_list. Names are given as they stand there.
#pragma once

#include "gocdb/answer.hpp"

namespace gocdb {

struct Site {
  std::string key; // PRIMARY_KEY: stays the same when the site is renamed
  std::string name;
  std::string ngi; // ROC
  bool operator==(const Site&) const = default;
};

base::Result<Page<Site>> read_site_list(std::string_view xml);
base::Result<std::vector<std::string>> read_roc_list(std::string_view xml);

} // namespace gocdb
