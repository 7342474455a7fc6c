// SPDX-License-Identifier: Apache-2.0
#include "documents/inspect.hpp"

#include "base/text.hpp"
#include "documents/archive.hpp"
#include "documents/docx.hpp"
#include "documents/kind.hpp"
#include "documents/odt.hpp"
#include "documents/ole.hpp"
#include "documents/part.hpp"
#include "documents/recommendation.hpp"
#include "documents/rtf.hpp"
#include "documents/told.hpp"

#include <algorithm>
#include <optional>

namespace documents {
namespace {

// What a file truly is, and what it says.
struct Reading {
  std::string extension; // that fits: doc, docx, odt; empty where none does
  std::string named;     // what it is, for its sender
  std::optional<Told> told;
};

bool is_docx(std::string_view type) {
  const auto folded = base::lower(type);
  return folded.find("wordprocessingml.document.main") != folded.npos ||
         folded.find("ms-word.document.macroenabled") != folded.npos;
}

Reading read_zip(std::string_view bytes, Findings& findings) {
  Archive archive(bytes, findings);
  if (findings.fatal())
    return {};
  const auto& entries = archive.entries();
  if (std::any_of(entries.begin(), entries.end(),
                  [](const ZipEntry& entry) { return entry.is_encrypted(); })) {
    findings.end("encrypted", encrypted_text);
    return {};
  }
  const bool office = archive.find("[Content_Types].xml") != nullptr;
  const bool open = archive.find("mimetype") != nullptr || archive.find("content.xml") != nullptr;
  if (office && open) {
    findings.end("broken",
                 "The file holds two documents, one for Word and one for OpenDocument, of "
                 "which each program would show another; please save it again with your "
                 "word processor and send that.");
    return {};
  }
  if (office) {
    const auto package = read_package(archive, findings);
    if (findings.fatal())
      return {};
    if (!is_docx(package.main_type))
      return {{}, name_of_type(package.main_type), {}};
    return {"docx", "a Word document (.docx)", read_docx(package, archive, findings)};
  }
  const auto type = read_odt_type(archive, findings);
  if (findings.fatal())
    return {};
  if (type != "application/vnd.oasis.opendocument.text")
    return {{}, name_of_type(type), {}};
  return {"odt", name_of_type(type), read_odt(archive, findings)};
}

Reading read_rtf(std::string_view bytes, Findings& findings) {
  if (runs_programs(bytes))
    findings.add(Verdict::refused, "active_content",
                 "The file is an RTF document that holds objects of other programs, fields that "
                 "run them (DDE), or asks for a template; please save the report as .docx and send "
                 "that.");
  else
    findings.add(Verdict::doubtful, "rtf",
                 "The file is an RTF document under the name .doc, which we do not look into; "
                 "please save the report as .docx and send that.");
  return {"doc", "an RTF document", {}};
}

Reading read_ole_file(std::string_view bytes, std::string_view extension, Findings& findings) {
  const auto ole = read_ole(bytes, findings);
  if (findings.has("broken"))
    return {}; // of which nobody knows what it was
  switch (ole.kind) {
  case OleKind::word:
    if (extension == "doc" && !findings.fatal())
      findings.add(Verdict::not_inspected, "not_inspected",
                   "The file is a Word 97 document (.doc), whose text is not inspected; to have it "
                   "inspected, save it as .docx or .odt.");
    return {"doc", ole.what, {}};
  case OleKind::encrypted_package:
    return {std::string(extension), ole.what, {}}; // what is in it nobody can tell
  case OleKind::other:
    break;
  }
  return {{}, ole.what, {}};
}

Reading read(std::string_view bytes, std::string_view extension, Findings& findings) {
  if (bytes.empty()) {
    findings.end("empty", "The file is empty; please look whether the report was saved, and send "
                          "it again.");
    return {};
  }
  if (bytes.starts_with("PK\3\4"))
    return read_zip(bytes, findings);
  if (is_ole(bytes))
    return read_ole_file(bytes, extension, findings);
  const auto kind = kind_of(bytes);
  if (kind.what == Kind::What::rtf && extension == "doc")
    return read_rtf(bytes, findings);
  return {{}, kind.named, {}};
}

void judge_name(const Reading& reading, const std::string& extension, Findings& findings) {
  if (reading.named.empty() || reading.extension == extension)
    return;
  const auto remedy =
      reading.extension.empty()
          ? "please save the report as ." + extension + " in your word processor and send that."
          : "please name it ." + reading.extension + " and send it again.";
  findings.add(Verdict::refused, "wrong_kind",
               "The file is named ." + extension + ", but it is " + reading.named + "; " + remedy);
}

bool is_known(std::string_view extension) {
  return extension == "doc" || extension == "docx" || extension == "odt";
}

} // namespace

Content inspect(std::string_view bytes, std::string_view extension, const Expected& expected) {
  Findings findings;
  const auto wanted = base::lower(extension);
  if (!is_known(wanted)) {
    findings.add(Verdict::refused, "extension",
                 "The name of the file ends neither in .doc nor .docx nor .odt; please save the "
                 "report as one of these and send that.");
    return findings.take();
  }
  const auto reading = read(bytes, wanted, findings);
  judge_name(reading, wanted, findings);
  if (reading.told && !findings.fatal())
    judge_text(*reading.told, expected, findings);
  auto content = findings.take();
  if (reading.told && content.verdict != Verdict::refused)
    content.recommendation = recommendation_in(*reading.told);
  return content;
}

base::Result<std::string> text_of(std::string_view bytes, std::string_view extension) {
  Findings findings;
  const auto wanted = base::lower(extension);
  const auto reading = read(bytes, wanted, findings);
  if (!findings.fatal() && reading.told && reading.extension == wanted)
    return std::string(
        base::front(without_marks(reading.told->text + reading.told->comments), most_text));
  judge_name(reading, wanted, findings);
  const auto content = findings.take();
  return base::fail(base::Fault::invalid, content.findings.empty() ? "no text can be read"
                                                                   : content.findings.front().text);
}

} // namespace documents
