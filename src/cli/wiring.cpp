// SPDX-License-Identifier: Apache-2.0
#include "cli/wiring.hpp"

#include "base/log.hpp"
#include "bridge/forms.hpp"
#include "cli/documents.hpp"
#include "cli/reports.hpp"
#include "cli/rollouts.hpp"
#include "cli/teams.hpp"
#include "mail/letter.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <random>
#include <string_view>

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;

// Whatever stands in every letter is tried out now, and not when somebody waits for one.
Result<void> check_letters(const bridge::Settings& settings) {
  auto sample = mail::compose({settings.from,
                               settings.policy.owner,
                               "sample@" + settings.policy.domain,
                               {},
                               base::from_unix(0),
                               {"sample", "sample", ""}},
                              settings.loop_mark);
  if (!sample)
    return fail(Fault::invalid, "mail.from, mail.owner or mail.domain: " + sample.error().what,
                "plain addresses (name@host) and a host name; " + sample.error().hint);
  return {};
}

bool begins_with_one_of(const std::string& text, std::initializer_list<const char*> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const char* beginning) { return text.starts_with(beginning); });
}

Result<rollout::Unproved> unproved(const Config& config, const char* key) {
  const std::map<std::string, rollout::Unproved> words{{"hold", rollout::Unproved::hold},
                                                       {"refuse", rollout::Unproved::refuse},
                                                       {"take", rollout::Unproved::take}};
  std::string word = config[key];
  if (word == "auto" && std::string_view(key) == "mail.unauthenticated")
    word = config.list("mail.authserv_ids").empty() ? "take" : "hold";
  const auto found = words.find(word);
  if (found == words.end())
    return fail(Fault::invalid, std::string(key) + " = '" + word + "'", "hold, refuse or take");
  return found->second;
}

Result<void> read_proofs(const Config& config, rollout::Policy& policy) {
  const auto failed = unproved(config, "mail.failed");
  const auto unauthenticated = unproved(config, "mail.unauthenticated");
  if (!failed || !unauthenticated)
    return fail(!failed ? failed.error() : unauthenticated.error());
  const std::string& gateway = config["mail.rt_gateway"];
  if (gateway != "hold" && gateway != "believe")
    return fail(Fault::invalid, "mail.rt_gateway = '" + gateway + "'", "hold or believe");
  policy.failed = *failed;
  policy.unauthenticated = *unauthenticated;
  policy.believe_gateway = gateway == "believe";
  return {};
}

Result<std::vector<mail::SpamMark>> read_spam_marks(const Config& config) {
  std::vector<mail::SpamMark> out;
  for (const auto& written : config.list("mail.spam_header")) {
    auto mark = mail::read_spam_mark(written);
    if (!mark)
      return fail(Fault::invalid, "mail.spam_header: " + mark.error().what, mark.error().hint);
    out.push_back(std::move(*mark));
  }
  return out;
}

Result<void> read_limits(const Config& config, rollout::Policy& policy) {
  constexpr long most = 1'000'000;
  const auto window = config.number("mail.flood_window", 1, 86400);
  const auto of_sender = config.number("mail.most_of_sender", 1, most);
  const auto on_ticket = config.number("mail.most_on_ticket", 1, most);
  const auto letters = config.number("mail.most_letters", 1, most);
  const auto complaints = config.number("mail.most_complaints", 0, 1000);
  for (const auto* number : {&window, &of_sender, &on_ticket, &letters, &complaints})
    if (!*number)
      return fail(number->error());
  policy.flood_window = base::Seconds{*window};
  policy.most_of_sender = static_cast<int>(*of_sender);
  policy.most_on_ticket = static_cast<int>(*on_ticket);
  policy.most_letters = static_cast<int>(*letters);
  policy.most_complaints = static_cast<int>(*complaints);
  return {};
}

// What makes our IDs unguessable: made once for a store, and kept there.
Result<std::string> salt_of(store::Database& database) {
  auto kept = store::mark(database, "salt");
  if (!kept || *kept)
    return kept ? Result<std::string>(**kept) : fail(kept.error());
  std::random_device random; // the kernel's
  std::string salt;
  for (int i = 0; i < 8; ++i)
    salt += std::to_string(random()) + ".";
  if (auto set = store::set_mark(database, "salt", salt); !set)
    return fail(set.error());
  return salt;
}

} // namespace

