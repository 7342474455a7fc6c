// SPDX-License-Identifier: Apache-2.0
#include "bridge/report_index.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace bridge {
namespace {

constexpr std::string_view headings =
    "file\tteam\tverdict\tcounts\treceived\tsender\tsha256\tbytes\t"
    "attachments\texpected\tticket\tremark\n";
constexpr std::size_t columns = 12;
constexpr std::size_t digest_size = 64;

std::string cell(std::string_view words) {
  std::string out(words);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; }, ' ');
  return out;
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t tab = 0; tab != line.npos; line.remove_prefix(tab == line.npos ? 0 : tab + 1)) {
    tab = line.find('\t');
    out.push_back(line.substr(0, tab));
  }
  return out;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || out < 0)
    return std::nullopt;
  return out;
}

std::string numbers(const std::vector<base::AttachmentId>& ids) {
  std::vector<std::string> out;
  for (const auto id : ids)
    out.push_back(base::to_string(id));
  return base::join(out, ",");
}

std::optional<IndexLine> read_line(std::string_view text) {
  const auto cell = cells(text);
  if (cell.size() != columns)
    return std::nullopt;
  const auto at = base::read_iso(cell[4]);
  const auto bytes = number(cell[7]);
  const auto ticket = number(cell[10]);
  const bool digest = cell[6].size() == digest_size &&
                      cell[6].find_first_not_of("0123456789abcdef") == cell[6].npos;
  if (!at || !bytes || !ticket || !digest || cell[0].empty() || cell[0].find('/') != cell[0].npos)
    return std::nullopt;
  IndexLine out{std::string(cell[0]),
                std::string(cell[1]),
                std::string(cell[2]),
                cell[3] == "yes",
                *at,
                std::string(cell[5]),
                std::string(cell[6]),
                *bytes,
                {},
                std::string(cell[9]),
                {*ticket},
                std::string(cell[11])};
  for (const auto& id : base::split(cell[8], ','))
    if (const auto read = number(id))
      out.attachments.push_back({*read});
  return out;
}

} // namespace

std::string write_index(const std::vector<IndexLine>& lines) {
  std::string out(headings);
  for (const auto& one : lines)
    out += base::join({cell(one.file), cell(one.team), cell(one.verdict), one.counts ? "yes" : "no",
                       base::to_iso(one.received), cell(one.sender), one.sha256,
                       std::to_string(one.bytes), numbers(one.attachments), cell(one.expected),
                       base::to_string(one.ticket), cell(one.remark)},
                      "\t") +
           "\n";
  return out;
}

std::vector<IndexLine> read_index(std::string_view text) {
  std::vector<IndexLine> out;
  for (const auto line : base::lines(text))
    if (auto read = read_line(line))
      out.push_back(std::move(*read));
  return out;
}

std::string write_sums(const std::vector<IndexLine>& lines) {
  std::string out;
  for (const auto& one : lines)
    if (!one.file.empty())
      out.append(one.sha256).append("  ").append(one.file).append("\n");
  return out;
}

} // namespace bridge
