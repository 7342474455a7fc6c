// SPDX-License-Identifier: Apache-2.0
// The answers of GOCDB's programmatic interface to get_site_list and get_roc_list. GOCDB says
// status 200 whatever happened: an error is a bare <error>, or a line of text. What is no whole
// answer is an Error with its remedy; names are given as they stand there.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gocdb {

struct Site {
  std::string key; // PRIMARY_KEY: stays the same when the site is renamed
  std::string name;
  std::string ngi; // ROC
  bool operator==(const Site&) const = default;
};

struct Page {
  std::vector<Site> sites;
  std::string next; // URL of the next page; empty: there is none
};

base::Result<Page> read_site_list(std::string_view xml);
base::Result<std::vector<std::string>> read_roc_list(std::string_view xml);

// A stranger's words as they may stand in a message: one line, at most `most` bytes.
std::string one_line(std::string_view words, std::size_t most);

} // namespace gocdb
