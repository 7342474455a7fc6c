// SPDX-License-Identifier: Apache-2.0
#include "bridge/hooks.hpp"

#include "base/log.hpp"
#include "bridge/health.hpp"
#include "bridge/news.hpp"
#include "bridge/outgoing.hpp"
#include "net/webhook.hpp"
#include "store/hooks.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;
using net::Answer;
using net::Refusal;

constexpr const char* hook_target = "/hooks/rt";
constexpr base::Seconds quiet{60}; // between two lines of the log about the same reason

std::string remedy_for(Refusal refusal, bool no_keys) {
  switch (refusal) {
  case Refusal::missing_header:
    return "webhook-id, webhook-timestamp or webhook-signature is missing (sign as Standard "
           "Webhooks 1.0 says)";
  case Refusal::bad_id:
    return "the webhook-id is not fit (at most 256 printable characters, no blank, no full stop)";
  case Refusal::bad_time:
    return "the webhook-timestamp is no time (seconds since 1970)";
  case Refusal::stale:
    return "the webhook-timestamp is more than 300 s from our clock (set both clocks; each try has "
           "a timestamp of its own)";
  case Refusal::forged:
    break;
  }
  return no_keys ? "no secret is known here (name a file of secrets in web.secret_file)"
                 : "no signature is by a secret of ours (is the sender's secret a line of "
                   "web.secret_file, and was the bridge reloaded?)";
}

Answer not_allowed(const char* method) {
  return {405,
          std::string("only ") + method + " is answered here\n",
          "text/plain; charset=utf-8",
          {std::string("Allow: ") + method}};
}

const char* reason_of(int status) {
  switch (status) {
  case 408:
    return "too_slow";
  case 413:
    return "too_large";
  case 431:
    return "header_too_large";
  default:
    return "no_http";
  }
}

std::string label(const char* name, const std::string& value) {
  return std::string(name) + "=\"" + value + "\"";
}

} // namespace

Hooks::Hooks(store::Database& database, const Settings& settings, std::vector<std::string> keys,
             Pulse& pulse, std::function<void()> ring, std::optional<PageForms> pages)
    : database_(database), settings_(settings), keys_(std::move(keys)), pulse_(pulse),
      ring_(std::move(ring)), pages_(std::move(pages)) {}

std::vector<Answer> Hooks::serve(const std::vector<net::Asked>& asked, base::Instant now) {
  std::vector<Answer> answers;
  std::vector<Good> good;
  answers.reserve(asked.size());
  for (std::size_t at = 0; at < asked.size(); ++at)
    answers.push_back(answer(asked[at], at, now, good));
  if (!good.empty())
    commit(good, answers, now);
  for (std::size_t i = 0; i < asked.size(); ++i)
    if (asked[i].target == hook_target)
      pulse_.count("hooks_total", label("status", std::to_string(answers[i].status)));
  return answers;
}

void Hooks::refused(int status) {
  pulse_.count("hooks_total", label("status", std::to_string(status)));
  pulse_.count("refusals_total", label("reason", reason_of(status)));
}

Answer Hooks::answer(const net::Asked& asked, std::size_t at, base::Instant now,
                     std::vector<Good>& good) {
  if (asked.target == hook_target)
    return asked.method == "POST" ? check(asked, at, now, good) : not_allowed("POST");
  using Page = Answer (*)(store::Database&, const Settings&, const Pulse&, base::Instant);
  static const std::map<std::string_view, Page> pages{
      {"/healthz", alive}, {"/readyz", readiness}, {"/metrics", metrics}};
  const auto page = pages.find(asked.target);
  const bool is_about_rollouts = pages_ && is_rollout_page(asked.target);
  if (page == pages.end() && !is_about_rollouts)
    return {404, std::string("there is nothing here (POST /hooks/rt, GET /healthz, /readyz, "
                             "/metrics") +
                     (pages_ ? ", /rollouts" : "") + ")\n"};
  if (asked.method != "GET")
    return not_allowed("GET");
  if (is_about_rollouts && is_rollout_list(asked.target))
    return list_of_rollouts(asked.target, now);
  if (is_about_rollouts)
    return rollout_page(database_, settings_, *pages_, asked.target, now);
  return page->second(database_, settings_, pulse_, now);
}

// Once a second at most, however many ask: hooks wait while it is made.
const Answer& Hooks::list_of_rollouts(std::string_view target, base::Instant now) {
  if (!list_ || listed_ != now)
    list_ = rollout_page(database_, settings_, *pages_, target, now);
  listed_ = now;
  return *list_;
}

// The signature first: what is not signed is not even parsed.
Answer Hooks::check(const net::Asked& asked, std::size_t at, base::Instant now,
                    std::vector<Good>& good) {
  const net::SignedHook hook{asked.header("webhook-id"), asked.header("webhook-timestamp"),
                             asked.header("webhook-signature"), asked.body};
  if (const auto refusal = net::refuse(hook, keys_, now, hook_tolerance)) {
    const auto remedy = remedy_for(*refusal, keys_.empty());
    tell(net::to_word(*refusal), remedy, now);
    return {401, remedy + "\n"};
  }
  auto read = rt::read_hook(asked.body);
  if (!read) {
    const auto why = base::describe(read.error());
    tell("bad_payload", why, now);
    return {400, why + "\n"};
  }
  good.push_back({at, std::string(hook.id), std::move(*read)});
  return {202, ""}; // unless the commit says otherwise
}

void Hooks::commit(const std::vector<Good>& good, std::vector<Answer>& answers, base::Instant now) {
  std::int64_t rows = 0;
  const auto committed = database_.in_transaction([&]() -> Result<void> {
    for (const auto& one : good) {
      auto put_rows = put(one, answers[one.at], now);
      if (!put_rows)
        return fail(put_rows.error());
      rows += *put_rows;
    }
    return {};
  });
  pulse_.takes_hooks = committed.has_value();
  if (!committed) {
    tell("no_commit", base::describe(committed.error()), now);
    for (const auto& one : good)
      answers[one.at] = {503,
                         "it cannot be kept now: send it again, with the same webhook-id\n",
                         "text/plain; charset=utf-8",
                         {"Retry-After: 5"}};
    return;
  }
  if (rows > 0)
    ring_();
}

// Gives how many rows are new.
Result<std::int64_t> Hooks::put(const Good& one, Answer& answer, base::Instant now) {
  const auto is_new = store::put_hook(database_, one.id, now);
  if (!is_new)
    return fail(is_new.error());
  if (!*is_new) {
    pulse_.count("refusals_total", label("reason", "replayed"));
    answer = {401, "this webhook-id was received before (nothing is done twice; a new hook needs a "
                   "new id)\n"};
    return 0;
  }
  std::int64_t rows = 0;
  for (const auto& alarm : news_of(one.hook, settings_)) {
    const auto done = store::put(database_, store::Which::inbox, to_item(alarm), now);
    if (!done)
      return fail(done.error());
    rows += *done ? 1 : 0;
  }
  answer = {202, rows > 0 ? "taken\n" : "taken: nothing to do\n"};
  return rows;
}

void Hooks::tell(const std::string& reason, const std::string& text, base::Instant now) {
  pulse_.count("refusals_total", label("reason", reason));
  auto& last = told_[reason];
  if (now < last + quiet && now >= last)
    return;
  last = now;
  base::log(base::Level::warning, "a hook was refused (" + reason + "): " + text);
}

} // namespace bridge
