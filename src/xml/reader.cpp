// SPDX-License-Identifier: Apache-2.0
#include "xml/reader.hpp"

#include "base/text.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace xml {
namespace {

constexpr std::size_t deepest = 20;
constexpr std::size_t longest_text = 1'000;
constexpr std::size_t longest_value = 4'000;
// libxml2 2.9 compares each attribute with all of its tag, and looks names up in long chains:
// 300000 attributes in one tag take it a minute.
constexpr std::size_t longest_tag = 16'000;  // and comment, and CDATA section
constexpr std::size_t longest_piece = 4'000; // that libxml2 is given at once
constexpr int most_names = 2'000;
constexpr int most_namespaces = 10; // of one element

const char* chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<xmlParserCtxt, FreeContext>;

// What libxml2 has to say of an encoding it says on stderr, unless this thread listens.
class Hush {
public:
  Hush() {
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlErrorPtr) {});
  }
  ~Hush() { xmlSetStructuredErrorFunc(nullptr, nullptr); }
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;
};

// What libxml2 calls back. Its `void*` is always the Walk.
class Walk {
public:
  explicit Walk(const std::function<bool(const Element&)>& seen) : seen_(seen) {}

  Document run(std::string_view text) {
    if (text.empty())
      return {"", "it is empty"};
    rest_ = text;
    const Hush hush;
    const auto read = [](void* walk, char* to, int most) { return of(walk).give(to, most); };
    context_.reset(
        xmlCreateIOParserCtxt(nullptr, nullptr, read, nullptr, this, XML_CHAR_ENCODING_NONE));
    if (!context_)
      return {"", "there is no memory for it"};
    *context_->sax = callbacks();
    context_->userData = this;
    // NOENT: else "&amp;" in an attribute stays half undone. There are no entities but XML's own.
    xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_NOENT);
    xmlParseDocument(context_.get());
    if (context_->wellFormed == 0)
      stop("it is not well-formed");
    context_.reset();
    return std::move(document_);
  }

private:
  static Walk& of(void* walk) { return *static_cast<Walk*>(walk); }

  static xmlSAXHandler callbacks() {
    xmlSAXHandler out{};
    out.initialized = XML_SAX2_MAGIC;
    out.internalSubset = [](void* walk, const xmlChar* name, const xmlChar*, const xmlChar*) {
      of(walk).document_.root = chars(name);
      of(walk).stop("it has a DOCTYPE, which is never read");
    };
    out.startElementNs = [](void* walk, const xmlChar* name, const xmlChar*, const xmlChar*,
                            int namespaces, const xmlChar**, int count, int,
                            const xmlChar** attributes) {
      of(walk).open(name, namespaces, count, attributes);
    };
    out.endElementNs = [](void* walk, const xmlChar*, const xmlChar*, const xmlChar*) {
      of(walk).close();
    };
    out.characters = [](void* walk, const xmlChar* text, int size) {
      of(walk).add({chars(text), static_cast<std::size_t>(size)});
    };
    out.serror = [](void* walk, xmlErrorPtr error) {
      if (error->level == XML_ERR_FATAL)
        of(walk).stop("line " + std::to_string(error->line) + ": " +
                      std::string(base::trim(error->message == nullptr ? "" : error->message)));
    };
    return out;
  }

  // The first reason counts.
  void stop(const std::string& why) {
    if (document_.broken.empty())
      document_.broken = why;
    xmlStopParser(context_.get());
  }

  // libxml2 asks for the next bytes. When it made nothing of very many, that was all; to stop it
  // here would take its input away under its hands.
  int give(char* to, int most) {
    if (given_ > longest_tag && document_.broken.empty())
      document_.broken = "it has a tag or a comment that is too long";
    if (!document_.broken.empty())
      return 0;
    const auto size = rest_.copy(to, std::min(static_cast<std::size_t>(most), longest_piece));
    rest_.remove_prefix(size);
    given_ += size;
    return static_cast<int>(size);
  }

  void open(const xmlChar* name, int namespaces, int count, const xmlChar** attributes) {
    given_ = 0;
    if (open_.size() >= deepest)
      return stop("its elements are too deep in one another");
    if (namespaces > most_namespaces || xmlDictSize(context_->dict) > most_names)
      return stop("it has too many different names");
    if (open_.empty())
      document_.root = chars(name);
    else
      path_ += '/';
    path_ += chars(name);
    Element element;
    for (int i = 0; i < count; ++i, attributes += 5) { // name, prefix, URI, begin, end of the value
      const std::string_view value(chars(attributes[3]),
                                   static_cast<std::size_t>(attributes[4] - attributes[3]));
      element.attributes.emplace(chars(attributes[0]), base::front(value, longest_value));
    }
    open_.push_back(std::move(element));
  }

  void add(std::string_view text) {
    given_ = 0;
    if (!open_.empty() && open_.back().text.size() < longest_text)
      open_.back().text += base::front(text, longest_text - open_.back().text.size());
  }

  void close() {
    given_ = 0;
    open_.back().path = path_;
    const bool go_on = seen_(open_.back());
    open_.pop_back();
    path_.resize(open_.empty() ? 0 : path_.rfind('/')); // no name has a '/'
    if (!go_on)
      stop("it was left");
  }

  const std::function<bool(const Element&)>& seen_;
  Context context_;
  Document document_;
  std::string_view rest_; // what libxml2 did not read yet
  std::size_t given_ = 0; // since it made something of it
  std::vector<Element> open_;
  std::string path_; // of the last of them
};

} // namespace

const std::string& Element::operator[](const std::string& attribute) const {
  static const std::string none;
  const auto found = attributes.find(attribute);
  return found == attributes.end() ? none : found->second;
}

Document read(std::string_view text, const std::function<bool(const Element&)>& seen) {
  return Walk(seen).run(text);
}

} // namespace xml
