// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_store.hpp"

#include "base/text.hpp"
#include "bridge/health.hpp"
#include "bridge/sweep.hpp"
#include "drop/drop_box.hpp"
#include "store/backlog.hpp"
#include "store/hooks.hpp"
#include "store/ledger.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr base::Seconds shortest_gap{15 * 60}; // `work` comes from cron every five minutes
constexpr base::Seconds hook_comes_within{15 * 60};
constexpr base::Seconds taken_up_within{5 * 60};

std::string ago(base::Instant at, base::Instant now) {
  const auto since = std::max(base::Seconds{0}, now - at).count();
  return since < 120    ? std::to_string(since) + " s ago"
         : since < 7200 ? std::to_string(since / 60) + " minutes ago"
                        : "since " + base::to_iso(at);
}

Result<void> judge_stuck(Area& area, store::Database& database, base::Instant now) {
  std::int64_t stuck = 0;
  for (const auto which : {store::Which::inbox, store::Which::outbox}) {
    const auto stand = store::backlog(database, which, now);
    if (!stand)
      return fail(stand.error());
    stuck += stand->rows.at("stuck");
  }
  area.judge(
      stuck == 0, "stuck",
      stuck == 0 ? "nothing is stuck"
                 : counted(static_cast<std::size_t>(stuck), "row") + " stuck: a person has to look",
      "`rollout-bridge queue list` shows them; `queue retry ID` once it is mended, or `queue "
      "drop ID`");
  return {};
}

Result<void> judge_sweep(Area& area, store::Database& database, const Settings& settings,
                         base::Instant now) {
  const auto swept = swept_at(database);
  if (!swept)
    return fail(swept.error());
  if (!*swept) {
    area.remark("sweep", "RT's transactions were never read",
                "start `serve`, or run `work` from cron");
    return {};
  }
  area.judge(now - **swept <= std::max(3 * settings.sweep_every, shortest_gap), "sweep",
             "RT's transactions were read to their end " + ago(**swept, now),
             "is `serve` running, or `work` in cron? Its log (log.file) and `queue list` say more");
  return {};
}

Result<void> judge_hooks(Area& area, store::Database& database, base::Instant now) {
  const auto hook = store::newest_hook(database);
  const auto news = store::newest_like(database, store::Which::inbox, "txn/");
  if (!hook || !news)
    return fail(!hook ? hook.error() : news.error());
  if (!*news)
    area.fine("hooks", "nothing has changed in RT yet of which a web hook could have told");
  else if (*hook && **hook >= **news - hook_comes_within)
    area.fine("hooks", "the newest web hook came " + ago(**hook, now));
  else
    area.remark(
        "hooks",
        "the sweep alone finds what changes in RT: the newest change was noticed " +
            ago(**news, now) + ", and " +
            (*hook ? "the newest web hook came " + ago(**hook, now) : "no web hook ever came"),
        "run rt-config/apply, which makes RT's scrip, and compare web.listen and "
        "web.secret_file with $RolloutBridgeURL and $RolloutBridgeSecretFile in RT's "
        "configuration");
  return {};
}

// Lines of one kind about this Message-ID.
Result<bool> is_known(store::Database& database, const char* what, const std::string& id) {
  const auto lines = store::remembered(database, what, id);
  if (!lines)
    return fail(lines.error());
  return !lines->empty();
}

Result<std::vector<std::string>> unseen_posts(store::Database& database, base::Instant now) {
  constexpr std::chrono::hours day{24};
  const auto posts = store::remembered_of(database, {"posted"});
  if (!posts)
    return fail(posts.error());
  std::vector<std::string> out;
  std::set<std::string> known;
  for (const auto& post : *posts) {
    const auto& id = post.entry.cause;
    if (now - post.at < day || now - post.at > 90 * day || !known.insert(id).second)
      continue;
    const auto seen = is_known(database, "posting_seen", id);
    if (!seen)
      return fail(seen.error());
    if (!*seen)
      out.push_back("'" + base::one_line(post.entry.words, 60) + "' to " + post.entry.about);
  }
  return out;
}

} // namespace

void examine_store(Findings& findings, store::Database& database, const Settings& settings,
                   bool takes_hooks, base::Instant now) {
  Area area(findings, "store");
  for (const auto& line : queue_health(database, now))
    area.judge(line.fine, "queues", line.text,
               "`rollout-bridge queue list` shows what waits, since when and why");
  for (const auto& line : source_health(database, settings))
    area.fine("sources", line.text);
  auto looked = judge_stuck(area, database, now);
  if (looked)
    looked = judge_sweep(area, database, settings, now);
  if (looked && takes_hooks)
    looked = judge_hooks(area, database, now);
  if (!looked)
    area.wrong("store", looked.error());
}

void examine_posts(Findings& findings, store::Database& database, base::Instant now) {
  Area area(findings, "mail");
  const auto unseen = unseen_posts(database, now);
  if (!unseen)
    area.wrong("posts", unseen.error());
  else if (!unseen->empty())
    area.remark("posts", "posts that no list has brought back to us: " + some_of(*unseen),
                "are they in the lists' archives, or held there? Make mail.from a member of the "
                "lists, its mail going to rollout-filter --action list");
}

void examine_drop_box(Findings& findings, const std::string& folder, base::Instant now) {
  Area area(findings, "configuration");
  const std::string what = "the drop-box " + folder + " (mail.drop_dir)";
  const std::string remedy = "scripts/install/drop-box " + folder + " makes it as it must be";
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    return area.wrong("drop-box", what + " is no folder", remedy);
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
    return area.wrong("drop-box", what + " cannot be read by who runs this",
                      "run doctor as the bridge's user; " + remedy);
  if ((status.st_mode & S_IWOTH) != 0)
    area.wrong("drop-box", what + " lets everybody write, and so forge mails", remedy);
  else if ((status.st_mode & S_IWGRP) == 0)
    area.remark("drop-box",
                what +
                    " can be written to by its owner alone: rollout-filter must run as that user",
                remedy);
  else
    area.fine("drop-box", what + " is there, and its group may leave mails in it");
  std::string error;
  std::size_t old = 0;
  for (const auto& name : drop::complete_files(folder, error))
    if (::stat((folder + "/" + name).c_str(), &status) == 0 &&
        base::to_unix(now) - status.st_mtime > taken_up_within.count())
      ++old;
  const auto left = drop::abandoned(folder, base::to_unix(now - taken_up_within), error);
  if (!error.empty())
    return area.wrong("drop-box", what + ": " + error, remedy);
  area.judge(old == 0, "mails waiting",
             old == 0 ? "no mail waits in it"
                      : counted(old, "mail") + " in it for more than five minutes",
             "is `serve` running, or `work` in cron? systemctl status rollout-bridge");
  if (!left.empty())
    area.remark("mails waiting", "files in it that are no whole mails: " + some_of(left),
                "look at them and take them away: nobody else does");
}

void judge_space(Findings& findings, const std::string& area_name, const std::string& key,
                 std::uintmax_t free) {
  constexpr std::uintmax_t mebi = 1024 * 1024;
  Area area(findings, area_name);
  const std::string text = std::to_string(free / mebi) + " MiB are free for " + key;
  if (free < 50 * mebi)
    area.wrong("space", text, "make room: without it no mail is taken");
  else if (free < 1024 * mebi)
    area.remark("space", text, "make room before it is full");
  else
    area.fine("space", text);
}

} // namespace bridge
