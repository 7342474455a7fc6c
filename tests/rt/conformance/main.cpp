// SPDX-License-Identifier: Apache-2.0
#define CATCH_CONFIG_RUNNER
#include "lab.hpp"

int main(int argc, char** argv) {
  static_cast<void>(lab::roots()); // ends here when nobody has named an RT
  return Catch::Session().run(argc, argv);
}
