// SPDX-License-Identifier: Apache-2.0
// The small words that decisions share: keys, lanes, subjects of notes, how a mail is described.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rollout {

std::string rt_lane(base::TicketId ticket); // "rt/4711"
// Each letter has a lane of its own: one that cannot go is in nobody's way.
std::string post_lane(std::string_view key);                         // "post/4711/letter/<cause>"
std::string key_for(const MailArrived& mail, std::string_view what); // "4711/answer/<cause>"

std::string cause_of(base::TransactionId transaction); // "txn-883"
// nullopt: it names none.
std::optional<base::TransactionId> read_cause(std::string_view cause);
// The transaction that is the cause of a mail in RT; nullopt: it did not come from there.
std::optional<base::TransactionId> transaction_of(const MailArrived& mail);

// "[rollout-bridge 1f2e3d4c5b6a7988] words": unique for the key, so that a note is found again.
std::string note_subject(std::string_view key, std::string_view words);

// The one Message-ID under which the letter with this key is ever sent, without < >.
std::string message_id_for(std::string_view key, const Policy& policy);

// "Message-ID <…> from anna@infn.example, arrived 2026-11-21T09:00:00Z".
std::string describe_mail(const MailArrived& mail);

// Does it prove enough for a manager's line (contract 7)?
bool is_proved(const Proof& proof);
std::string describe_proof(const Proof& proof);

const char* to_word(MailHeld::Ground ground); // "spam", for logs and counters
const char* to_word(NoticeOf::Kind kind);     // "held"
// "held: The message is not from a list member (early-adopters-emi@lists.example.org)"
std::string in_words(const NoticeOf& notice);

// The first lines of `text`, each set off by "| " so that none of them can be read as ours.
std::string excerpt(std::string_view text);

// `text` without control characters and without blanks at its ends: may stand in a header.
std::string one_line(std::string_view text);

std::string for_people(base::Instant at); // "2026-11-21 09:00 UTC"

Note note_of(const MailArrived& mail, std::string what, std::string about, std::string words);

// "seen in RT: Status 'new' -> 'open' by mgr1".
std::string in_words(const TicketChanged& change);

// The ticket is looked at, at `at` or as soon as its lane is free; once for one `cause`.
Alarm look_at(base::TicketId ticket, base::Instant at, std::string_view cause, std::string why);

// A letter to whoever runs the bridge.
Effect letter_to_owner(std::string_view key, const Policy& policy, std::string_view about,
                       std::string_view text);

} // namespace rollout
