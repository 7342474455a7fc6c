// SPDX-License-Identifier: Apache-2.0
#include "mail/html_text.hpp"

#include "base/text.hpp"
#include "mail/html_source.hpp"
#include "mail/html_tag.hpp"

#include <libxml/HTMLparser.h>

#include <array>
#include <memory>

namespace mail {
namespace {

constexpr std::size_t most_links = 200;
constexpr std::size_t longest_link = 1'000;
constexpr std::string_view quoted_line = "> …\n";
constexpr std::string_view rule_line = "________\n"; // what is drawn as a delimiter is one

constexpr std::array<std::string_view, 30> blocks{
    "p",       "div",    "table",  "tr",         "ul",   "ol",     "li",      "dl",
    "dt",      "dd",     "h1",     "h2",         "h3",   "h4",     "h5",      "h6",
    "hr",      "pre",    "form",   "fieldset",   "br",   "center", "address", "section",
    "article", "header", "footer", "blockquote", "body", "caption"};

std::string_view name_of(const xmlNode* node) {
  return node->name == nullptr ? std::string_view{} : reinterpret_cast<const char*>(node->name);
}

std::string value_of(const xmlAttr* attribute) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlNodeListGetString(attribute->doc, attribute->children, 1), [](void* p) { xmlFree(p); });
  return value ? reinterpret_cast<const char*>(value.get()) : std::string();
}

const xmlNode* next_element(const xmlNode* node) {
  do
    node = node->next;
  while (node != nullptr && node->type != XML_ELEMENT_NODE);
  return node;
}

Tag tag_of(const xmlNode* node) {
  Tag tag;
  tag.name = name_of(node);
  for (const auto* one = node->properties; one != nullptr; one = one->next)
    tag.set(reinterpret_cast<const char*>(one->name), value_of(one));
  if (node->properties != nullptr) {
    if (const auto* next = next_element(node))
      tag.next = name_of(next);
    for (const auto* child = node->children; child != nullptr; child = child->next)
      tag.holds_quotation = tag.holds_quotation || name_of(child) == "blockquote";
  }
  return tag;
}

// Collapses blanks as a browser does, except in <pre>.
class Lines {
public:
  void text(std::string_view words, bool keep_blanks) {
    for (const char c : words) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (keep_blanks || !blank)
        put(c);
      else if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n')
        out_ += ' ';
    }
  }
  void new_line() {
    if (!out_.empty() && out_.back() != '\n')
      put('\n');
  }
  void add(std::string_view words) {
    for (const char c : words)
      put(c);
  }
  std::size_t number() const { return number_; } // of the line that is being written
  std::string take() { return std::move(out_); }

private:
  void put(char c) {
    out_ += c;
    number_ += c == '\n' ? 1 : 0;
  }

  std::string out_;
  std::size_t number_ = 0;
};

class Walk {
public:
  explicit Walk(StyleSheet& sheet) : sheet_(sheet) {}

  HtmlText run(const xmlNode* root) {
    const xmlNode* node = root;
    while (node != nullptr && !done_) {
      const bool inside = enter(node);
      if (inside && node->children != nullptr) {
        node = node->children;
        continue;
      }
      while (node != nullptr && node != root && node->next == nullptr) {
        leave(node);
        node = node->parent;
      }
      if (node == nullptr || node == root)
        break;
      leave(node);
      node = node->next;
    }
    return {lines_.take(), std::move(links_), done_, false};
  }

private:
  // True when its children are to be read.
  bool enter(const xmlNode* node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (ink_.is_seen())
        lines_.text(reinterpret_cast<const char*>(node->content), pre_ > 0);
      return false;
    }
    if (node->type != XML_ELEMENT_NODE)
      return false;
    const auto tag = tag_of(node);
    auto look = tag.look;
    look.add(sheet_.look({tag.name, tag.id, tag.classes, tag.attributes}));
    const auto what = meaning_of(tag, look);
    done_ = what == Meaning::cut;
    if (what == Meaning::quotation) {
      lines_.new_line();
      lines_.add(quoted_line);
    }
    if (what != Meaning::text) {
      skipped_ = node;
      return false;
    }
    if (look.text.value || look.paper.value || look.font.value || look.line.value) {
      before_.push_back({node, ink_});
      ink_.take(look);
    }
    open(tag);
    return true;
  }

  void open(const Tag& tag) {
    if (tag.name == "br")
      lines_.add("\n");
    else if (base::is_one_of(tag.name, blocks))
      lines_.new_line();
    else if (tag.name == "td" || tag.name == "th")
      lines_.text(" ", false);
    if (tag.name == "li")
      lines_.add("- ");
    else if (tag.name == "hr")
      lines_.add(rule_line);
    else if (tag.name == "a" && !tag.target.empty() && ink_.is_seen() &&
             links_.size() < most_links && tag.target.size() <= longest_link)
      links_.push_back({lines_.number(), tag.target});
    pre_ += tag.name == "pre" ? 1 : 0;
  }

  void leave(const xmlNode* node) {
    if (node == skipped_ || node->type != XML_ELEMENT_NODE)
      return;
    if (!before_.empty() && before_.back().node == node) {
      ink_ = std::move(before_.back().ink);
      before_.pop_back();
    }
    const auto name = name_of(node);
    pre_ -= name == "pre" ? 1 : 0;
    if (name != "br" && base::is_one_of(name, blocks))
      lines_.new_line();
  }

  StyleSheet& sheet_;
  Lines lines_;
  std::vector<HtmlLink> links_;
  struct Before {
    const xmlNode* node; // that changed the ink
    Ink ink;
  };
  Ink ink_;
  std::vector<Before> before_;
  const xmlNode* skipped_ = nullptr;
  int pre_ = 0;
  bool done_ = false;
};

} // namespace

HtmlText html_to_text(std::string_view html) {
  auto source = tamed(html);
  // XML_PARSE_HUGE: without it libxml2 gives no text at all below 256 levels
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | static_cast<int>(XML_PARSE_HUGE);
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      htmlReadMemory(source.html.data(), static_cast<int>(source.html.size()), nullptr, "UTF-8",
                     options),
      [](xmlDoc* doc) { xmlFreeDoc(doc); });
  if (!document)
    return {};
  auto text = Walk(source.sheet).run(xmlDocGetRootElement(document.get()));
  text.cut = source.cut || source.sheet.overfull();
  return text;
}

} // namespace mail
