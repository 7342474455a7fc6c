// SPDX-License-Identifier: Apache-2.0
// The command line of rollout-filter: its own options and those of rt-mailgate, which mean the same
// here or nothing. As there, one dash will do, case is free, and rt-mailgate's may be abbreviated.
#pragma once

#include "drop/drop_box.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace filter {

// What local(8) tells a command of an alias line; an option goes before.
struct Surroundings {
  std::optional<std::string> sender, recipient, extension;
};

struct Options {
  std::string drop;
  drop::Envelope envelope{"", "", "", "correspond", false};
  std::uint64_t limit = 50U << 20; // bytes
  int deadline = 30;               // seconds
  bool help = false, version = false;
  std::string wrong; // not empty: the command line cannot be used, and this says why
};

Options read_options(int count, const char* const* words, const Surroundings& around);

extern const char* const usage;

} // namespace filter
