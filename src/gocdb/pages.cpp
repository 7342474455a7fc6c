// SPDX-License-Identifier: Apache-2.0
#include "gocdb/pages.hpp"

namespace gocdb {

using base::fail;
using base::Result;

Result<Page<Site>> read_site_list(std::string_view xml) {
  constexpr std::string_view record = "results/SITE";
  std::vector<Site> sites;
  auto next = read_answer(xml, record, [&](const xml::Element& one) {
    if (one.path == record)
      sites.push_back({one["PRIMARY_KEY"], one["NAME"], one["ROC"]});
  });
  if (!next)
    return fail(next.error());
  return Page<Site>{std::move(sites), std::move(*next)};
}

Result<std::vector<std::string>> read_roc_list(std::string_view xml) {
  constexpr std::string_view record = "results/ROC";
  std::vector<std::string> rocs;
  const auto next = read_answer(xml, record, [&](const xml::Element& one) {
    if (one.path == record)
      rocs.push_back(one["ROC_NAME"]);
  });
  if (!next)
    return fail(next.error());
  return rocs;
}

} // namespace gocdb
