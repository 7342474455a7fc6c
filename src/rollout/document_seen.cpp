// SPDX-License-Identifier: Apache-2.0
#include "rollout/document_seen.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace rollout {
namespace {

constexpr char mark = '\t'; // between the cells of a line
constexpr std::string_view there = "there";
constexpr std::string_view missing = "missing";

void add_cell(std::string& line, const std::string& cell) {
  line += mark;
  std::replace_copy(cell.begin(), cell.end(), std::back_inserter(line), mark, ' ');
}

} // namespace

std::optional<std::int64_t> read_document_id(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  text = base::trim(text);
  std::int64_t id = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, id);
  if (read.ec != std::errc{} || read.ptr != end || id < 1 || text.size() > most_digits)
    return std::nullopt;
  return id;
}

std::string to_words(const DocumentSeen& seen) {
  if (!seen.exists)
    return std::string(missing);
  std::string out(there);
  add_cell(out, seen.title);
  for (const auto& name : seen.files)
    add_cell(out, name);
  return out;
}

std::optional<DocumentSeen> read_document_seen(base::Instant at, std::string_view about,
                                               std::string_view words) {
  const auto id = read_document_id(about);
  const auto cells = base::cells(words, mark);
  if (!id || (words != missing && (cells.front() != there || cells.size() < 2)))
    return std::nullopt;
  DocumentSeen out{*id, words != missing, "", {}, at};
  if (out.exists) {
    out.title = cells[1];
    out.files.assign(cells.begin() + 2, cells.end());
  }
  return out;
}

} // namespace rollout
