// SPDX-License-Identifier: Apache-2.0
#include "gocdb/listing.hpp"

#include "base/text.hpp"

#include <set>

namespace gocdb {
namespace {

std::string told(const Site& site) {
  return "the site " + quoted(site.name) +
         (site.key.empty() ? "" : " (" + base::one_line(site.key, 60) + ")");
}

// Why it cannot be a team; empty: it can.
std::string fault_of(const Site& site, const std::set<std::string>& rocs) {
  if (!is_name(site.name))
    return "its name is none that GOCDB allows";
  if (!is_name(site.key))
    return "it has no PRIMARY_KEY";
  if (!rocs.contains(site.ngi))
    return "its ROC " + quoted(site.ngi) + " is not in get_roc_list";
  return "";
}

} // namespace

Listing checked(const std::vector<Site>& sites, const std::vector<std::string>& rocs) {
  Listing out;
  Remarks remarks;
  std::set<std::string> known;
  for (const auto& roc : rocs)
    if (is_name(roc))
      known.insert(roc);
    else
      remarks.add("the ROC " + quoted(roc) + " is left out: its name is none that GOCDB allows");
  std::vector<Site> good;
  std::set<std::string> strays;
  for (const auto& site : sites)
    if (const auto fault = fault_of(site, known); fault.empty()) {
      good.push_back(site);
    } else {
      remarks.add(told(site) + " is left out: " + fault);
      if (is_name(site.ngi) && !known.contains(site.ngi))
        strays.insert(site.ngi);
    }
  out.sites = each_once(std::move(good), &Site::key, told, remarks);
  out.rocs.assign(known.begin(), known.end());
  out.strays.assign(strays.begin(), strays.end());
  out.remarks = remarks.take();
  return out;
}

} // namespace gocdb
