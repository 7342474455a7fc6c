// SPDX-License-Identifier: Apache-2.0
#include "documents/odt_text.hpp"

#include "base/text.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <array>

namespace documents {
namespace {

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
constexpr std::string_view text_space = ODF "text:1.0";
constexpr std::string_view draw_space = ODF "drawing:1.0";
constexpr std::string_view table_space = ODF "table:1.0";
constexpr std::string_view style_space = ODF "style:1.0";
constexpr std::string_view office_space = ODF "office:1.0";
// What stands in a paragraph and is none of its words: who wrote a comment and when, and names of
// pictures.
constexpr std::array<std::string_view, 3> silent_spaces{"http://purl.org/dc/elements/1.1/",
                                                        ODF "meta:1.0", ODF "svg-compatible:1.0"};
#undef ODF
constexpr int most_blanks = 100;

bool is_hidden(const Element& element) {
  const auto name = element.name;
  if (name == "hidden-text" || name == "section")
    return element.attribute("is-hidden") == "true" || element.attribute("display") == "none";
  return name == "table-row" && is_one_of(element.attribute("visibility"), {"collapse", "filter"});
}

bool is_piece(std::string_view name) {
  return is_one_of(name, {"p", "h", "span", "a"});
}

// A macro of the document or of its reader's program.
bool runs_macro(std::string_view target) {
  const auto link = base::trim(target);
  return base::starts_with_ignoring_case(link, "vnd.sun.star.script:") ||
         base::starts_with_ignoring_case(link, "macro:");
}

std::string key_of(std::string_view family, std::string_view name) {
  return std::string(family) + "/" + std::string(name);
}

} // namespace

void OdtText::begin(const Element& element) {
  judge(element);
  for (auto* below : {&hidden_, &comment_, &script_})
    *below += *below > 0 ? 1 : 0;
  if (skipped_ > 0 || is_left_out(element)) {
    ++skipped_;
    return;
  }
  if (hidden_ == 0 && is_hidden(element))
    hidden_ = 1;
  if (element.space == text_space)
    begin_text(element);
  else if (element.space == table_space)
    begin_table(element);
  else if (element.space == style_space)
    begin_style(element);
  else if (element.space == office_space) {
    if (element.name == "annotation" && comment_ == 0)
      comment_ = 1;
    else if (element.name == "script" && script_ == 0)
      script_ = 1;
    else if (element.name == "automatic-styles")
      is_automatic_ = true;
  }
}

bool OdtText::is_left_out(const Element& element) const {
  return (element.space == text_space &&
          is_one_of(element.name, {"tracked-changes", "note-citation"})) ||
         std::find(silent_spaces.begin(), silent_spaces.end(), element.space) !=
             silent_spaces.end();
}

void OdtText::begin_text(const Element& element) {
  const auto name = element.name;
  const bool is_paragraph = name == "p" || name == "h";
  if (is_paragraph) {
    lines().new_line();
    ++paragraphs_;
  }
  if (is_piece(name)) {
    Look look;
    const auto style = element.attribute("style-name");
    if (!style.empty() && !(common_.empty() && automatic_.empty())) {
      const auto key = key_of(is_paragraph ? "paragraph" : "text", style);
      look = common_.find(key).with(automatic_.find(key));
    }
    runs_.push_back(
        {is_paragraph || runs_.empty() ? look : runs_.back().look.with(look), lines().size()});
  }
  if (name == "h")
    lines().begin_heading(number(element.attribute("outline-level")));
  else if (name == "s")
    lines().add(std::string(
        static_cast<std::size_t>(std::clamp(number(element.attribute("c")), 1, most_blanks)), ' '));
  else if (name == "tab")
    lines().add("\t");
  else if (name == "line-break")
    lines().new_line();
  else if (name == "hidden-paragraph" && element.attribute("is-hidden") == "true")
    hide_paragraph();
}

// The field stands somewhere in its paragraph and hides all of it.
void OdtText::hide_paragraph() {
  if (runs_.empty())
    return;
  for (auto& run : runs_)
    run.look.hidden = true;
  const auto begin = runs_.front().begin;
  if (has_words(lines().since(begin)))
    add_hidden_text(findings_);
  lines().cut(begin);
}

void OdtText::begin_table(const Element& element) {
  if (element.name == "table")
    ++tables_;
  else if (element.name == "table-row" && tables_ == 1)
    lines().begin_row();
  else if (is_one_of(element.name, {"table-cell", "covered-table-cell"}) && tables_ == 1)
    columns_ = number(element.attribute("number-columns-repeated"));
}

void OdtText::begin_style(const Element& element) {
  if (element.name == "style") {
    family_ = element.attribute("family");
    style_ = element.attribute("name");
    parent_ = element.attribute("parent-style-name");
    look_ = {};
  } else if (element.name == "text-properties") {
    if (const auto display = element.attribute("display"); !display.empty())
      look_.hidden = display == "none";
    for (const char* line : {"text-line-through-style", "text-line-through-type"})
      if (const auto value = element.attribute(line); !value.empty())
        look_.struck = value != "none";
  }
}

void OdtText::end(std::string_view space, std::string_view name) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (space == text_space) {
    end_text(name);
  } else if (space == table_space) {
    end_table(name);
  } else if (space == style_space) {
    end_style(name);
  } else if (space == office_space && name == "automatic-styles") {
    is_automatic_ = false;
  }
  for (auto* below : {&hidden_, &comment_, &script_})
    *below -= *below > 0 ? 1 : 0;
}

