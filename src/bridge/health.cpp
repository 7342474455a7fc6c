// SPDX-License-Identifier: Apache-2.0
#include "bridge/health.hpp"

#include "bridge/marks.hpp"
#include "bridge/sweep.hpp"
#include "store/backlog.hpp"

#include <algorithm>

namespace bridge {
namespace {

using net::Answer;
using store::Which;

constexpr Which both[] = {Which::inbox, Which::outbox};
constexpr base::Seconds longest_due{900};
constexpr base::Seconds rt_silence{300};

std::string seconds(base::Seconds span) {
  return std::to_string(span.count());
}

// Collects the lines of /readyz.
struct Lines {
  std::vector<HealthLine> all;
  void add(bool fine, const std::string& line) { all.push_back({fine, line}); }
};

Answer to_answer(const std::vector<HealthLine>& lines) {
  Answer out{200, ""};
  for (const auto& line : lines) {
    out.status = line.fine ? out.status : 503;
    out.body += (line.fine ? "ok    " : "wrong ") + line.text + "\n";
  }
  return out;
}

void add_rt(Lines& lines, const Settings& settings, const Pulse& pulse, base::Instant now) {
  const std::int64_t at = pulse.rt_answered;
  const auto since = std::max(base::Seconds{0}, now - base::from_unix(at));
  if (at == 0)
    lines.add(false, "RT has not answered yet (see the log; rt.url)");
  else
    lines.add(since <= std::max(rt_silence, 3 * settings.sweep_every),
              "RT answered " + seconds(since) + " s ago");
}

void add_queues(Lines& lines, store::Database& database, base::Instant now) {
  for (const auto which : both) {
    const auto stand = store::backlog(database, which, now);
    const std::string name = store::to_word(which);
    if (!stand)
      lines.add(false, name + ": " + base::describe(stand.error()));
    else
      lines.add(stand->oldest <= longest_due,
                name + ": the oldest row has been due for " + seconds(stand->oldest) + " s");
  }
}

// Never wrong: the last good copy does for a while.
void add_teams(Lines& lines, store::Database& database, const TeamSettings& settings,
               base::Instant now) {
  if (settings.source.empty())
    return;
  const auto stand = team_stand(database);
  if (!stand)
    return lines.add(true, "teams: " + base::describe(stand.error()));
  const std::string list =
      stand->as_of ? std::to_string(stand->count) + " sites" +
                         (stand->source == settings.source ? "" : " from " + stand->source) +
                         ", as of " + base::to_iso(*stand->as_of) + ", " +
                         seconds(std::max(base::Seconds{0}, now - *stand->as_of)) + " s ago"
                   : "no list yet";
  lines.add(true, "teams: " + list +
                      (stand->failing_since
                           ? (stand->doubted ? "; not believed since " : "; not fetched since ") +
                                 base::to_iso(*stand->failing_since) + ": " + stand->trouble
                           : ""));
}

// Never wrong either: what was read before is shown with its time.
void add_sites(Lines& lines, store::Database& database, const Settings& settings) {
  if (!settings.policy.asks.watch_sites)
    return;
  const auto stand = site_stand(database);
  if (!stand)
    return lines.add(true, "sites: " + base::describe(stand.error()));
  lines.add(true, "sites: " + std::to_string(stand->sites.size()) + " of teams are looked at" +
                      (stand->failing_since
                           ? "; not all could be read since " +
                                 base::to_iso(*stand->failing_since) + ": " + stand->trouble
                           : ""));
}

// Nor this: rollouts go on, and what was heard before stays.
void add_documents(Lines& lines, store::Database& database, const Settings& settings) {
  if (!settings.policy.documents.check)
    return;
  const auto stand = document_stand(database);
  if (!stand)
    return lines.add(true, "documents: " + base::describe(stand.error()));
  lines.add(true, "documents: " + std::to_string(stand->tries.size()) + " are asked for" +
                      (stand->failing_since
                           ? "; not all could be looked at since " +
                                 base::to_iso(*stand->failing_since) + ": " + stand->trouble
                           : ""));
}

// The text format of Prometheus, 0.0.4.
struct Page {
  std::string text;
  void head(const std::string& name, const char* type, const char* help) {
    text += "# HELP rollout_bridge_" + name + " " + help + "\n# TYPE rollout_bridge_" + name + " " +
            type + "\n";
  }
  void value(const std::string& name, const std::string& labels, const std::string& number) {
    text +=
        "rollout_bridge_" + name + (labels.empty() ? "" : "{" + labels + "}") + " " + number + "\n";
  }
};

struct Counter {
  const char* name;
  const char* help;
};
constexpr Counter counters[] = {
    {"hooks_total",
     "Requests at /hooks/rt, and those that broke off or broke HTTP anywhere, by status."},
    {"refusals_total", "Hooks that were refused, by reason."},
    {"effects_total", "Tries to write to RT, by kind and result."},
    {"held_mails_total", "Mails that were held, by reason."},
    {"letters_total", "Tries to send a letter, by result."},
};

base::Result<void> add_gauges(Page& page, store::Database& database, const Settings& settings,
                              base::Instant now) {
  std::map<std::string, store::Backlog> stands;
  for (const auto which : both) {
    auto stand = store::backlog(database, which, now);
    if (!stand)
      return base::fail(stand.error());
    stands[store::to_word(which)] = std::move(*stand);
  }
  std::int64_t stuck = 0;
  page.head("rows", "gauge", "Rows that are not finished, by queue and state.");
  for (const auto& [queue, stand] : stands)
    for (const auto& [state, count] : stand.rows) {
      page.value("rows", "queue=\"" + queue + "\",state=\"" + state + "\"", std::to_string(count));
      stuck += state == "stuck" ? count : 0;
    }
  page.head("oldest_due_seconds", "gauge", "How long the oldest row that is due has been due.");
  for (const auto& [queue, stand] : stands)
    page.value("oldest_due_seconds", "queue=\"" + queue + "\"", seconds(stand.oldest));
  page.head("stuck_rows", "gauge", "Rows that wait for a person.");
  page.value("stuck_rows", "", std::to_string(stuck));
  auto swept = store::newest_in_lane(database, Which::inbox, sweep_lane); // put when one was done
  if (!swept)
    return base::fail(swept.error());
  page.head("sweep_lag_seconds", "gauge",
            "Time since RT's transactions were last read to the end.");
  if (*swept)
    page.value("sweep_lag_seconds", "", seconds(std::max(base::Seconds{0}, now - **swept)));
  auto held = store::mails_held(database, now - settings.keep_mails);
  if (!held)
    return base::fail(held.error());
  page.head("held_mails", "gauge", "Mails that wait for a manager's `release` or `refuse`.");
  page.value("held_mails", "", std::to_string(*held));
  return {};
}

base::Result<void> add_team_gauges(Page& page, store::Database& database,
                                   const TeamSettings& settings, base::Instant now) {
  const auto stand = settings.source.empty() ? TeamStand{} : team_stand(database);
  if (!stand)
    return base::fail(stand.error());
  if (!stand->as_of)
    return {};
  page.head("teams_count", "gauge", "Sites in the list of known ones.");
  page.value("teams_count", "", std::to_string(stand->count));
  page.head("teams_age_seconds", "gauge", "Time since that list was last fetched.");
  page.value("teams_age_seconds", "", seconds(std::max(base::Seconds{0}, now - *stand->as_of)));
  return {};
}

} // namespace

std::vector<HealthLine> queue_health(store::Database& database, base::Instant now) {
  Lines lines;
  add_queues(lines, database, now);
  return std::move(lines.all);
}

std::vector<HealthLine> source_health(store::Database& database, const Settings& settings) {
  Lines lines;
  add_sites(lines, database, settings);
  add_documents(lines, database, settings);
  return std::move(lines.all);
}

Answer alive(store::Database&, const Settings&, const Pulse&, base::Instant) {
  return {200, "ok\n"};
}

Answer readiness(store::Database& database, const Settings& settings, const Pulse& pulse,
                 base::Instant now) {
  Lines lines;
  if (const auto writes = store::try_to_write(database); !writes)
    lines.add(false, base::describe(writes.error()));
  else
    lines.add(pulse.takes_hooks, pulse.takes_hooks
                                     ? "the store can be written to"
                                     : "the last hooks could not be kept (see the log)");
  add_rt(lines, settings, pulse, now);
  add_queues(lines, database, now);
  add_teams(lines, database, settings.teams, now);
  add_sites(lines, database, settings);
  add_documents(lines, database, settings);
  return to_answer(lines.all);
}

Answer metrics(store::Database& database, const Settings& settings, const Pulse& pulse,
               base::Instant now) {
  Page page;
  if (auto added = add_gauges(page, database, settings, now); !added)
    return {503, base::describe(added.error()) + "\n"};
  if (auto added = add_team_gauges(page, database, settings.teams, now); !added)
    return {503, base::describe(added.error()) + "\n"};
  const auto counts = pulse.counts();
  for (const auto& [name, help] : counters) {
    page.head(name, "counter", help);
    if (const auto found = counts.find(name); found != counts.end())
      for (const auto& [labels, count] : found->second)
        page.value(name, labels, std::to_string(count));
  }
  page.head("rt_answered_timestamp_seconds", "gauge",
            "When RT last did what it was asked; 0: not yet.");
  page.value("rt_answered_timestamp_seconds", "", std::to_string(pulse.rt_answered));
  page.head("process_start_time_seconds", "gauge", "When this process started.");
  page.value("process_start_time_seconds", "", std::to_string(base::to_unix(pulse.started)));
  return {200, page.text, "text/plain; version=0.0.4; charset=utf-8"};
}

} // namespace bridge
