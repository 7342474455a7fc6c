// SPDX-License-Identifier: Apache-2.0
#include "documents/docx_text.hpp"

#include "base/text.hpp"
#include "documents/boxes.hpp"
#include "documents/docx_styles.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <tuple>

namespace documents {
namespace {

constexpr std::string_view alternatives_space =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr std::size_t most_alternatives = 4; // one in the other, whose words are compared
} // namespace

void DocxText::begin(const Element& element) {
  if (silent_ > 0)
    ++silent_;
  if (skipped_ > 0) {
    ++skipped_;
    look_at(element);
    return;
  }
  if (element.space == alternatives_space)
    begin_alternative(element.name);
  else if (is_word(element.space) && !begin_left_out(element))
    begin_word(element);
}

// Properties, where a tab is no sign but a stop; deleted and moved words.
bool DocxText::begin_left_out(const Element& element) {
  const auto name = element.name;
  if (is_one_of(name, {"del", "moveFrom"})) {
    silent_ = std::max(silent_, 1);
    return true;
  }
  if (!is_one_of(name, {"pPr", "rPr", "sdtPr", "tblPr", "sectPr", "delText", "delInstrText"}))
    return false;
  skipped_ = 1;
  of_ = name == "rPr"     ? Of::run
        : name == "pPr"   ? Of::paragraph
        : name == "sdtPr" ? Of::control
                          : Of::nothing;
  return true;
}

// Only what stands directly below: deeper are the properties of before a change.
void DocxText::look_at(const Element& property) {
  const auto name = property.name;
  if (of_ == Of::control && !controls_.empty()) {
    auto& control = controls_.back();
    if (name == "showingPlcHdr")
      control.is_placeholder = is_on(property);
    else if (name == "checkbox")
      control.is_box = true;
    else if (name == "checked")
      control.is_ticked = is_on(property);
  }
  if (skipped_ != 2 || !is_word(property.space))
    return;
  if (of_ == Of::run && name == "rStyle")
    run_ = run_.with(styles_.find(std::string(property.attribute("val"))));
  else if (of_ == Of::run)
    add_property(property, run_);
  else if (of_ == Of::paragraph && name == "pStyle")
    paragraph_ = styles_.find(std::string(property.attribute("val")));
  else if (of_ == Of::paragraph)
    add_property(property, paragraph_);
}

void DocxText::begin_word(const Element& element) {
  const auto name = element.name;
  if (name == "t" || name == "instrText") {
    words_ = name == "t" ? Words::text : Words::code;
  } else if (name == "r") {
    run_ = {paragraph_.hidden, paragraph_.struck};
  } else if (name == "p") {
    lines_.new_line();
    paragraph_ = {};
  } else if (is_one_of(name, {"br", "cr"})) {
    lines_.new_line();
  } else if (is_one_of(name, {"tab", "ptab"})) {
    lines_.add("\t");
  } else if (name == "noBreakHyphen") {
    lines_.add("-");
  } else if (name == "sym") {
    tell(box_of(element.attribute("font"), element.attribute("char")));
  } else if (name == "fldChar") {
    fields_.mark(element.attribute("fldCharType"));
  } else if (name == "fldSimple") {
    fields_.whole(element.attribute("instr"));
  } else if (name == "checkBox") {
    is_in_box_ = true;
    has_tick_ = false;
  } else if (is_in_box_ && is_one_of(name, {"default", "checked"})) {
    has_tick_ = is_on(element);
  } else if (name == "sdt") {
    controls_.emplace_back();
  } else if (name == "sdtContent") {
    begin_control();
  } else if (name == "txbxContent") {
    outer_.emplace_back(paragraph_, run_);
  } else if (name == "tbl") {
    ++tables_;
  } else if (name == "tr" && tables_ == 1) {
    lines_.begin_row();
  } else if (name == "tc") {
    columns_ = 1;
  } else if (name == "gridSpan") {
    columns_ = number(element.attribute("val"));
  }
}

void DocxText::begin_control() {
  if (controls_.empty())
    return;
  const auto& control = controls_.back();
  if (control.is_box)
    tell(control.is_ticked ? ticked_box : empty_box);
  if (control.is_box || control.is_placeholder) // which nobody has filled in
    silent_ = std::max(silent_, 1);
}

void DocxText::begin_alternative(std::string_view name) {
  if (name == "AlternateContent") {
    alternatives_.emplace_back();
  } else if (is_one_of(name, {"Choice", "Fallback"}) && !alternatives_.empty()) {
    ++alternatives_.back().count;
    alternatives_.back().begin = lines_.size();
  }
}

// The first is read; where another says something else, nobody knows what is seen.
void DocxText::end_alternative(std::string_view name) {
  if (alternatives_.empty())
    return;
  auto& one = alternatives_.back();
  if (name == "AlternateContent") {
    alternatives_.pop_back();
  } else if (name == "Choice" || name == "Fallback") {
    if (one.count == 1) {
      one.first = one.begin;
      one.end = lines_.size();
      return;
    }
    const auto first = lines_.since(one.first).substr(0, one.end - std::min(one.first, one.end));
    differs_ =
        differs_ || alternatives_.size() > most_alternatives ||
        base::trim(without_marks(first)) != base::trim(without_marks(lines_.since(one.begin)));
    lines_.cut(one.begin);
  }
}

void DocxText::end(std::string_view space, std::string_view name) {
  if (silent_ > 0)
    --silent_;
  if (skipped_ > 0) {
    --skipped_;
    if (skipped_ == 0 && of_ == Of::paragraph && paragraph_.level > 0)
      lines_.begin_heading(paragraph_.level);
    return;
  }
  if (space == alternatives_space)
    end_alternative(name);
  else if (is_word(space))
    end_word(name);
}

void DocxText::end_word(std::string_view name) {
  if (name == "p") {
    lines_.new_line();
  } else if (name == "t" || name == "instrText") {
    words_ = Words::other;
  } else if (name == "checkBox") {
    is_in_box_ = false;
    tell(has_tick_ ? ticked_box : empty_box);
  } else if (name == "txbxContent" && !outer_.empty()) {
    std::tie(paragraph_, run_) = outer_.back();
    outer_.pop_back();
  } else if (name == "sdt" && !controls_.empty()) {
    controls_.pop_back();
  } else if (name == "tc" && tables_ == 1) {
    lines_.end_cell();
    lines_.skip_columns(columns_ - 1);
  } else if (name == "tr" && tables_ == 1) {
    lines_.end_row();
  } else if (name == "tbl") {
    --tables_;
  }
}

void DocxText::text(std::string_view words) {
  if (skipped_ > 0)
    return;
  if (words_ == Words::text)
    tell(words);
  else if (words_ == Words::code)
    fields_.code(words);
}

void DocxText::tell(std::string_view words) {
  if (silent_ > 0 || run_.struck.value_or(false))
    return;
  if (!run_.hidden.value_or(false))
    lines_.add(words);
  else if (has_words(words))
    add_hidden_text(findings_);
}

Told DocxText::take() {
  fields_.finish();
  return {lines_.take(), {}, differs_};
}

} // namespace documents
