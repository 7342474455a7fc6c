// SPDX-License-Identifier: Apache-2.0
#include "documents/part.hpp"

#include "base/text.hpp"

namespace documents {

bool read_part(Archive& archive, std::string_view name, XmlListener& listener, Findings& findings) {
  XmlReader reader(listener);
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
  const auto target = base::lower(base::trim(reference));
  const auto begins = [&](std::string_view word) { return target.starts_with(word); };
  if (begins("file:///") || begins("file:\\\\\\"))
    return target.find_first_of("/\\", 8) == 8 ? Place::network : Place::this_machine;
  const auto colon = target.find(':');
  const auto slash = target.find_first_of("/\\?#");
  if (begins("//") || begins("\\\\"))
    return Place::network;
  if (colon == 1 || (colon != target.npos && target.substr(0, colon) == "file" && slash != 5))
    return Place::this_machine; // a drive, or a file without a host
  if (colon != target.npos && (slash == target.npos || colon < slash))
    return Place::network;
  return external || begins("/") || begins("\\") || begins("../") ? Place::this_machine
                                                                  : Place::inside;
}

void judge_reference(Reference what, Place place, Findings& findings) {
  if (place == Place::inside)
    return;
  if (what == Reference::picture)
    return findings.add(Verdict::doubtful, "outside_picture",
                        "A picture of the document is not in it but linked to, so others do not "
                        "see it; please put the picture itself into the document.");
  if (place == Place::this_machine)
    return findings.add(Verdict::doubtful, "outside",
                        "The document refers to a template or file of the computer it was written "
                        "on, which others do not have; please detach it and send it again.");
  findings.add(Verdict::refused, "outside",
               "The document loads a template or other content from the network when it is "
               "opened, which is how attacks are made; please copy its text into a new document "
               "and send that.");
}

void add_active_content(Findings& findings) {
  findings.add(
      Verdict::doubtful, "active_content",
      "The document holds objects of other programs or fields that run them (OLE, ActiveX, "
      "DDE), which others should not open; please put text or pictures in their place.");
}

void add_macros(Findings& findings) {
  findings.add(Verdict::refused, "macros",
               "The document holds macros, which a report has no need of; please save it without "
               "macros, as a plain .docx or .odt, and send it again.");
}

void TextLines::put(char c, bool folded) {
  const bool blank = c == '\n' || c == '\r' || (folded && (c == ' ' || c == '\t'));
  const bool again = text_.empty() || text_.back() == ' ' || text_.back() == '\n';
  if (!blank)
    text_ += c;
  else if (!folded || !again)
    text_ += ' ';
}

void TextLines::add(std::string_view words) {
  for (const char c : base::front(words, most_text - text_.size()))
    put(c, false);
}

void TextLines::add_folded(std::string_view words) {
  for (const char c : base::front(words, most_text - text_.size()))
    put(c, true);
}

void TextLines::new_line() {
  while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t'))
    text_.pop_back();
  if (!text_.empty() && text_.back() != '\n' && text_.size() < most_text)
    text_ += '\n';
}

std::string TextLines::take() {
  new_line();
  return std::move(text_);
}

} // namespace documents
