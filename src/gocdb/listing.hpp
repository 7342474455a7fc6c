// SPDX-License-Identifier: Apache-2.0
// All sites of a GOCDB as teams can be made of them. What could not be named in a line of a mail,
// or belongs to no ROC there is, is left out with a remark.
#pragma once

#include "gocdb/pages.hpp"
#include "gocdb/words.hpp"

namespace gocdb {

struct Listing {
  std::vector<Site> sites;
  std::vector<std::string> rocs;
  std::vector<std::string> remarks;     // at most 21
  std::vector<std::string> strays = {}; // ROCs that sites name, and get_roc_list does not
};

Listing checked(const std::vector<Site>& sites, const std::vector<std::string>& rocs);

} // namespace gocdb