Result<bridge::Settings> read_rules(const Config& config) {
  bridge::Settings out;
  out.rt_names = config.list("rt.name");
  out.rt_organizations = config.list("rt.organization");
  if (out.rt_organizations.empty())
    out.rt_organizations = out.rt_names;
  out.policy.rt_name = out.rt_names.empty() ? "" : out.rt_names.front();
  out.policy.queue = config["rt.queue"];
  out.policy.closed = config.list("rt.closed");
  out.policy.teams_field = config["rt.teams_field"];
  out.policy.accepted_field = config["rt.accepted_field"];
  out.policy.rejected_field = config["rt.rejected_field"];
  out.policy.status_field = config["rt.status_field"];
  out.policy.journal_field = config["rt.journal_field"];
  out.policy.outcome_field = config["rt.outcome_field"];
  out.policy.exposure_field = config["rt.exposure_field"];
  out.policy.document_field = config["rt.document_field"];
  out.authserv_ids = config.list("mail.authserv_ids");
  out.own_hosts = config.list("mail.own_hosts");
  if (auto read = read_proofs(config, out.policy); !read)
    return fail(read.error());
  if (auto read = read_limits(config, out.policy); !read)
    return fail(read.error());
  auto marks = read_spam_marks(config);
  if (!marks)
    return fail(marks.error());
  out.spam_marks = std::move(*marks);
  out.policy.owner = config["mail.owner"];
  out.policy.domain = config["mail.domain"];
  out.policy.from = config["mail.from"];
  out.policy.rt_url = config["rt.web_url"].empty() ? config["rt.url"] : config["rt.web_url"];
  out.user = config["rt.user"];
  out.drop_dir = config["mail.drop_dir"];
  out.from = config["mail.from"];
  out.loop_mark = config["mail.domain"];
  const auto sweep = config.number("clock.sweep", 1, 86400);
  const auto linger = config.number("rt.linger", 0, 3600);
  const auto keep = config.number("store.keep_days", 1, 36500);
  for (const auto* number : {&sweep, &linger, &keep})
    if (!*number)
      return fail(number->error());
  out.sweep_every = base::Seconds{*sweep};
  out.linger = base::Seconds{*linger};
  out.keep_mails = std::chrono::hours{24 * *keep};
  auto teams = read_teams(config);
  if (!teams)
    return fail(teams.error());
  out.teams = std::move(*teams);
  out.policy.reports_field = config["rt.reports_field"];
  out.policy.stack_field = config["rt.stack_field"];
  out.policy.component_field = config["rt.component_field"];
  out.policy.version_field = config["rt.version_field"];
  if (auto read = read_rollouts(config, out.policy); !read)
    return fail(read.error());
  auto documents = read_documents(config);
  if (!documents)
    return fail(documents.error());
  out.policy.documents = std::move(*documents);
  auto naming = read_naming(config);
  auto expected = read_expected(config);
  if (!naming || !expected)
    return fail(!naming ? naming.error() : expected.error());
  out.policy.naming = std::move(*naming);
  out.report = std::move(*expected);
  if (auto checked = check_letters(out); !checked)
    return fail(checked.error());
  return out;
}

Result<bridge::Settings> read_settings(const Config& config) {
  auto out = read_rules(config);
  if (!out)
    return out;
  auto forms = bridge::read_forms(config["mail.templates_dir"]);
  if (!forms)
    return fail(forms.error());
  out->forms = std::move(*forms);
  return out;
}

Result<void> open_log(const Config& config) {
  const std::string& level = config["log.level"];
  const std::map<std::string, base::Level> levels{{"debug", base::Level::debug},
                                                  {"info", base::Level::info},
                                                  {"warning", base::Level::warning},
                                                  {"error", base::Level::error}};
  const auto found = levels.find(level);
  if (found == levels.end())
    return fail(Fault::invalid, "log.level = '" + level + "'", "debug, info, warning or error");
  return base::open_log(config["log.file"], found->second);
}

Result<rt::Settings> rt_settings(const Config& config) {
  auto password = config.secret("rt.password_file");
  auto timeout = config.number("rt.timeout", 1, 600);
  if (!password || !timeout)
    return fail(!password ? password.error() : timeout.error());
  if (!begins_with_one_of(config["rt.url"], {"http://", "https://"}))
    return fail(Fault::invalid, "rt.url = '" + config["rt.url"] + "'",
                "it begins with http:// or https://");
  return rt::Settings{config["rt.url"], config["rt.user"], *password, config["rt.ca_file"],
                      base::Seconds{*timeout}};
}

