// SPDX-License-Identifier: Apache-2.0
#include "cli/teams.hpp"

#include "bridge/team_sources.hpp"

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;

Result<bridge::TeamSettings> from_rt(const Config&) {
  return bridge::TeamSettings{};
}

Result<bridge::TeamSettings> from_file(const Config& config) {
  if (!config["teams.file"].starts_with('/'))
    return fail(Fault::invalid, "teams.file = '" + config["teams.file"] + "'",
                "teams.source = file needs the whole path of a file of lines `NGI<TAB>Site`");
  bridge::TeamSettings out;
  out.source = "teams.file";
  out.near = true;
  return out;
}

Result<gocdb::Settings> gocdb_settings(const Config& config) {
  const auto timeout = config.number("teams.gocdb_timeout", 1, 600);
  if (!timeout)
    return fail(timeout.error());
  const std::string& url = config["teams.gocdb_url"];
  if (auto good = gocdb::check_url(url); !good)
    return fail(Fault::invalid, "teams.gocdb_url: " + good.error().what, good.error().hint);
  return gocdb::Settings{url, config["teams.gocdb_scope"], config["teams.gocdb_ca_file"],
                         base::Seconds{*timeout}};
}

Result<bridge::TeamSettings> from_gocdb(const Config& config) {
  const auto settings = gocdb_settings(config);
  if (!settings)
    return fail(settings.error());
  bridge::TeamSettings out;
  out.source = "GOCDB at " + settings->url;
  return out;
}

Result<bridge::TeamSettings> by_source(const Config& config) {
  const std::map<std::string, Result<bridge::TeamSettings> (*)(const Config&)> sources{
      {"rt", from_rt}, {"file", from_file}, {"gocdb", from_gocdb}};
  const auto found = sources.find(config["teams.source"]);
  if (found == sources.end())
    return fail(Fault::invalid, "teams.source = '" + config["teams.source"] + "'",
                "rt, file or gocdb");
  return found->second(config);
}

} // namespace

Result<bridge::TeamSettings> read_teams(const Config& config) {
  auto out = by_source(config);
  if (!out)
    return out;
  const auto refresh = config.number("teams.refresh", 60, 604'800);
  if (!refresh)
    return fail(refresh.error());
  out->refresh = base::Seconds{*refresh};
  if (!config["teams.least"].empty()) {
    const auto least = config.number("teams.least", 1, 1'000'000);
    if (!least)
      return fail(least.error());
    out->least = static_cast<std::size_t>(*least);
  }
  out->ngis = config.list("teams.ngis");
  for (const auto& ngi : out->ngis)
    if (!gocdb::is_name(ngi))
      return fail(Fault::invalid, "teams.ngis: '" + ngi + "' is no name of an NGI",
                  "names are of letters, digits, '-', '_' and '.', with commas between");
  return out;
}

Result<std::unique_ptr<bridge::TeamSource>> team_source(const Config& config) {
  if (config["teams.source"] == "file")
    return std::make_unique<bridge::FileTeams>(config["teams.file"]);
  if (config["teams.source"] != "gocdb")
    return nullptr;
  auto settings = gocdb_settings(config);
  if (!settings)
    return fail(settings.error());
  return std::make_unique<bridge::GocdbTeams>(std::move(*settings));
}

Result<bool> watches_sites(const Config& config) {
  const std::string& watch = config["teams.gocdb_watch"];
  if (watch.empty())
    return config["teams.source"] == "gocdb";
  if (watch != "yes" && watch != "no")
    return fail(Fault::invalid, "teams.gocdb_watch = '" + watch + "'", "yes, no, or empty");
  if (watch == "yes" && config["teams.source"] == "rt")
    return fail(Fault::invalid, "teams.gocdb_watch = yes, and teams.source = rt",
                "which site a team is tells a list of sites alone: teams.source = file or gocdb");
  return watch == "yes";
}

Result<std::unique_ptr<bridge::SiteSource>> site_source(const Config& config) {
  const auto wanted = watches_sites(config);
  if (!wanted)
    return fail(wanted.error());
  if (!*wanted)
    return nullptr;
  auto settings = gocdb_settings(config);
  if (!settings)
    return fail(settings.error());
  return std::make_unique<bridge::GocdbSites>(std::move(*settings));
}

} // namespace cli
