// SPDX-License-Identifier: Apache-2.0
#include "rollout/leaving.hpp"

#include "base/text.hpp"
#include "calendar/deadline.hpp"
#include "calendar/words.hpp"
#include "rollout/awaited.hpp"
#include "rollout/notes.hpp"
#include "rollout/team_letter.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr base::Seconds day{86'400};
// Of a site that nobody knows anything of nothing can be waited for: that ends, too.
constexpr base::Seconds most_watched = 180 * day;

// The same for all looks of one day, so that they do not each lead to one of the next.
base::Instant tomorrow(base::Instant now) {
  return base::from_unix((base::to_unix(now) / day.count() + 1) * day.count());
}

bool is_gone(const SiteNews& news) {
  return news.whole && news.beta.empty();
}

Watch watch_while_open(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  Watch out;
  for (const auto& team : field(ticket, policy.teams_field))
    if (contains(field(ticket, policy.accepted_field), team))
      out.testing.push_back(team);
    else if (is_awaited(asking_of(memory.askings, team), ticket, policy))
      out.asked.push_back(team);
  return out;
}

// Those that took part, until it is sure that nothing of theirs is BETA any more, or it is for
// another rollout.
Watch watch_when_over(const Memory& memory, base::Instant now) {
  Watch out;
  out.over = memory.watch.over.value_or(now);
  if (now - *out.over < most_watched)
    for (const auto& team : memory.watch.over ? memory.watch.leaving : memory.watch.testing) {
      const auto* news = news_of(memory.sites, team);
      const bool gone = news != nullptr && news->as_of >= *out.over && is_gone(*news);
      if (!gone && !base::is_one_of(team, memory.elsewhere))
        out.leaving.push_back(team);
    }
  return out;
}

// Whose sites are to be looked at from now on.
Watch watch_of(const Ticket& ticket, const Memory& memory, base::Instant now,
               const Policy& policy) {
  if (!policy.asks.watch_sites)
    return {};
  return is_closed(ticket, policy) ? watch_when_over(memory, now)
                                   : watch_while_open(ticket, memory, policy);
}

class Leaving {
public:
  Leaving(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
          Owing& owing)
      : ticket_(ticket), now_(now), policy_(policy), memory_(memory), owing_(owing) {}

  void run() {
    const auto before = memory_.watch;
    memory_.watch = watch_of(ticket_, memory_, now_, policy_);
    for (const auto& team : memory_.watch.leaving)
      heed(team);
    tell_managers();
    if (memory_.watch != before)
      owing_.remember("watched", "sites", watch_words(memory_.watch));
  }

private:
  // News that are older than the end of the rollout, or too old at all, say nothing.
  const SiteNews* fresh_news(const std::string& team) const {
    const auto* news = news_of(memory_.sites, team);
    const bool fresh = news != nullptr && news->as_of >= *memory_.watch.over &&
                       now_ - news->as_of < policy_.asks.trust_news;
    return fresh ? news : nullptr;
  }

  void heed(const std::string& team) {
    const auto* news = fresh_news(team);
    if (news == nullptr || news->beta.empty())
      return owing_.wake(tomorrow(now_));
    const auto reminded = reminders_of(team);
    const auto next = next_step(team, reminded.empty() ? *memory_.watch.over : reminded.back());
    if (is_unreachable(team))
      return late_.push_back(news);
    if (now_ < next)
      return owing_.wake(next);
    if (static_cast<int>(reminded.size()) >= policy_.asks.beta_reminders)
      return late_.push_back(news);
    remind(*news, reminded.size() + 1);
  }

  std::vector<base::Instant> reminders_of(const std::string& team) const {
    auto out = asking_of(memory_.askings, team).beta_reminded;
    std::erase_if(out, [&](const auto& at) { return at < *memory_.watch.over; });
    return out;
  }
  // Nobody had an address for the newest reminder.
  bool is_unreachable(const std::string& team) const {
    const auto at = asking_of(memory_.askings, team).beta_unreachable;
    return at && *at >= *memory_.watch.over;
  }
  std::string reminded_words(const std::string& team) const {
    const auto count = reminders_of(team).size();
    const bool vain = is_unreachable(team);
    return "reminded " + std::to_string(vain ? count - 1 : count) + " times" +
           (vain ? "; the last letter went to nobody, since nobody in the RT group " +
                       owing_.group_of(team) + " is enabled and has an address"
                 : "");
  }
  base::Instant next_step(const std::string& team, base::Instant from) const {
    return calendar::deadline(from, policy_.asks.beta_days, policy_.working_times.of(team)).at;
  }

  void remind(const SiteNews& news, std::size_t count) {
    const auto next = next_step(news.team, now_);
    owing_.wake(next);
    owing_.remember("beta_reminded", news.team, "the " + std::to_string(count) + ". time");
    const std::string what = static_cast<int>(count) < policy_.asks.beta_reminders
                                 ? "you are reminded once more "
                                 : "the rollout managers are told ";
    const auto key = owing_.key("beta/" + news.team + "/" + base::to_iso(*memory_.watch.over) +
                                "/" + std::to_string(count));
    owing_.write(
        key, news.team,
        beta_letter(ticket_, news,
                    what + calendar::in_words(next, policy_.working_times.of(news.team).zone),
                    message_id_for(key, policy_), policy_));
  }

  // Once, and then these sites are not looked at any more.
  void tell_managers() {
    if (late_.empty())
      return;
    std::string text = "This rollout is over, and GOCDB still marks services of its teams as "
                       "BETA:\n";
    for (const auto* news : late_) {
      text += "- " + news->team + ": " + in_words(*news) + "; " + reminded_words(news->team) + "\n";
      std::erase_if(memory_.watch.leaving,
                    [&](const auto& team) { return base::same_ignoring_case(team, news->team); });
    }
    owing_.note(owing_.key("beta/" + base::to_iso(now_)), "services that are still BETA",
                text + "\nNobody is reminded any more, and the bridge looks no further. Who is "
                       "responsible for a site changes it in GOCDB.\n");
  }

  const Ticket& ticket_;
  base::Instant now_;
  const Policy& policy_;
  Memory& memory_;
  Owing& owing_;
  std::vector<const SiteNews*> late_;
};

} // namespace

void heed_sites(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                Owing& owing) {
  Leaving(ticket, now, policy, memory, owing).run();
}

} // namespace rollout
