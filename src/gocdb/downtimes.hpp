// SPDX-License-Identifier: Apache-2.0
// The downtimes of sites, as get_downtime_nested_services tells them: one each, with the services
// that it affects. What has no proper name or time is left out with a remark.
#pragma once

#include "base/instant.hpp"
#include "gocdb/answer.hpp"
#include "gocdb/words.hpp"

#include <compare>
#include <optional>
#include <set>

namespace gocdb {

struct Affected {
  std::string host;
  std::string type;
  std::string site;
  auto operator<=>(const Affected&) const = default;
};

struct Downtime {
  std::string id;             // ID, as people know it
  std::string classification; // SCHEDULED or UNSCHEDULED, one line as it stands there
  std::string severity;       // OUTAGE or WARNING, likewise
  std::string description;    // one line, at most 500 bytes
  base::Instant start;
  base::Instant end;
  std::string formatted_end; // as GOCDB writes it, UTC: "2011-06-24 18:00"; empty: it does not
  std::optional<base::Instant> announced; // nothing: GOCDB does not say
  std::string portal;                     // http or https: its page in GOCDB's portal; empty: none
  std::vector<Affected> services;
  bool operator==(const Downtime&) const = default;
};

struct Downtimes {
  std::vector<Downtime> downtimes;
  std::vector<std::string> remarks; // at most 21
};

base::Result<Page<Downtime>> read_downtimes(std::string_view xml, Remarks& remarks);

// Those that are at any moment after `from` and before `to`, since GOCDB asks by whole days; each
// once, with all of its services that any of `read` names, of `sites` alone. One without such a
// service is left out with a remark.
Downtimes only_of(const std::set<std::string>& sites, base::Instant from, base::Instant to,
                  std::vector<Downtime> read, Remarks& remarks);

} // namespace gocdb
