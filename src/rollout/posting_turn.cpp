// SPDX-License-Identifier: Apache-2.0
#include "rollout/posting_turn.hpp"

#include "rollout/poll.hpp"

namespace rollout {
namespace {

class PostingTurn {
public:
  PostingTurn(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
              Owing& owing)
      : ticket_(ticket), now_(now), policy_(policy), memory_(memory), owing_(owing) {}

  // What is dropped may be the occasion for something else, and the other way round.
  void run() {
    do
      drop_needless();
    while (prepare());
    for (auto& one : memory_.postings)
      if (has_its_turn(one))
        send(one);
  }

private:
  // Did it prepare one?
  bool prepare() {
    auto prepared = prepare_post(ticket_, memory_, now_, policy_);
    if (!prepared)
      return false;
    if (!prepared->letter) { // no list is known
      owing_.note(prepared->key, prepared->title, prepared->text);
      return false;
    }
    owing_.quote(prepared->key, prepared->title, prepared->text, std::move(*prepared->letter));
    owing_.remember("posting_prepared", prepared->posting.id, prepared_words(prepared->posting));
    memory_.postings.push_back(std::move(prepared->posting));
    return true;
  }

  // What a manager has ordered goes out, unless it is not true any more.
  void drop_needless() {
    for (auto& one : memory_.postings)
      if (one.waits() && (!one.ordered || one.kind == outcome_kind))
        if (const auto why = why_needless(one, ticket_, memory_, policy_); !why.empty())
          is_needless(one, why);
  }
  void is_needless(Posting& one, const std::string& why) {
    one.needless = now_;
    one.because = why;
    owing_.remember("posting_needless", one.id, why);
  }

  bool has_its_turn(const Posting& one) {
    if (!one.waits() || one.ordered)
      return one.waits();
    if (one.goes && now_ < *one.goes)
      owing_.wake(*one.goes);
    return one.goes && now_ >= *one.goes;
  }

  void send(Posting& one) {
    for (const auto& list : lists_of(one, ticket_, memory_, policy_))
      one.copies.push_back({list, {}, {}});
    if (one.copies.empty())
      return is_needless(one, "no list is known any more");
    one.owed = now_;
    owing_.remember("posting_sent", one.id, sent_words(one));
    owing_.remember("letter", posting_message_id(ticket_.id, one, policy_), one.kind + " to lists");
    for (auto& effect : post_effects(ticket_, one, memory_, policy_))
      owing_.add(std::move(effect));
  }

  const Ticket& ticket_;
  base::Instant now_;
  const Policy& policy_;
  Memory& memory_;
  Owing& owing_;
};

} // namespace

void heed_postings(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                   Owing& owing) {
  PostingTurn(ticket, now, policy, memory, owing).run();
}

} // namespace rollout
