// SPDX-License-Identifier: Apache-2.0
// What a site may set and a decision obeys. Defaults are those of contract 6.
#pragma once

#include "base/instant.hpp"
#include "calendar/working_times.hpp"
#include "rollout/naming.hpp"
#include "rollout/tables.hpp"

#include <string>
#include <vector>

namespace rollout {

// What becomes of a mail that nothing proves to be its sender's (mission, "authenticity of mail").
enum class Unproved { take, hold, refuse };

// How a rollout begins (R1-R6) and its teams are asked (R12-R16).
struct Begin {
  std::string queue = "sw-rel"; // of the releases
  std::string state_field;      // custom field that holds a release's state; empty: its status
  std::string from = "InVerification";
  std::string to = "StageRollOut";
  std::string owners = "sw-rel-sr"; // RT group that a release goes over to; empty: to nobody
  std::string role;                 // custom role that shows it, too; empty: none
  std::string repo_action;          // set in `repo_field` when it begins; empty: never
  std::string repo_field = "RepoAction";
  std::string repo_status_field = "RepoStatus";
  std::string key_field = "Rollout Key";
  std::string verification_field; // link to the report of the verification; empty: none (R2)
  // Copied from the release; what a rollout must have is named when it lacks (R8-R10).
  std::vector<std::string> links = {"Release Notes", "Issues Fixed", "Documentation"};
  std::vector<std::string> copied = {"Software Stack", "Component", "Version", "OS", "Arch"};
  std::string os_field = "OS";
  std::string arch_field = "Arch";
};

struct Asks {
  std::string team_prefix = "ea-"; // before a team's name in the name of its RT group
  int working_days = 1;            // to answer in
  int reminders = 1;               // before the managers hear of a team that does not answer
  bool watch_sites = false;        // somebody tells of BETA services and downtimes (R21)
  base::Seconds trust_news = std::chrono::hours{2}; // in what was read of sites; older says nothing
  int beta_days = 5;      // working days to unmark services in when a rollout is over
  int beta_reminders = 3; // of that, before the managers hear of it
  std::string report_template = "https://documents.egi.eu/document/254"; // R42
};

// How long a release is used before it is reported on, and how its reports are asked for (R29,
// R30).
struct Exposure {
  int days = 7;       // calendar days from the first accept
  int least = 5;      // … from a team's own accept, before its report is expected
  int chases = 2;     // letters about a report that is late, before the managers hear
  int chase_days = 2; // working days between two of them
};

// Whether something goes to lists by itself, after some time in which a manager can stop it.
enum class Announcing { off, ask, send };

// Lists and what is posted to them (R19, R40).
struct Lists {
  std::string address = "early-adopters-{stack}@mailman.egi.eu"; // {stack} in lower case
  std::vector<std::string> extra;                                // addresses that get it as well
  bool ask = true;                                               // a manager's word is waited for
  base::Seconds hold{30 * 60};              // how long before something goes out by itself
  Announcing announcing = Announcing::send; // of an outcome
  Announcements announcements;              // further lists that hear of it
  MailingLists table;
};

// What a release's ticket gets when its rollout is resolved (R40).
struct End {
  std::string status = "resolved";
  std::string outcome_field = "Rollout Outcome"; // of the release
  std::string accept_action; // then written into Begin::repo_field; empty: nothing
  std::string reject_action;
};

// Where documents are, and whether somebody asks there what they hold (R35-R37).
struct Documents {
  std::string url = "https://documents.egi.eu"; // without a slash at the end
  bool check = false;
  // Where that server finds what `reports` puts into a folder, with {ticket} in it, without a slash
  // at the end; empty: on RT's pages.
  std::string files;
  std::string first_name, last_name; // of who uploads there
};

struct Policy {
  std::string rt_name; // stands in our subjects: [rt_name #N]
  std::string queue = "staged-rollout";
  std::vector<std::string> closed = {"resolved", "rejected", "deleted"};
  std::string teams_field = "EA Teams";
  std::string accepted_field = "EA Accepted";
  std::string rejected_field = "EA Rejected";
  std::string status_field = "Rollout Status";
  std::string journal_field = "Rollout Journal"; // empty: none
  std::string outcome_field = "Outcome";
  std::string exposure_field = "Exposure Until";
  std::string document_field = "Document ID";
  std::string reports_field = "Reports";
  // What a ticket's title does not say is read in these.
  std::string stack_field = "Software Stack";
  std::string component_field = "Component";
  std::string version_field = "Version";
  Naming naming;
  Begin begin;
  Asks asks;
  Exposure exposure;
  Lists lists;
  Documents documents;
  Stacks stacks;
  Experience experience;
  Quorums quorums;
  End end;
  calendar::WorkingTimes working_times;
  Unproved failed = Unproved::hold;          // the sender's own server says that it is forged
  Unproved unauthenticated = Unproved::take; // nobody says anything
  bool believe_gateway = false; // mail that RT's gateway took past us is judged as any other
  std::string salt;             // of the IDs that nobody may guess
  std::string owner;            // address of who runs the bridge
  std::string domain;           // right half of our Message-IDs
  std::string from;             // address of our letters; an answer to it comes back to us
  std::string rt_url;           // where people see RT's pages, without a slash at the end
  int most_complaints = 5;      // letters of complaint to one address a day (contract 7)
  // The breaker (rollout/flood.hpp) and, for letters, bridge/act.hpp: counts within the window.
  base::Seconds flood_window{600};
  int most_of_sender = 20;  // mails of one sender on one ticket, or to one queue without a ticket
  int most_on_ticket = 100; // mails on one ticket
  int most_letters = 100;   // letters to one address; more of them wait
};

} // namespace rollout
