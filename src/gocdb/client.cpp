// SPDX-License-Identifier: Apache-2.0
#include "gocdb/client.hpp"

#include "base/percent.hpp"
#include "base/text.hpp"
#include "gocdb/address.hpp"

#include <iterator>
#include <set>

namespace gocdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_pages = 100;
constexpr std::size_t most_bytes = 32U * 1024U * 1024U; // of all pages together
constexpr std::size_t most_words = 200;
constexpr std::size_t longest_list = 2'000; // of sites in one question

std::string header(const net::Response& answer, std::string_view name) {
  for (const auto& one : answer.headers)
    if (base::starts_with_ignoring_case(one, name))
      return base::one_line(std::string_view(one).substr(name.size()), most_words);
  return "";
}

// `sites` in lists that fit into a URL.
std::vector<std::string> in_lists(const std::vector<std::string>& sites) {
  std::vector<std::string> out;
  for (const auto& site : sites)
    if (!out.empty() && out.back().size() + 1 + site.size() <= longest_list)
      out.back() += "," + site;
    else
      out.push_back(site);
  return out;
}

Result<void> check_name(const std::string& site) {
  if (!is_name(site))
    return fail(Fault::invalid, quoted(site) + " is no name of a site",
                "letters, digits, '-', '_' and '.', at most 255");
  return {};
}

std::string day(base::Instant at) {
  return base::to_iso(at).substr(0, 10);
}

} // namespace

Result<void> check_url(const std::string& url) {
  const auto address = take_apart(url);
  if (address.host.empty() || address.host.find_first_of("@ ") != std::string::npos ||
      !address.path.starts_with('/') || !address.query.empty() ||
      address.path.find_first_of("# ") != std::string::npos)
    return fail(Fault::invalid, "'" + url + "' is no address of a GOCDB",
                "such as https://goc.egi.eu/gocdbpi/public/, without a '?'");
  return {};
}

Result<std::string> Client::get(const std::string& query) {
  auto answer = http_.send({"GET",
                            settings_.url + query,
                            {"Accept: application/xml"},
                            {},
                            settings_.timeout,
                            settings_.ca_file,
                            most_bytes,
                            "teams.gocdb_"});
  if (!answer)
    return fail(answer.error());
  const int status = answer->status;
  const auto elsewhere = header(*answer, "Location:");
  if (status >= 300 && status < 400 && elsewhere.empty())
    return fail(Fault::temporary, "status " + std::to_string(status) + " without an address",
                "check teams.gocdb_url");
  if (status >= 300 && status < 400)
    return fail(Fault::temporary,
                "it sends us on to " + elsewhere + " (status " + std::to_string(status) + ")",
                "no redirection is followed: set teams.gocdb_url to the address that answers");
  if (status != 200)
    return fail(Fault::temporary, "status " + std::to_string(status),
                status >= 500 ? "it is asked again" : "check teams.gocdb_url");
  return std::move(answer->body);
}

base::Error Client::about(const std::string& method, base::Error error) const {
  error.what = "GOCDB at " + settings_.url + ", " + method + ": " + error.what;
  return error;
}

template <class T>
Result<std::vector<T>> Client::all(std::string query, const Reader<T>& read_page) {
  const auto ours = take_apart(settings_.url);
  std::vector<T> out;
  std::set<std::string> asked;
  std::size_t bytes = 0;
  while (!query.empty()) {
    if (!asked.insert(query).second)
      return fail(Fault::temporary, "page " + std::to_string(asked.size()) +
                                        " names one as the next that was read before");
    auto body = get(query);
    if (!body)
      return fail(body.error());
    bytes += body->size();
    if (asked.size() > most_pages || bytes > most_bytes)
      return fail(Fault::temporary,
                  "the list has no end: " + std::to_string(asked.size()) + " pages, " +
                      std::to_string(bytes) + " bytes",
                  "at most 100 pages and 32 MiB are read; a scope, or fewer sites at once, makes "
                  "it smaller");
    auto page = read_page(*body);
    if (!page)
      return fail(page.error());
    std::move(page->entries.begin(), page->entries.end(), std::back_inserter(out));
    if (out.size() > most_records)
      return fail(Fault::temporary,
                  "the list has no end: " + std::to_string(out.size()) + " records",
                  "at most 20000 are read; a scope, or fewer sites at once, makes it smaller");
    const auto next = take_apart(page->next);
    if (!page->next.empty() && ((!next.host.empty() && next.host != ours.host) ||
                                (!next.path.empty() && next.path != ours.path)))
      return fail(Fault::temporary,
                  "the next page is said to be elsewhere: " +
                      base::one_line(page->next, most_words),
                  "set teams.gocdb_url to the address that GOCDB has for itself");
    query = next.query;
  }
  return out;
}

Result<Listing> Client::listing() {
  const auto get_roc_list = "?method=get_roc_list"; // takes no scope
  auto body = get(get_roc_list);
  auto rocs = body ? read_roc_list(*body) : fail(body.error());
  if (rocs && rocs->empty())
    rocs = fail(Fault::temporary, "it names no ROC", "check teams.gocdb_url");
  if (!rocs)
    return fail(about("get_roc_list", rocs.error()));
  // Without `scope` only GOCDB's default scope comes; without the other, closed sites come, too.
  auto sites = all<Site>("?method=get_site_list&exclude_certification_status=Closed&scope=" +
                             base::percent_encoded(settings_.scope),
                         read_site_list);
  if (sites && sites->empty())
    sites = fail(Fault::temporary, "it names no site",
                 "is there one of the scope '" + settings_.scope + "'? (teams.gocdb_scope)");
  if (!sites)
    return fail(about("get_site_list", sites.error()));
  return checked(*sites, *rocs);
}

Result<Services> Client::services_of(const std::string& site) {
  if (auto name = check_name(site); !name)
    return fail(name.error());
  Remarks remarks;
  auto read = all<Service>("?method=get_service_endpoint&sitename=" + site + "&scope=",
                           [&](std::string_view xml) { return read_services(xml, remarks); });
  if (!read)
    return fail(about("get_service_endpoint of " + site, read.error()));
  return only_of(site, std::move(*read), remarks);
}

Result<Downtimes> Client::downtimes_of(const std::vector<std::string>& sites, base::Instant from,
                                       base::Instant to) {
  for (const auto& site : sites)
    if (auto name = check_name(site); !name)
      return fail(name.error());
  if (to < from)
    return fail(Fault::invalid,
                "there is no time from " + base::to_iso(from) + " to " + base::to_iso(to),
                "the end is to be after the beginning");
  Remarks remarks;
  std::vector<Downtime> read;
  // `sitelist` names sites as they are; `topentity` takes one pattern, and it fits hosts, NGIs and
  // countries, too. Both days are taken whole.
  for (const auto& list : in_lists(sites)) {
    auto some = all<Downtime>("?method=get_downtime_nested_services&sitelist=" + list +
                                  "&windowstart=" + day(from) + "&windowend=" + day(to) + "&scope=",
                              [&](std::string_view xml) { return read_downtimes(xml, remarks); });
    if (!some)
      return fail(about("get_downtime_nested_services", some.error()));
    std::move(some->begin(), some->end(), std::back_inserter(read));
  }
  return only_of({sites.begin(), sites.end()}, from, to, std::move(read), remarks);
}

} // namespace gocdb
