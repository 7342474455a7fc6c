// SPDX-License-Identifier: Apache-2.0
// The text of a Word document's parts, as people see it; its fields are judged on the way.
#pragma once

#include "documents/fields.hpp"
#include "documents/look.hpp"
#include "documents/xml.hpp"

#include <utility>
#include <vector>

namespace documents {

class DocxText : public XmlListener {
public:
  // Both must outlive it.
  DocxText(const Styles& styles, Findings& findings)
      : styles_(styles), findings_(findings), fields_(findings) {}

  void begin(const Element& element) override;
  void end(std::string_view space, std::string_view name) override;
  void text(std::string_view words) override;

  Told take(); // without comments

private:
  enum class Words { other, text, code };
  enum class Of { nothing, run, paragraph, control };
  struct Control { // a box in a form, a placeholder
    bool is_placeholder = false;
    bool is_box = false;
    bool is_ticked = false;
  };
  struct Alternatives { // for newer and older programs
    int count = 0;
    std::size_t begin = 0; // of the one that is open, in the text
    std::size_t end = 0;   // of the first
    std::size_t first = 0;
  };

  void begin_word(const Element& element);
  bool begin_left_out(const Element& element);
  void look_at(const Element& property);
  void begin_control();
  void begin_alternative(std::string_view name);
  void end_alternative(std::string_view name);
  void end_word(std::string_view name);
  void tell(std::string_view words);

  const Styles& styles_;
  Findings& findings_;
  Fields fields_;
  TextLines lines_;
  Words words_ = Words::other;
  int skipped_ = 0; // levels below properties
  Of of_ = Of::nothing;
  int silent_ = 0; // levels below words that do not count
  int tables_ = 0; // that are open
  int columns_ = 1;
  Look paragraph_;
  Look run_;
  std::vector<std::pair<Look, Look>> outer_; // around text boxes
  bool has_tick_ = false;
  bool is_in_box_ = false;
  std::vector<Control> controls_;
  std::vector<Alternatives> alternatives_;
  bool differs_ = false;
};

} // namespace documents
