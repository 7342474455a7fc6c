// SPDX-License-Identifier: Apache-2.0
// bench/mime.sh: our reader; each mail is cut into parts and every leaf decoded.
#include "bench/mime_load.hpp"
#include "mail/parts.hpp"

#include <cstdlib>

int main(int argc, char** argv) {
  return bench::measure(argc - 2, argv + 2, std::atoi(argv[1]), [](const std::string& raw) {
    const auto parts = mail::split(raw);
    std::size_t decoded = 0;
    for (const auto& part : parts.all)
      if (part.children.empty())
        decoded += mail::content(part).size();
    return decoded;
  });
}
