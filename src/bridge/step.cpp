// SPDX-License-Identifier: Apache-2.0
#include "bridge/step.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "bridge/act.hpp"
#include "bridge/away.hpp"
#include "bridge/chores.hpp"
#include "bridge/codec.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/think.hpp"
#include "store/queue.hpp"

#include <algorithm>
#include <exception>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using store::Which;

constexpr int most_deaths = 20; // of the program at one and the same row, in a row

constexpr base::Seconds chore_pause{600};

// So long something may be tried again before a person is told that it waits.
constexpr base::Seconds patience{3600};

bool goes_to_owner(const World& world, const store::Job& job) {
  if (job.kind != "letter")
    return false;
  const auto action = read_action(job.kind, job.body);
  const auto* letter = action ? std::get_if<rollout::SendMail>(&*action) : nullptr;
  return letter != nullptr && letter->to == world.settings.policy.owner;
}

// A person is told at once that something waits for a human. That a letter to the owner cannot go
// is told by the log and by `queue list` alone: a letter about it could not go either.
std::vector<store::Item> letters_about(const World& world, Which which, const store::Job& job,
                                       const std::string& why, base::Instant now) {
  if (goes_to_owner(world, job))
    return {};
  const std::string id = std::string(store::to_word(which)) + ":" + std::to_string(job.id);
  return {to_item(
      rollout::letter_to_owner(
          "stuck/" + id + "/" + std::to_string(job.attempt), world.settings.policy,
          "stuck: " + job.key,
          "The " + job.kind + " " + job.key + " cannot be done:\n\n" + base::wrap(why, 70, "  ") +
              "\nWhat follows it in " + job.lane +
              " waits until you say what is to become of it:\n\n  rollout-bridge queue retry " +
              id + "   try again, once it is mended\n  rollout-bridge queue drop " + id +
              "    give it up\n  rollout-bridge queue show " + id + "\n"),
      now)};
}

// Who waits for RT for an hour waits for a person, too. One letter a day, however much waits.
Result<void> tell_of_waiting(World& world, const store::Job& job, const std::string& why,
                             base::Instant now) {
  if (now - job.created < patience || is_chore(job.kind))
    return {};
  const auto letter = rollout::letter_to_owner(
      "waits/" + base::to_iso(now).substr(0, 10), world.settings.policy, "RT is waited for",
      "Since " + base::to_iso(job.created) + " the " + job.kind + " " + job.key +
          " could not be done:\n\n" + base::wrap(why, 70, "  ") +
          "\nIt is tried again, and what follows it in " + job.lane +
          " waits. All that waits:\n\n  rollout-bridge queue list\n");
  if (auto put = store::put(world.database, Which::outbox, to_item(letter, now), now); !put)
    return fail(put.error());
  return {};
}

// What was sent to RT may still be under way there, though nobody waits for the answer any more: to
// look for it at once, not find it, and write it again would double it. Hence settings.linger.
Result<Stepped> book_failure(World& world, Which which, std::string_view target,
                             const store::Job& job, const base::Error& error, base::Instant now) {
  if (target == "rt")
    if (auto told = rt_failed(world, now); !told)
      return fail(told.error());
  const std::string why = base::describe(error);
  auto due = next_try(job.attempt, error, job.created, now);
  if (!due && is_chore(job.kind)) // comes round by itself, whatever happened this time
    due = now + chore_pause;
  if (due) {
    const bool put_off = error.in_doubt && which == Which::outbox && target == "rt";
    if (put_off)
      due = std::max(*due, now + world.settings.linger);
    base::log(base::Level::warning, job.key + ": try " + std::to_string(job.attempt) +
                                        " failed: " + why + "; next at " + base::to_iso(*due));
    if (auto booked = store::again(world.database, which, job, *due, why, put_off); !booked)
      return fail(booked.error());
    if (target == "rt")
      if (auto told = tell_of_waiting(world, job, why, now); !told)
        return fail(told.error());
    return Stepped::failed;
  }
  base::log(base::Level::error, job.key + ": stuck: " + why);
  if (auto booked = store::stick(world.database, which, job, why,
                                 letters_about(world, which, job, why, now), now);
      !booked)
    return fail(booked.error());
  return Stepped::failed;
}