Result<net::MailServer> mail_server(const Config& config) {
  auto password = config.secret("mail.smtp_password_file");
  if (!password)
    return fail(password.error());
  const std::string& tls = config["mail.smtp_tls"];
  if (tls != "yes" && tls != "no")
    return fail(Fault::invalid, "mail.smtp_tls = '" + tls + "'", "yes or no");
  const std::string& smtp = config["mail.smtp"];
  if (!smtp.empty() && !begins_with_one_of(smtp, {"smtp://", "smtps://"}))
    return fail(Fault::invalid, "mail.smtp = '" + smtp + "'",
                "it begins with smtp:// or smtps://, or is empty for mail.sendmail");
  if (smtp.empty() && !config["mail.sendmail"].starts_with("/"))
    return fail(Fault::invalid, "mail.sendmail = '" + config["mail.sendmail"] + "'",
                "name the program with its whole path");
  const bool in_the_clear =
      smtp.starts_with("smtp://") && tls == "no" &&
      !begins_with_one_of(smtp, {"smtp://127.", "smtp://localhost", "smtp://[::1]"});
  if (!config["mail.smtp_user"].empty() && in_the_clear)
    return fail(Fault::invalid, "mail.smtp_user: the password would go in the clear to " + smtp,
                "mail.smtp_tls = yes, or smtps://");
  net::MailServer server;
  server.url = config["mail.smtp"];
  server.sendmail = config["mail.sendmail"];
  server.require_tls = tls == "yes";
  server.user = config["mail.smtp_user"];
  server.password = *password;
  server.ca_file = config["mail.smtp_ca_file"];
  return server;
}

Bench::Bench(bridge::Settings the_settings, store::Database the_database, rt::Settings rt,
             net::MailServer server, std::unique_ptr<bridge::TeamSource> the_team_source,
             std::unique_ptr<bridge::SiteSource> the_site_source,
             std::unique_ptr<bridge::DocumentSource> the_document_source, const Config& config)
    : settings(std::move(the_settings)), database(std::move(the_database)), client(std::move(rt)),
      tickets(client, config["rt.team_prefix"], config["rt.managers_group"],
              {settings.policy.queue, settings.policy.begin.queue}),
      post(std::move(server), config["mail.bounce_address"].empty()
                                  ? config["mail.from"]
                                  : config["mail.bounce_address"]),
      team_source(std::move(the_team_source)), site_source(std::move(the_site_source)),
      document_source(std::move(the_document_source)), world{database,
                                                             tickets,
                                                             post,
                                                             settings,
                                                             {},
                                                             nullptr,
                                                             team_source.get(),
                                                             site_source.get(),
                                                             document_source.get()} {}

namespace {

using OpenStore = Result<store::Database> (*)(const std::string& path);

Result<std::unique_ptr<Bench>> make_bench(const Config& config, OpenStore open) {
  auto settings = read_settings(config);
  if (!settings)
    return fail(settings.error());
  auto rt = rt_settings(config);
  if (!rt)
    return fail(rt.error());
  auto server = mail_server(config);
  if (!server)
    return fail(server.error());
  auto teams = cli::team_source(config);
  if (!teams)
    return fail(teams.error());
  auto sites = cli::site_source(config);
  if (!sites)
    return fail(sites.error());
  auto documents = cli::document_source(config);
  if (!documents)
    return fail(documents.error());
  auto database = open(config["store.path"]);
  if (!database)
    return fail(database.error());
  auto bench = std::make_unique<Bench>(std::move(*settings), std::move(*database), std::move(*rt),
                                       std::move(*server), std::move(*teams), std::move(*sites),
                                       std::move(*documents), config);
  auto salt = salt_of(bench->database);
  if (!salt)
    return fail(salt.error());
  bench->settings.policy.salt = std::move(*salt);
  return bench;
}

Result<store::Database> open_to_look(const std::string& path) {
  if (auto found = find_store(path); !found)
    return fail(found.error());
  return store::Database::open_to_look(path);
}

} // namespace

Result<void> find_store(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown) && !unknown)
    return fail(Fault::not_found, "there is no store " + path,
                "`serve` and `work` make it at their first run; or is store.path wrong?");
  return {};
}

Result<std::unique_ptr<Bench>> Bench::make(const Config& config) {
  return make_bench(config, store::Database::open);
}

Result<std::unique_ptr<Bench>> Bench::make_to_look(const Config& config) {
  return make_bench(config, open_to_look);
}

} // namespace cli
