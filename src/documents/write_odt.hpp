// SPDX-License-Identifier: Apache-2.0
// A paper as a file that word processors open: OpenDocument 1.2 text on A4, with the page's number
// below. Texts are made harmless (xml_text.hpp).
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "documents/paper.hpp"

#include <string>

namespace documents {

// The bytes of an .odt that says it was made at `made`; the same paper and time give the same
// bytes. Fails only where there is no memory.
base::Result<std::string> to_odt(const Paper& paper, base::Instant made);

} // namespace documents
