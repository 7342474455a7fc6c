// SPDX-License-Identifier: Apache-2.0
#include "documents/part.hpp"

#include "base/text.hpp"

namespace documents {

bool read_part(Archive& archive, std::string_view name, XmlListener& listener, Findings& findings) {
  XmlReader reader(listener, name == manifest_part);
  bool wanted = true;
  const bool whole =
      archive.read(name, [&](std::string_view piece) { return wanted = reader.feed(piece); });
  if (!whole)
    return false;
  switch (reader.finish()) {
  case XmlReader::Fault::none:
    return true;
  case XmlReader::Fault::has_doctype:
    findings.end("entities", "The document's XML declares types or entities of its own, which no "
                             "word processor writes and which can be used for attacks; please copy "
                             "its text into a new document and send that.");
    break;
  case XmlReader::Fault::beyond_measure:
    findings.end("bomb", "The document's XML is nested or filled beyond measure, so reading was "
                         "given up; please copy its text into a new document and send that.");
    break;
  case XmlReader::Fault::not_well_formed:
    findings.end("broken", "The document's XML is damaged, so it cannot be read; please save it "
                           "again with your word processor, open it once to see that it is whole, "
                           "and send it again.");
    break;
  }
  return false;
}

Place place_of(std::string_view reference, bool external) {
  std::string target; // %5C%5Chost leads where \\host leads
  base::append_unescaped(target, base::trim(reference), '%');
  target = base::lower(target);
  const auto begins = [&](std::string_view word) { return target.starts_with(word); };
  if (begins("file:///") || begins("file:\\\\\\"))
    return target.find_first_of("/\\", 8) == 8 ? Place::share : Place::this_machine;
  const auto colon = target.find(':');
  const auto slash = target.find_first_of("/\\?#");
  if (begins("//") || begins("\\\\") || begins("file://") || begins("file:\\\\"))
    return Place::share;
  if (colon == 1 || (colon != target.npos && target.substr(0, colon) == "file" && slash != 5))
    return Place::this_machine; // a drive, or a file without a host
  if (colon != target.npos && (slash == target.npos || colon < slash))
    return begins("file:") ? Place::this_machine : Place::network;
  return external || begins("/") || begins("\\") || begins("../") ? Place::this_machine
                                                                  : Place::inside;
}

void judge_reference(Reference what, Place place, Findings& findings) {
  if (place == Place::inside)
    return;
  if (what == Reference::picture && place != Place::share)
    return findings.add(Verdict::doubtful, "outside_picture",
                        "A picture of the document is not in it but linked to, so others do not "
                        "see it; please put the picture itself into the document.");
  if (place == Place::this_machine && what == Reference::own_template)
    return findings.add(Verdict::fine, "own_template",
                        "The document names a template of the computer it was written on, which "
                        "others do not have and do not need; nothing need be sent again.");
  if (place == Place::this_machine)
    return findings.add(Verdict::doubtful, "outside",
                        "The document refers to a file of the computer it was written on, which "
                        "others do not have; please put its content into the document and send it "
                        "again.");
  findings.add(Verdict::refused, "outside",
               "The document loads a template or other content from another computer when it is "
               "opened, which is how attacks are made; please copy its text into a new document "
               "and send that.");
}

void add_active_content(Findings& findings) {
  findings.add(Verdict::doubtful, "active_content",
               "The document holds objects of other programs (OLE), which others should not open; "
               "please put text or pictures in their place.");
}

void add_programs(Findings& findings) {
  findings.add(Verdict::refused, "active_content",
               "The document holds what runs other programs or brings in other files when it is "
               "opened (ActiveX, DDE, altChunk), which is how attacks are made; please copy its "
               "text into a new document and send that.");
}

void add_macros(Findings& findings) {
  findings.add(Verdict::refused, "macros",
               "The document holds macros, which a report has no need of; please save it without "
               "macros, as a plain .docx or .odt, and send it again.");
}

void add_hidden_text(Findings& findings) {
  findings.add(Verdict::doubtful, "hidden_text",
               "The document holds hidden text, which its readers do not see and which does not "
               "count; please show it or take it out, and send it again.");
}

} // namespace documents
