// SPDX-License-Identifier: Apache-2.0
// What goes to the document server with collected reports (R35, R36): the file that its XMLUpload
// takes, and a page for whoever uploads them. Nothing is sent: we have no login there.
#pragma once

#include "bridge/collected.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace bridge {

inline constexpr const char* upload_name = "UPLOAD.xml";
inline constexpr const char* guide_name = "UPLOAD.txt";

struct UploadSet {
  std::string xml;   // DocDB's; without files where none counts yet
  std::string guide; // for people
};

// Of the `files` of `ticket` those that count; `items` is what they came as, `missing` the teams
// whose reports did not.
UploadSet upload_set(const rollout::Ticket& ticket, const std::vector<Item>& items,
                     const std::vector<Collected>& files, const std::vector<std::string>& missing,
                     const rollout::Policy& policy);

} // namespace bridge
