// SPDX-License-Identifier: Apache-2.0
#include "docdb/upload.hpp"

#include "xml/escape.hpp"

namespace docdb {
namespace {

using xml::escaped;

std::string element(const std::string& name, const std::string& text) {
  return "<" + name + ">" + escaped(text) + "</" + name + ">";
}

std::string file_element(const Upload::File& file) {
  return "      <file href=\"" + escaped(file.href) + "\" main=\"" + (file.main ? "yes" : "no") +
         "\">\n        " + element("name", file.name) + "\n        " +
         element("description", file.description) + "\n      </file>\n";
}

} // namespace

std::string upload_xml(const Upload& upload) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<docdb>\n  <control>" +
                    element("mode", upload.id ? "bump" : "new") + "</control>\n  <document";
  if (upload.id)
    out += " id=\"" + std::to_string(*upload.id) + "\"";
  out += ">\n    <docrevision>\n      " + element("title", upload.title) + "\n      " +
         element("abstract", upload.abstract) + "\n";
  for (const auto& keyword : upload.keywords)
    out += "      " + element("keyword", keyword) + "\n";
  if (upload.type)
    out += "      <doctype id=\"" + std::to_string(*upload.type) + "\"/>\n";
  // QUIRK: without this element XMLUpload dies (status 500) and tells nobody why; with empty names
  // it says that they are missing.
  out += "      <submitter>" + element("firstname", upload.first_name) +
         element("lastname", upload.last_name) + "</submitter>\n";
  for (const auto& file : upload.files)
    out += file_element(file);
  return out + "    </docrevision>\n  </document>\n</docdb>\n";
}

} // namespace docdb
