// SPDX-License-Identifier: Apache-2.0
// A document of the Open Document Format: its kind is told by the part `mimetype`, or else by the
// manifest, which also says what is encrypted.
#pragma once

#include "documents/archive.hpp"
#include "documents/findings.hpp"
#include "documents/text_lines.hpp"

#include <string>

namespace documents {

// The media type, as "application/vnd.oasis.opendocument.text"; ends with a finding where parts are
// encrypted. Macros are found by their parts.
std::string read_odt_type(Archive& archive, Findings& findings);

// The text of content.xml, and of the page headers and footers, which stand in styles.xml.
Told read_odt(Archive& archive, Findings& findings);

} // namespace documents
