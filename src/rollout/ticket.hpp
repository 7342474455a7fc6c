// SPDX-License-Identifier: Apache-2.0
// What a decision may look at: the ticket as RT shows it, the sender, the teams, and what we
// remember.
#pragma once

#include "base/id.hpp"
#include "rollout/asking.hpp"
#include "rollout/closing.hpp"
#include "rollout/document_seen.hpp"
#include "rollout/event.hpp"
#include "rollout/filed.hpp"
#include "rollout/journal.hpp"
#include "rollout/policy.hpp"
#include "rollout/posting.hpp"
#include "rollout/roster.hpp"
#include "rollout/site_news.hpp"
#include "rollout/watch.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rollout {

struct Ticket {
  base::TicketId id;
  std::string queue;
  std::string subject;
  std::string status;
  std::map<std::string, std::vector<std::string>> fields;
  std::vector<std::string> groups = {}; // in AdminCc, by name
  std::vector<base::TicketId> parents = {};
  std::vector<base::TicketId> children = {};
  std::optional<base::Instant> due = {}; // RT's own date, set by managers
};

// The values of a custom field; none when the ticket has no such field.
const std::vector<std::string>& field(const Ticket& ticket, const std::string& name);

// Its first one; empty when there is none.
std::string first_value(const Ticket& ticket, const std::string& name);

// Is `name` in `list`, in whatever case?
bool contains(const std::vector<std::string>& list, std::string_view name);

// Of RT's page.
std::string ticket_url(base::TicketId id, const Policy& policy);

// The teams that have accepted and were not taken off meanwhile.
std::vector<std::string> taking_part(const Ticket& ticket, const Policy& policy);

bool is_rollout(const Ticket& ticket, const Policy& policy);
bool is_closed(const Ticket& ticket, const Policy& policy);

struct Sender {
  std::string address;
  bool known = false; // RT's privileged user, or a member of any team: may be written to
  std::vector<std::string> teams; // of those that matter here, the ones that the sender is in
  bool manager = false;           // a rollout manager in RT; proves nothing about this mail
};

// What waits under one ID: the mail that has it, or mails of the trip that has it.
struct Waiting {
  std::vector<MailHeld> mails; // oldest first
  std::size_t more = 0;        // that wait, too, and are too many for one line
};

// The trip that a held mail belongs to (rollout/flood.hpp).
struct Trip {
  base::Instant began;
  std::int64_t stopped = 0; // mails so far
};

// What is prepared for lists under one ID, on whichever ticket.
struct Prepared {
  base::TicketId ticket;
  Posting posting;
};

// A GGUS ticket that was named on this one.
struct Linked {
  std::string link;
  base::Instant at;
};

// The field of the exposure, when it was last seen to say something else.
struct ExposureSeen {
  std::string value;
  base::Instant at;
  std::optional<base::Instant> moved = {}; // when it last took another value's place
};
// What the ledger's next line about it makes of `before`.
ExposureSeen seen_after(const std::optional<ExposureSeen>& before, std::string value,
                        base::Instant at);

// A manager has set aside what spoke against a good outcome.
struct Overridden {
  base::Instant at;
  std::string words; // "by ADDRESS: his reason"
};

// Drafts of the summary.
struct Drafts {
  int asked = 0;         // by managers
  int answered = 0;      // of these
  bool complete = false; // one was made when all reports were there
};

struct Memory {
  int complaints_today = 0; // letters of complaint to this sender in the last 24 hours
  std::optional<std::string> relay_refused; // why RT did not take this mail
  std::map<std::string, Waiting> held;      // by the IDs that this mail names
  std::vector<Asking> askings;              // what the teams of the ticket were asked
  std::vector<Posting> postings;            // prepared for lists, oldest first
  std::map<std::string, Prepared> prepared; // by the IDs that this mail names
  Watch watch;                              // as it was when we last looked
  std::vector<SiteNews> sites;              // of its teams, as far as anything is known
  std::vector<std::string> elsewhere;       // teams whose sites are the matter of a later rollout
  std::optional<Trip> trip;
  std::vector<std::string> answered_since; // teams whose answer was recorded after this mail came
  std::vector<Filed> reports;              // that came for this rollout, oldest first
  std::vector<Linked> linked;              // GGUS tickets that were named here before
  std::optional<ExposureSeen> exposure;    // nullopt: it never said anything
  std::string document_asked;              // number of the one asked about; empty: none
  std::optional<DocumentSeen> document;    // as it was shown
  std::string document_wrong;              // what is wrong with it, as the managers were told
  std::vector<std::string> document_pages; // that the ticket was linked to
  std::vector<JournalLine> journal;        // our ledger's lines for the field of that name
  std::optional<Overridden> overridden;    // the last word of that kind
  std::string due;                         // RT's date Due when it was last seen; empty: none
  bool told_good = false;                  // the managers, that it is good for wider deployment
  Closing closing;
  Drafts drafts;
  bool told_of_hold_today = false; // this sender has had a letter about a held mail
};

struct Picture {
  std::optional<Ticket> ticket; // nullopt: the mail names none that we can see
  Sender sender;
  Roster roster; // the teams asked on the ticket, and those that the mail speaks of
  Memory memory;
  std::optional<base::Instant> sites_as_of; // of an old list of sites, which cannot be had anew
  std::optional<Ticket> release; // whose rollout it is; read where its end is to be told to it
  bool closes = false;           // this very change has closed it
};

} // namespace rollout
