// SPDX-License-Identifier: Apache-2.0
// The sample paper as an odt, on stdout.
#include "documents/sample_paper.hpp"
#include "documents/write_odt.hpp"

#include <cstdio>

int main() {
  const auto odt =
      documents::to_odt(documents_test::sample_paper(), base::from_unix(1'795'222'800));
  if (!odt)
    return std::fputs(base::describe(odt.error()).c_str(), stderr), 1;
  return std::fwrite(odt->data(), 1, odt->size(), stdout) == odt->size() ? 0 : 1;
}
