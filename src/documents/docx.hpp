// SPDX-License-Identifier: Apache-2.0
// A document of Office Open XML: which part is the main one is told by relationships and content
// types, never by names alone. Transitional and strict namespaces are both legal.
#pragma once

#include "documents/archive.hpp"
#include "documents/findings.hpp"
#include "documents/text_lines.hpp"

#include <string>
#include <vector>

namespace documents {

struct Docx {
  std::string main_part; // "word/document.xml"
  std::string main_type; // its content type
  std::string styles;
  std::vector<std::string> stories; // parts with more text: foot notes, headers, footers
  std::vector<std::string> comments;
};

// Reads the table of types and all relationships; what they say of macros, objects and references
// outside goes to `findings`.
Docx read_package(Archive& archive, Findings& findings);

// The text of the main part and the stories.
Told read_docx(const Docx& docx, Archive& archive, Findings& findings);

} // namespace documents
