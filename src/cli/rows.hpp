// SPDX-License-Identifier: Apache-2.0
// How rows of the queues are shown to a human or a script.
#pragma once

#include "cli/command_line.hpp"
#include "store/desk.hpp"

#include <string>

namespace cli {

// The store named by the configuration, for a look beside a running `serve`.
base::Result<store::Database> open_store(const CommandLine& line);

std::string id_of(const store::Listed& row);    // "inbox:12"
std::string row_line(const store::Listed& row); // one line
std::string row_page(const store::Listed& row); // all of it
std::string row_json(const store::Listed& row); // one object

} // namespace cli
