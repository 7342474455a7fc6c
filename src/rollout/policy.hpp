// SPDX-License-Identifier: Apache-2.0
// What a site may set and a decision obeys. Defaults are those of contract 6.
#pragma once

#include "base/instant.hpp"
#include "rollout/naming.hpp"

#include <string>
#include <vector>

namespace rollout {

// What becomes of a mail that nothing proves to be its sender's (mission, "authenticity of mail").
enum class Unproved { take, hold, refuse };

struct Policy {
  std::string rt_name; // stands in our subjects: [rt_name #N]
  std::string queue = "staged-rollout";
  std::vector<std::string> closed = {"resolved", "rejected", "deleted"};
  std::string teams_field = "EA Teams";
  std::string accepted_field = "EA Accepted";
  std::string rejected_field = "EA Rejected";
  std::string status_field = "Rollout Status";
  std::string outcome_field = "Outcome";
  std::string exposure_field = "Exposure Until";
  std::string document_field = "Document ID";
  std::string reports_field = "Reports";
  // What a ticket's title does not say is read in these.
  std::string stack_field = "Software Stack";
  std::string component_field = "Component";
  std::string version_field = "Version";
  Naming naming;
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
