// SPDX-License-Identifier: Apache-2.0
// Any answer of a GOCDB, to whatever was asked: a list that keeps its promises, or an Error with
// words in it.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "gocdb/downtimes.hpp"
#include "gocdb/listing.hpp"
#include "gocdb/services.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace {

void must_be_told(const base::Error& error) {
  must(!error.what.empty() && !error.hint.empty() && error.what.size() < 1'000);
  must(base::fits_one_line(error.what));
}

void must_be_told(const std::vector<std::string>& remarks) {
  must(remarks.size() <= 21);
  for (const auto& remark : remarks)
    must(base::fits_one_line(remark) && remark.size() < 500);
}

void read_lists(const std::string& xml) {
  const auto rocs = gocdb::read_roc_list(xml);
  const auto page = gocdb::read_site_list(xml);
  if (!rocs)
    must_be_told(rocs.error());
  if (!page)
    return must_be_told(page.error());
  std::vector<std::string> known = rocs.value_or(std::vector<std::string>{});
  for (const auto& site : page->entries)
    if (known.size() < 50) // as if the two lists belonged together
      known.push_back(site.ngi);
  const auto listing = gocdb::checked(page->entries, known);
  must(listing.sites.size() <= page->entries.size());
  for (const auto& site : listing.sites) {
    must(gocdb::is_name(site.name) && gocdb::is_name(site.ngi) && gocdb::is_name(site.key));
    must(std::find(listing.rocs.begin(), listing.rocs.end(), site.ngi) != listing.rocs.end());
  }
  must_be_told(listing.remarks);
}

void read_services(const std::string& xml) {
  gocdb::Remarks remarks;
  const auto page = gocdb::read_services(xml, remarks);
  if (!page)
    return must_be_told(page.error());
  const auto site = page->entries.empty() ? "CSC" : page->entries.front().site;
  const auto ours = gocdb::only_of(site, page->entries, remarks);
  must(page->entries.empty() == ours.services.empty());
  std::set<std::string> keys;
  for (const auto& one : ours.services) {
    must(gocdb::is_name(one.host) && gocdb::is_name(one.type) && gocdb::is_name(one.key));
    must(one.site == site && keys.insert(one.key).second);
    must(gocdb::plain_url(one.url) == one.url && gocdb::web_link(one.portal) == one.portal);
  }
  must_be_told(ours.remarks);
}

void read_downtimes(const std::string& xml) {
  const auto from = base::from_unix(1'308'650'000);
  const auto to = base::from_unix(1'308'750'000);
  gocdb::Remarks remarks;
  const auto page = gocdb::read_downtimes(xml, remarks);
  if (!page)
    return must_be_told(page.error());
  std::set<std::string> sites;
  for (const auto& one : page->entries)
    for (const auto& service : one.services)
      if (sites.size() < 2)
        sites.insert(service.site);
  const auto ours = gocdb::only_of(sites, from, to, page->entries, remarks);
  std::set<std::string> ids;
  for (const auto& one : ours.downtimes) {
    must(gocdb::is_name(one.id) && ids.insert(one.id).second);
    must(one.start <= one.end && one.start < to && one.end > from);
    for (const auto& text : {one.classification, one.severity, one.description, one.formatted_end})
      must(base::fits_one_line(text) && text.size() <= 503);
    must(gocdb::web_link(one.portal) == one.portal && !one.services.empty());
    for (const auto& it : one.services)
      must(gocdb::is_name(it.host) && gocdb::is_name(it.type) && sites.contains(it.site));
  }
  must_be_told(ours.remarks);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string xml(reinterpret_cast<const char*>(bytes), size);
  read_lists(xml);
  read_services(xml);
  read_downtimes(xml);
  return 0;
}
