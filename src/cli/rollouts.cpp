// SPDX-License-Identifier: Apache-2.0
#include "cli/rollouts.hpp"

#include "base/file.hpp"
#include "calendar/calendar_file.hpp"
#include "cli/teams.hpp"
#include "mail/address.hpp"
#include "mail/charset.hpp"

#include <filesystem>
#include <tuple>

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;

Result<std::string> read_file(const std::string& path, std::string_view key) {
  constexpr std::size_t most = 16 * 1024 * 1024;
  auto text = base::read_file(path, most);
  if (!text)
    return fail(Fault::invalid, std::string(key) + ": " + text.error().what,
                "name a file that the bridge's user may read, or leave the key empty");
  return text;
}

// What `read` makes of the table that `key` names, or of an empty one.
template <class Table> Result<Table> read_table(const Config& config, std::string_view key) {
  const std::string& path = config[key];
  if (path.empty())
    return Table::read("", key);
  auto text = read_file(path, key);
  if (!text)
    return fail(text.error());
  return Table::read(*text, path);
}

Result<calendar::Calendars> read_calendars(const Config& config) {
  constexpr const char* key = "clock.calendars";
  calendar::Calendars out;
  const std::string& folder = config[key];
  if (folder.empty())
    return out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".tsv")
      continue;
    auto text = read_file(entry.path(), key);
    if (!text)
      return fail(text.error());
    auto read = calendar::read_calendar(*text, entry.path().string());
    if (!read)
      return fail(read.error());
    out.emplace(entry.path().stem().string(), std::move(*read));
  }
  if (error)
    return fail(Fault::invalid, std::string(key) + ": " + folder + " cannot be read",
                "it is a folder of calendars, NAME.tsv");
  return out;
}

Result<calendar::WorkingTimes> read_zones(const Config& config) {
  constexpr const char* key = "clock.zones";
  auto calendars = read_calendars(config);
  if (!calendars)
    return fail(calendars.error());
  const std::string& path = config[key];
  auto text = path.empty() ? Result<std::string>("") : read_file(path, key);
  if (!text)
    return fail(text.error());
  return calendar::WorkingTimes::read(*text, path.empty() ? key : path, *calendars);
}

void read_begin(const Config& config, rollout::Begin& begin) {
  begin.queue = config["rt.release_queue"];
  begin.state_field = config["rt.state_field"];
  begin.from = config["rollout.from"];
  begin.to = config["rollout.to"];
  begin.owners = config["rt.owners_group"];
  begin.role = config["rt.owners_role"];
  begin.repo_action = config["rollout.repo_action"];
  begin.repo_field = config["rt.repo_field"];
  begin.repo_status_field = config["rt.repo_status_field"];
  begin.key_field = config["rt.key_field"];
  begin.verification_field = config["rt.verification_field"];
  begin.links = config.list("rt.links");
  begin.os_field = config["rt.os_field"];
  begin.arch_field = config["rt.arch_field"];
  begin.copied = {config["rt.stack_field"], config["rt.component_field"],
                  config["rt.version_field"], begin.os_field, begin.arch_field};
}

// A letter can go there. Found out now, and not when it is to go.
Result<void> check_addresses(std::string_view key, const std::vector<std::string>& all) {
  for (const auto& one : all)
    if (!mail::is_address(one) || !mail::is_ascii(one))
      return fail(Fault::invalid, std::string(key) + ": '" + one + "' is no address",
                  "a plain address (name@host), without a name");
  return {};
}

Result<void> check_lists(const rollout::Lists& lists) {
  constexpr std::string_view place = "{stack}";
  std::string sample = lists.address;
  if (const auto at = sample.find(place); at != sample.npos)
    sample.replace(at, place.size(), "emi");
  if (sample.find_first_of("{}") != sample.npos)
    return fail(Fault::invalid,
                "lists.address: '" + lists.address + "' has a place that is unknown",
                "{stack}, once, or none");
  std::vector<std::string> usual;
  if (!sample.empty())
    usual.push_back(std::move(sample));
  for (const auto& [key, all] :
       {std::pair{"lists.address", std::move(usual)}, std::pair{"lists.extra", lists.extra},
        std::pair{"lists.table", lists.table.addresses()},
        std::pair{"lists.announce", lists.announcements.addresses()}})
    if (auto fit = check_addresses(key, all); !fit)
      return fit;
  return {};
}

