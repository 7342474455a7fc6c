// SPDX-License-Identifier: Apache-2.0
// The services of a site, as get_service_endpoint tells them, with the flag BETA of each. What has
// no proper name is left out with a remark: it may have a flag that nobody sees.
#pragma once

#include "gocdb/answer.hpp"
#include "gocdb/words.hpp"

#include <optional>

namespace gocdb {

struct Service {
  std::string key; // PRIMARY_KEY
  std::string host;
  std::string type; // such as CREAM-CE
  std::string site;
  std::optional<bool> beta; // nothing: GOCDB does not say, which is no "no"
  std::optional<bool> in_production;
  std::optional<bool> monitored;
  std::string url;    // of any scheme, for people to read; empty: none that is plain ASCII
  std::string portal; // http or https: its page in GOCDB's portal; empty: none
  bool operator==(const Service&) const = default;
};

struct Services {
  std::vector<Service> services;
  std::vector<std::string> remarks; // at most 21
};

base::Result<Page<Service>> read_services(std::string_view xml, Remarks& remarks);

// Those of `site`, each once: GOCDB takes a '_' in a name for any sign, and answers with more.
Services only_of(std::string_view site, std::vector<Service> read, Remarks& remarks);

} // namespace gocdb
