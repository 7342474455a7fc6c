// SPDX-License-Identifier: Apache-2.0
#include "mail/html_text.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/html_tag.hpp"
#include "mail/style_sheet.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

namespace mail {
namespace {

constexpr std::size_t longest_tag = 8 * 1024;
constexpr std::size_t longest_html = 16 * 1024 * 1024;
constexpr std::size_t most_links = 200;
constexpr std::size_t longest_link = 1'000;
constexpr std::string_view quoted_line = "> …\n";
constexpr std::string_view rule_line = "________\n"; // what is drawn as a delimiter is one

bool starts_tag(std::string_view html, std::size_t at) {
  if (html[at] != '<' || at + 1 >= html.size())
    return false;
  const char c = static_cast<char>(html[at + 1] | 0x20);
  return (c >= 'a' && c <= 'z') || html[at + 1] == '/' || html[at + 1] == '!' ||
         html[at + 1] == '?';
}

bool is_style(std::string_view tag) {
  return base::starts_with_ignoring_case(tag, "<style") && tag.size() > 6 &&
         std::string_view(" \t\r\n/>").find(tag[6]) != std::string_view::npos;
}

struct Source {
  std::string html;
  StyleSheet sheet;
};

// The end of a <style> element that begins at `open`, its rules told to `sheet`.
std::size_t take_style(std::string_view html, std::size_t open, StyleSheet& sheet) {
  static const base::Pattern end("</style[^>]*>", base::Pattern::Case::ignored);
  const auto begin = html.find('>', open);
  const auto found = begin == html.npos ? std::nullopt : end.find(html, begin);
  if (!found)
    return html.npos;
  sheet.add(html.substr(begin + 1, found->begin - begin - 1));
  return found->end;
}

// Takes out comments, style sheets, and tags so long that their attributes would cost quadratic
// time.
Source without_monsters(std::string_view html) {
  html = html.substr(0, longest_html);
  Source out;
  out.html.reserve(html.size());
  for (std::size_t at = 0; at < html.size();) {
    const auto open = html.find('<', at);
    out.html += html.substr(at, open == html.npos ? open : open - at);
    if (open == html.npos)
      break;
    if (!starts_tag(html, open)) {
      out.html += "&lt;";
      at = open + 1;
      continue;
    }
    if (is_style(html.substr(open))) {
      at = take_style(html, open, out.sheet);
      continue;
    }
    const bool comment = html.substr(open, 4) == "<!--";
    const auto close = comment ? html.find("-->", open + 4) : html.find('>', open);
    if (close == html.npos)
      break; // never closed: what is inside is not text
    const auto end = close + (comment ? 3 : 1);
    if (!comment && end - open <= longest_tag)
      out.html += html.substr(open, end - open);
    at = end;
  }
  out.html.erase(std::remove(out.html.begin(), out.html.end(), '\0'), out.html.end());
  return out;
}

template <std::size_t size>
bool is_one_of(std::string_view name, const std::array<std::string_view, size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

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
  if (node->properties != nullptr)
    if (const auto* next = next_element(node))
      tag.next = name_of(next);
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
  explicit Walk(const StyleSheet& sheet) : sheet_(sheet) {}

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
    return {lines_.take(), std::move(links_)};
  }

private:
  // True when its children are to be read.
  bool enter(const xmlNode* node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      lines_.text(reinterpret_cast<const char*>(node->content), pre_ > 0);
      return false;
    }
    if (node->type != XML_ELEMENT_NODE)
      return false;
    const auto tag = tag_of(node);
    const auto what = meaning_of(tag, sheet_, !painted_.empty());
    done_ = what == Meaning::cut;
    if (what == Meaning::quotation) {
      lines_.new_line();
      lines_.add(quoted_line);
    }
    if (what != Meaning::text) {
      skipped_ = node;
      return false;
    }
    open(tag);
    if (tag.has_background())
      painted_.push_back(node);
    return true;
  }

  void open(const Tag& tag) {
    if (tag.name == "br")
      lines_.add("\n");
    else if (is_one_of(tag.name, blocks))
      lines_.new_line();
    else if (tag.name == "td" || tag.name == "th")
      lines_.text(" ", false);
    if (tag.name == "li")
      lines_.add("- ");
    else if (tag.name == "hr")
      lines_.add(rule_line);
    else if (tag.name == "a" && !tag.target.empty() && links_.size() < most_links &&
             tag.target.size() <= longest_link)
      links_.push_back({lines_.number(), tag.target});
    pre_ += tag.name == "pre" ? 1 : 0;
  }

  void leave(const xmlNode* node) {
    if (node == skipped_ || node->type != XML_ELEMENT_NODE)
      return;
    if (!painted_.empty() && painted_.back() == node)
      painted_.pop_back();
    const auto name = name_of(node);
    pre_ -= name == "pre" ? 1 : 0;
    if (name != "br" && is_one_of(name, blocks))
      lines_.new_line();
  }

  const StyleSheet& sheet_;
  Lines lines_;
  std::vector<HtmlLink> links_;
  std::vector<const xmlNode*> painted_; // open elements that set a background
  const xmlNode* skipped_ = nullptr;
  int pre_ = 0;
  bool done_ = false;
};

} // namespace

HtmlText html_to_text(std::string_view html) {
  const auto source = without_monsters(html);
  // XML_PARSE_HUGE: without it libxml2 gives no text at all below 256 levels
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | static_cast<int>(XML_PARSE_HUGE);
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      htmlReadMemory(source.html.data(), static_cast<int>(source.html.size()), nullptr, "UTF-8",
                     options),
      [](xmlDoc* doc) { xmlFreeDoc(doc); });
  if (!document)
    return {};
  return Walk(source.sheet).run(xmlDocGetRootElement(document.get()));
}

} // namespace mail
