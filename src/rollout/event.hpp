// SPDX-License-Identifier: Apache-2.0
// What came to us, understood but not yet judged.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "rollout/reply.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rollout {

// A mail, as far as it can be understood without asking anybody.
struct MailArrived {
  std::string cause;               // short fingerprint: the same for a mail delivered twice
  std::string blob;                // digest of the raw mail
  std::string message_id;          // without < >; made by us where the mail had none
  std::optional<std::string> from; // nullopt: none, or several
  std::string subject;
  std::string action; // correspond, comment, list, bounce
  std::string queue;  // where the MTA's line sends it
  std::optional<base::TicketId>
      ticket; // by References to our letters or RT's, else by the subject tag
  enum class Kind { person, automatic, doubtful, ours } kind = Kind::person;
  bool null_sender = false;         // the SMTP sender was <>, as of a bounce
  std::string because;              // the header that says that it is automatic
  std::string text;                 // newly written
  std::string html_text;            // of the HTML half, where there are both
  bool unreadable = false;          // encrypted or opaque-signed
  std::vector<std::string> remarks; // what was degraded in reading
  base::TransactionId newer_than;   // what of this mail is in RT is in a later transaction
  base::Instant at;                 // effective time
};

// A person's mail on its second way: the original is in RT now (or was refused by it), and the
// Picture tells what is true.
struct ReplyReceived {
  MailArrived mail;
};

// Somebody else changed a ticket in RT.
struct TicketChanged {
  base::TicketId ticket;
  base::TransactionId transaction;
  std::string type;
  std::string field;
  std::string old_value;
  std::string new_value;
  std::string creator;
};

using Event = std::variant<MailArrived, ReplyReceived, TicketChanged>;

} // namespace rollout
