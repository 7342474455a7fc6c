// SPDX-License-Identifier: Apache-2.0
// The text of one part of an OpenDocument text, as people see it; what it refers to and runs is
// judged on the way.
#pragma once

#include "documents/findings.hpp"
#include "documents/look.hpp"
#include "documents/xml.hpp"

#include <vector>

namespace documents {

class OdtText : public XmlListener {
public:
  // `common`: the styles that all parts share, which styles.xml is read into; it and `findings`
  // must outlive it.
  OdtText(Styles& common, Findings& findings) : common_(common), findings_(findings) {}

  void begin(const Element& element) override;
  void end(std::string_view space, std::string_view name) override;
  void text(std::string_view words) override;

  Told take();

private:
  struct Run { // a paragraph or a piece of one
    Look look;
    std::size_t begin = 0; // in the text
  };

  void begin_text(const Element& element);
  void begin_table(const Element& element);
  void begin_style(const Element& element);
  void hide_paragraph();
  void end_text(std::string_view name);
  void end_table(std::string_view name);
  void end_style(std::string_view name);
  void judge(const Element& element);
  bool is_left_out(const Element& element) const;
  TextLines& lines() { return comment_ > 0 ? comments_ : lines_; }

  Styles& common_;
  Findings& findings_;
  Styles automatic_; // of this part
  TextLines lines_;
  TextLines comments_;
  std::vector<Run> runs_;
  int paragraphs_ = 0; // that are open
  int skipped_ = 0;    // levels below something that is left out
  int hidden_ = 0;     // below something that is not shown
  int comment_ = 0;
  int script_ = 0;
  int tables_ = 0;
  int columns_ = 1;
  bool is_automatic_ = false;
  std::string family_; // of the style that is open
  std::string style_;
  std::string parent_;
  Look look_;
};

} // namespace documents
