// SPDX-License-Identifier: Apache-2.0
// RT 5 as it speaks: REST2 and the mail gateway. Knows tickets, not rollouts. Every verb that
// writes reads back what it wrote and is safe to repeat; success is judged by what stands in RT
// afterwards, never by the English sentence that RT answers with.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "rt/setup.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rt {

struct Settings {
  std::string url;      // "http://127.0.0.1:8080", no slash at the end
  std::string user;     // "rollout-bridge"
  std::string password; // never logged
  std::string ca_file;  // empty: the system's
  base::Seconds timeout{30};
};

struct Ticket {
  base::TicketId id; // the one that answered: a merged ticket answers for its target
  std::string queue;
  std::string subject;
  std::string status; // as configured, case kept
  std::map<std::string, std::vector<std::string>>
      fields;                                 // custom fields by name; empty ones included
  std::string owner = {};                     // user name, "Nobody" when it has none
  std::vector<std::string> admin_groups = {}; // names of the groups in AdminCc that we may see
  std::vector<base::TicketId> parents = {};
  std::vector<base::TicketId> children = {}; // also those that we may not see; no deleted ones
  std::optional<base::Instant> due = {};
};

// One custom field's change: `add` and `remove` are additive for fields of many values; `set`
// replaces the only value of a single one ("" clears).
struct FieldChange {
  std::string field;
  std::vector<std::string> add;
  std::vector<std::string> remove;
  std::optional<std::string> set;
};

// A ticket that is there once for its key.
struct NewTicket {
  std::string queue;
  std::string subject; // one line; RT keeps 200 bytes of it
  std::map<std::string, std::vector<std::string>> fields;
  std::string key_field; // one that RT keeps unique, as rt-config makes it
  std::string key;
  std::optional<base::TicketId> parent;
  std::vector<std::string> admin_cc; // addresses, for a new one; RT makes users of those unknown
  std::string text;                  // of its first transaction, which RT mails to AdminCc
};

struct Made {
  base::TicketId id;
  std::vector<std::string> dropped; // fields that do not hold what was wanted: not on this queue,
                                    // not a value of the list, or not ours to write; "AdminCc" when
                                    // an address is missing there
};

struct Transaction {
  base::TransactionId id;
  base::TicketId ticket;
  std::string type;  // "Correspond", "CustomField", "Status", …
  std::string field; // for CustomField the field's id
  std::string old_value;
  std::string new_value;
  std::string creator; // user name
  base::Instant created;
};

// A file that came along with it.
struct SaidFile {
  std::string name;
  std::optional<std::string> content; // nullopt: larger than what is of use
  std::int64_t bytes = 0;             // of an unfetched one as RT says; 0: it does not
};

// What somebody said in a transaction: a Correspond, a Comment, a Create.
struct Said {
  std::string headers; // of its first part: a mail's own (RT keeps no order), or the few of RT's
  std::optional<std::string> plain; // UTF-8; the first text that is no file
  std::optional<std::string> html;
  std::vector<SaidFile> files = {};
};

// A file that stands on a ticket.
struct TicketFile {
  base::AttachmentId id;
  base::TransactionId transaction;
  base::TicketId ticket; // that it came for: another one where that was merged into this
  std::string name;      // never empty
  std::string type;      // "application/msword"
  std::optional<std::int64_t> bytes; // as RT says, or the mail; nullopt: nobody does
  std::string creator;               // user name
  base::Instant created;
};

struct User {
  base::UserId id;
  std::string name;
  std::string address;
  bool privileged = false;
};

struct Group {
  base::GroupId id;
  std::string name;
};

// One mail for the gateway.
struct Relay {
  std::optional<base::TicketId> ticket; // given when we know it; else RT reads the subject tag
  std::string queue;                    // where a new ticket would go
  std::string action;                   // "correspond" or "comment"
  std::string raw;                      // the copy made by mail::relayed_copy
  std::string message_id;               // of `raw`, without < >
  std::string mark_header; // a header of `raw` that tells our copies apart, "X-Rollout-Relay"
  std::string mark;        // and its value
  base::TransactionId
      newer_than; // only transactions after this one can be ours (no index on Message-ID)
};

enum class Relayed {
  now,     // the gateway said ok
  already, // it stood in RT before: an earlier try had succeeded, or it came by another door
};

// A file of ours.
struct NoteFile {
  std::string name; // ASCII (QUIRK: RT 5.0.3 answers 500 to JSON with another one)
  std::string type; // "application/…"
  std::string content;
};

class Client {
public:
  explicit Client(Settings settings);
  ~Client();
  Client(Client&&) noexcept;

  // Fault::not_found: no such ticket, or none that we may see.
  base::Result<Ticket> ticket(base::TicketId id);

  // Brings the named custom fields to the wanted values, touching nothing else, and reads back.
  // Fault::refused when RT keeps another value (no right, not a value of the list).
  base::Result<void> change_fields(base::TicketId id, const std::vector<FieldChange>& changes);

  // The tickets of `queue`, ascending, whose field holds this value (RT ignores case), whatever
  // their status; a merged one under the number it answers by. Deleted ones cannot be found in RT.
  // Fault::refused: the queue has no such field, so that RT would never find one.
  base::Result<std::vector<base::TicketId>>
  tickets_with(const std::string& queue, const std::string& field, const std::string& value);

  // All tickets of `queue`, ascending, as above. An Error where there is no such queue that we may
  // see.
  base::Result<std::vector<base::TicketId>> tickets_in(const std::string& queue);

