// SPDX-License-Identifier: Apache-2.0
// The seams to the outside: RT, people's mailboxes, who knows which sites there are, who knows how
// they are, and who has the documents. Each verb is safe to repeat. The real ones are
// rt_tickets.hpp, mail_post.hpp, team_sources.hpp and document_source.hpp; the fakes in tests/fakes
// pass the same conformance tests.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "rollout/document_seen.hpp"
#include "rollout/effect.hpp"
#include "rollout/site_news.hpp"
#include "rollout/ticket.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct Person {
  base::UserId id;
  std::string name;
  std::string address;
  bool privileged = false; // in RT: has an account made by somebody, not by writing a mail
};

// A file that came with it.
struct SaidFile {
  std::string name;
  std::optional<std::string> content; // nullopt: not fetched
  std::int64_t bytes = 0;             // of an unfetched one as RT says; 0: it does not
};

// A file that stands on a ticket.
struct TicketFile {
  base::AttachmentId id;
  base::TransactionId said; // that it came with
  base::TicketId ticket;    // that it came for: another one where that was merged into this
  std::string name;
  std::optional<std::int64_t> bytes; // as RT says, or the mail; nullopt: nobody does
  std::string creator;               // RT's user name
  base::Instant at;
};

// What somebody said on a ticket, as RT keeps it.
struct Said {
  std::string headers;              // of a mail its own, in no order
  std::optional<std::string> plain; // UTF-8
  std::optional<std::string> html;
  std::vector<SaidFile> files = {}; // none of them fetched
};

struct Tickets {
  virtual ~Tickets() = default;

  // Fault::not_found: there is none that we may see.
  virtual base::Result<rollout::Ticket> ticket(base::TicketId id) = 0;

  virtual base::Result<void> set_fields(const rollout::SetFields& change) = 0;
  virtual base::Result<void> comment(const rollout::Comment& comment) = 0;
  // The same with a file; its name is ASCII.
  virtual base::Result<void> comment_with_file(const rollout::Comment& comment,
                                               const std::string& name,
                                               const std::string& content) = 0;
  virtual base::Result<void> add_link(const rollout::AddLink& link) = 0;
  // `raw` is the copy made by mail::relayed_copy. Fault::refused: RT will never take it.
  virtual base::Result<void> relay(const rollout::Relay& relay, const std::string& raw) = 0;

  // What it made, or found by its key.
  struct Made {
    base::TicketId ticket;
    std::vector<std::string> dropped; // fields of which RT kept another value, or none
  };
  virtual base::Result<Made> make(const rollout::MakeTicket& ticket) = 0;
  // Fault::not_found: there is no such group.
  virtual base::Result<void> set_watchers(const rollout::SetWatchers& change) = 0;
  virtual base::Result<void> set_status(const rollout::SetStatus& change) = 0;
  virtual base::Result<void> hand_over(const rollout::HandOver& change) = 0;
  // Tickets of `queue`, whatever their status, with this value in that field; oldest first.
  virtual base::Result<std::vector<base::TicketId>>
  tickets_with(const std::string& queue, const std::string& field, const std::string& value) = 0;
  // All of them in `queue`, whatever their status; oldest first.
  virtual base::Result<std::vector<base::TicketId>> tickets_in(const std::string& queue) = 0;
  // The enabled users in the group of this name and in groups in it; none where it does not exist.
  virtual base::Result<std::vector<Person>> people_in(const std::string& group) = 0;

  // The enabled user with this address; nullopt when RT knows none.
  virtual base::Result<std::optional<Person>> person(const std::string& address) = 0;
  // The enabled user of this name, as transactions name him; nullopt when RT knows none.
  virtual base::Result<std::optional<Person>> person_named(const std::string& name) = 0;
  // Is he a rollout manager (R2), directly or through groups? Of a Person that was asked for just
  // now: whether he is enabled is not asked again.
  virtual base::Result<bool> is_manager(const Person& person) = 0;
  // All teams, in their own spelling.
  virtual base::Result<std::vector<std::string>> teams() = 0;
  // The team of this name (any case) in its own spelling.
  virtual base::Result<std::optional<std::string>> team(const std::string& name) = 0;
  // Is he in the team's group, directly or through groups in it? As above.
  virtual base::Result<bool> in_team(const std::string& team, const Person& person) = 0;

