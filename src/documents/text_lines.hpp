// SPDX-License-Identifier: Apache-2.0
// Text as it is gathered from a document: lines, and between them marks of what they stand in
// (headings, cells of tables). The marks are signs that XML cannot hold, so no document forges one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace documents {

constexpr int deepest_heading = 9;
constexpr std::string_view ticked_box = "\xE2\x98\x92";
constexpr std::string_view empty_box = "\xE2\x98\x90";

// What a document says.
struct Told {
  std::string text;     // with marks
  std::string comments; // of those who read it: they are not its author's words
  bool differs = false; // programs show different words of it
};

// Lines without blanks at their ends, and no more than `most_text` bytes.
class TextLines {
public:
  void add(std::string_view words);        // an end of line in them is a blank
  void add_folded(std::string_view words); // also, several blanks are one, and none begins a line
  void new_line();                         // ends the line that was begun, if one was
  void begin_heading(int level);           // from 1; of the line that begins here
  void begin_row();                        // of a table
  void end_cell();
  void skip_columns(int count); // that a wide cell covers
  void end_row();
  std::string take();

  std::size_t size() const { return text_.size(); }
  // What was added since there were `size` bytes, and to take it back.
  std::string_view since(std::size_t size) const;
  void cut(std::size_t size);

private:
  void put(char c, bool folded);
  void mark(char c);

  std::string text_;
};

// One line of a text with marks.
struct Line {
  std::string_view text;  // without marks
  int level = 0;          // of a heading, from 1
  std::size_t row = 0;    // lines outside of tables have a row of their own each
  std::size_t column = 0; // from 0
  std::size_t cells = 1;  // of its row
};

std::vector<Line> lines_of(std::string_view marked);
std::string without_marks(std::string_view marked);

} // namespace documents
