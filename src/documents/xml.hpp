// SPDX-License-Identifier: Apache-2.0
// XML as a stream of events, without a tree: elements and text as they come. It never fetches,
// knows no entities but the five of XML itself, and stops at a DOCTYPE and at what only a document
// made to hurt has: thousands of levels, of attributes in a tag, of namespaces, of different names.
#pragma once

#include "documents/xml_source.hpp"

#include <initializer_list>
#include <memory>
#include <string_view>

namespace documents {

// One tag. It and its views last as long as the call that gives it.
struct Element {
  std::string_view space;                 // its namespace's URI
  std::string_view name;                  // without prefix
  const unsigned char* const* attributes; // five pointers each, as libxml2 gives them
  int count;                              // of attributes

  // The value of the attribute `wanted`, whatever its namespace; empty where there is none. An
  // ampersand in it is written `&#38;`.
  std::string_view attribute(std::string_view wanted) const;
};

// What the names and values of elements are asked for.
bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);
int number(std::string_view written); // 1: it is none

class XmlListener {
public:
  virtual ~XmlListener() = default;
  virtual void begin(const Element& element) = 0;
  virtual void end(std::string_view space, std::string_view name) = 0;
  virtual void text(std::string_view utf8) = 0; // in pieces of any size
};

class XmlReader {
public:
  enum class Fault { none, not_well_formed, has_doctype, beyond_measure };

  // `may_be_manifest`: a DOCTYPE of OpenOffice's manifest, without a subset, is passed over.
  explicit XmlReader(XmlListener& listener, bool may_be_manifest = false);
  ~XmlReader();

  bool feed(std::string_view piece); // false: there is a fault, and no more is wanted
  Fault finish();                    // after the last piece

private:
  struct Parser;

  XmlSource source_;
  std::unique_ptr<Parser> parser_;
};

} // namespace documents
