// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_file.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "gocdb/listing.hpp"

#include <map>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_bytes = 16 * 1024 * 1024;

// What is wrong with a line, and the remedy.
struct Wrong {
  std::string what;
  std::string hint;
};

std::optional<Wrong> fault_of(std::string_view ngi, std::string_view site, bool one_tab) {
  if (!one_tab || ngi.empty() || site.empty())
    return Wrong{"", "a line is the NGI, a tab, the site, and nothing else"};
  for (const auto name : {ngi, site})
    if (!gocdb::is_name(name))
      return Wrong{", '" + base::one_line(name, 60) + "' is no name",
                   "names are of letters, digits, '-', '_' and '.', as in GOCDB"};
  if (base::same_ignoring_case(ngi, "NGI") && base::same_ignoring_case(site, "Site"))
    return Wrong{" is a heading", "put a # in front of it"};
  if (base::starts_with_ignoring_case(ngi, "ea-"))
    return Wrong{", '" + base::one_line(ngi, 60) + "' is no NGI",
                 "leave 'ea-' away: so begin RT's groups"};
  return std::nullopt;
}

// A line that is to be shown: its tabs are what counts.
std::string shown(std::string_view line) {
  return "'" + base::one_line(base::join(base::cells(line, '\t'), "⇥"), 100) + "'";
}

} // namespace

Result<std::vector<rollout::Team>> read_teams(std::string_view text, const std::string& where) {
  if (text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(3);
  std::vector<rollout::Team> out;
  std::map<std::string, std::pair<std::size_t, std::string>> seen; // line and words, by lower case
  std::size_t number = 0;
  for (const auto line : base::lines(text)) {
    ++number;
    if (const auto words = base::trim(line); words.empty() || words.front() == '#')
      continue;
    const auto tab = line.find('\t');
    const auto ngi = base::trim(line.substr(0, tab));
    const auto site =
        tab == line.npos ? line.substr(line.size()) : base::trim(line.substr(tab + 1));
    const std::string place = where + ":" + std::to_string(number) + ": " + shown(line);
    if (const auto wrong = fault_of(ngi, site, site.find('\t') == site.npos))
      return fail(Fault::invalid, place + wrong->what, wrong->hint);
    const auto pair = std::string(ngi) + "\t" + std::string(site);
    const auto [first, is_new] = seen.try_emplace(base::lower(pair), number, pair);
    const auto& [earlier, words] = first->second;
    if (!is_new)
      return fail(Fault::invalid,
                  place + (words == pair ? " stands in line " + std::to_string(earlier) + ", too"
                                         : " differs from line " + std::to_string(earlier) +
                                               " in large and small letters alone"),
                  "leave one of them");
    out.push_back({std::string(ngi) + "-" + std::string(site), std::string(site)});
  }
  if (out.empty())
    return fail(Fault::invalid, where + " names no team", "its lines are `NGI<TAB>Site`");
  return out;
}

Result<std::string> text_of_team_file(const std::string& path) {
  auto text = base::read_file(path, most_bytes);
  if (!text)
    return fail(Fault::invalid, text.error().what,
                "it is a file of lines `NGI<TAB>Site` that the bridge's user may read");
  return text;
}

Result<std::vector<rollout::Team>> read_team_file(const std::string& path) {
  const auto text = text_of_team_file(path);
  return text ? read_teams(*text, path) : fail(text.error());
}

} // namespace bridge
