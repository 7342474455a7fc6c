// SPDX-License-Identifier: Apache-2.0
// The XML of a paper's parts in an odt. The styles that content.xml names stand in styles.xml.
#pragma once

#include "documents/paper.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace documents {

// OpenDocument's namespaces and version, as attributes of a root element.
constexpr std::string_view odt_spaces =
    R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
    R"(xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" )"
    R"(xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" )"
    R"(xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" )"
    R"(xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" )"
    R"(xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" )"
    R"(xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" )"
    R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" )"
    R"(office:version="1.2")";

std::string odt_content(const Paper& paper); // content.xml
std::string odt_styles();                    // styles.xml

// Millimetres of each column of `table`, together at most the page's text: as wide as its texts are
// long; where that is too much, enough for its longest word, and the rest to those that have much
// to say.
std::vector<int> column_widths(const Table& table);

constexpr int text_width = 170; // mm: A4 without its margins

} // namespace documents