Result<void> read_announcing(const Config& config, rollout::Lists& lists) {
  const std::string& how = config["lists.announcement"];
  if (how != "send" && how != "ask" && how != "off")
    return fail(Fault::invalid, "lists.announcement = '" + how + "'", "send, ask or off");
  lists.announcing = how == "send"  ? rollout::Announcing::send
                     : how == "ask" ? rollout::Announcing::ask
                                    : rollout::Announcing::off;
  auto table = read_table<rollout::Announcements>(config, "lists.announce");
  if (!table)
    return fail(table.error());
  lists.announcements = std::move(*table);
  return {};
}

Result<void> read_lists(const Config& config, rollout::Lists& lists) {
  lists.address = config["lists.address"];
  lists.extra = config.list("lists.extra");
  const std::string& poll = config["lists.poll"];
  if (poll != "ask" && poll != "send")
    return fail(Fault::invalid, "lists.poll = '" + poll + "'", "ask or send");
  lists.ask = poll == "ask";
  const auto hold = config.number("lists.hold", 0, 60 * 24 * 7);
  if (!hold)
    return fail(hold.error());
  lists.hold = std::chrono::minutes{*hold};
  if (auto read = read_announcing(config, lists); !read)
    return read;
  auto table = read_table<rollout::MailingLists>(config, "lists.table");
  if (!table)
    return fail(table.error());
  lists.table = std::move(*table);
  return check_lists(lists);
}

Result<void> read_end(const Config& config, rollout::Policy& policy) {
  auto& exposure = policy.exposure;
  for (const auto& [key, least, most, number] :
       {std::tuple{"rollout.exposure_days", 1, 365, &exposure.days},
        std::tuple{"rollout.exposure_least", 0, 365, &exposure.least},
        std::tuple{"rollout.chases", 0, 10, &exposure.chases},
        std::tuple{"rollout.chase_days", 1, 100, &exposure.chase_days}}) {
    const auto read = config.number(key, least, most);
    if (!read)
      return fail(read.error());
    *number = static_cast<int>(*read);
  }
  if (exposure.least > exposure.days)
    return fail(Fault::invalid, "rollout.exposure_least is more than rollout.exposure_days",
                "a team has at least so many days of its own, within those of the rollout");
  auto quorums = read_table<rollout::Quorums>(config, "rollout.quorum");
  if (!quorums)
    return fail(quorums.error());
  policy.quorums = std::move(*quorums);
  policy.end.outcome_field = config["rt.rollout_outcome_field"];
  policy.end.accept_action = config["rollout.accept_action"];
  policy.end.reject_action = config["rollout.reject_action"];
  return {};
}

} // namespace

Result<void> read_rollouts(const Config& config, rollout::Policy& policy) {
  read_begin(config, policy.begin);
  const auto days = config.number("rollout.answer_days", 1, 100);
  const auto reminders = config.number("rollout.reminders", 0, 10);
  const auto beta_days = config.number("rollout.beta_days", 1, 100);
  const auto beta_reminders = config.number("rollout.beta_reminders", 0, 10);
  for (const auto* number : {&days, &reminders, &beta_days, &beta_reminders})
    if (!*number)
      return fail(number->error());
  policy.asks.team_prefix = config["rt.team_prefix"];
  policy.asks.working_days = static_cast<int>(*days);
  policy.asks.reminders = static_cast<int>(*reminders);
  policy.asks.beta_days = static_cast<int>(*beta_days);
  policy.asks.beta_reminders = static_cast<int>(*beta_reminders);
  const auto watches = watches_sites(config);
  if (!watches)
    return fail(watches.error());
  policy.asks.watch_sites = *watches;
  const auto refresh = config.number("teams.refresh", 60, 604'800);
  if (!refresh)
    return fail(refresh.error());
  policy.asks.trust_news = 2 * base::Seconds{*refresh};
  policy.asks.report_template = config["rollout.report_template"];
  if (auto read = read_lists(config, policy.lists); !read)
    return read;
  if (auto read = read_end(config, policy); !read)
    return read;
  auto stacks = read_table<rollout::Stacks>(config, "rollout.stacks");
  auto experience = read_table<rollout::Experience>(config, "rollout.experience");
  auto zones = read_zones(config);
  if (!stacks || !experience || !zones)
    return fail(!stacks ? stacks.error() : !experience ? experience.error() : zones.error());
  policy.stacks = std::move(*stacks);
  policy.experience = std::move(*experience);
  policy.working_times = std::move(*zones);
  return {};
}

} // namespace cli
