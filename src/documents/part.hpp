// SPDX-License-Identifier: Apache-2.0
// One XML part of a document's zip: read, and what is wrong with it told.
#pragma once

#include "documents/archive.hpp"
#include "documents/findings.hpp"
#include "documents/xml.hpp"

#include <string>
#include <string_view>

namespace documents {

constexpr std::string_view manifest_part = "META-INF/manifest.xml";

// True when the part `name` was read to its end. A part that is not there is no finding.
bool read_part(Archive& archive, std::string_view name, XmlListener& listener, Findings& findings);

// What stands outside of the file and is fetched when it is opened. A share is another machine's
// folder: Windows tells that machine who opened the file, and a proof of the password.
enum class Place { inside, this_machine, network, share };
// Where a reference leads; `external`: as far as it is known to lead out.
Place place_of(std::string_view reference, bool external);

// A picture from elsewhere is missing or shows that the file was opened; other content (templates,
// objects, sections) may be an attack. A template of the writer's own computer is only missed.
enum class Reference { picture, content, own_template };
void judge_reference(Reference what, Place place, Findings& findings);

// Objects of other programs, which run when somebody asks for them.
void add_active_content(Findings& findings);
// What runs by itself, or brings in what nobody inspected: ActiveX, DDE, chunks of other formats.
void add_programs(Findings& findings);
void add_macros(Findings& findings);
void add_hidden_text(Findings& findings);

constexpr const char* encrypted_text = "The document is encrypted or asks for a password, so it "
                                       "cannot be read; please save it without "
                                       "a password and send it again.";

} // namespace documents
