// SPDX-License-Identifier: Apache-2.0
// The hook server of `serve`: a thread, a socket and a connection to the store of its own.
#pragma once

#include "bridge/hooks.hpp"
#include "cli/config.hpp"
#include "net/http_server.hpp"
#include "store/database.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace cli {

class FrontDoor {
public:
  // nullptr when web.listen is empty. `ring` is called when hooks left something to do.
  static base::Result<std::unique_ptr<FrontDoor>> open(const Config& config, bridge::Pulse& pulse,
                                                       std::function<void()> ring);
  ~FrontDoor(); // the requests in hand are answered first
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  const std::string& where() const { return server_->where(); }

private:
  FrontDoor(bridge::Settings settings, store::Database database, std::vector<std::string> keys,
            std::optional<bridge::PageForms> pages, bridge::Pulse& pulse,
            std::function<void()> ring);

  bridge::Settings settings_;
  store::Database database_;
  bridge::Hooks hooks_;
  std::unique_ptr<net::HttpServer> server_;
  std::thread thread_;
};

// What can be wrong in the keys of [web], tried while `current` still works.
base::Result<void> try_front_door(const Config& next, const Config& current);

} // namespace cli