  // The ticket that holds the key, the lowest of several: made when there is none. What RT dropped
  // of a new one, and what an older one lacks, is written again; a value that stands there stays.
  // Fault::refused: the queue has no such key field, and nothing was made; or what makes the ticket
  // ours cannot be written, its key or its parent. It stands then, and is found by the next call.
  base::Result<Made> create(const NewTicket& wanted);

  // Brings the groups named into AdminCc and out of it; all others in it stay, users too.
  // Fault::not_found: one to be added is not there.
  base::Result<void> change_admin_groups(base::TicketId id, const std::vector<std::string>& add,
                                         const std::vector<std::string>& remove);

  // The same for a custom role of any number of members. Fault::refused: there is no such role.
  base::Result<void> add_role_group(base::TicketId id, const std::string& role,
                                    const std::string& group);

  // Sets the status when the present one is in `only_from` (any case; empty: whatever it is).
  // False: it is not, and nothing was written. Fault::refused: the lifecycle does not lead there.
  base::Result<bool> set_status(base::TicketId id, const std::string& status,
                                const std::vector<std::string>& only_from);

  // `name` is a user's, or "Nobody". Fault::refused: RT lets it own no ticket there.
  base::Result<void> set_owner(base::TicketId id, const std::string& name);

  // A comment whose `subject` is its identity: when the ticket has a comment of ours with this very
  // subject, nothing is written and that one's id is given.
  base::Result<base::TransactionId> comment(base::TicketId id, const std::string& subject,
                                            const std::string& text,
                                            const std::optional<NoteFile>& file = {});

  // Adds the link `relation` ("RefersTo", "MemberOf", …) to `target` (a URL or a ticket's number).
  base::Result<void> add_link(base::TicketId id, const std::string& relation,
                              const std::string& target);

  // Looks for the mail first, then posts it. Fault::refused: RT said `not ok`, which is final;
  // Fault::temporary: `temporary failure`, no answer, or anything not understood.
  base::Result<Relayed> relay(const Relay& mail);

  // The ticket that holds the mail `message_id` with our mark, or with no mark when it came by
  // another door; nullopt when there is none.
  base::Result<std::optional<base::TicketId>> ticket_of_mail(const Relay& mail);

  // Transactions on tickets of `queues` newer than `after`, oldest first, all pages.
  base::Result<std::vector<Transaction>> transactions_after(base::TransactionId after,
                                                            const std::vector<std::string>& queues);

  // Fault::not_found: no such transaction, or none that we may see.
  base::Result<Transaction> transaction(base::TransactionId id);

  // Fault::not_found when nothing was said in it. Of a mail with the header `known` the headers are
  // enough, and neither its text nor its files are fetched. `most` says up to which size a file of
  // this name is of use; negative: it is not fetched. No more than `in_all` bytes of them are kept.
  base::Result<Said> said(base::TransactionId id, const std::string& known,
                          const std::function<std::int64_t(const std::string& name)>& most,
                          std::int64_t in_all = most_in_all);
  static constexpr std::int64_t most_in_all = 64 * 1024 * 1024;

  // All files with a name that were said on the ticket, and on those merged into it, as far as we
  // may see them; oldest first. Those inside a forwarded mail, too.
  base::Result<std::vector<TicketFile>> files_on(base::TicketId id);

  // The bytes of one that was listed. Fault::refused: more than `most_in_file`. (Of one that is not
  // there RT says 500, as of anything that it fails at.)
  base::Result<std::string> file(base::AttachmentId id);
  static constexpr std::int64_t most_in_file = 50'000'000;

  // The first hundred Correspond and Comment on one ticket newer than `after`, oldest first.
  base::Result<std::vector<Transaction>> talk_after(base::TransactionId after, base::TicketId id);

  // The newest of them; 0 when there is none.
  base::Result<base::TransactionId> newest_transaction(const std::vector<std::string>& queues);

  // The enabled user with this address (any case).
  base::Result<std::optional<User>> user_by_address(const std::string& address);

  // The enabled user of this name: the `creator` of a transaction.
  base::Result<std::optional<User>> user_by_name(const std::string& name);

  base::Result<std::optional<Group>> group_by_name(const std::string& name);
  base::Result<std::vector<Group>> groups_with_prefix(const std::string& prefix);

  // The names of all users in the group and the groups in it (cycles survive), disabled users too.
  base::Result<std::set<std::string>> member_names(base::GroupId group);
  // nullopt: there is no enabled group of this name (exactly so, else in any case).
  base::Result<std::optional<std::set<std::string>>> member_names_of(const std::string& group);

  // All enabled users in the group and the groups in it.
  base::Result<std::vector<User>> members(base::GroupId group);

  // RT answers and knows our password: Fault::temporary otherwise.
  base::Result<void> greet();

  // How RT is set up (setup.hpp). The same as `greet`, with what RT tells of itself.
  base::Result<About> about();
  // Fault::not_found: there is none of this name, or none that we may see.
  base::Result<QueueSetup> queue_setup(const std::string& name);
  // The names of all queues that we may see.
  base::Result<std::vector<std::string>> queues_seen();
  // The custom fields of tickets that we have SeeCustomField on, each by itself, disabled ones too.
  base::Result<std::vector<FieldSetup>> fields_seen();
  // The values that one of these lets choose from.
  base::Result<std::vector<std::string>> field_values(std::int64_t field);
  // Empty: RT's page is not understood.
  base::Result<Statuses> statuses();
  // nullopt: there is no ticket in it that we may see.
  base::Result<std::optional<TicketRights>> rights_on_newest(const std::string& queue);
  // May we read who is in this group as only those may who can change it?
  base::Result<bool> may_change_group(const std::string& name);

private:
  struct Session;
  std::unique_ptr<Session> session_;
};

} // namespace rt
