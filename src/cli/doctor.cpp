// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"
#include "cli/examine.hpp"
#include "cli/verbs.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace cli {
namespace {

using bridge::Finding;
using bridge::Findings;
using bridge::Verdict;
using nlohmann::ordered_json;

constexpr const char* areas[] = {"configuration", "store", "rt",    "clock",
                                 "teams",         "mail",  "serve", "sources"};

void print_json(const Finding& one) {
  const ordered_json out{
      {"area", one.area},
      {"check", one.check},
      {"verdict", to_word(one.verdict)},
      {"text", one.text},
      {"remedy", one.remedy.empty() ? ordered_json() : ordered_json(one.remedy)}};
  std::puts(out.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
}

void print(const Finding& one) {
  std::printf("  %-7s %s%s%s\n", to_word(one.verdict), one.text.c_str(),
              one.remedy.empty() ? "" : " -> ", one.remedy.c_str());
}

void print_all(const Findings& findings, bool json) {
  for (const auto* area : areas) {
    bool told = false;
    for (const auto& one : findings) {
      if (one.area != area)
        continue;
      if (!told && !json)
        std::puts(area);
      told = true;
      json ? print_json(one) : print(one);
    }
  }
}

} // namespace

int doctor(const CommandLine& line) {
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  Findings findings;
  auto usable = examine_configuration(findings, *config);
  if (!usable)
    return complain(usable.error());
  auto database = examine_store(findings, *usable, clock_now());
  examine_rt_and_teams(findings, *usable, database);
  examine_mail(findings, *usable);
  examine_others(findings, *usable);
  print_all(findings, line.json);
  const auto count = [&](Verdict verdict) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [&](const Finding& one) { return one.verdict == verdict; }));
  };
  const auto wrong = count(Verdict::wrong);
  if (!line.json)
    std::printf("%zu fine, %s, %zu wrong\n", count(Verdict::fine),
                bridge::counted(count(Verdict::remark), "remark").c_str(), wrong);
  return wrong == 0 ? exit_done : exit_no;
}

} // namespace cli
