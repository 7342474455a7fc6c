// SPDX-License-Identifier: Apache-2.0
// Every name of every team for every product and stack, made and read back; then how many names a
// second one core reads against one ticket. Run by names.sh.
#include "rollout/report_name.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

using namespace rollout;

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

Rows read_rows(const char* path) {
  std::ifstream in(path);
  Rows out;
  for (std::string line; std::getline(in, line);)
    if (const auto tab = line.find('\t'); !line.starts_with('#') && tab != line.npos)
      out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  return out;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double a_second(const ReportRule& rule, const std::vector<std::string>& names) {
  std::size_t known = 0, read = 0;
  const double begin = cpu_seconds();
  while (cpu_seconds() - begin < 1)
    for (const auto& name : names) {
      known += rule.read(name).team.empty() ? 0 : 1;
      ++read;
    }
  const double took = cpu_seconds() - begin;
  return known == 0 ? 0 : static_cast<double>(read) / took;
}

} // namespace

int main(int argc, char** argv) {
  const Rows sites = read_rows(argc > 2 ? argv[1] : "");
  const Rows products = read_rows(argc > 2 ? argv[2] : "");
  if (sites.empty() || products.empty()) {
    std::fputs("usage: names SITES PRODUCTS, both with tabs: NGI and site, component and version\n",
               stderr);
    return 2;
  }
  std::vector<Team> teams;
  for (const auto& [ngi, site] : sites)
    teams.push_back({ngi + "-" + site, site});
  const Roster roster(teams);
  const Naming naming;
  constexpr std::array<std::pair<const char*, const char*>, 5> stacks{
      {{"", ""}, {"EMI", "1.0"}, {"UMD", "4"}, {"gLite", "3.2"}, {"CMD-ONE", "1"}}};
  std::unordered_set<std::string> all;
  std::size_t made = 0, wrong = 0;
  for (const auto& [component, version] : products)
    for (const auto& [stack, major] : stacks) {
      const ReportRule rule({stack, major, component, version, "", ""}, roster, naming);
      for (const auto& team : roster.teams()) {
        auto name = rule.name_for(team.name);
        const auto back = rule.read(name);
        wrong += back.verdict != ReportName::Verdict::exact || back.team != team.name ? 1 : 0;
        all.insert(std::move(name));
        ++made;
      }
    }
  const ReportRule rule({"EMI", "1.0", "CREAM", "1.13.1-1", "", ""}, roster, naming);
  std::vector<std::string> exact, odd, bad;
  for (const auto& team : roster.teams()) {
    exact.push_back(rule.name_for(team.name, "odt"));
    odd.push_back("Copy of " + rule.name_for(team.name) + " ");
    bad.push_back("ea-" + team.name + "-UMD-4-CREAM-1.13.1-1.doc");
  }
  std::printf("%zu %zu %zu %.0f %.0f %.0f\n", made, made - all.size(), wrong, a_second(rule, exact),
              a_second(rule, odd), a_second(rule, bad));
  return all.size() == made && wrong == 0 ? 0 : 1;
}
