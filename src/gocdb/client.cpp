// SPDX-License-Identifier: Apache-2.0
#include "gocdb/client.hpp"

#include "base/text.hpp"

#include <set>

namespace gocdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_pages = 100;
constexpr std::size_t most_bytes = 32U * 1024U * 1024U; // of all pages together
constexpr std::size_t most_words = 200;

struct Address {
  std::string host; // without its port, which a proxy before GOCDB may change, as the scheme; a
                    // login in it makes it another host
  std::string path;
  std::string query; // from '?' on
};

// Of an http or https URL, or of what follows the host in one.
Address take_apart(std::string_view url) {
  Address out;
  if (const auto scheme = url.find("://"); url.starts_with("http") && scheme <= 5) {
    url.remove_prefix(scheme + 3);
    const auto authority = url.substr(0, url.find_first_of("/?#"));
    const bool has_login = authority.find('@') != authority.npos;
    out.host = base::lower(authority.substr(0, has_login ? authority.npos : authority.rfind(':')));
    url.remove_prefix(authority.size());
  }
  out.path = url.substr(0, url.find('?'));
  out.query = url.substr(out.path.size());
  return out;
}

// All but letters, digits and what scopes are made of, as a URL wants it.
std::string encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_name({&c, 1}) || c == ',')
      out += c;
    else
      ((out += '%') += digits[byte / 16]) += digits[byte % 16];
  }
  return out;
}

std::string header(const net::Response& answer, std::string_view name) {
  for (const auto& one : answer.headers)
    if (base::starts_with_ignoring_case(one, name))
      return one_line(std::string_view(one).substr(name.size()), most_words);
  return "";
}

base::Error about(const std::string& url, const char* method, base::Error error) {
  error.what = "GOCDB at " + url + ", " + method + ": " + error.what;
  return error;
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
                            settings_.ca_file});
  if (!answer)
    return fail(answer.error());
  const int status = answer->status;
  if (status >= 300 && status < 400)
    return fail(Fault::temporary,
                "it sends us on to " + header(*answer, "Location:") + " (status " +
                    std::to_string(status) + ")",
                "no redirection is followed: set teams.gocdb_url to the address that answers");
  if (status != 200)
    return fail(Fault::temporary, "status " + std::to_string(status),
                status >= 500 ? "it is asked again" : "check teams.gocdb_url");
  return std::move(answer->body);
}

Result<std::vector<Site>> Client::sites() {
  const auto ours = take_apart(settings_.url);
  std::vector<Site> out;
  std::set<std::string> asked;
  std::size_t bytes = 0;
  // Without `scope` only GOCDB's default scope comes; without the other, closed sites come, too.
  std::string query =
      "?method=get_site_list&exclude_certification_status=Closed&scope=" + encoded(settings_.scope);
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
                  "at most 100 pages and 32 MiB are read; a scope makes it smaller");
    auto page = read_site_list(*body);
    if (!page)
      return fail(page.error());
    out.insert(out.end(), page->sites.begin(), page->sites.end());
    const auto next = take_apart(page->next);
    if (!page->next.empty() && ((!next.host.empty() && next.host != ours.host) ||
                                (!next.path.empty() && next.path != ours.path)))
      return fail(Fault::temporary,
                  "the next page is said to be elsewhere: " + one_line(page->next, most_words),
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
    return fail(about(settings_.url, "get_roc_list", rocs.error()));
  auto all = sites();
  if (all && all->empty())
    all = fail(Fault::temporary, "it names no site",
               "is there one of the scope '" + settings_.scope + "'? (teams.gocdb_scope)");
  if (!all)
    return fail(about(settings_.url, "get_site_list", all.error()));
  return checked(*all, *rocs);
}

} // namespace gocdb
