// SPDX-License-Identifier: Apache-2.0
// All that one step may touch, and nothing else.
#pragma once

#include "bridge/forms.hpp"
#include "bridge/ports.hpp"
#include "bridge/pulse.hpp"
#include "bridge/retry.hpp"
#include "documents/inspect.hpp"
#include "mail/spam.hpp"
#include "rollout/policy.hpp"
#include "store/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bridge {

// Where the list of known sites comes from (team_chore.hpp).
struct TeamSettings {
  std::string source; // in words, other ones for another source; empty: RT's groups alone
  base::Seconds refresh{3600};
  bool near = false;                // costs nothing: read anew at each start
  std::optional<std::size_t> least; // a list of so many sites is believed; else see `doubt`
  std::vector<std::string> ngis;    // names of NGIs that are known without a list
};

struct Settings {
  rollout::Policy policy;
  std::vector<std::string> rt_names;         // subject tags that are ours: [name #N]
  std::vector<std::string> rt_organizations; // right half of the Message-IDs that our RT makes
  std::vector<std::string> authserv_ids;     // whose Authentication-Results are believed
  std::vector<std::string> own_hosts;        // mail hosts inside, behind the border
  std::vector<mail::SpamMark> spam_marks;    // fields by which a spam filter marks a mail
  std::string drop_dir;
  std::string from;                    // address of our letters; an answer to it comes back to us
  std::string loop_mark;               // value of our loop header
  std::string user = "rollout-bridge"; // whose changes in RT are our own
  Forms forms;                         // templates/, read at start
  documents::Expected report{documents::usual_topics(), ""}; // what a report should hold
  base::Seconds sweep_every{60};
  base::Seconds linger{15}; // RT may be at a call for so long after we stopped waiting
  base::Seconds keep_mails = std::chrono::hours{90 * 24};
  TeamSettings teams;
  bool arrive_now = false; // `work --now`: what was not thought about yet arrives at that time
};

struct World {
  store::Database& database;
  Tickets& tickets;
  Post& post;
  const Settings& settings;
  std::map<std::string, Breaker> breakers = {};    // by target: "rt", "post", "teams"
  Pulse* pulse = nullptr;                          // who wants to know how it goes; nobody: nullptr
  TeamSource* team_source = nullptr;               // RT's groups alone: nullptr
  SiteSource* site_source = nullptr;               // nobody tells how sites are: nullptr
  DocumentSource* document_source = nullptr;       // nobody verifies documents: nullptr
  std::map<std::string, std::string> at_hand = {}; // mails that are not kept, by digest: for a plan
};

} // namespace bridge
