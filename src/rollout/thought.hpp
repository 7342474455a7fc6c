// SPDX-License-Identifier: Apache-2.0
// What the thought about one reply collects on its way to a Decision: effects and lines of the
// ledger, and for the one letter what was done and what was not.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/letter.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace rollout {

struct Thought {
  const MailArrived& mail;
  const Picture& picture;
  const Policy& policy;
  Decision decision = {};
  std::vector<Answer> answers = {};                 // for the letter: what was done
  std::vector<Complaint> complaints = {};           // for the letter: what was not
  Ticket after = picture.ticket.value_or(Ticket{}); // as it will be
  Memory memory = picture.memory;                   // with what came with this mail

  // `key` is the note's identity; without a ticket the owner of the bridge gets it as a letter.
  void note_for_managers(const std::string& key, const std::string& words, const std::string& text);

  // Fields of the ticket; nothing where there is nothing to change.
  void set_fields(const std::string& what, std::vector<FieldChange> changes);

  void remember(const std::string& what, const std::string& about, const std::string& words);

  // For the letter: something that was done, in words.
  void done(const std::string& words);

  // The field that shows where the rollout stands, where it says something else now.
  void show_status();

  // One letter for one mail. A stranger gets none, and nobody gets complaints without end.
  void tell_sender();

private:
  void tell_managers_instead();
};

} // namespace rollout
