// SPDX-License-Identifier: Apache-2.0
// `doctor` judges what the mail server says of the lists, and what the configuration believes of
// mail; and what a `serve` answers for itself.
#pragma once

#include "bridge/finding.hpp"
#include "bridge/world.hpp"
#include "net/http.hpp"
#include "net/smtp.hpp"

#include <string>
#include <vector>

namespace bridge {

// One answer for each address. Fewer are none at all.
void judge_lists(Findings& findings, const std::vector<std::string>& addresses,
                 const std::vector<net::Known>& answers);
void judge_proofs(Findings& findings, const Settings& settings);

// `answer` of /readyz at `where` (web.listen).
void judge_serve(Findings& findings, const std::string& where,
                 const base::Result<net::Response>& answer);

} // namespace bridge
