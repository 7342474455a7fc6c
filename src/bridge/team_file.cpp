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
  return std::nullopt;
}

} // namespace

Result<std::vector<rollout::Team>> read_teams(std::string_view text, const std::string& where) {
  if (text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(3);
  std::vector<rollout::Team> out;
  std::map<std::string, std::size_t, std::less<>> seen; // the line in which it stands
  std::size_t number = 0;
  for (const auto line : base::lines(text)) {
    ++number;
    if (const auto words = base::trim(line); words.empty() || words.front() == '#')
      continue;
    const auto tab = line.find('\t');
    const auto ngi = base::trim(line.substr(0, tab));
    const auto site =
        tab == line.npos ? line.substr(line.size()) : base::trim(line.substr(tab + 1));
    const std::string place =
        where + ":" + std::to_string(number) + ": '" + base::one_line(line, 100) + "'";
    if (const auto wrong = fault_of(ngi, site, site.find('\t') == site.npos))
      return fail(Fault::invalid, place + wrong->what, wrong->hint);
    const auto [first, is_new] = seen.emplace(std::string(ngi) + "\t" + std::string(site), number);
    if (!is_new)
      return fail(Fault::invalid,
                  place + " stands in line " + std::to_string(first->second) + ", too",
                  "leave one of them");
    out.push_back({std::string(ngi) + "-" + std::string(site), std::string(site)});
  }
  return out;
}

Result<std::vector<rollout::Team>> read_team_file(const std::string& path) {
  const auto text = base::read_file(path, most_bytes);
  if (!text)
    return fail(Fault::invalid, text.error().what,
                "it is a file of lines `NGI<TAB>Site` that the bridge's user may read");
  return read_teams(*text, path);
}

} // namespace bridge
