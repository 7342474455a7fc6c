// SPDX-License-Identifier: Apache-2.0
// What both C++ readers of bench/mime.sh share: the mails are in memory, the CPU's time is counted.
#pragma once

#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace bench {

inline double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

// Reads each mail of the files `paths` `rounds` times with `read`, which gives the bytes that it
// decoded; prints "MB/s, peak MB, bytes decoded a round".
inline int measure(int count, char** paths, int rounds,
                   const std::function<std::size_t(const std::string&)>& read) {
  std::vector<std::string> mails;
  double size = 0;
  for (int i = 0; i < count; ++i) {
    std::ifstream in(paths[i], std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    mails.push_back(std::move(bytes).str());
    size += static_cast<double>(mails.back().size());
  }
  std::size_t decoded = 0;
  const double begin = cpu_seconds();
  for (int round = 0; round < rounds; ++round)
    for (const auto& mail : mails)
      decoded += read(mail);
  const double used = cpu_seconds() - begin;
  rusage peak{};
  getrusage(RUSAGE_SELF, &peak);
  std::printf("%.1f %.1f %zu\n", size * rounds / 1e6 / used,
              static_cast<double>(peak.ru_maxrss) / 1024,
              decoded / static_cast<std::size_t>(rounds));
  return 0;
}

} // namespace bench
