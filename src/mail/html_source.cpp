// SPDX-License-Identifier: Apache-2.0
#include "mail/html_source.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t longest_tag = 8 * 1024;
constexpr std::size_t longest_html = 1024 * 1024;

bool starts_tag(std::string_view html, std::size_t at) {
  if (html[at] != '<' || at + 1 >= html.size())
    return false;
  const char c = static_cast<char>(html[at + 1] | 0x20);
  return (c >= 'a' && c <= 'z') || html[at + 1] == '/' || html[at + 1] == '!' ||
         html[at + 1] == '?';
}

bool is_style(std::string_view tag) {
  return base::starts_with_ignoring_case(tag, "<style") && tag.size() > 6 &&
         std::string_view(" \t\r\n/>").find(tag[6]) != std::string_view::npos;
}

// The end of a <style> element that begins at `open`, its rules told to `sheet`.
std::size_t take_style(std::string_view html, std::size_t open, StyleSheet& sheet) {
  static const base::Pattern end("</style[^>]*>", base::Pattern::Case::ignored);
  static const base::Pattern print("\\bmedia\\s*=\\s*[\"']?\\s*print\\s*[\"'>\\s]",
                                   base::Pattern::Case::ignored);
  const auto begin = html.find('>', open);
  const auto found = begin == html.npos ? std::nullopt : end.find(html, begin);
  if (!found)
    return html.npos;
  sheet.add(html.substr(begin + 1, found->begin - begin - 1),
            print.find(html.substr(open, begin - open + 1)).has_value());
  return found->end;
}

// A tag without its attributes; as these may have hidden or quoted what it encloses, it is hidden,
// less pages and pictures.
std::string shortened(std::string_view tag, bool& cut) {
  constexpr std::size_t longest_name = 32;
  const bool end = tag.substr(0, 2) == "</";
  const auto begin = end ? std::size_t{2} : std::size_t{1};
  const auto stop = std::min(tag.find_first_of(" \t\r\n\f/>", begin), begin + longest_name);
  const auto name = base::lower(tag.substr(begin, stop - begin));
  if (name.empty() || name[0] < 'a' || name[0] > 'z')
    return {};
  if (end)
    return "</" + name + ">";
  const bool seen = name == "img" || name == "body" || name == "html";
  cut = cut || !seen;
  return "<" + name + (seen ? ">" : " hidden>");
}

} // namespace

HtmlSource tamed(std::string_view html) {
  HtmlSource out;
  for (std::size_t at = 0; at < html.size();) {
    if (out.html.size() > longest_html) {
      out.cut = true;
      break;
    }
    const auto open = html.find('<', at);
    const auto words = html.substr(at, open == html.npos ? open : open - at);
    out.cut = out.cut || words.size() > longest_html;
    out.html += words.substr(0, longest_html);
    if (open == html.npos)
      break;
    if (!starts_tag(html, open)) {
      out.html += "&lt;";
      at = open + 1;
      continue;
    }
    if (is_style(html.substr(open))) {
      at = take_style(html, open, out.sheet);
      continue;
    }
    const bool comment = html.substr(open, 4) == "<!--";
    const auto close = comment ? html.find("-->", open + 2) : html.find('>', open);
    if (close == html.npos)
      break; // never closed: what is inside is not text
    const auto end = close + (comment ? 3 : 1);
    if (!comment)
      out.html += end - open <= longest_tag ? std::string(html.substr(open, end - open))
                                            : shortened(html.substr(open, end - open), out.cut);
    at = end;
  }
  out.html.erase(std::remove(out.html.begin(), out.html.end(), '\0'), out.html.end());
  return out;
}

} // namespace mail
