// SPDX-License-Identifier: Apache-2.0
// The section [documents] of the configuration: where documents are, and whether they are verified.
#pragma once

#include "bridge/ports.hpp"
#include "cli/config.hpp"
#include "rollout/policy.hpp"

#include <memory>

namespace cli {

// Errors name the key that is wrong.
base::Result<rollout::Documents> read_documents(const Config& config);

// nullptr: nobody verifies them.
base::Result<std::unique_ptr<bridge::DocumentSource>> document_source(const Config& config);

} // namespace cli
