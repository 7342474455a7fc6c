// SPDX-License-Identifier: Apache-2.0
#include "bridge/rebuild.hpp"

#include "bridge/journal.hpp"
#include "bridge/news.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/sweep.hpp"
#include "bridge/tend.hpp"
#include "rollout/begin.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using store::Which;

class Rebuilding {
public:
  Rebuilding(World& world, base::Instant now)
      : world_(world), policy_(world.settings.policy), now_(now) {}

  // Has this store a life of its own already? Then it knows where its sweep goes on, and when its
  // tickets are looked at.
  Result<void> begin() {
    const auto swept = has_swept(world_);
    if (!swept)
      return fail(swept.error());
    is_new_ = !*swept;
    return {};
  }

  Result<Rebuilt> add(const rollout::Ticket& ticket) {
    Rebuilt out;
    out.ticket = ticket.id;
    if (!ticket.fields.contains(policy_.journal_field)) {
      out.faults.push_back(
          "RT shows us no field '" + policy_.journal_field +
          "' on it: apply rt-config to RT; its queue or our rights lack the field");
      return out;
    }
    auto journal = rollout::read_journal(rollout::first_value(ticket, policy_.journal_field));
    out.faults = std::move(journal.faults);
    for (const auto& line : journal.lines)
      if (!rollout::place_of(line.what))
        out.faults.push_back("a line of " + base::to_iso(line.at) + " is of the kind '" +
                             line.what + "', which this version does not know");
    auto done = world_.database.in_transaction([&] { return enter(ticket, journal, out); });
    if (done && is_new_ && !rollout::is_closed(ticket, policy_))
      done = catch_up(ticket, journal);
    return done ? Result<Rebuilt>(std::move(out)) : fail(done.error());
  }

  Result<void> end() {
    return is_new_ && reached_.value > 0 ? sweep_from(world_, reached_) : Result<void>{};
  }

private:
  Result<void> enter(const rollout::Ticket& ticket, const rollout::Journal& journal, Rebuilt& out) {
    auto entered = enter_journal(world_, ticket, journal.lines);
    if (!entered)
      return fail(entered.error());
    out.added = *entered;
    out.known = static_cast<std::size_t>(
                    std::count_if(journal.lines.begin(), journal.lines.end(),
                                  [](const auto& line) { return rollout::place_of(line.what); })) -
                out.added;
    if (auto done = remember_making(ticket, journal, out); !done)
      return done;
    if (auto done = remember_causes(ticket, journal); !done)
      return done;
    if (out.added == 0 && !is_new_)
      return {};
    if (auto done = is_new_ ? Result<void>{} : tell_order(ticket); !done)
      return done;
    return look_later(ticket, out);
  }

  // What this store has seen since came after what it had forgotten.
  Result<void> tell_order(const rollout::Ticket& ticket) {
    if (auto done = store::enter_rebuilt(world_.database, ticket.id.value, now_); !done)
      return done;
    const auto release =
        rollout::read_rollout_key(rollout::first_value(ticket, policy_.begin.key_field));
    return release ? store::enter_rebuilt(world_.database, release->value, now_) : Result<void>{};
  }

  // That its release has a child is known from the key alone where there is no journal yet.
  Result<void> remember_making(const rollout::Ticket& ticket, const rollout::Journal& journal,
                               Rebuilt& out) {
    const auto key = rollout::first_value(ticket, policy_.begin.key_field);
    const auto release = rollout::read_rollout_key(key);
    if (!release || !journal.lines.empty())
      return {};
    const auto made = store::remembered_on(world_.database, release->value, "made");
    if (!made || !made->empty())
      return made ? Result<void>{} : fail(made.error());
    ++out.added;
    return store::enter(world_.database,
                        {release->value, "made", key, "rebuild", base::to_string(ticket.id)}, now_);
  }

  static std::set<base::TransactionId> causes_in(const rollout::Journal& journal) {
    std::set<base::TransactionId> causes;
    for (const auto& line : journal.lines)
      if (const auto cause = rollout::read_cause(line.cause))
        causes.insert(*cause);
    return causes;
  }

  // What was said on it may have waited in the lost queue while others' news was thought about.
  Result<void> catch_up(const rollout::Ticket& ticket, const rollout::Journal& journal) {
    const auto causes = causes_in(journal);
    if (causes.empty())
      return {};
    const auto talk = world_.tickets.talk_after(*causes.rbegin(), ticket.id);
    if (!talk)
      return fail(talk.error());
    for (const auto& change : *talk)
      if (auto put = store::put(world_.database, Which::inbox,
                                news_row(ticket.id, change.transaction), now_);
          !put)
        return fail(put.error());
    return {};
  }

  // The transactions that its lines came of were thought about.
  Result<void> remember_causes(const rollout::Ticket& ticket, const rollout::Journal& journal) {
    const auto causes = causes_in(journal);
    for (const auto& cause : causes) {
      reached_ = std::max(reached_, cause);
      if (auto put =
              store::put_done(world_.database, Which::inbox, news_row(ticket.id, cause), now_);
          !put)
        return put;
    }
    return {};
  }

  // Its alarms went with the store.
  Result<void> look_later(const rollout::Ticket& ticket, Rebuilt& out) {
    rollout::Memory memory;
    if (auto done = remember_rollout(world_, ticket.id, memory); !done)
      return done;
    for (const auto& posting : memory.postings)
      if (posting.owed && !posting.is_on_a_list() && !posting.is_dropped())
        out.faults.push_back("the mail to lists with the ID " + posting.id + " (" + posting.kind +
                             ") was to go out on " + base::to_iso(*posting.owed) +
                             ", and nothing tells that it did: look at the lists, and write there "
                             "yourself if they have nothing");
    if (rollout::is_closed(ticket, policy_) && memory.watch.is_empty())
      return {};
    const auto put =
        store::put(world_.database, Which::inbox,
                   to_item(rollout::look_at(ticket.id, now_, "rebuild-" + base::to_iso(now_),
                                            "its ledger was made anew")),
                   now_);
    return put ? Result<void>{} : fail(put.error());
  }

  World& world_;
  const rollout::Policy& policy_;
  base::Instant now_;
  bool is_new_ = false;
  base::TransactionId reached_;
};

} // namespace

Result<void> rebuild(World& world, const std::function<void(const Rebuilt&)>& told,
                     base::Instant now) {
  const auto& policy = world.settings.policy;
  if (policy.journal_field.empty())
    return fail(Fault::invalid, "rt.journal_field is empty: RT keeps no journal to rebuild from",
                "name the field there");
  Rebuilding rebuilding(world, now);
  if (auto begun = rebuilding.begin(); !begun)
    return begun;
  const auto ids = world.tickets.tickets_in(policy.queue);
  if (!ids)
    return fail(ids.error());
  for (const auto id : *ids) {
    const auto ticket = world.tickets.ticket(id);
    if (!ticket && ticket.error().fault == Fault::not_found)
      continue; // merged or moved meanwhile
    if (!ticket)
      return fail(ticket.error());
    if (!rollout::is_rollout(*ticket, policy))
      continue;
    const auto rebuilt = rebuilding.add(*ticket);
    if (!rebuilt)
      return fail(rebuilt.error());
    told(*rebuilt);
  }
  return rebuilding.end();
}

} // namespace bridge
