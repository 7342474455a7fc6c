// SPDX-License-Identifier: Apache-2.0
#include "gocdb/downtimes.hpp"

#include "base/text.hpp"

#include <charconv>
#include <utility>

namespace gocdb {
namespace {

using base::fail;
using base::Instant;
using base::Result;

constexpr std::size_t longest_description = 500;
constexpr std::size_t longest_word = 60;
constexpr std::int64_t last_second = 253'402'300'799; // of the year 9999

std::string told(const Downtime& downtime) {
  return "the downtime " + quoted(downtime.id);
}

std::optional<Instant> instant(const std::string& seconds) {
  std::int64_t value = -1;
  const auto* end = seconds.data() + seconds.size();
  const auto [stopped, error] = std::from_chars(seconds.data(), end, value);
  if (error != std::errc() || stopped != end || value < 0 || value > last_second)
    return std::nullopt;
  return base::from_unix(value);
}

// GOCDB writes each time twice. Where the two differ, something is wrong with somebody's zone.
void compare_ends(const Downtime& downtime, Remarks& remarks) {
  if (downtime.formatted_end.empty())
    return;
  const auto written = base::read_iso(downtime.formatted_end + "Z");
  if (!written || *written != std::chrono::floor<std::chrono::minutes>(downtime.end))
    remarks.add(told(downtime) + ": its FORMATED_END_DATE is " + quoted(downtime.formatted_end) +
                ", its END_DATE " + base::to_iso(downtime.end) + ", which counts");
}

Affected affected_of(const Record& record) {
  return {record["HOSTNAME"], record["SERVICE_TYPE"], record["HOSTED_BY"]};
}

// Nothing, and a remark: it cannot be named, or has no time.
std::optional<Downtime> downtime_of(const xml::Element& one, const Record& record,
                                    Remarks& remarks) {
  Downtime out;
  out.id = one["ID"];
  const auto start = instant(record["START_DATE"]);
  const auto end = instant(record["END_DATE"]);
  const auto left_out = [&](const std::string& why) {
    remarks.add(told(out) + " is left out: " + why);
    return std::nullopt;
  };
  if (!is_name(out.id))
    return left_out("it has no ID");
  if (!start)
    return left_out("its START_DATE is no time: " + quoted(record["START_DATE"]));
  if (!end)
    return left_out("its END_DATE is no time: " + quoted(record["END_DATE"]));
  if (*end < *start)
    return left_out("it ends before it starts");
  out.classification = base::one_line(one["CLASSIFICATION"], longest_word);
  out.severity = base::one_line(record["SEVERITY"], longest_word);
  out.description = base::one_line(record["DESCRIPTION"], longest_description);
  out.start = *start;
  out.end = *end;
  out.formatted_end = base::one_line(record["FORMATED_END_DATE"], longest_word);
  out.announced = instant(record["INSERT_DATE"]);
  out.portal = web_link(record["GOCDB_PORTAL_URL"]);
  compare_ends(out, remarks);
  return out;
}

} // namespace

Result<Page<Downtime>> read_downtimes(std::string_view xml, Remarks& remarks) {
  std::vector<Downtime> downtimes;
  std::vector<Affected> services; // of the downtime that is being read
  Record service("results/DOWNTIME/SERVICES/SERVICE");
  Record record("results/DOWNTIME");
  auto next = read_answer(xml, record.path(), [&](const xml::Element& one) {
    if (service.take(one)) {
      auto affected = affected_of(service);
      service.clear();
      if (is_name(affected.host) && is_name(affected.type) && is_name(affected.site))
        services.push_back(std::move(affected));
      else
        remarks.add("of a downtime the service " + quoted(affected.type) + " of " +
                    quoted(affected.host) + " at " + quoted(affected.site) +
                    " is left out: it has a name that is none that GOCDB allows");
    } else if (record.take(one)) {
      if (auto downtime = downtime_of(one, record, remarks)) {
        downtime->services = std::move(services);
        downtimes.push_back(std::move(*downtime));
      }
      services.clear();
      record.clear();
    }
  });
  if (!next)
    return fail(next.error());
  return Page<Downtime>{std::move(downtimes), std::move(*next)};
}

Downtimes only_of(const std::set<std::string>& sites, Instant from, Instant to,
                  std::vector<Downtime> read, Remarks& remarks) {
  std::erase_if(read, [&](const Downtime& one) { return one.end <= from || one.start >= to; });
  std::map<std::string, std::set<Affected>> services; // by ID
  for (auto& one : read) {
    auto& known = services[one.id];
    for (auto& service : std::exchange(one.services, {}))
      if (sites.contains(service.site))
        known.insert(std::move(service));
  }
  Downtimes out;
  for (auto& one : each_once(std::move(read), &Downtime::id, told, remarks)) {
    const auto& affected = services[one.id];
    one.services.assign(affected.begin(), affected.end());
    if (affected.empty())
      remarks.add(told(one) + " is left out: it affects no service of a site that was asked for");
    else
      out.downtimes.push_back(std::move(one));
  }
  out.remarks = remarks.take();
  return out;
}

} // namespace gocdb
