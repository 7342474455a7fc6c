// SPDX-License-Identifier: Apache-2.0
#include "gocdb/services.hpp"

namespace gocdb {
namespace {

using base::fail;
using base::Result;

std::string told(const Service& service) {
  return "the service " + quoted(service.type) + " of " + quoted(service.host) + " at " +
         quoted(service.site);
}

std::optional<bool> flag(std::string_view text) {
  if (text == "Y")
    return true;
  if (text == "N")
    return false;
  return std::nullopt;
}

// Why it cannot be named; empty: it can.
std::string fault_of(const Service& service) {
  if (!is_name(service.host))
    return "its HOSTNAME is none that GOCDB allows";
  if (!is_name(service.type))
    return "its SERVICE_TYPE is none that GOCDB allows";
  if (!is_name(service.site))
    return "its SITENAME is none that GOCDB allows";
  if (!is_name(service.key))
    return "it has no PRIMARY_KEY";
  return "";
}

} // namespace

Result<Page<Service>> read_services(std::string_view xml, Remarks& remarks) {
  std::vector<Service> services;
  Record record("results/SERVICE_ENDPOINT");
  auto next = read_answer(xml, record.path(), [&](const xml::Element& one) {
    if (!record.take(one))
      return;
    Service service{record["PRIMARY_KEY"],
                    record["HOSTNAME"],
                    record["SERVICE_TYPE"],
                    record["SITENAME"],
                    flag(record["BETA"]),
                    flag(record["IN_PRODUCTION"]),
                    flag(record["NODE_MONITORED"]),
                    plain_url(record["URL"]),
                    web_link(record["GOCDB_PORTAL_URL"])};
    record.clear();
    if (const auto fault = fault_of(service); fault.empty())
      services.push_back(std::move(service));
    else
      remarks.add(told(service) + " is left out: " + fault);
  });
  if (!next)
    return fail(next.error());
  return Page<Service>{std::move(services), std::move(*next)};
}

Services only_of(std::string_view site, std::vector<Service> read, Remarks& remarks) {
  std::erase_if(read, [&](const Service& one) { return one.site != site; });
  Services out;
  out.services = each_once(std::move(read), &Service::key, told, remarks);
  out.remarks = remarks.take();
  return out;
}

} // namespace gocdb
