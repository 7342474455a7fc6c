// SPDX-License-Identifier: Apache-2.0
#include "documents/odt.hpp"

#include "base/text.hpp"
#include "documents/odt_text.hpp"
#include "documents/part.hpp"

#include <algorithm>

namespace documents {
namespace {

class Manifest : public XmlListener {
public:
  explicit Manifest(Findings& findings) : findings_(findings) {}

  void begin(const Element& element) override {
    if (is_one_of(element.name, {"encryption-data", "encrypted-key", "keyinfo"}))
      findings_.end("encrypted", encrypted_text);
    if (element.name == "file-entry" && element.attribute("full-path") == "/")
      type = element.attribute("media-type");
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

  std::string type;

private:
  Findings& findings_;
};

// Modules and scripts; the lists of their names are written also where there is none.
bool is_macro(std::string_view name) {
  const auto file = base::lower(name.substr(name.find_last_of('/') + 1));
  if (file.empty())
    return false;                            // a folder
  const auto path = "/" + base::lower(name); // also those of a document inside of the document
  return path.find("/scripts/") != path.npos ||
         (path.find("/basic/") != path.npos &&
          !is_one_of(file, {"script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"}));
}

} // namespace

std::string read_odt_type(Archive& archive, Findings& findings) {
  for (const auto& entry : archive.entries())
    if (is_macro(entry.name))
      add_macros(findings);
  constexpr std::size_t longest_type = 200;
  std::string type;
  archive.read("mimetype", [&](std::string_view piece) {
    type += piece.substr(0, longest_type);
    return type.size() < longest_type;
  });
  Manifest manifest(findings);
  read_part(archive, manifest_part, manifest, findings);
  type = base::trim(type);
  return type.empty() ? manifest.type : type;
}

Told read_odt(Archive& archive, Findings& findings) {
  if (archive.find("content.xml") == nullptr)
    findings.end("broken", "The document has no content.xml, so it cannot be read; please save it "
                           "again with your word processor and send it again.");
  Styles common;
  OdtText page(common, findings);
  OdtText text(common, findings);
  OdtText about(common, findings);
  read_part(archive, "styles.xml", page, findings);
  read_part(archive, "content.xml", text, findings);
  read_part(archive, "meta.xml", about, findings); // for what it has a program load
  auto told = text.take();
  const auto more = page.take();
  told.text += more.text;
  told.comments += more.comments;
  return told;
}

} // namespace documents
