// SPDX-License-Identifier: Apache-2.0
#include "gocdb/listing.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gocdb {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t most_remarks = 20;

std::string quoted(const std::string& name) {
  return "'" + one_line(name, 60) + "'";
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

class Remarks {
public:
  void add(const std::string& text) {
    if (++count_ <= most_remarks)
      out_.push_back(text);
  }
  std::vector<std::string> take() {
    if (count_ > most_remarks)
      out_.push_back("and " + std::to_string(count_ - most_remarks) + " more");
    return std::move(out_);
  }

private:
  std::vector<std::string> out_;
  std::size_t count_ = 0;
};

} // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

Listing checked(const std::vector<Site>& sites, const std::vector<std::string>& rocs) {
  Listing out;
  Remarks remarks;
  std::set<std::string> known;
  for (const auto& roc : rocs)
    if (is_name(roc))
      known.insert(roc);
    else
      remarks.add("the ROC " + quoted(roc) + " is left out: its name is none that GOCDB allows");
  std::map<std::string, Site> by_key; // a page may hold again what the last one held
  for (const auto& site : sites) {
    const auto fault = fault_of(site, known);
    if (!fault.empty())
      remarks.add("the site " + quoted(site.name) + " is left out: " + fault);
    else if (const auto [first, is_new] = by_key.emplace(site.key, site); is_new)
      out.sites.push_back(site);
    else if (first->second != site)
      remarks.add("the site " + quoted(site.name) + " is left out: it has the PRIMARY_KEY of " +
                  quoted(first->second.name));
  }
  out.rocs.assign(known.begin(), known.end());
  out.remarks = remarks.take();
  return out;
}

} // namespace gocdb
