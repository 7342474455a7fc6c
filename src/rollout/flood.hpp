// SPDX-License-Identifier: Apache-2.0
// The breaker at the door. A loop that no header shows (two robots, a responder without marks) is
// known by its rate: what comes beyond the limits in a sliding window is held. That is a trip:
// people are told of it once a day, and when fewer come, mail passes again by itself.
#pragma once

#include "base/instant.hpp"
#include "rollout/event.hpp"
#include "rollout/policy.hpp"

#include <optional>
#include <string>

namespace rollout {

// Where an arrival is counted: its sender, on its ticket or (without one) at its queue. What is
// doubted (rollout/doubt.hpp) is counted apart: a flood of forged mails or of spam stops nobody
// else's.
struct Stream {
  std::string place;
  std::string sender;
};
Stream stream_of(const MailArrived& mail, const Policy& policy);

// Why an arrival does not pass: too many of its sender, or too many on its ticket ("place").
struct Stop {
  std::string scope; // "sender", "place"; empty: it passes
  std::string trip;  // the ID under which all of this trip are released or refused
};

// What else came on its stream, less than a window before or after it. So no span of that length
// ever lets more pass than the limits say, in whatever order the mails are thought about.
struct Traffic {
  int of_sender = 0;
  int in_place = 0;         // without what was stopped for its sender: one robot stops itself alone
  std::string senders_trip; // of the last that was stopped; empty: none was
  std::string places_trip;  // the same of the whole place
  std::optional<Stop> again; // the same mail was delivered before, and this became of it
};

Stop stop(const MailArrived& mail, const Traffic& traffic, const Policy& policy);

// What was too many: "more than 20 mails of robot@x.example came on ticket #4711 in 10 minutes".
std::string describe(const Stop& stop, const MailArrived& mail, const Policy& policy);

// One arrival as it is counted: once for each `cause`.
struct Passage {
  std::string cause;
  base::Instant at;
  Stream stream;
  Stop stop;
};

} // namespace rollout
