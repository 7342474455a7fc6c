// SPDX-License-Identifier: Apache-2.0
// Only one program at a time works on a store: two senders would send twice. The lock goes with the
// process, however that ends.
#pragma once

#include "base/result.hpp"

#include <string>

namespace cli {

class Lock {
public:
  // Fault::temporary when another process holds it; its number stands in the message.
  static base::Result<Lock> take(const std::string& path);
  ~Lock();
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;

private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

} // namespace cli
