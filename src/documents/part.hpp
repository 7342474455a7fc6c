// SPDX-License-Identifier: Apache-2.0
// One XML part of a document's zip: read, and what is wrong with it told.
#pragma once

#include "documents/archive.hpp"
#include "documents/findings.hpp"
#include "documents/xml.hpp"

#include <string>
#include <string_view>

namespace documents {

// True when the part `name` was read to its end. A part that is not there is no finding.
bool read_part(Archive& archive, std::string_view name, XmlListener& listener, Findings& findings);

// What stands outside of the file and is fetched when it is opened, from the network or not.
enum class Place { inside, this_machine, network };
// Where a reference leads; `external`: as far as it is known to lead out.
Place place_of(std::string_view reference, bool external);

// A picture from elsewhere is missing or shows that the file was opened; other content (templates,
// objects, sections) may be an attack.
enum class Reference { picture, content };
void judge_reference(Reference what, Place place, Findings& findings);

// Things that run or change by themselves without being macros: objects of other programs, DDE.
void add_active_content(Findings& findings);
void add_macros(Findings& findings);

constexpr const char* encrypted_text = "The document is encrypted or asks for a password, so it "
                                       "cannot be read; please save it without "
                                       "a password and send it again.";

// Text as it is gathered: lines without blanks at their ends, and no more than `most_text` bytes.
class TextLines {
public:
  void add(std::string_view words);        // an end of line in them is a blank
  void add_folded(std::string_view words); // also, several blanks are one, and none begins a line
  void new_line();                         // ends the line that was begun, if one was
  std::string take();

private:
  void put(char c, bool folded);

  std::string text_;
};

} // namespace documents
