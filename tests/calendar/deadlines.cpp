// SPDX-License-Identifier: Apache-2.0
// Answers for year.py. The arguments are a table of working times and a folder of calendars; each
// line on stdin `TEAM NGI|- WORKING_DAYS BEGINS ENDS FROM UNTIL STEP` (hours, seconds of Unix) asks
// for the notices FROM, FROM + STEP, … before UNTIL; the answer is a line `DEADLINE WORKED` for
// each.
#include "calendar/calendar_file.hpp"
#include "calendar/deadline.hpp"
#include "calendar/working_times.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

template <class T> T good(base::Result<T> result) {
  if (result)
    return std::move(*result);
  std::cerr << base::describe(result.error()) << '\n';
  std::exit(1);
}

calendar::WorkingTimes read_all(const std::string& table, const std::string& folder) {
  calendar::Calendars calendars;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    calendars.emplace(file.path().stem().string(),
                      good(calendar::read_calendar(read(file.path()), file.path().string())));
  return good(calendar::WorkingTimes::read(read(table), table, calendars));
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return 2;
  std::ios::sync_with_stdio(false);
  const auto times = read_all(argv[1], argv[2]);
  std::string team;
  std::string ngi;
  int days = 0;
  int begins = 0;
  int ends = 0;
  std::int64_t from = 0;
  std::int64_t until = 0;
  std::int64_t step = 0;
  while (std::cin >> team >> ngi >> days >> begins >> ends >> from >> until >> step) {
    auto working = times.of(team, ngi == "-" ? "" : ngi);
    working.begins = std::chrono::hours{begins};
    working.ends = std::chrono::hours{ends};
    for (auto at = from; at < until; at += step) {
      const auto notice = base::from_unix(at);
      const auto due = calendar::deadline(notice, days, working).at;
      std::cout << base::to_unix(due) << ' ' << calendar::worked(notice, due, working).count()
                << '\n';
    }
  }
}
