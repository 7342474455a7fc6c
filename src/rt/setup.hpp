// SPDX-License-Identifier: Apache-2.0
// How an RT is set up, as far as our user can see it. REST2 tells most of it; a lifecycle's
// statuses, and which fields may be written, stand only on pages that RT makes for people.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rt {

struct About {
  std::string version;                // "5.0.3+dfsg-3~deb12u6"
  std::string name;                   // RT's rtname, as in [name #4711]; empty: RT does not tell
  std::optional<base::Instant> clock; // RT's, when it answered
};

struct QueueSetup {
  std::string name;
  std::string lifecycle;
  std::string subject_tag; // in place of RT's name; empty: none
  bool disabled = false;
  bool may_create = false; // we may make tickets there
  // The enabled custom fields of its tickets that we may see: names by numbers.
  std::map<std::int64_t, std::string> fields;
};

struct FieldSetup {
  std::int64_t id = 0;
  std::string name;
  std::string type = {}; // "Select", "Freeform", "Text", "Date", …
  bool several = false;
  bool unique = false;
  bool disabled = false;
};

struct TicketRights {
  base::TicketId ticket;
  bool reply = false;
  bool change = false;           // its status, so all but custom fields
  std::set<std::int64_t> fields; // that we may write, by number
};

// By names of lifecycles; under "" those of all, where all have the same.
using Statuses = std::map<std::string, std::vector<std::string>>;

} // namespace rt
