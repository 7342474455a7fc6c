// SPDX-License-Identifier: Apache-2.0
// Any answer of a GOCDB: a list that keeps its promises, or an Error with words in it.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "gocdb/listing.hpp"

#include <algorithm>
#include <cstdint>

namespace {

void must_be_told(const base::Error& error) {
  must(!error.what.empty() && !error.hint.empty() && error.what.size() < 1'000);
  must(base::fits_one_line(error.what));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string xml(reinterpret_cast<const char*>(bytes), size);
  const auto rocs = gocdb::read_roc_list(xml);
  const auto page = gocdb::read_site_list(xml);
  if (!rocs)
    must_be_told(rocs.error());
  if (!page)
    must_be_told(page.error());
  if (!page)
    return 0;
  std::vector<std::string> known = rocs.value_or(std::vector<std::string>{});
  for (const auto& site : page->entries)
    if (known.size() < 50) // as if the two lists belonged together
      known.push_back(site.ngi);
  const auto listing = gocdb::checked(page->entries, known);
  must(listing.sites.size() <= page->entries.size() && listing.remarks.size() <= 21);
  for (const auto& site : listing.sites) {
    must(gocdb::is_name(site.name) && gocdb::is_name(site.ngi) && gocdb::is_name(site.key));
    must(std::find(listing.rocs.begin(), listing.rocs.end(), site.ngi) != listing.rocs.end());
  }
  for (const auto& remark : listing.remarks)
    must(base::fits_one_line(remark) && remark.size() < 500);
  return 0;
}
