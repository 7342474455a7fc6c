// SPDX-License-Identifier: Apache-2.0
// What is read on pages that RT makes for people: names of form fields and their options, nothing
// of their words. What is not understood is nothing.
#pragma once

#include "rt/setup.hpp"

#include <string_view>

namespace rt {

// Of Search/Build.html: its choice of statuses.
Statuses statuses_on(std::string_view page);

// Of Ticket/Modify.html.
std::set<std::int64_t> writable_fields_on(std::string_view page);
// How many statuses it offers, the present one included.
std::size_t choices_of_status_on(std::string_view page);

} // namespace rt
