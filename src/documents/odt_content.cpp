// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "documents/odt_parts.hpp"
#include "documents/xml_text.hpp"

#include <algorithm>
#include <numeric>

namespace documents {
namespace {

constexpr int room = 90;         // signs of a table's font in the width of the text, about
constexpr int padding = 4;       // signs that a cell's edges take
constexpr int longest_word = 28; // that is kept whole; names of files are broken at their dashes
constexpr int longest_line = 70;

// How many signs a cell would like, and how many it must have.
struct Claim {
  int least = 0;
  int wish = 0;
};

void add_cell(Claim& claim, std::string_view text, bool bold = false) {
  const auto wide = [&](int signs) { return bold ? signs + signs / 4 : signs; };
  int word = 0;
  int line = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80)
      continue; // not the first byte of a sign
    line = c == '\n' ? 0 : line + 1;
    word = c == ' ' || c == '\t' || c == '\n' ? 0 : word + 1;
    claim.least = std::max(claim.least, std::min(wide(word), longest_word));
    claim.wish = std::max(claim.wish, std::min(wide(line), longest_line));
    if (c == '-' || c == '/')
      word = 0;
  }
}

std::size_t columns_of(const Table& table) {
  auto columns = table.header.size();
  for (const auto& row : table.rows)
    columns = std::max(columns, row.size());
  return columns;
}

std::string cell(std::string_view style, std::string_view words_style, std::string_view text) {
  std::string out = "<table:table-cell table:style-name=\"";
  out += style;
  out += "\" office:value-type=\"string\"><text:p text:style-name=\"";
  out += words_style;
  return out + "\">" + xml_inline(text) + "</text:p></table:table-cell>";
}

bool may_be_followed(std::string_view url) {
  for (const char* scheme : {"http://", "https://", "mailto:"})
    if (base::starts_with_ignoring_case(url, scheme))
      return true;
  return false;
}

class Content {
public:
  explicit Content(const Paper& paper) {
    if (!paper.title.empty())
      paragraph("Title", xml_inline(paper.title));
    for (const auto& block : paper.blocks)
      std::visit([&](const auto& one) { add(one); }, block);
  }

  std::string whole() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " +
           std::string(odt_spaces) +
           "><office:automatic-styles>"
           "<style:style style:name=\"Row\" style:family=\"table-row\"><style:table-row-properties "
           "fo:keep-together=\"always\"/></style:style>" +
           cell_style("Cell", "") + cell_style("Head", " fo:background-color=\"#e3e9f1\"") +
           styles_ + "</office:automatic-styles><office:body><office:text>" + body_ +
           "</office:text></office:body></office:document-content>\n";
  }

private:
  void add(const Heading& heading) {
    const auto level = std::to_string(std::clamp(heading.level, 1, 3));
    body_ += "<text:h text:style-name=\"Heading_20_" + level + "\" text:outline-level=\"" + level +
             "\">" + xml_inline(heading.text) + "</text:h>\n";
  }

  void add(const Paragraph& one) { paragraph("Text_20_body", inside(one)); }

  void add(const Bullets& bullets) {
    if (bullets.items.empty())
      return;
    body_ += "<text:list text:style-name=\"List_20_1\">";
    for (const auto& item : bullets.items) {
      body_ += "<text:list-item>";
      paragraph("List", inside(item));
      body_ += "</text:list-item>";
    }
    body_ += "</text:list>\n";
  }

  void add(const Table& table) {
    const auto widths = column_widths(table);
    if (widths.empty())
      return;
    const auto name = "Table" + std::to_string(++tables_);
    styles_ += "<style:style style:name=\"" + name +
               "\" style:family=\"table\"><style:table-properties style:width=\"" +
               std::to_string(std::accumulate(widths.begin(), widths.end(), 0)) +
               "mm\" table:align=\"left\" fo:margin-top=\"1mm\" fo:margin-bottom=\"4mm\" "
               "table:border-model=\"collapsing\"/></style:style>";
    body_ += "<table:table table:name=\"" + name + "\" table:style-name=\"" + name + "\">";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const auto column = name + "." + std::to_string(i + 1);
      styles_ += "<style:style style:name=\"" + column +
                 "\" style:family=\"table-column\"><style:table-column-properties "
                 "style:column-width=\"" +
                 std::to_string(widths[i]) + "mm\"/></style:style>";
      body_ += "<table:table-column table:style-name=\"" + column + "\"/>";
    }
    if (!table.header.empty()) {
      body_ += "<table:table-header-rows>";
      row(table.header, widths.size(), "Head", "Table_20_Heading");
      body_ += "</table:table-header-rows>";
    }
    for (const auto& one : table.rows)
      row(one, widths.size(), "Cell", "Table_20_Contents");
    body_ += "</table:table>\n";
  }

  void row(const std::vector<std::string>& cells, std::size_t columns, std::string_view style,
           std::string_view words_style) {
    body_ += "<table:table-row table:style-name=\"Row\">";
    for (std::size_t i = 0; i < columns; ++i)
      body_ += cell(style, words_style, i < cells.size() ? cells[i] : "");
    body_ += "</table:table-row>\n";
  }

  void paragraph(std::string_view style, const std::string& inside) {
    body_ += "<text:p text:style-name=\"";
    body_ += style;
    body_ += "\">" + inside + "</text:p>\n";
  }

  static std::string inside(const Paragraph& paragraph) {
    std::string out;
    for (const auto& [text, url] : paragraph.runs) {
      const auto words = xml_inline(text.empty() ? url : text);
      out += may_be_followed(url)
                 ? "<text:a xlink:type=\"simple\" xlink:href=\"" + xml_line(url) +
                       "\" text:style-name=\"Internet_20_link\">" + words + "</text:a>"
                 : words;
    }
    return out;
  }

  static std::string cell_style(const std::string& name, const std::string& more) {
    return "<style:style style:name=\"" + name +
           "\" style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"1.2mm\" "
           "fo:border=\"0.5pt solid #8a94a3\" style:vertical-align=\"top\"" +
           more + "/></style:style>";
  }

  std::string styles_;
  std::string body_;
  int tables_ = 0;
};

} // namespace

std::vector<int> column_widths(const Table& table) {
  std::vector<Claim> claims(columns_of(table));
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (i < table.header.size())
      add_cell(claims[i], table.header[i], true);
    for (const auto& row : table.rows)
      if (i < row.size())
        add_cell(claims[i], row[i]);
    claims[i].least += padding;
    claims[i].wish += padding;
  }
  int least = 0;
  int more = 0;
  for (const auto& claim : claims) {
    least += claim.least;
    more += claim.wish - claim.least;
  }
  const int spare = std::clamp(room - least, 0, more);
  const int page = std::max(least + spare, room); // signs
  std::vector<int> out;
  int least_here = 0; // of the columns up to this one
  int more_here = 0;
  int edge = 0; // mm
  for (const auto& claim : claims) {
    least_here += claim.least;
    more_here += claim.wish - claim.least;
    const int signs = least_here + (more == 0 ? 0 : more_here * spare / more);
    const int end = signs * text_width / page;
    out.push_back(std::max(end - edge, 1));
    edge = end;
  }
  return out;
}

std::string odt_content(const Paper& paper) {
  return Content(paper).whole();
}

} // namespace documents
