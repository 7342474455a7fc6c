// SPDX-License-Identifier: Apache-2.0
#include "documents/kind.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace documents {
namespace {

using namespace std::string_view_literals;

struct Sign {
  std::size_t at;
  std::string_view bytes;
  const char* named;
};

constexpr std::array<Sign, 29> signs{{
    {0, "%PDF-"sv, "a PDF"},
    {0, "MZ"sv, "a Windows program (.exe)"},
    {0, "\177ELF"sv, "a Linux program"},
    {0, "\xCF\xFA\xED\xFE"sv, "a program for macOS"},
    {0, "\xCA\xFE\xBA\xBE"sv, "a program (Java or macOS)"},
    {0, "#!"sv, "a script"},
    {0, "\x89PNG"sv, "a picture (PNG)"},
    {0, "\xFF\xD8\xFF"sv, "a picture (JPEG)"},
    {0, "GIF8"sv, "a picture (GIF)"},
    {0, "BM"sv, "a picture (BMP)"},
    {0, "II*\0"sv, "a picture (TIFF)"},
    {0, "MM\0*"sv, "a picture (TIFF)"},
    {8, "WEBP"sv, "a picture (WebP)"},
    {4, "ftyp"sv, "a film or a picture"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "an archive (7z)"},
    {0, "Rar!"sv, "an archive (RAR)"},
    {0, "\x1F\x8B"sv, "an archive (gzip)"},
    {0, "BZh"sv, "an archive (bzip2)"},
    {0, "\3757zXZ"sv, "an archive (xz)"},
    {257, "ustar"sv, "an archive (tar)"},
    {0, "ITSF"sv, "a Windows help file (.chm)"},
    {0, "L\0\0\0\1\x14\2\0"sv, "a Windows shortcut (.lnk)"},
    {0, "%!PS"sv, "a PostScript document"},
    {0, "\xDB\xA5"sv, "a Word document of before 1997"},
    {0, "\x31\xBE\0\0"sv, "a document of Microsoft Write"},
    {0, "\xFFWPC"sv, "a WordPerfect document"},
    {0, "{\\rt"sv, "an RTF document"},
    {0, "PK\5\6"sv, "an empty zip archive"},
    {0, "PK\7\x8"sv, "a part of a zip archive"},
}};

// Of text that is meant for programs: words that stand near its beginning, in lower case.
constexpr std::array<std::pair<std::string_view, const char*>, 10> words{{
    {"%pdf-", "a PDF"},
    {"<office:document", "a flat OpenDocument file (.fodt)"},
    {"w:worddocument", "a Word 2003 XML document"},
    {"<pkg:package", "a Word XML document"},
    {"mime-version:", "a web page archive or a mail (MHTML)"},
    {"<!doctype html", "a web page (HTML)"},
    {"<html", "a web page (HTML)"},
    {"<body", "a web page (HTML)"},
    {"<table", "a web page (HTML)"},
    {"<?xml", "an XML file"},
}};

constexpr std::array<std::pair<std::string_view, const char*>, 15> types{{
    {"opendocument.text-template", "an OpenDocument template (.ott)"},
    {"opendocument.text-master", "an OpenDocument master document (.odm)"},
    {"opendocument.text-web", "an OpenDocument web page (.oth)"},
    {"opendocument.text", "an OpenDocument text (.odt)"},
    {"opendocument.spreadsheet", "an OpenDocument sheet (.ods)"},
    {"opendocument.presentation", "an OpenDocument presentation (.odp)"},
    {"opendocument", "an OpenDocument file, but no text"},
    {"sun.xml", "a document of OpenOffice 1"},
    {"epub", "an e-book (EPUB)"},
    {"wordprocessingml.template", "a Word template (.dotx)"},
    {"macroenabledtemplate", "a Word template with macros (.dotm)"},
    {"spreadsheetml", "an Excel sheet (.xlsx)"},
    {"ms-excel", "an Excel sheet (.xlsm or .xlsb)"},
    {"presentationml", "a PowerPoint presentation (.pptx)"},
    {"ms-powerpoint", "a PowerPoint presentation with macros (.pptm)"},
}};

constexpr std::size_t looked_at = 2'000;

bool is_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return true;
  return std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' || (c >= '\t' && c <= '\r') || c == '\x1B';
  });
}

} // namespace

Kind kind_of(std::string_view bytes) {
  const auto head = bytes.substr(0, looked_at);
  for (const auto& sign : signs)
    if (head.size() >= sign.at && head.substr(sign.at).starts_with(sign.bytes))
      return {sign.bytes == "{\\rt" ? Kind::What::rtf : Kind::What::other, sign.named};
  std::string folded; // so that UTF-16 is read too
  for (const char c : base::lower(head))
    if (c != '\0')
      folded += c;
  for (const auto& [word, named] : words)
    if (folded.find(word) != folded.npos)
      return {Kind::What::other, named};
  if (std::all_of(head.begin(), head.end(), [](char c) { return c == '\0'; }))
    return {Kind::What::other, "a file of zero bytes, as a failed download leaves it"};
  return is_text(head) ? Kind{Kind::What::other, "plain text"} : Kind{};
}

const char* name_of_type(std::string_view type) {
  const auto folded = base::lower(type);
  for (const auto& [word, named] : types)
    if (folded.find(word) != folded.npos)
      return named;
  return "a zip archive that holds no document";
}

} // namespace documents
