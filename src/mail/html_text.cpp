// SPDX-License-Identifier: Apache-2.0
#include "mail/html_text.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

namespace mail {
namespace {

constexpr std::size_t longest_tag = 8 * 1024;
constexpr std::size_t longest_html = 16 * 1024 * 1024;
constexpr std::string_view quoted_line = "> …\n";

bool starts_tag(std::string_view html, std::size_t at) {
  if (html[at] != '<' || at + 1 >= html.size())
    return false;
  const char c = static_cast<char>(html[at + 1] | 0x20);
  return (c >= 'a' && c <= 'z') || html[at + 1] == '/' || html[at + 1] == '!' ||
         html[at + 1] == '?';
}

// Takes out comments, and tags so long that their attributes would cost quadratic time.
std::string without_monsters(std::string_view html) {
  html = html.substr(0, longest_html);
  std::string out;
  out.reserve(html.size());
  for (std::size_t at = 0; at < html.size();) {
    const auto open = html.find('<', at);
    out += html.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos)
      break;
    if (!starts_tag(html, open)) {
      out += "&lt;";
      at = open + 1;
      continue;
    }
    const bool comment = html.substr(open, 4) == "<!--";
    const auto close = comment ? html.find("-->", open + 4) : html.find('>', open);
    if (close == std::string_view::npos)
      break; // never closed: what is inside is not text
    const auto end = close + (comment ? 3 : 1);
    if (!comment && end - open <= longest_tag)
      out += html.substr(open, end - open);
    at = end;
  }
  out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
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
constexpr std::array<std::string_view, 22> unseen{
    "script", "style",  "head",   "title",  "template", "noscript", "textarea", "select",
    "option", "button", "object", "iframe", "noembed",  "svg",      "math",     "applet",
    "audio",  "video",  "map",    "del",    "s",        "strike"};

std::string_view name_of(const xmlNode* node) {
  return node->name == nullptr ? std::string_view{} : reinterpret_cast<const char*>(node->name);
}

std::string attribute(const xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), [](void* p) { xmlFree(p); });
  return value ? base::lower(reinterpret_cast<const char*>(value.get())) : std::string{};
}

enum class Meaning { text, hidden, quotation, signature, cut };

bool is_hidden(const xmlNode* node, const std::string& style) {
  static const base::Pattern hiding(
      R"(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all|(^|;)\s*(font-size|opacity|max-height|line-height)\s*:\s*0*(\.0+)?\s*(px|pt|em|%)?\s*(!important\s*)?(;|$))");
  return xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden")) != nullptr ||
         (!style.empty() && hiding.find(style));
}

// Everything from here on is the mail that is answered: Outlook, Gmail, Yahoo, Thunderbird's
// forward, Hotmail, Zoho, Proton, Apple's and Samsung's marks.
bool cuts(const xmlNode* node, std::string_view name, const std::string& style) {
  static const base::Pattern classes(
      R"(\b(gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|moz-forward-container|zmail_extra|protonmail_quote|olk_src_body_section|outlookmessageheader|gwmail_quote)\b)");
  static const base::Pattern ids(
      R"(^(x_)*(divrplyfwdmsg|appendonsend|olk_src_body_section|yahoo_quoted.*|stopspelling|replysplit|isforwardcontent|isreplycontent|mail-editor-reference-message-container|ms-outlook-mobile-body-separator-line|composer_signature_end|reply-intro)$)");
  static const base::Pattern border(
      R"(border\s*:\s*none\s*;\s*border-top\s*:\s*solid|border-top\s*:\s*#?\w+ 1pt solid)");
  if (name == "blockquote")
    return false;
  return classes.find(attribute(node, "class")) || ids.find(attribute(node, "id")) ||
         ids.find(attribute(node, "name")) || (name == "div" && border.find(style));
}

bool quotes(std::string_view name, const std::string& style) {
  static const base::Pattern bar(R"(border-left\s*:\s*[^;]*solid)");
  return name == "blockquote" || (name == "div" && !style.empty() && bar.find(style));
}

// Thunderbird's "On … wrote:": of the quotation below it; without one the rest is a quotation too.
Meaning cite_prefix(const xmlNode* node) {
  const xmlNode* next = node->next;
  while (next != nullptr && next->type != XML_ELEMENT_NODE)
    next = next->next;
  return next != nullptr && name_of(next) == "blockquote" ? Meaning::quotation : Meaning::cut;
}

Meaning meaning(const xmlNode* node) {
  const auto name = name_of(node);
  if (is_one_of(name, unseen))
    return Meaning::hidden;
  if (node->properties == nullptr)
    return name == "blockquote" ? Meaning::quotation : Meaning::text;
  const auto style = attribute(node, "style");
  if (is_hidden(node, style))
    return Meaning::hidden;
  if (cuts(node, name, style))
    return Meaning::cut;
  if (quotes(name, style))
    return Meaning::quotation;
  static const base::Pattern signature(R"(\b(gmail_signature|moz-signature)\b)");
  const auto classes = attribute(node, "class");
  if (classes.find("moz-cite-prefix") != std::string::npos)
    return cite_prefix(node);
  return signature.find(classes) ? Meaning::signature : Meaning::text;
}

// Collapses blanks as a browser does, except in <pre>.
class Lines {
public:
  void text(std::string_view words, bool keep_blanks) {
    for (const char c : words) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (keep_blanks || !blank)
        out_ += c;
      else if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n')
        out_ += ' ';
    }
  }
  void new_line() {
    if (!out_.empty() && out_.back() != '\n')
      out_ += '\n';
  }
  void add(std::string_view words) { out_ += words; }
  std::string take() { return std::move(out_); }

private:
  std::string out_;
};

class Walk {
public:
  std::string run(const xmlNode* root) {
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
    return lines_.take();
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
    const auto what = meaning(node);
    const auto name = name_of(node);
    done_ = what == Meaning::cut;
    if (what == Meaning::quotation) {
      lines_.new_line();
      lines_.add(quoted_line);
    }
    if (what != Meaning::text) {
      skipped_ = node;
      return false;
    }
    if (name == "br")
      lines_.add("\n");
    else if (is_one_of(name, blocks))
      lines_.new_line();
    else if (name == "td" || name == "th")
      lines_.text(" ", false);
    if (name == "li")
      lines_.add("- ");
    pre_ += name == "pre" ? 1 : 0;
    return true;
  }

  void leave(const xmlNode* node) {
    if (node == skipped_ || node->type != XML_ELEMENT_NODE)
      return;
    const auto name = name_of(node);
    pre_ -= name == "pre" ? 1 : 0;
    if (name != "br" && is_one_of(name, blocks))
      lines_.new_line();
  }

  Lines lines_;
  const xmlNode* skipped_ = nullptr;
  int pre_ = 0;
  bool done_ = false;
};

} // namespace

std::string html_to_text(std::string_view html) {
  const auto safe = without_monsters(html);
  // XML_PARSE_HUGE: without it libxml2 gives no text at all below 256 levels
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | static_cast<int>(XML_PARSE_HUGE);
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      htmlReadMemory(safe.data(), static_cast<int>(safe.size()), nullptr, "UTF-8", options),
      [](xmlDoc* doc) { xmlFreeDoc(doc); });
  if (!document)
    return {};
  return Walk().run(xmlDocGetRootElement(document.get()));
}

} // namespace mail
