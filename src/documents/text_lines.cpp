// SPDX-License-Identifier: Apache-2.0
#include "documents/text_lines.hpp"

#include "base/text.hpp"
#include "documents/inspect.hpp"

#include <algorithm>
#include <iterator>

namespace documents {
namespace {

constexpr char heading_mark = '\x10'; // plus the level
constexpr char row_begin = '\x1C';
constexpr char column_mark = '\x1D'; // without a cell of its own
constexpr char row_end = '\x1E';
constexpr char cell_mark = '\x1F';
constexpr int most_columns = 63;

bool is_heading_mark(char c) {
  return c > heading_mark && c <= heading_mark + deepest_heading;
}

bool is_mark(char c) {
  return is_heading_mark(c) || (c >= row_begin && c <= cell_mark);
}

} // namespace

void TextLines::put(char c, bool folded) {
  const bool blank = c == '\n' || c == '\r' || (folded && (c == ' ' || c == '\t'));
  const bool again =
      text_.empty() || text_.back() == ' ' || text_.back() == '\n' || is_mark(text_.back());
  if (!blank)
    text_ += c;
  else if (!folded || !again)
    text_ += ' ';
}

void TextLines::mark(char c) {
  if (text_.size() < most_text)
    text_ += c;
}

void TextLines::add(std::string_view words) {
  for (const char c : base::front(words, most_text - text_.size()))
    put(c, false);
}

void TextLines::add_folded(std::string_view words) {
  for (const char c : base::front(words, most_text - text_.size()))
    put(c, true);
}

void TextLines::new_line() {
  while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t'))
    text_.pop_back();
  if (!text_.empty() && is_heading_mark(text_.back()))
    text_.pop_back(); // a heading without words
  if (!text_.empty() && text_.back() != '\n' && !is_mark(text_.back()) && text_.size() < most_text)
    text_ += '\n';
}

void TextLines::begin_heading(int level) {
  new_line();
  mark(static_cast<char>(heading_mark + std::clamp(level, 1, deepest_heading)));
}

void TextLines::end_cell() {
  new_line();
  mark(cell_mark);
}

void TextLines::skip_columns(int count) {
  for (count = std::min(count, most_columns); count > 0; --count)
    mark(column_mark);
}

void TextLines::begin_row() {
  new_line();
  mark(row_begin);
}

void TextLines::end_row() {
  new_line();
  mark(row_end);
}

std::string TextLines::take() {
  new_line();
  return std::move(text_);
}

std::string_view TextLines::since(std::size_t size) const {
  return std::string_view(text_).substr(std::min(size, text_.size()));
}

void TextLines::cut(std::size_t size) {
  text_.resize(std::min(size, text_.size()));
}

std::vector<Line> lines_of(std::string_view marked) {
  std::vector<Line> out;
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t cells = 0;
  std::size_t first = 0; // line of this row
  bool in_row = false;
  int level = 0;
  const auto end_row = [&] {
    for (; first < out.size(); ++first)
      out[first].cells = std::max<std::size_t>(cells, 1);
    ++row;
    column = cells = 0;
  };
  for (std::size_t at = 0; at < marked.size(); ++at) {
    const char c = marked[at];
    if (is_heading_mark(c)) {
      level = c - heading_mark;
    } else if (c == cell_mark || c == column_mark) {
      ++column;
      cells += c == cell_mark ? 1 : 0;
    } else if (c == row_begin || c == row_end) {
      end_row();
      in_row = c == row_begin;
    } else {
      const auto end = std::min(marked.find('\n', at), marked.size());
      out.push_back({marked.substr(at, end - at), level, row, column, 1});
      level = 0;
      at = end;
      if (!in_row)
        end_row();
    }
  }
  end_row();
  return out;
}

std::string without_marks(std::string_view marked) {
  std::string out;
  out.reserve(marked.size());
  std::copy_if(marked.begin(), marked.end(), std::back_inserter(out),
               [](char c) { return !is_mark(c); });
  return out;
}

} // namespace documents