  // Is he in any team at all? May be some minutes old: it decides who is written to, nothing else.
  virtual base::Result<bool> in_any_team(const Person& person, base::Instant now) = 0;

  // One change as RT has it. Fault::not_found: there is none that we may see.
  virtual base::Result<rollout::TicketChanged> change(base::TransactionId id) = 0;
  // What was said in it; nullopt when nothing was.
  virtual base::Result<std::optional<Said>> said(base::TransactionId id) = 0;
  // Its files, those fetched that may be reports, within what one mail may cost (files.hpp).
  virtual base::Result<std::vector<SaidFile>> files(base::TransactionId id) = 0;

  // All files with a name on the ticket and on those merged into it, oldest first.
  virtual base::Result<std::vector<TicketFile>> files_on(base::TicketId id) = 0;
  // The bytes of one that was listed. Fault::refused: more than `most_in_file`.
  virtual base::Result<std::string> file(base::AttachmentId id) = 0;
  static constexpr std::int64_t most_in_file = 50'000'000;

  // What others and we have said on one ticket after `after`, oldest first; at most a hundred.
  virtual base::Result<std::vector<rollout::TicketChanged>> talk_after(base::TransactionId after,
                                                                       base::TicketId ticket) = 0;

  // The newest change that there is; 0 when there is none.
  virtual base::Result<base::TransactionId> newest_change() = 0;
  // What others and we have done to tickets of our queues after `after`, oldest first.
  virtual base::Result<std::vector<rollout::TicketChanged>>
  changes_after(base::TransactionId after) = 0;
};

struct Post {
  virtual ~Post() = default;
  // What cannot be delivered later comes back to `envelope`; empty: to the usual address.
  // Fault::refused: this letter will never be taken.
  virtual base::Result<void> send(const std::string& to, const std::string& bytes,
                                  const std::string& envelope) = 0;
};

struct Site {
  std::string key; // stays the same when the site is renamed, where the source can tell
  std::string name;
  std::string ngi;
  std::string team() const { return ngi + "-" + name; }
  bool operator==(const Site&) const = default;
};

struct SiteList {
  std::vector<Site> sites;              // each key once
  std::vector<std::string> ngis;        // also those without a site
  std::vector<std::string> remarks;     // what was left out, and why
  std::vector<std::string> strays = {}; // NGIs whose sites are left out, since they are in no list
  std::string unfinished = {}; // why there is no list yet, and soon will be; empty: this is it
  std::string seen = {};       // what the source wants to be told at its next look
};

struct TeamSource {
  virtual ~TeamSource() = default;
  // All sites there are, at least one: half a list is an Error, or `unfinished`. `seen`: of the
  // last look at this source; empty: there was none.
  virtual base::Result<SiteList> sites(base::Instant now, const std::string& seen) = 0;
};

struct SiteSource {
  virtual ~SiteSource() = default;
  // What services of the site called `name` are BETA; of one that is not known there: none, and
  // not `whole`.
  virtual base::Result<rollout::SiteNews> services(const std::string& name) = 0;
  // Those between two moments, by the names of sites.
  using Downtimes = std::map<std::string, std::vector<rollout::SiteNews::Downtime>>;
  virtual base::Result<Downtimes> downtimes(const std::vector<std::string>& names,
                                            base::Instant from, base::Instant to) = 0;
};

struct DocumentSource {
  virtual ~DocumentSource() = default;
  // The newest version of it, as everybody may see it. One that is not there, or not for everybody,
  // is no Error.
  virtual base::Result<rollout::DocumentSeen> show(std::int64_t id) = 0;
};

} // namespace bridge
