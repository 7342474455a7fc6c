// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"
#include "bridge/intake.hpp"
#include "bridge/step.hpp"
#include "cli/bell.hpp"
#include "cli/clock.hpp"
#include "cli/front_door.hpp"
#include "cli/lock.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"
#include "store/queue.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <optional>
#include <thread>

namespace cli {
namespace {

using base::log;

constexpr base::Seconds longest_nap{30};

// How long nothing can be due. A second of rest after a failed store, so that it is not hammered.
base::Seconds nap(store::Database& database, base::Instant now) {
  const auto due = store::next_due(database);
  if (!due)
    return base::Seconds{1};
  if (!*due)
    return longest_nap;
  return std::clamp(base::Seconds{**due - now}, base::Seconds{1}, longest_nap);
}

// One worker: steps until nothing is due, then naps until the bell rings. The RT worker also
// empties the drop-box and rings for the post worker, since it is he who writes letters.
class Worker {
public:
  Worker(Bench& bench, std::vector<std::string_view> targets, const std::string& folder)
      : bench_(bench), targets_(std::move(targets)), takes_up_(!folder.empty()), bell_(folder) {}

  void start(Bell* next) {
    thread_ = std::thread([this, next] {
      while (!stop_) {
        const bool progressed = turn();
        if (progressed && next != nullptr)
          next->ring();
        if (!progressed && !stop_)
          bell_.wait(nap(bench_.database, clock_now()));
      }
    });
  }
  void stop() {
    stop_ = true;
    bell_.ring();
    if (thread_.joinable())
      thread_.join();
  }
  Bell& bell() { return bell_; }

private:
  // True when something was taken up or done, so that there may be more.
  bool turn() {
    int taken = 0;
    if (takes_up_) {
      const auto took = bridge::take_up(bench_.world, clock_now());
      if (!took)
        log(base::Level::error, base::describe(took.error()));
      taken = took.value_or(0);
    }
    const auto stepped = bridge::step(bench_.world, targets_, clock_now());
    if (!stepped) {
      log(base::Level::error, base::describe(stepped.error()));
      if (auto taken_back = bridge::take_back(bench_.world, targets_, clock_now()); !taken_back)
        log(base::Level::error, base::describe(taken_back.error()));
      return false;
    }
    return taken > 0 || *stepped != bridge::Stepped::nothing;
  }

  Bench& bench_;
  std::vector<std::string_view> targets_;
  bool takes_up_;
  Bell bell_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

sigset_t our_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP})
    sigaddset(&set, signal);
  return set;
}

// Tries all that can be wrong in `next` while `current` still works, and opens its log.
base::Result<void> try_out(const Config& next, const Config& current) {
  using base::fail;
  if (next["store.path"] != current["store.path"])
    return fail(base::Fault::invalid, "store.path cannot change while the bridge runs",
                "stop it, move the store, start it");
  if (auto read = read_settings(next); !read)
    return fail(read.error());
  if (auto read = rt_settings(next); !read)
    return fail(read.error());
  if (auto read = mail_server(next); !read)
    return fail(read.error());
  if (auto read = try_front_door(next, current); !read)
    return fail(read.error());
  return open_log(next);
}

// Until SIGTERM (nullopt), or until SIGHUP finds a configuration that is good: that one. One that
// is not good changes nothing but the log, which is opened again: all that works goes on as it is.
base::Result<std::optional<Config>> wait_for_signal(const CommandLine& line,
                                                    const Config& current) {
  const sigset_t signals = our_signals();
  while (true) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) {
      log(base::Level::info,
          "signal " + std::to_string(signal) + ": the job in hand is finished first");
      return std::nullopt;
    }
    auto next = Config::load(line.config, line.overrides);
    const auto good = next ? try_out(*next, current) : base::fail(next.error());
    if (good) {
      log(base::Level::info, "the configuration was read again");
      return *next;
    }
    if (auto opened = open_log(current); !opened)
      return base::fail(opened.error());
    log(base::Level::error,
        "the new configuration is not good, the old one stays: " + base::describe(good.error()));
  }
}

// Works with one configuration; gives the next one, or nullopt when it is time to stop.
base::Result<std::optional<Config>> serve_with(const CommandLine& line, const Config& config,
                                               bridge::Pulse& pulse) {
  auto rt_bench = Bench::make(config);
  if (!rt_bench)
    return base::fail(rt_bench.error());
  auto post_bench = Bench::make(config);
  if (!post_bench)
    return base::fail(post_bench.error());
  if (auto begun = bridge::begin((*rt_bench)->world, clock_now()); !begun)
    return base::fail(begun.error());
  Worker post_worker(**post_bench, {"post"}, "");
  Worker rt_worker(**rt_bench, {"in", "rt"}, (*rt_bench)->settings.drop_dir);
  // A thread of its own, so that nothing waits for whoever knows the sites, or has the documents.
  std::unique_ptr<Bench> teams_bench;
  std::optional<Worker> teams_worker;
  const auto& outside = (*rt_bench)->world;
  if (outside.team_source != nullptr || outside.site_source != nullptr ||
      outside.document_source != nullptr) {
    auto bench = Bench::make(config);
    if (!bench)
      return base::fail(bench.error());
    teams_bench = std::move(*bench);
    teams_worker.emplace(*teams_bench, std::vector<std::string_view>{"teams"}, "");
  }
  (*rt_bench)->world.pulse = (*post_bench)->world.pulse = &pulse;
  auto door = FrontDoor::open(config, pulse, [&] { rt_worker.bell().ring(); });
  if (!door)
    return base::fail(door.error());
  post_worker.start(&rt_worker.bell());
  rt_worker.start(&post_worker.bell());
  if (teams_worker)
    teams_worker->start(nullptr);
  log(base::Level::info, "serving: mails from " + (*rt_bench)->settings.drop_dir + ", RT at " +
                             config["rt.url"] +
                             (*door == nullptr ? ", no web hooks (web.listen)"
                                               : ", web hooks at " + (*door)->where()));
  auto next = wait_for_signal(line, config);
  if (teams_worker)
    teams_worker->stop(); // the others go on while it waits for the page in hand
  door->reset();
  rt_worker.stop();
  post_worker.stop();
  return next;
}

} // namespace

int serve(const CommandLine& line) {
  // glibc would give each thread a heap of its own, and give memory back after each burst of hooks,
  // to ask for it again at once.
  (void)mallopt(M_ARENA_MAX, 1);
  (void)mallopt(M_TRIM_THRESHOLD, 4 * 1024 * 1024);
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  if (auto opened = open_log(*config); !opened)
    return complain(opened.error());
  // Blocked before any thread is made, so that only sigwait gets them.
  const sigset_t signals = our_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  auto lock = Lock::take((*config)["store.path"] + ".lock");
  if (!lock)
    return complain(lock.error());
  bridge::Pulse pulse(clock_now());
  while (true) {
    auto next = serve_with(line, *config, pulse);
    if (!next)
      return complain(next.error());
    if (!*next)
      break;
    config = std::move(**next);
  }
  log(base::Level::info, "stopped");
  return exit_done;
}

} // namespace cli
