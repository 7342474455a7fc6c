// SPDX-License-Identifier: Apache-2.0
#include "cli/figure_pages.hpp"

#include "base/text.hpp"
#include "rollout/figure_columns.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cli {
namespace {

using rollout::figure_columns;
using rollout::FigureColumn;
using rollout::Figures;
using Cells = std::vector<std::string>;

constexpr std::size_t page_width = 90;

bool is_shown(const FigureColumn& column, const Figures& total) {
  return column.usual || column.value(total).value_or(0) > 0;
}

// The first column to the left, the others to the right.
std::string aligned(const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].size());
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - row[i].size(), ' ');
      out += i == 0 ? row[i] + blanks : "  " + blanks + row[i];
    }
    out += '\n';
  }
  return out;
}

std::string table(FigureColumn::Part part, const char* name, const std::vector<Figures>& rows) {
  std::vector<Cells> out(1, Cells{name});
  for (const auto& row : rows)
    out.push_back({row.team.empty() ? "total" : row.team});
  for (const auto& column : figure_columns()) {
    if (column.part != part || !is_shown(column, rows.back()))
      continue;
    out.front().emplace_back(column.heading);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto value = written(column, rows[i]);
      out[i + 1].push_back(value.empty() ? "-" : value);
    }
  }
  return aligned(out);
}

std::string definitions() {
  std::string out;
  for (const auto& column : figure_columns()) {
    const std::string indent(18, ' ');
    auto lines = base::wrap(column.definition, page_width, indent);
    const std::string key = column.key;
    lines.replace(0, key.size(), key);
    out += lines;
  }
  return out;
}

std::string head(const rollout::Period& period, const rollout::AwayTimes& away, base::Instant now) {
  std::string out = "Requests";
  if (period.since != base::Instant::min())
    out += " from " + base::to_iso(period.since);
  if (period.until != base::Instant::max())
    out += " until " + base::to_iso(period.until);
  out += ", as things stand " + base::to_iso(now) + ".";
  const auto gone = away.within(period.since, std::min(period.until, now));
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(gone).count();
  if (minutes > 0)
    out += " RT or the bridge was away for " + std::to_string(minutes / 60) + " h " +
           std::to_string(minutes % 60) + " min of that time.";
  return base::wrap(out, page_width, "");
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of("\",\r\n") == text.npos)
    return text;
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

} // namespace

std::string text_page(const std::vector<Figures>& teams, const rollout::Period& period,
                      const rollout::AwayTimes& away, base::Instant now) {
  auto rows = teams;
  if (rows.size() != 1)
    rows.push_back(rollout::total(teams));
  return head(period, away, now) + "\n" + table(FigureColumn::Part::answers, "answers", rows) +
         "\n" + table(FigureColumn::Part::reports, "reports", rows) + "\n" + definitions() + "\n" +
         base::wrap(rollout::figure_terms, page_width, "");
}

std::string csv_page(const std::vector<Figures>& teams) {
  std::string out = "team";
  for (const auto& column : figure_columns())
    out += std::string(",") + column.key;
  out += "\r\n";
  for (const auto& team : teams) {
    out += csv_cell(team.team);
    for (const auto& column : figure_columns())
      out += "," + written(column, team);
    out += "\r\n";
  }
  return out;
}

std::string json_page(const std::vector<Figures>& teams) {
  using nlohmann::ordered_json;
  std::string out;
  for (const auto& team : teams) {
    ordered_json one{{"team", team.team}};
    for (const auto& column : figure_columns()) {
      const auto text = written(column, team);
      one[column.key] = text.empty() ? ordered_json(nullptr) : ordered_json::parse(text);
    }
    out += one.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  }
  return out;
}

} // namespace cli
