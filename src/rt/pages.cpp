// SPDX-License-Identifier: Apache-2.0
#include "rt/pages.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace rt {
namespace {

// The signs that RT escapes in what it prints.
std::string unescaped(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 6> signs{{{"&amp;", '&'},
                                                                    {"&lt;", '<'},
                                                                    {"&gt;", '>'},
                                                                    {"&#34;", '"'},
                                                                    {"&#39;", '\''},
                                                                    {"&#40;", '('}}};
  std::string out;
  while (!text.empty()) {
    const auto sign = std::find_if(signs.begin(), signs.end(),
                                   [&](const auto& one) { return text.starts_with(one.first); });
    out += sign == signs.end() ? text.front() : sign->second;
    text.remove_prefix(sign == signs.end() ? 1 : sign->first.size());
  }
  return out;
}

// What stands between <select name="NAME" and </select>; empty: there is none.
std::string_view choice(std::string_view page, const std::string& name) {
  const auto begin = page.find("<select name=\"" + name + "\"");
  if (begin == page.npos)
    return {};
  page.remove_prefix(begin);
  return page.substr(0, page.find("</select>"));
}

// The value of `attribute`="…" in the tag that `text` begins with.
std::string attribute(std::string_view text, std::string_view name) {
  text = text.substr(0, text.find('>'));
  const auto at = text.find(std::string(name) + "=\"");
  if (at == text.npos)
    return {};
  text.remove_prefix(at + name.size() + 2);
  return unescaped(text.substr(0, text.find('"')));
}

} // namespace

Statuses statuses_on(std::string_view page) {
  Statuses out;
  std::vector<std::string> lifecycles{""}; // those with the same statuses stand together
  std::string_view rest = choice(page, "ValueOfStatus");
  while (true) {
    rest.remove_prefix(std::min(rest.size(), rest.find("<opt")));
    if (rest.empty())
      return out;
    if (rest.starts_with("<optgroup"))
      lifecycles = base::split(attribute(rest, "label"), ',');
    else if (const auto status = attribute(rest, "value");
             !status.empty() && !status.starts_with("__"))
      for (const auto& lifecycle : lifecycles)
        out[lifecycle].push_back(status);
    rest.remove_prefix(1);
  }
}

// Names such as Object-RT::Ticket-1-CustomField-12-Values, or …-CustomField:Grouping-12-Value.
std::set<std::int64_t> writable_fields_on(std::string_view page) {
  std::set<std::int64_t> out;
  constexpr std::string_view begin = "name=\"Object-RT::Ticket-";
  constexpr std::string_view word = "-CustomField";
  for (auto at = page.find(begin); at != page.npos; at = page.find(begin, at + 1)) {
    auto name = page.substr(at + begin.size());
    name = name.substr(0, name.find('"'));
    const auto field = name.find(word);
    if (field == name.npos)
      continue;
    name.remove_prefix(field + word.size());
    name.remove_prefix(std::min(name.size(), name.find('-') + 1));
    std::int64_t number = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), number).ec == std::errc{})
      out.insert(number);
  }
  return out;
}

std::size_t choices_of_status_on(std::string_view page) {
  std::set<std::string> out;
  auto rest = choice(page, "Status");
  for (auto at = rest.find("<option"); at != rest.npos; at = rest.find("<option", at + 1))
    if (const auto status = attribute(rest.substr(at), "value"); !status.empty())
      out.insert(status);
  return out.size();
}

} // namespace rt