Result<void> book_breaker(World& world, std::string_view target, const Result<Acted>& result,
                          base::Instant now) {
  auto& breaker = world.breakers[std::string(target)];
  if (!result && result.error().fault == Fault::temporary) {
    breaker.failed(now);
    return {};
  }
  const auto since = breaker.failing_since();
  const bool was_open = breaker.succeeded();
  if (target == "rt" && since)
    if (auto told = rt_is_back(world, *since, now); !told)
      return told;
  if (!was_open)
    return {};
  base::log(base::Level::info, std::string(target) + " is back");
  for (const Which which : {Which::inbox, Which::outbox})
    if (auto hurried = store::hurry(world.database, which, target, now); !hurried)
      return fail(hurried.error());
  return {};
}

void book_pulse(const World& world, Which which, std::string_view target, const store::Job& job,
                bool done, base::Instant now) {
  if (world.pulse == nullptr)
    return;
  if (done && target == "rt")
    world.pulse->rt_answered = base::to_unix(now);
  if (which == Which::outbox && target == "post")
    world.pulse->count("letters_total", done ? "result=\"sent\"" : "result=\"failed\"");
  else if (which == Which::outbox)
    world.pulse->count("effects_total",
                       "kind=\"" + job.kind + "\",result=\"" + (done ? "done" : "failed") + "\"");
}

Result<void> recover(World& world, Which which, std::string_view target, base::Instant now) {
  const bool writes_to_rt = which == Which::outbox && target == "rt";
  return store::recover(
      world.database, which, target, most_deaths,
      writes_to_rt ? world.settings.linger : base::Seconds{0},
      [&](const store::Job& job) { return letters_about(world, which, job, job.error, now); }, now);
}

// Whatever a job throws is a defect of ours at this one job; the others go on.
Result<Acted> attempt(World& world, Which which, const store::Job& job, base::Instant now) {
  try {
    if (which == Which::outbox)
      return act(world, job, now);
    if (auto thought = think(world, job, now); !thought)
      return fail(thought.error());
    return Acted::done;
  } catch (const std::exception& error) {
    return fail(Fault::internal, job.key + ": a defect of ours: " + error.what(),
                "please report it with `rollout-bridge queue show`");
  }
}

} // namespace

Result<Stepped> step(World& world, const std::vector<std::string_view>& targets,
                     base::Instant now) {
  for (const auto target : targets) {
    if (!world.breakers[std::string(target)].lets_through(now))
      continue;
    // Effects before thoughts: what was decided is done before more is decided.
    for (const Which which : {Which::outbox, Which::inbox}) {
      auto job = store::claim(world.database, which, target, now);
      if (!job)
        return fail(job.error());
      if (!*job)
        continue;
      const auto result = attempt(world, which, **job, now);
      if (result && *result == Acted::put_off)
        return Stepped::done; // nobody was asked
      book_pulse(world, which, target, **job, result.has_value(), now);
      if (auto booked = book_breaker(world, target, result, now); !booked)
        return fail(booked.error());
      if (result)
        return Stepped::done;
      return book_failure(world, which, target, **job, result.error(), now);
    }
  }
  return Stepped::nothing;
}

Result<void> take_back(World& world, const std::vector<std::string_view>& targets,
                       base::Instant now) {
  for (const Which which : {Which::inbox, Which::outbox})
    for (const auto target : targets)
      if (auto recovered = recover(world, which, target, now); !recovered)
        return recovered;
  return {};
}

Result<void> begin(World& world, base::Instant now) {
  for (const Which which : {Which::inbox, Which::outbox})
    for (const char* target : {"in", "rt", "post", "teams"}) {
      if (auto recovered = recover(world, which, target, now); !recovered)
        return recovered;
      if (auto hurried = store::hurry(world.database, which, target, now); !hurried)
        return fail(hurried.error());
    }
  if (auto awake = wake_up(world, now); !awake)
    return awake;
  return plan_chores(world, now);
}

} // namespace bridge
