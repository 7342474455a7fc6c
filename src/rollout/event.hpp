// SPDX-License-Identifier: Apache-2.0
// What came to us, understood but not yet judged.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "rollout/attached.hpp"
#include "rollout/reply.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rollout {

// By which door words came to us: as mail through rollout-filter; typed in RT (its page or its REST
// interface, by somebody logged in there); as mail that RT's gateway took past us.
enum class Door { mail, page, gateway };

// What proves that the sender is who he says he is (contract 7, mission "authenticity of mail").
struct Proof {
  enum class Kind { unauthenticated, passed, failed, page, released } kind = Kind::unauthenticated;
  std::string because; // "dmarc=pass (mx.example.org)", "released by mgr1"; may be empty
};

// What a list or a mail server tells of something that we sent; `seen`: a list that we are on has
// brought it to us.
struct NoticeOf {
  enum class Kind { held, rejected, bounced, delayed, seen } kind = Kind::held;
  std::string message_id; // of ours
  std::string list;       // address that it went to, as far as it is told
  std::string why;        // one line; may be empty
};

// A mail, as far as it can be understood without asking anybody; or a reply typed in RT's page,
// which is the same kind of thing with a better proof.
struct MailArrived {
  Door door = Door::mail;
  Proof proof;
  std::string user;                 // RT's name of who typed it; of a mail empty
  std::string reply_to;             // where it differs from `from`
  std::optional<bool> impersonates; // `reply_to` is another user of RT; nullopt: not asked yet
  std::string cause;                // short fingerprint: the same for a mail delivered twice
  std::string blob;                 // digest of the raw mail
  std::string message_id;           // without < >; made by us where the mail had none
  std::optional<std::string> from;  // nullopt: none, or several
  std::string subject;
  std::string action; // correspond, comment, list, bounce
  std::string queue;  // where the MTA's line sends it
  std::optional<base::TicketId>
      ticket; // by References to our letters or RT's, else by the subject tag
  enum class Kind { person, automatic, doubtful, ours } kind = Kind::person;
  std::string spam;                 // the mark of a spam filter, "X-Spam-Flag: YES"; or empty
  bool null_sender = false;         // the SMTP sender was <>, as of a bounce
  std::string because;              // the header that says that it is automatic
  std::string text;                 // newly written
  std::string html_text;            // of the HTML half, where there are both
  std::vector<std::string> doubted; // lines that may be quotation and bear no mark of one
  std::vector<std::string> links;   // where words of the HTML half lead to
  std::vector<Attached> files;
  bool unreadable = false;          // encrypted or opaque-signed
  std::vector<std::string> remarks; // what was degraded in reading
  base::TransactionId newer_than;   // what of this mail is in RT is in a later transaction
  base::Instant at;                 // effective time
  std::optional<NoticeOf> notice;   // about one of our own
};

// A mail that waits for a manager's word. Its row in the inbox is our memory of it.
struct MailHeld {
  enum class Ground { unproved, reply_to, gateway, spam, flood } ground = Ground::unproved;
  MailArrived mail;
  std::string id;
  std::string why;
  std::string trip; // ID of all that the breaker holds for one cause; told daily, not for each mail
};

// A person's mail on its second way: the original is in RT now (or was refused by it), and the
// Picture tells what is true.
struct ReplyReceived {
  MailArrived mail;
};

// Somebody else changed a ticket in RT. As a row of the inbox it holds the two numbers alone: the
// rest is read from RT when it is thought about.
struct TicketChanged {
  base::TicketId ticket;
  base::TransactionId transaction;
  std::string type;
  std::string field;
  std::string old_value;
  std::string new_value;
  std::string creator;
  base::Instant at;
};

// A ticket is to be looked at: a time has come, or one of our own effects made it necessary. What
// is owed then comes from what the ticket shows at that moment.
struct Look {
  base::TicketId ticket;
  std::string why;
};

// What the mail says to us: read_reply of all that belongs to it.
Reply read_reply(const MailArrived& mail, const Roster& roster);
// Has it a file that may be a report?
bool has_report(const MailArrived& mail);
// Has it one that is named as a report is?
bool has_named_report(const MailArrived& mail);

using Event = std::variant<MailArrived, ReplyReceived, MailHeld, TicketChanged, Look>;

} // namespace rollout
