// SPDX-License-Identifier: Apache-2.0
// The port through which `doctor` sees how RT is set up, and the real one. Nothing is written.
#pragma once

#include "base/result.hpp"
#include "rt/client.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct RtSetup {
  virtual ~RtSetup() = default;
  virtual base::Result<rt::About> about() = 0;
  // Fault::not_found: there is none that we may see.
  virtual base::Result<rt::QueueSetup> queue(const std::string& name) = 0;
  virtual base::Result<std::vector<std::string>> queues() = 0;
  virtual base::Result<std::vector<rt::FieldSetup>> fields() = 0;
  virtual base::Result<std::vector<std::string>> values(std::int64_t field) = 0;
  virtual base::Result<rt::Statuses> statuses() = 0;
  virtual base::Result<std::optional<rt::TicketRights>>
  rights_on_newest(const std::string& queue) = 0;
  virtual base::Result<bool> may_change_group(const std::string& name) = 0;
};

class RtItself : public RtSetup {
public:
  explicit RtItself(rt::Client& client) : client_(client) {}
  base::Result<rt::About> about() override { return client_.about(); }
  base::Result<rt::QueueSetup> queue(const std::string& name) override {
    return client_.queue_setup(name);
  }
  base::Result<std::vector<std::string>> queues() override { return client_.queues_seen(); }
  base::Result<std::vector<rt::FieldSetup>> fields() override { return client_.fields_seen(); }
  base::Result<std::vector<std::string>> values(std::int64_t field) override {
    return client_.field_values(field);
  }
  base::Result<rt::Statuses> statuses() override { return client_.statuses(); }
  base::Result<std::optional<rt::TicketRights>>
  rights_on_newest(const std::string& queue) override {
    return client_.rights_on_newest(queue);
  }
  base::Result<bool> may_change_group(const std::string& name) override {
    return client_.may_change_group(name);
  }

private:
  rt::Client& client_;
};

} // namespace bridge
