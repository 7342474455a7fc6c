// SPDX-License-Identifier: Apache-2.0
// Wakes a thread that waits: another thread rings, a file comes into a watched folder, or time is
// up.
#pragma once

#include "base/instant.hpp"

#include <string>

namespace cli {

class Bell {
public:
  // `folder` is watched for finished files; "" watches none. A folder that cannot be watched is
  // looked at by time alone.
  explicit Bell(const std::string& folder = {});
  ~Bell();
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  void ring();
  void wait(base::Seconds at_most);

private:
  int event_;
  int watch_;
};

} // namespace cli
