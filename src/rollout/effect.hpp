// SPDX-License-Identifier: Apache-2.0
// What we owe, as values: they can be printed, compared, stored and shown in a dry run.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "rollout/event.hpp"
#include "rollout/flood.hpp"
#include "rollout/glance.hpp"
#include "rollout/summary_words.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rollout {

// The original mail goes on to RT's mail gateway.
struct Relay {
  std::optional<base::TicketId> ticket;
  std::string queue;
  std::string action; // correspond or comment
  std::string blob;
  std::string cause;
  std::string message_id;
  base::TransactionId newer_than; // where to begin looking for it in RT
};

struct FieldChange {
  std::string field;
  std::vector<std::string> add;
  std::vector<std::string> remove;
  std::optional<std::string> set = {}; // the only value of a field that has one; "" clears
};

struct SetFields {
  base::TicketId ticket;
  std::vector<FieldChange> changes;
};

// A note for the managers. `subject` is its identity in RT.
struct Comment {
  base::TicketId ticket;
  std::string subject;
  std::string text;
};

struct AddLink {
  base::TicketId ticket;
  std::string relation;
  std::string target;
};

// The words of a letter; the room bridge renders them with the form of that name in templates/.
struct SendMail {
  std::string to;
  std::string form;
  std::string message_id;
  std::vector<std::string> references; // oldest first
  std::map<std::string, std::string> words;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> lists;
  std::string from = {};     // address; empty: the usual one
  std::string envelope = {}; // to where it comes back if it cannot be delivered; empty: as usual
  bool to_list = false;      // a post to a mailing list: with its marks, and remembered as "posted"
  base::TicketId ticket = {}; // is looked at when the letter is at the mail server; 0: none
};

// A note with a file that the bridge lays out (bridge/summary_paper.hpp).
struct AttachSummary {
  Comment note;
  Summary summary;
};

// A note that ends with what a letter would say now, so that whoever decides has read it.
struct QuoteLetter {
  Comment note;
  SendMail letter;
};

// A ticket that is there once for its key (R5): whoever made it, the one that holds `key` in its
// field `key_field` is it. Done, the ledger has `made` about the key.
struct MakeTicket {
  std::string queue;
  std::string subject;
  std::map<std::string, std::vector<std::string>> fields;
  std::string key_field;
  std::string key;
  base::TicketId parent;
  std::vector<std::string> admin_cc; // addresses; who is in it already gets no second copy
  std::string text;                  // of its first transaction, which RT mails to AdminCc
};

// Groups in AdminCc, by name; whoever else is in it stays.
struct SetWatchers {
  base::TicketId ticket;
  std::vector<std::string> add;
  std::vector<std::string> remove;
};

// Nothing is done where the status is none of `only_from` any more: somebody was quicker.
struct SetStatus {
  base::TicketId ticket;
  std::string status;
  std::vector<std::string> only_from;
};

// A release goes over to a group (R6): its owner is Nobody, the group is in AdminCc, and in the
// custom role `role`, where there is one.
struct HandOver {
  base::TicketId ticket;
  std::string group;
  std::string role; // empty: none
};

// One letter to each member of an RT group who is enabled and has an address, and to those in
// `also`. Nobody there: the ledger has `unreachable` about `about`, with the form of the letter for
// its first word, and the ticket is looked at.
struct WriteToGroup {
  base::TicketId ticket;
  std::string group;
  std::vector<std::string> also; // addresses
  std::string about;             // a team; empty: the managers
  SendMail letter;               // `to` is empty
};

using Action = std::variant<Relay, SetFields, Comment, AddLink, SendMail, MakeTicket, SetWatchers,
                            SetStatus, HandOver, WriteToGroup, AttachSummary, QuoteLetter>;

// The same `key` is done once. Meaning plus cause: "4711/answer/1f2e3d4c5b6a7988".
struct Effect {
  std::string key;
  std::string lane; // "rt/4711", "post/4711/letter/…"; a letter in a ticket's lane waits its turn
  Action action;
};

// Something to think about later, or once the effects of its lane are done.
struct Alarm {
  std::string key;
  std::string lane;
  base::Instant at;
  Event event;
};

// A line of the ledger.
struct Note {
  std::int64_t ticket = 0;
  std::string what;
  std::string about;
  std::string cause;
  std::string words;
};

struct Decision {
  std::vector<Effect> effects;
  std::vector<Alarm> alarms;
  std::vector<Note> notes;
  std::vector<Passage> traffic;
  Glances glances;     // at what RT showed
  std::string because; // one sentence
};

} // namespace rollout
