// SPDX-License-Identifier: Apache-2.0
// From a configuration to a world that works: the only place where the real RT, mail server and
// list of sites are plugged in.
#pragma once

#include "bridge/mail_post.hpp"
#include "bridge/rt_tickets.hpp"
#include "bridge/world.hpp"
#include "cli/config.hpp"
#include "rt/client.hpp"
#include "store/database.hpp"

#include <memory>

namespace cli {

// Opens the log, too. Errors name the key that is wrong.
base::Result<bridge::Settings> read_settings(const Config& config);
// All of them but the forms of letters.
base::Result<bridge::Settings> read_rules(const Config& config);
base::Result<void> open_log(const Config& config);
base::Result<rt::Settings> rt_settings(const Config& config);
base::Result<net::MailServer> mail_server(const Config& config);

// Fault::not_found where there is none: to look must not make a store, which would belong to
// whoever looked, often root.
base::Result<void> find_store(const std::string& path);

// One thread's tools. Not moved after it was made: the world points into it.
struct Bench {
  bridge::Settings settings;
  store::Database database;
  rt::Client client;
  bridge::RtTickets tickets;
  bridge::MailPost post;
  std::unique_ptr<bridge::TeamSource> team_source;         // nullptr: RT's groups alone
  std::unique_ptr<bridge::SiteSource> site_source;         // nullptr: nobody tells how sites are
  std::unique_ptr<bridge::DocumentSource> document_source; // nullptr: nobody verifies documents
  bridge::World world;

  static base::Result<std::unique_ptr<Bench>> make(const Config& config);
  // To look at the store and at RT: the store can be read alone, and must be there.
  static base::Result<std::unique_ptr<Bench>> make_to_look(const Config& config);
  Bench(bridge::Settings settings, store::Database database, rt::Settings rt,
        net::MailServer server, std::unique_ptr<bridge::TeamSource> team_source,
        std::unique_ptr<bridge::SiteSource> site_source,
        std::unique_ptr<bridge::DocumentSource> document_source, const Config& config);
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
};

} // namespace cli
