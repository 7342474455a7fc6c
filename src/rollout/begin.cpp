// SPDX-License-Identifier: Apache-2.0
#include "rollout/begin.hpp"

#include "base/text.hpp"
#include "rollout/begin_words.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

#include <algorithm>
#include <charconv>

namespace rollout {
namespace {

constexpr std::string_view key_sign = "sr-";

std::string folded(std::string_view state) {
  std::string out = base::lower(state);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '_' || c == '-'; });
  return out;
}

bool same_state(std::string_view a, std::string_view b) {
  return folded(a) == folded(b);
}

// Another version of the same thing.
bool is_older_of(const Release& other, const Release& release) {
  return base::same_ignoring_case(other.stack, release.stack) &&
         base::same_ignoring_case(other.component, release.component) &&
         base::same_ignoring_case(other.os, release.os) &&
         base::same_ignoring_case(other.arch, release.arch) && other.version != release.version &&
         !other.version.empty();
}

class Beginning {
public:
  Beginning(const Origin& origin, base::Instant now, const Policy& policy)
      : origin_(origin), now_(now), policy_(policy) {}

  Decision run() {
    const auto* current = current_move();
    if (current != nullptr && current->move == Move::begins && !origin_.child &&
        origin_.made.empty()) {
      make_child();
      return std::move(decision_);
    }
    for (const auto& one : origin_.moves)
      if (!one.told && &one != current)
        told(one, "the release is " + state_of(origin_.release, policy_) + " by now", "overtaken");
    if (current != nullptr)
      tell(*current);
    return std::move(decision_);
  }

private:
  using Moved = Origin::Moved;

  // Of the moves that are newer than all that were told the last one that fits what the release
  // shows; of those to staged rollout one that begins counts for more. nullptr: none does.
  const Moved* current_move() const {
    const bool staged = is_staged(origin_.release, policy_);
    const Moved* out = nullptr;
    for (const auto& one : origin_.moves) {
      if (one.told)
        out = nullptr;
      else if (staged ? one.move == Move::begins || (one.move == Move::otherwise &&
                                                     (out == nullptr || out->move == one.move))
                      : one.move == Move::back)
        out = &one;
    }
    return out;
  }
  bool began_before() const {
    return std::any_of(origin_.moves.begin(), origin_.moves.end(),
                       [](const auto& one) { return one.counted && one.move == Move::begins; });
  }
  base::TicketId id() const { return origin_.release.id; }
  static std::string key(base::TicketId ticket, const std::string& what) {
    return base::to_string(ticket) + "/" + what;
  }
  void owe(base::TicketId ticket, const std::string& what, Action action) {
    decision_.effects.push_back({key(ticket, what), rt_lane(ticket), std::move(action)});
  }
  void note(base::TicketId ticket, const std::string& what, const std::string& words,
            const std::string& text) {
    owe(ticket, what, Comment{ticket, note_subject(key(ticket, what), words), text});
  }
  void told(const Moved& moved, std::string because, const char* what = "told") {
    decision_.notes.push_back({id().value, what, base::to_string(moved.transaction),
                               cause_of(moved.transaction), because});
    decision_.because = std::move(because);
  }
  void look_again(base::TicketId ticket, const std::string& cause, const char* why) {
    decision_.alarms.push_back(look_at(ticket, now_, cause, why));
  }

  // The next thought finds it, and tells of it.
  void make_child() {
    const auto& release = origin_.release;
    MakeTicket ticket;
    ticket.queue = policy_.queue;
    ticket.subject = title_of_rollout(release, policy_);
    ticket.fields = fields_of_rollout(release, policy_);
    ticket.key_field = policy_.begin.key_field;
    ticket.key = rollout_key(release.id);
    ticket.parent = release.id;
    if (const auto* stack = policy_.stacks.of(released_by(release, policy_)))
      ticket.admin_cc = stack->managers;
    ticket.text = beginning_of(release, policy_);
    owe(id(), "begin", std::move(ticket));
    look_again(id(), "begun", "its rollout was made");
    decision_.because = "a rollout of it begins";
  }

