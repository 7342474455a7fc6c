// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_list.hpp"

#include "store/ledger.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using Json = nlohmann::json;

constexpr const char* list_mark = "teams";
constexpr const char* stand_mark = "teams stand";
constexpr base::Seconds memory = std::chrono::hours{2 * 365 * 24};

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

TeamList to_list(const Json& json) {
  TeamList out;
  for (const auto& one : json.at("sites"))
    out.sites.push_back({one.at(0), one.at(1), one.at(2)});
  for (const auto& one : json.at("former"))
    out.former.push_back({one.at(0), one.at(1), base::from_unix(one.at(2))});
  out.ngis = json.at("ngis").get<std::vector<std::string>>();
  out.remarks = json.at("remarks").get<std::vector<std::string>>();
  return out;
}

std::optional<base::Instant> to_instant(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(base::from_unix(json));
}

Json to_json(const std::optional<base::Instant>& at) {
  return at ? Json(base::to_unix(*at)) : Json(nullptr);
}

TeamStand to_stand(const Json& json) {
  return {json.at("source"), to_instant(json.at("as_of")), json.at("count"),
          to_instant(json.at("failing_since")), json.at("trouble")};
}

template <class T>
Result<T> stored(store::Database& database, const char* name, T (*read)(const Json&)) {
  const auto mark = store::mark(database, name);
  if (!mark)
    return fail(mark.error());
  if (!*mark)
    return T{};
  try {
    return read(Json::parse(**mark));
  } catch (const Json::exception&) {
    return T{};
  }
}

} // namespace

Result<TeamList> stored_teams(store::Database& database) {
  return stored(database, list_mark, to_list);
}

Result<TeamStand> team_stand(store::Database& database) {
  return stored(database, stand_mark, to_stand);
}

void put_mark(Marks& marks, const TeamList& list) {
  Json sites = Json::array();
  for (const auto& site : list.sites)
    sites.push_back({site.key, site.name, site.ngi});
  Json former = Json::array();
  for (const auto& one : list.former)
    former.push_back({one.key, one.team, base::to_unix(one.since)});
  marks.emplace_back(list_mark, dump({{"sites", std::move(sites)},
                                      {"former", std::move(former)},
                                      {"ngis", list.ngis},
                                      {"remarks", list.remarks}}));
}

void put_mark(Marks& marks, const TeamStand& stand) {
  marks.emplace_back(stand_mark, dump({{"source", stand.source},
                                       {"as_of", to_json(stand.as_of)},
                                       {"count", stand.count},
                                       {"failing_since", to_json(stand.failing_since)},
                                       {"trouble", stand.trouble}}));
}

TeamList next_list(const TeamList& before, SiteList fresh, base::Instant now) {
  TeamList out{std::move(fresh.sites), before.former, std::move(fresh.ngis),
               std::move(fresh.remarks)};
  std::set<std::string> teams;
  for (const auto& site : out.sites)
    teams.insert(site.team());
  for (const auto& site : before.sites)
    out.former.push_back({site.key, site.team(), now});
  std::erase_if(out.former, [&](const FormerSite& one) {
    return teams.contains(one.team) || now - one.since > memory;
  });
  return out;
}

} // namespace bridge
