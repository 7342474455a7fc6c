// SPDX-License-Identifier: Apache-2.0
#include "documents/xml.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace documents {
namespace {

constexpr std::size_t deepest = 1'000;
constexpr int most_attributes = 200;
// libxml2 looks through all that are open at each tag. Word and LibreOffice declare some forty, on
// the root.
constexpr int most_spaces = 120;
constexpr int most_names = 20'000; // libxml2 keeps every different name
constexpr std::size_t step = 4 * 1024;
constexpr std::size_t longest_markup = 2 * 1024 * 1024; // one tag; Word writes pictures into some
// libxml2 compares each attribute of a tag with all others before anyone is asked.
constexpr std::size_t most_signs = 4'000;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// OpenOffice 2 and converters name it in META-INF/manifest.xml; nobody fetches it.
constexpr std::string_view manifest_type = "-//OpenOffice.org//DTD Manifest 1.0//EN";

void say_nothing(void*, xmlErrorPtr) {}

} // namespace

std::string_view Element::attribute(std::string_view wanted) const {
  for (int i = 0; i < count; ++i) {
    const auto* one = attributes + 5 * static_cast<std::ptrdiff_t>(i);
    if (view(one[0]) == wanted)
      return {reinterpret_cast<const char*>(one[3]), static_cast<std::size_t>(one[4] - one[3])};
  }
  return {};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

int number(std::string_view written) {
  int out = 1;
  std::from_chars(written.data(), written.data() + written.size(), out);
  return out;
}

struct XmlReader::Parser {
  XmlListener& listener;
  xmlParserCtxtPtr context = nullptr;
  Fault fault = Fault::none;
  bool may_name_type;    // a DOCTYPE without a subset
  std::vector<int> open; // namespaces that each open element declares
  int spaces = 0;        // all of them
  std::size_t fed = 0;
  std::size_t signs = 0; // "=" since the last markup ended

  Parser(XmlListener& told, bool doctype_allowed) : listener(told), may_name_type(doctype_allowed) {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = &begin;
    handler.endElementNs = &end;
    handler.characters = &text;
    handler.cdataBlock = &text;
    handler.internalSubset = &doctype;
    handler.entityDecl = &entity;
    handler.attributeDecl = &attribute_type;
    handler.serror = &say_nothing;
    context = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (context == nullptr)
      fault = Fault::beyond_measure; // no memory
    else {
      xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8); // it must not guess another one
    }
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    if (context != nullptr && context->myDoc != nullptr)
      xmlFreeDoc(context->myDoc); // made for an entity of a subset, though nobody asked for a tree
    xmlFreeParserCtxt(context);
  }

  void stop(Fault why) {
    if (fault != Fault::none)
      return;
    fault = why;
    xmlStopParser(context);
  }

  void feed(std::string_view piece, bool last) {
    const auto before = xmlByteConsumed(context);
    const int error =
        xmlParseChunk(context, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (fault != Fault::none)
      return;
    if (error != XML_ERR_OK && context->wellFormed == 0)
      return stop(Fault::not_well_formed);
    fed += piece.size();
    const auto consumed = xmlByteConsumed(context);
    const auto new_signs = static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '='));
    signs = consumed > before ? new_signs : signs + new_signs;
    if (signs > most_signs || xmlDictSize(context->dict) > most_names ||
        (consumed >= 0 && fed > static_cast<std::size_t>(consumed) + longest_markup))
      stop(Fault::beyond_measure);
  }

  static Parser& self(void* user) { return *static_cast<Parser*>(user); }

  static void begin(void* user, const xmlChar* name, const xmlChar*, const xmlChar* space,
                    int declared, const xmlChar**, int count, int, const xmlChar** attributes) {
    auto& parser = self(user);
    if (parser.fault != Fault::none)
      return;
    parser.open.push_back(declared);
    parser.spaces += declared;
    if (parser.open.size() > deepest || count > most_attributes || parser.spaces > most_spaces)
      return parser.stop(Fault::beyond_measure);
    parser.listener.begin({view(space), view(name), attributes, count});
  }
  static void end(void* user, const xmlChar* name, const xmlChar*, const xmlChar* space) {
    auto& parser = self(user);
    parser.spaces -= parser.open.back();
    parser.open.pop_back();
    if (parser.fault == Fault::none)
      parser.listener.end(view(space), view(name));
  }
  static void text(void* user, const xmlChar* words, int size) {
    if (self(user).fault == Fault::none)
      self(user).listener.text(
          {reinterpret_cast<const char*>(words), static_cast<std::size_t>(size)});
  }
  static void doctype(void* user, const xmlChar*, const xmlChar* external, const xmlChar*) {
    auto& parser = self(user);
    if (!parser.may_name_type || view(external) != manifest_type)
      parser.stop(Fault::has_doctype);
  }
  // Any declaration in a subset.
  static void entity(void* user, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
    self(user).stop(Fault::has_doctype);
  }
  static void attribute_type(void* user, const xmlChar*, const xmlChar*, int, int, const xmlChar*,
                             xmlEnumerationPtr values) {
    xmlFreeEnumeration(values);
    self(user).stop(Fault::has_doctype);
  }
};

XmlReader::XmlReader(XmlListener& listener, bool may_be_manifest)
    : parser_(std::make_unique<Parser>(listener, may_be_manifest)) {}
XmlReader::~XmlReader() = default;

bool XmlReader::feed(std::string_view piece) {
  auto utf8 = source_.utf8(piece);
  if (source_.is_unknown())
    parser_->stop(Fault::not_well_formed);
  while (!utf8.empty() && parser_->fault == Fault::none) {
    const auto size = std::min(utf8.size(), step);
    parser_->feed(utf8.substr(0, size), false);
    utf8.remove_prefix(size);
  }
  return parser_->fault == Fault::none;
}

XmlReader::Fault XmlReader::finish() {
  if (parser_->fault == Fault::none)
    parser_->feed({}, true);
  return parser_->fault;
}

} // namespace documents