  void tell(const Moved& moved) {
    if (moved.move == Move::back)
      return tell_back(moved);
    if (!origin_.child)
      return origin_.made.empty() ? tell_none(moved) : tell_gone(moved);
    const auto& child = *origin_.child;
    const std::string mark = cause_of(moved.transaction);
    const bool first = !began_before();
    take_over(mark);
    if (first) {
      complete_child();
      tell_others();
    } else {
      revive(mark);
    }
    look_again(child.id, mark, "its release is in staged rollout");
    told(moved,
         (first ? "its rollout is #" : "its rollout goes on as #") + base::to_string(child.id));
  }

  // It is the owners' from now on, and its packages are to be moved (R4, R6).
  void take_over(const std::string& mark) {
    const auto& begin = policy_.begin;
    if (!begin.owners.empty())
      owe(id(), "hand-over/" + mark, HandOver{id(), begin.owners, begin.role});
    if (!begin.repo_action.empty() && origin_.release.fields.contains(begin.repo_field)) {
      FieldChange change{begin.repo_field, {}, {}, begin.repo_action};
      owe(id(), "move-packages/" + mark, SetFields{id(), {std::move(change)}});
    }
  }

  // One that somebody else has made, or that lost something on its way, gets what it lacks.
  void complete_child() {
    const auto& child = *origin_.child;
    const bool adopted = first_value(child, policy_.begin.key_field) != rollout_key(id());
    SetFields fields{child.id, {}};
    if (adopted) {
      fields.changes.push_back({policy_.begin.key_field, {}, {}, rollout_key(id())});
      for (const auto& [name, values] : fields_of_rollout(origin_.release, policy_))
        if (child.fields.contains(name) && field(child, name).empty())
          fields.changes.push_back({name, {}, {}, values.front()});
      owe(child.id, "adopt", std::move(fields));
    }
    if (std::find(child.parents.begin(), child.parents.end(), id()) == child.parents.end())
      owe(child.id, "parent", AddLink{child.id, "MemberOf", base::to_string(id())});
    if (adopted)
      note(child.id, "adopted", "the rollout begins",
           "This ticket was here already, so no other one is made.\n\n" +
               beginning_of(origin_.release, policy_));
    if (!origin_.dropped.empty())
      note(child.id, "dropped", "fields that were not kept",
           "RT kept no value, or another one, of: " + base::join(origin_.dropped, ", ") +
               ".\nDo these fields exist in this queue, and may the bridge write them? "
               "rt-config/README.md says what it needs.\n");
  }

  // A new version takes the place of an older one, and both say so (R62).
  void tell_others() {
    const auto& child = *origin_.child;
    const auto release = release_of(child, policy_);
    for (const auto& other : origin_.others) {
      if (other.id == child.id || !is_older_of(release_of(other, policy_), release))
        continue;
      const std::string ours = "#" + base::to_string(child.id) + ", " + one_line(child.subject);
      const std::string theirs = "#" + base::to_string(other.id) + ", " + one_line(other.subject);
      note(other.id, "superseded-by/" + base::to_string(child.id), "a newer version is here",
           "A rollout of another version of this component has begun: " + ours +
               ".\nDoes this one go on? Its teams are still asked; nothing was changed here.\n");
      note(child.id, "supersedes/" + base::to_string(other.id), "it takes another one's place",
           "A rollout of another version of this component is not closed yet: " + theirs +
               ".\nA manager closes it, or lets it go on.\n");
      owe(child.id, "refers/" + base::to_string(other.id),
          AddLink{child.id, "RefersTo", base::to_string(other.id)});
    }
  }

  void revive(const std::string& mark) {
    const auto& child = *origin_.child;
    std::string text = "The release #" + base::to_string(id()) +
                       " is in staged rollout again. This rollout goes on; no other one is made.\n";
    if (is_closed(child, policy_)) {
      text += "It was " + child.status + " and is open again.\n";
      owe(child.id, "revive/" + mark, SetStatus{child.id, "open", {child.status}});
    }
    if (const auto outcome = first_value(child, policy_.outcome_field); !outcome.empty())
      text += "Its outcome is still " + outcome + ": a manager clears or changes it.\n";
    note(child.id, "revived/" + mark, "the rollout goes on", text);
  }