void OdtText::end_text(std::string_view name) {
  if (is_piece(name) && !runs_.empty())
    runs_.pop_back();
  if (name == "p" || name == "h") {
    lines().new_line();
    --paragraphs_;
  }
}

void OdtText::end_table(std::string_view name) {
  if (name == "table")
    --tables_;
  else if (name == "table-row" && tables_ == 1)
    lines().end_row();
  else if (name == "covered-table-cell" && tables_ == 1)
    lines().skip_columns(columns_);
  else if (name == "table-cell" && tables_ == 1)
    for (columns_ = std::min(columns_, most_blanks); columns_ > 0; --columns_)
      lines().end_cell();
}

// An automatic style builds on a common one, and only on such.
void OdtText::end_style(std::string_view name) {
  if (name != "style")
    return;
  const auto key = key_of(family_, style_);
  const auto parent = key_of(family_, parent_);
  if (is_automatic_)
    automatic_.add(key, "", common_.find(parent).with(look_));
  else
    common_.add(key, parent, look_);
}

void OdtText::text(std::string_view words) {
  if (script_ > 0 && !base::trim(words).empty())
    add_macros(findings_);
  if (skipped_ > 0 || paragraphs_ == 0)
    return;
  const auto look = runs_.empty() ? Look{} : runs_.back().look;
  if (hidden_ > 0 || look.hidden.value_or(false)) {
    if (has_words(words))
      add_hidden_text(findings_);
  } else if (!look.struck.value_or(false)) {
    lines().add_folded(words);
  }
}

void OdtText::judge(const Element& element) {
  const auto name = element.name;
  const auto target = element.attribute("href");
  // Empty libraries are written also where there is no macro.
  const bool in_script = script_ > 0 && !is_one_of(name, {"libraries", "library-embedded"});
  if (name == "event-listener" || in_script || runs_macro(target))
    return add_macros(findings_);
  if (is_one_of(name, {"dde-source", "dde-connection-decl"}))
    add_programs(findings_);
  if (element.space == draw_space &&
      is_one_of(name, {"object-ole", "plugin", "applet", "floating-frame"}))
    add_active_content(findings_);
  if (target.empty() || name == "a" || name.starts_with("area-"))
    return; // a link that a person may follow
  const bool picture = is_one_of(name, {"image", "fill-image", "background-image"}) ||
                       name.starts_with("list-level-style-image");
  judge_reference(name == "template" ? Reference::own_template
                  : picture          ? Reference::picture
                                     : Reference::content,
                  place_of(target, false), findings_);
}

Told OdtText::take() {
  return {lines_.take(), comments_.take(), false};
}

} // namespace documents
