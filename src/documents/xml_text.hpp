// SPDX-License-Identifier: Apache-2.0
// Any text, from anybody, as it may stand in the XML of a document: valid UTF-8, escaped, without
// control characters and without those that make a line read in another order than it is written.
#pragma once

#include <string>
#include <string_view>

namespace documents {

// In UTF-8 with no control characters but tab and end of line (LF); what is not UTF-8 is U+FFFD.
std::string cleaned(std::string_view text);

// Of one line, for attributes and simple elements: tabs and ends of line are blanks.
std::string xml_line(std::string_view text);

// The inside of a paragraph of OpenDocument: several blanks, tabs and ends of line keep their
// place.
std::string xml_inline(std::string_view text);

} // namespace documents
