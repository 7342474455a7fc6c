// SPDX-License-Identifier: Apache-2.0
#include "rollout/settle_held.hpp"

#include "rollout/admit.hpp"
#include "rollout/doubt.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Mails = std::vector<MailHeld>;

constexpr std::size_t most_named = 20; // in one note

std::string and_more(const Mails& mails) {
  return mails.size() <= most_named
             ? ""
             : "\n… and " + std::to_string(mails.size() - most_named) + " more\n";
}

std::string names_of(const Mails& mails) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, mails.size()); ++i)
    text += "\nThe mail: " + describe_mail(mails[i].mail);
  return text + and_more(mails);
}

// With their words: who is to let one of them pass must have seen it.
std::string show(const Mails& kept, const Policy& policy) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, kept.size()); ++i) {
    const auto& mail = kept[i].mail;
    const auto doubt = doubt_of(mail, policy);
    text += "\n" + kept[i].id + ": " + describe_mail(mail) + "; " +
            (doubt ? doubt->why : "its Reply-To names somebody else (" + mail.reply_to + ")") +
            "\n" + excerpt(mail.text);
  }
  return text + and_more(kept);
}

std::string how_many(std::size_t count, const std::string& what) {
  return std::to_string(count) + " held " + what + (count == 1 ? "" : "s");
}

void note(const Order& order, const Mails& settled, const Mails& kept, Thought& thought) {
  const std::string word = order.deed == Deed::release ? "released" : "refused";
  const std::string key =
      key_for(thought.mail, std::string(to_word(order.deed)) + "-" + order.about);
  const std::string subject = settled.empty()       ? "held mails need a look each"
                              : settled.size() == 1 ? "a held mail was " + word
                                                    : "held mails were " + word;
  std::string text = "By " + thought.picture.sender.address + ": " + describe_mail(thought.mail) +
                     names_of(settled) + "\n";
  if (!kept.empty())
    text +=
        "\n" + how_many(kept.size(), "mail") +
        " did not pass: their number is not all that speaks against them. Each of them that you "
        "know to be its sender's passes by its own ID, in the line release ID; all of them are "
        "dropped by the line refuse " +
        order.about + "\n" + show(kept, thought.policy);
  const auto& ticket = (settled.empty() ? kept : settled).front().mail.ticket;
  if (ticket)
    thought.decision.effects.push_back(
        {key, rt_lane(*ticket), Comment{*ticket, note_subject(key, subject), text}});
  else if (!kept.empty())
    thought.decision.effects.push_back(letter_to_owner(key, thought.policy, subject, text));
}

// For the subject of the answer, too: a few words.
std::string summary(const Order& order, const Mails& settled, const Mails& kept,
                    const Waiting& waiting) {
  const bool one = waiting.mails.size() == 1 && waiting.more == 0;
  const std::string word = order.deed == Deed::release ? "released" : "refused";
  std::string text;
  if (settled.empty())
    text = word + " none of " + how_many(kept.size(), "mail") + ": a note names them, to be " +
           word + " one by one";
  else if (one)
    text = word + " the held mail from " + settled.front().mail.from.value_or("an unknown sender");
  else
    text = word + " " + how_many(settled.size(), "mail");
  if (!settled.empty() && !kept.empty())
    text += ", and not " + std::to_string(kept.size()) + " that a note names";
  if (waiting.more > 0)
    text += "; " + std::to_string(waiting.more) + " more wait: send the line again";
  return text;
}

} // namespace

bool settle_held(const Order& order, Thought& thought) {
  const auto found = thought.picture.memory.held.find(order.about);
  if (found == thought.picture.memory.held.end() || found->second.mails.empty())
    return false;
  const auto& waiting = found->second;
  const bool release = order.deed == Deed::release;
  const bool trip = waiting.mails.front().id != order.about;
  const std::string word = release ? "released" : "refused";
  const std::string by = thought.picture.sender.address;
  Mails settled;
  Mails kept;
  for (const auto& held : waiting.mails) {
    if (release && trip && !is_only_too_many(held.mail, thought.policy)) {
      kept.push_back(held);
      continue;
    }
    settled.push_back(held);
    thought.remember(word, held.id, "by " + by);
    if (release && trip)
      admit_unstopped(held.mail, thought.decision, thought.policy);
    else if (release)
      admit_released(held.mail, by, thought.decision, thought.policy);
  }
  if (trip && !settled.empty()) // what comes from now on is another trip, and told anew
    thought.remember(word, order.about, "by " + by);
  note(order, settled, kept, thought);
  thought.done(summary(order, settled, kept, waiting));
  return true;
}

} // namespace rollout
