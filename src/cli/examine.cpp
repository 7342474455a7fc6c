// SPDX-License-Identifier: Apache-2.0
#include "cli/examine.hpp"

#include "bridge/doctor_mail.hpp"
#include "bridge/doctor_rt.hpp"
#include "bridge/doctor_store.hpp"
#include "bridge/doctor_teams.hpp"
#include "bridge/marks.hpp"
#include "bridge/rt_tickets.hpp"
#include "calendar/zone.hpp"
#include "cli/clock.hpp"
#include "cli/documents.hpp"
#include "cli/front_door.hpp"
#include "cli/teams.hpp"
#include "cli/wiring.hpp"
#include "net/http.hpp"
#include "rollout/poll.hpp"

#include <array>
#include <filesystem>

namespace cli {
namespace {

using base::fail;
using base::Result;
using bridge::Area;
using bridge::Findings;

// Keys that name a file, and may be empty.
constexpr std::array tables{"clock.calendars",    "clock.zones",        "rollout.stacks",
                            "rollout.experience", "rollout.quorum",     "lists.table",
                            "lists.announce",     "mail.report_topics", "mail.report_template"};

// Each file alone, so that each fault is told, once.
Config without_bad_tables(Area& area, const Config& config) {
  Config bare = config;
  for (const auto* key : tables)
    bare = bare.without(key);
  Config out = config;
  std::vector<std::string> good;
  if (!read_rules(bare))
    return config; // it is none of them
  for (const auto* key : tables) {
    if (out[key].empty())
      continue;
    Config alone = out;
    for (const auto* other : tables)
      if (std::string_view(other) != key && std::string_view(other) != "clock.calendars")
        alone = alone.without(other);
    const auto read = read_rules(alone);
    if (read) {
      good.emplace_back(key);
      continue;
    }
    area.wrong("tables", read.error());
    out = out.without(key);
    if (std::string_view(key) == "clock.calendars")
      out = out.without("clock.zones"); // which needs them
  }
  if (!good.empty())
    area.fine("tables", "these can be read: " + bridge::some_of(good));
  return out;
}

void judge_secrets(Area& area, const Config& config) {
  std::vector<std::string> good;
  for (const auto* key : {"rt.password_file", "mail.smtp_password_file", "web.secret_file"}) {
    if (config[key].empty())
      continue;
    if (const auto read = config.secrets(key); !read)
      area.wrong("secrets", read.error());
    else
      good.emplace_back(key);
  }
  if (!good.empty())
    area.fine("secrets", "nobody else can read " + bridge::some_of(good));
}

void judge_space_of(Findings& findings, const char* area, const char* key,
                    const std::string& path) {
  std::error_code unknown;
  const auto space = std::filesystem::space(path, unknown);
  if (!unknown)
    bridge::judge_space(findings, area, std::string(key) + ", " + path, space.available);
}

// "127.0.0.1:8090", or "unix:/path".
net::Request readyz_at(const std::string& where) {
  constexpr std::string_view unix_prefix = "unix:";
  net::Request out;
  out.timeout = base::Seconds{10};
  if (where.starts_with(unix_prefix)) {
    out.unix_socket = where.substr(unix_prefix.size());
    out.url = "http://localhost/readyz";
  } else {
    out.url = "http://" + where + "/readyz";
  }
  return out;
}

} // namespace

Result<Usable> examine_configuration(Findings& findings, const Config& config) {
  Area area(findings, "configuration");
  const auto rest = without_bad_tables(area, config);
  auto settings = read_rules(rest);
  if (!settings)
    return fail(settings.error());
  if (auto forms = bridge::read_forms(config["mail.templates_dir"])) {
    area.fine("templates",
              bridge::counted(forms->size(), "form") + " can be filled (mail.templates_dir)");
    settings->forms = std::move(*forms);
  } else {
    area.wrong("templates", forms.error());
  }
  judge_secrets(area, config);
  if (!config["web.listen"].empty() && config.secrets("web.secret_file"))
    if (const auto web = try_front_door(config, config); !web)
      area.wrong("web", web.error());
  if (const auto zone = calendar::Zone::named("Europe/Amsterdam"); !zone)
    area.wrong("time zones", zone.error());
  bridge::examine_drop_box(findings, settings->drop_dir, clock_now());
  judge_space_of(findings, "configuration", "mail.drop_dir", settings->drop_dir);
  return Usable{rest, std::move(*settings)};
}

std::optional<store::Database> examine_store(Findings& findings, const Usable& usable,
                                             base::Instant now) {
  Area area(findings, "store");
  const std::string& path = usable.config["store.path"];
  const auto folder = std::filesystem::path(path).parent_path();
  judge_space_of(findings, "store", "store.path", folder);
  if (const auto found = find_store(path); !found) {
    std::error_code unknown;
    if (std::filesystem::is_directory(folder, unknown))
      area.remark("store", found.error().what + " (store.path)", found.error().hint);
    else
      area.wrong("store", "there is no folder for the store " + path + " (store.path)",
                 "make it, for the bridge's user alone");
    return std::nullopt;
  }
  auto database = store::Database::open_to_look(path);
  if (!database) {
    area.wrong("store", database.error());
    return std::nullopt;
  }
  const auto& config = usable.config;
  bridge::examine_store(findings, *database, usable.settings,
                        !config["web.listen"].empty() && !config["web.secret_file"].empty(), now);
  bridge::examine_posts(findings, *database, now);
  return std::move(*database);
}

namespace {

void look_at_teams(Findings& findings, bridge::RtSetup& setup, bridge::Tickets& tickets,
                   const Usable& usable, std::optional<store::Database>& database) {
  const auto& settings = usable.settings;
  auto choices = bridge::teams_to_choose(setup, settings.policy);
  if (!choices)
    return Area(findings, "teams").wrong("answer", choices.error());
  const auto seen = bridge::examine_groups(findings, tickets, settings, std::move(*choices));
  const auto managers = seen ? bridge::examine_managers(findings, tickets, settings,
                                                        usable.config["rt.managers_group"])
                             : fail(seen.error());
  if (!managers)
    return Area(findings, "teams").wrong("answer", managers.error());
  auto ngis = settings.teams.ngis;
  if (database && !settings.teams.source.empty()) {
    const auto now = clock_now();
    const auto known = bridge::known_teams(*database, settings.teams, now);
    const auto stand = bridge::team_stand(*database);
    if (!known || !stand)
      return Area(findings, "teams").wrong("list of sites", !known ? known.error() : stand.error());
    bridge::judge_sites(findings, *seen, *known, *stand, settings.teams, now);
    ngis = known->ngis;
  }
  bridge::judge_tables(findings, *seen, ngis, settings.policy);
}

} // namespace

void examine_rt_and_teams(Findings& findings, const Usable& usable,
                          std::optional<store::Database>& database) {
  Area area(findings, "rt");
  auto settings = rt_settings(usable.config);
  if (!settings)
    return usable.config.secrets("rt.password_file")
               ? area.wrong("answer", settings.error())
               : area.remark("answer", "RT was not asked: its password cannot be read",
                             "see rt.password_file above");
  rt::Client client(std::move(*settings));
  bridge::RtItself setup(client);
  const auto before = clock_now();
  const auto about = setup.about();
  const auto after = clock_now();
  if (!about)
    return area.wrong("answer", about.error());
  bridge::judge_rt(findings, *about, usable.settings);
  bridge::judge_clock(findings, about->clock, before, after);
  const std::string& managers = usable.config["rt.managers_group"];
  const auto so_far = findings.size();
  bridge::examine_rt(findings, setup, usable.settings, managers);
  for (auto at = so_far; at < findings.size(); ++at)
    if (findings[at].check == "answer")
      return; // it has stopped answering: that is told once
  const auto& policy = usable.settings.policy;
  bridge::RtTickets tickets(client, usable.config["rt.team_prefix"], managers,
                            {policy.queue, policy.begin.queue});
  look_at_teams(findings, setup, tickets, usable, database);
}

void examine_mail(Findings& findings, const Usable& usable) {
  Area area(findings, "mail");
  bridge::judge_proofs(findings, usable.settings);
  const auto server = mail_server(usable.config);
  if (!server)
    return usable.config.secrets("mail.smtp_password_file")
               ? area.wrong("mail server", server.error())
               : area.remark("mail server", "it was not tried: its password cannot be read",
                             "see mail.smtp_password_file above");
  if (const auto tried = net::try_mail_server(*server); !tried)
    return area.wrong("mail server", tried.error());
  area.fine("mail server",
            server->url.empty()
                ? server->sendmail + " is there (mail.sendmail)"
                : usable.config["mail.smtp"] + " answers" +
                      (server->require_tls ? ", with TLS" : "") +
                      (server->user.empty() ? "" : ", and takes the login of " + server->user));
  const auto lists = rollout::all_lists(usable.settings.policy);
  if (const auto answers = net::ask_mail_server(*server, lists); !answers)
    area.wrong("lists", answers.error());
  else
    bridge::judge_lists(findings, lists, *answers);
}

void examine_others(Findings& findings, const Usable& usable) {
  const auto& config = usable.config;
  if (config["web.listen"].empty())
    Area(findings, "serve").fine("readyz", "no web hooks are taken (web.listen is empty)");
  else
    bridge::judge_serve(findings, config["web.listen"],
                        net::Http().send(readyz_at(config["web.listen"])));
  Area area(findings, "sources");
  const auto teams = team_source(config);
  if (teams && *teams) {
    if (const auto sites = (*teams)->sites(clock_now(), ""); !sites)
      area.wrong("sites", sites.error());
    else if (!sites->unfinished.empty())
      area.remark("sites", sites->unfinished, "it is read again soon");
    else
      area.fine("sites", bridge::counted(sites->sites.size(), "site") + " from " +
                             usable.settings.teams.source + " just now");
  }
  const auto documents = document_source(config);
  if (documents && *documents) {
    if (const auto shown = (*documents)->show(1); !shown)
      area.wrong("documents", shown.error());
    else
      area.fine("documents", config["documents.url"] + " answers (documents.url)");
  }
}

} // namespace cli
