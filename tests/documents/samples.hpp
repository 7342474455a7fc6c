// SPDX-License-Identifier: Apache-2.0
// Documents in the shapes that Word and LibreOffice write, with a given text or without one part.
#pragma once

#include "documents/zip_writer.hpp"

#include <string>
#include <vector>

namespace documents_test {

inline const std::string transitional =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline const std::string strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
inline const std::string relation =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
inline const std::string word_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
inline const std::string odt_type = "application/vnd.oasis.opendocument.text";

// What an honest report says, in few words.
inline const std::string honest =
    "NGI_IT INFN-T1, CREAM 1.13.1: installed with yum, jobs submitted, "
    "no GGUS tickets, ACCEPT";

inline std::string content_types(const std::string& main_type = word_type) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
         "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
         "<Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
         "<Override PartName=\"/word/document.xml\" ContentType=\"" +
         main_type + "\"/></Types>";
}

inline std::string relationship(const std::string& kind, const std::string& target,
                                bool external = false) {
  return "<Relationship Id=\"r" + std::to_string(kind.size()) + "\" Type=\"" + relation + kind +
         "\" Target=\"" + target + "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
}

inline std::string relationships(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships "
         "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         inside + "</Relationships>";
}

inline std::string word_xml(const std::string& body, const std::string& space = transitional) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"" +
         space +
         "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
         "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
         "xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>" +
         body + "</w:body></w:document>";
}

inline std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

// A run with properties, in a paragraph of its own or between others.
inline std::string run(const std::string& text, const std::string& properties = {}) {
  return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r>";
}

// In the order and with the flag (sizes after the bytes) that Word uses.
inline std::vector<Entry> docx_parts(const std::string& document,
                                     const std::string& of_document = {}) {
  return {{"[Content_Types].xml", content_types(), 8},
          {"_rels/.rels", relationships(relationship("officeDocument", "word/document.xml")), 8},
          {"word/document.xml", document, 8},
          {"word/_rels/document.xml.rels", relationships(of_document), 8}};
}

inline std::string docx(const std::string& body) {
  return zip(docx_parts(word_xml(body)));
}

// `before`: scripts and styles, which stand before the body.
inline std::string odt_xml(const std::string& body, const std::string& before = {}) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content "
         "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
         "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
         "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
         "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" "
         "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
         "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
         "xmlns:ooo=\"http://openoffice.org/2004/office\" "
         "xmlns:xlink=\"http://www.w3.org/1999/xlink\">" +
         before + "<office:body><office:text>" + body +
         "</office:text></office:body></office:document-content>";
}

inline std::string manifest(const std::string& inside = {}) {
  return "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
         "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" +
         odt_type + "\"/>" + inside + "</manifest:manifest>";
}

inline std::vector<Entry> odt_parts(const std::string& content) {
  return {{"mimetype", odt_type},
          {"content.xml", content, 8},
          {"META-INF/manifest.xml", manifest(), 8}};
}

inline std::string odt(const std::string& body, const std::string& before = {}) {
  return zip(odt_parts(odt_xml(body, before)));
}

} // namespace documents_test
