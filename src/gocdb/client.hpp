// SPDX-License-Identifier: Apache-2.0
// Asks a GOCDB, page by page: for all its sites that are not closed and for its ROCs, for the
// services of a site, for the downtimes of sites. It never leaves the host and path that it was
// given.
#pragma once

#include "base/instant.hpp"
#include "gocdb/downtimes.hpp"
#include "gocdb/listing.hpp"
#include "gocdb/services.hpp"
#include "net/http.hpp"

namespace gocdb {

struct Settings {
  std::string url;   // of the public interface, such as https://goc.egi.eu/gocdbpi/public/
  std::string scope; // tags, comma-separated; empty: sites of every scope
  std::string ca_file;
  base::Seconds timeout{30}; // for one page
};

// Can it be asked there? Fault::invalid names what is wrong with `url`.
base::Result<void> check_url(const std::string& url);

// One object per thread.
class Client {
public:
  explicit Client(Settings settings) : settings_(std::move(settings)) {}

  // A list without a site, or half a list, is an Error.
  base::Result<Listing> listing();

  // Of every scope, since a service has scopes of its own. None is no Error: GOCDB answers so of a
  // site that it does not know, and of a closed one. Fault::invalid: `site` is no name.
  base::Result<Services> services_of(const std::string& site);

  // Of every scope, those that are at any moment after `from` and before `to`. One question for
  // some hundred sites. Fault::invalid: one of `sites` is no name, or `to` is before `from`.
  base::Result<Downtimes> downtimes_of(const std::vector<std::string>& sites, base::Instant from,
                                       base::Instant to);

private:
  template <class T> using Reader = std::function<base::Result<Page<T>>(std::string_view xml)>;
  template <class T>
  base::Result<std::vector<T>> all(std::string query, const Reader<T>& read_page);
  base::Result<std::string> get(const std::string& query);
  base::Error about(const std::string& method, base::Error error) const;

  Settings settings_;
  net::Http http_;
};

} // namespace gocdb
