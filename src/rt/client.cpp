// SPDX-License-Identifier: Apache-2.0
#include "rt/client.hpp"

#include "rt/session.hpp"

#include <utility>

namespace rt {

Client::Client(Settings settings) : session_(std::make_unique<Session>(std::move(settings))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

base::Result<void> Client::greet() {
  auto& wire = session_->wire;
  const auto answer = wire.json(wire.get("/rt"), "its version");
  if (!answer)
    return base::fail(base::Fault::temporary, answer.error().what, answer.error().hint);
  if ((*answer)["Version"].text.empty())
    return base::fail(base::Fault::temporary, wire.url() + " is no RT with REST2", "check rt.url");
  return {};
}

} // namespace rt
