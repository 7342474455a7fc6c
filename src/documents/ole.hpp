// SPDX-License-Identifier: Apache-2.0
// An OLE2 file, in which Word 97 to 2003 kept documents and others keep theirs: what its directory
// says that it is. Its text is not read.
#pragma once

#include "documents/findings.hpp"

#include <string_view>

namespace documents {

enum class OleKind { word, encrypted_package, other };

struct Ole {
  OleKind kind = OleKind::other;
  const char* what = "an OLE2 file that is no Word document"; // for the sender
};

bool is_ole(std::string_view bytes); // by its first bytes

// A Word document's password, macros, and a file cut short go to `findings`.
Ole read_ole(std::string_view bytes, Findings& findings);

} // namespace documents
