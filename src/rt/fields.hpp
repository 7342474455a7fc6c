// SPDX-License-Identifier: Apache-2.0
// Custom fields: what must be sent so that a ticket comes to hold what is wanted. Pure.
#pragma once

#include "base/result.hpp"
#include "rt/client.hpp"
#include "rt/json.hpp"

#include <string>
#include <vector>

namespace rt {

// Is `wanted` one of them? RT compares values of a list without case and stores its own spelling,
// so case does not count; nor do blanks at the ends and CR, which do not survive everywhere.
bool holds(const std::vector<std::string>& values, const std::string& wanted);

// The CustomFields object for a PUT: only the fields whose values change; empty when none does.
// RT replaces all values of a field that is named, so they are all given. Fault::refused names a
// field that the ticket has not; Fault::invalid a change that says `set` and `add` at once.
base::Result<Value::Object> changed_fields(const Ticket& ticket,
                                           const std::vector<FieldChange>& changes);

// The first field that does not hold what `changes` want, or "".
std::string unmet(const Ticket& ticket, const std::vector<FieldChange>& changes);

} // namespace rt
