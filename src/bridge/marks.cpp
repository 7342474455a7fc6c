// SPDX-License-Identifier: Apache-2.0
#include "bridge/marks.hpp"

#include "store/ledger.hpp"

#include <nlohmann/json.hpp>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using rollout::SiteNews;
using Json = nlohmann::json;

constexpr const char* list_mark = "teams";
constexpr const char* stand_mark = "teams stand";
constexpr const char* sites_mark = "sites";
constexpr const char* documents_mark = "documents";

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<base::Instant> to_instant(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(base::from_unix(json));
}

Json to_json(const std::optional<base::Instant>& at) {
  return at ? Json(base::to_unix(*at)) : Json(nullptr);
}

// What `read` makes of the mark; an empty T where there is none, or none that can be understood.
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

std::optional<Doubt> to_doubt(const Json& json) {
  if (json.is_null())
    return std::nullopt;
  return Doubt{base::from_unix(json.at(0)), base::from_unix(json.at(1)), json.at(2)};
}

TeamStand to_stand(const Json& json) {
  return {json.at("source"), to_instant(json.at("as_of")), json.at("count"),
          to_instant(json.at("failing_since")), json.at("trouble"),
          // An older version of ours did not write these.
          json.value("doubted", false), to_doubt(json.value("doubt", Json())),
          json.value("seen", "")};
}

SiteNews to_news(const Json& json) {
  SiteNews out;
  out.team = json.at("team");
  out.site = json.at("site");
  out.as_of = base::from_unix(json.at("as_of"));
  out.stale = json.at("stale");
  out.whole = json.at("whole");
  for (const auto& one : json.at("beta"))
    out.beta.push_back({one.at(0), one.at(1), one.at(2)});
  for (const auto& one : json.at("downtimes"))
    out.downtimes.push_back({one.at(0), one.at(1), base::from_unix(one.at(2)),
                             base::from_unix(one.at(3)),
                             one.at(4).get<std::vector<std::string>>()});
  return out;
}

Json to_json(const SiteNews& news) {
  Json beta = Json::array();
  for (const auto& one : news.beta)
    beta.push_back({one.host, one.type, one.page});
  Json downtimes = Json::array();
  for (const auto& one : news.downtimes)
    downtimes.push_back(
        {one.id, one.severity, base::to_unix(one.start), base::to_unix(one.end), one.hosts});
  return {{"team", news.team},
          {"site", news.site},
          {"as_of", base::to_unix(news.as_of)},
          {"stale", news.stale},
          {"whole", news.whole},
          {"beta", std::move(beta)},
          {"downtimes", std::move(downtimes)}};
}

SiteStand to_site_stand(const Json& json) {
  SiteStand out{{}, to_instant(json.at("failing_since")), json.at("trouble")};
  for (const auto& one : json.at("sites"))
    out.sites.push_back(to_news(one));
  return out;
}

DocumentStand to_document_stand(const Json& json) {
  DocumentStand out{{}, to_instant(json.at("failing_since")), json.at("trouble")};
  for (const auto& one : json.at("tries"))
    out.tries[one.at(0)] = {base::from_unix(one.at(1)), one.at(2)};
  return out;
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
  auto doubt = stand.doubt ? Json::array({base::to_unix(stand.doubt->since),
                                          base::to_unix(stand.doubt->until), stand.doubt->warned})
                           : Json();
  marks.emplace_back(stand_mark, dump({{"source", stand.source},
                                       {"as_of", to_json(stand.as_of)},
                                       {"count", stand.count},
                                       {"failing_since", to_json(stand.failing_since)},
                                       {"trouble", stand.trouble},
                                       {"doubted", stand.doubted},
                                       {"doubt", std::move(doubt)},
                                       {"seen", stand.seen}}));
}

Result<SiteStand> site_stand(store::Database& database) {
  return stored(database, sites_mark, to_site_stand);
}

void put_mark(Marks& marks, const SiteStand& stand) {
  Json sites = Json::array();
  for (const auto& one : stand.sites)
    sites.push_back(to_json(one));
  marks.emplace_back(sites_mark, dump({{"sites", std::move(sites)},
                                       {"failing_since", to_json(stand.failing_since)},
                                       {"trouble", stand.trouble}}));
}

Result<DocumentStand> document_stand(store::Database& database) {
  return stored(database, documents_mark, to_document_stand);
}

void put_mark(Marks& marks, const DocumentStand& stand) {
  Json tries = Json::array();
  for (const auto& [id, one] : stand.tries)
    tries.push_back({id, base::to_unix(one.at), one.failed});
  marks.emplace_back(documents_mark, dump({{"tries", std::move(tries)},
                                           {"failing_since", to_json(stand.failing_since)},
                                           {"trouble", stand.trouble}}));
}

} // namespace bridge