  void tell_back(const Moved& moved) {
    if (origin_.child) {
      const std::string mark = cause_of(moved.transaction);
      note(origin_.child->id, "back/" + mark, "the release went back",
           "The release #" + base::to_string(id()) + " left staged rollout and is " +
               state_of(origin_.release, policy_) +
               " now.\nThis rollout stays as it is; when the release comes back, it goes on.\n");
      look_again(origin_.child->id, mark, "its release went back");
    }
    told(moved, origin_.child ? "the managers are told that it went back"
                              : "it went back, and has no rollout");
  }

  // One child in its life: where that was deleted, people say how it goes on.
  void tell_gone(const Moved& moved) {
    note(id(), "gone/" + cause_of(moved.transaction), "its rollout is not there any more",
         "The rollout of this release was made as #" + origin_.made +
             ", and RT does not show it to the bridge any more: it was deleted, moved to another "
             "queue, or lost its value of " +
             policy_.begin.key_field +
             ". No other one is made.\nBring it back; or make a ticket in the queue " +
             policy_.queue + " with " + policy_.begin.key_field + " set to " + rollout_key(id()) +
             ", set this release back to " + policy_.begin.from + " and then to " +
             policy_.begin.to + " again.\n");
    told(moved, "its rollout #" + origin_.made + " is not there any more");
  }

  void tell_none(const Moved& moved) {
    note(id(), "otherwise/" + cause_of(moved.transaction), "no rollout was begun",
         "This release came to " + policy_.begin.to + " from '" + moved.from + "', not from " +
             policy_.begin.from +
             ", so no staged rollout was begun. If there is to be one, set it back to " +
             policy_.begin.from + " and then to " + policy_.begin.to + " again.\n");
    told(moved, "it did not come from " + policy_.begin.from);
  }

  const Origin& origin_;
  base::Instant now_;
  const Policy& policy_;
  Decision decision_;
};

} // namespace

bool is_release(const Ticket& ticket, const Policy& policy) {
  return base::same_ignoring_case(ticket.queue, policy.begin.queue);
}

bool is_staged(const Ticket& ticket, const Policy& policy) {
  return same_state(state_of(ticket, policy), policy.begin.to);
}

Move move_of(std::string_view old_state, std::string_view new_state, const Policy& policy) {
  const bool was = same_state(old_state, policy.begin.to);
  const bool is = same_state(new_state, policy.begin.to);
  if (was == is)
    return Move::none;
  if (is)
    return same_state(old_state, policy.begin.from) ? Move::begins : Move::otherwise;
  return same_state(new_state, policy.begin.from) ? Move::back : Move::none;
}

const char* to_word(Move move) {
  switch (move) {
  case Move::begins:
    return "begins";
  case Move::otherwise:
    return "otherwise";
  case Move::back:
    return "back";
  case Move::none:
    break;
  }
  return "";
}

std::string rollout_key(base::TicketId release) {
  return std::string(key_sign) + base::to_string(release);
}

std::optional<base::TicketId> read_rollout_key(std::string_view key) {
  if (!base::starts_with_ignoring_case(key, key_sign))
    return std::nullopt;
  key.remove_prefix(key_sign.size());
  base::TicketId id;
  const auto* end = key.data() + key.size();
  const auto read = std::from_chars(key.data(), end, id.value);
  return read.ec == std::errc{} && read.ptr == end && id.value > 0 ? std::optional(id)
                                                                   : std::nullopt;
}

bool is_open(const std::vector<Origin::Moved>& moves) {
  return std::any_of(moves.begin(), moves.end(), [](const auto& one) { return !one.told; });
}

Decision begin(const Origin& origin, base::Instant now, const Policy& policy) {
  return Beginning(origin, now, policy).run();
}

} // namespace rollout
