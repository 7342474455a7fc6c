// SPDX-License-Identifier: Apache-2.0
// What the threads of `serve` let each other know of how they fare, for /readyz and /metrics. It
// lives as long as the process, whatever configuration comes and goes.
#pragma once

#include "base/instant.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace bridge {

class Pulse {
public:
  explicit Pulse(base::Instant at) : started(at) {}

  const base::Instant started;
  std::atomic<std::int64_t> rt_answered{0}; // when a job that needs RT last went well; 0: never
  std::atomic<bool> takes_hooks{true};      // the last commit of a batch of hooks went well

  // One more of `name{labels}`; /metrics writes all there are.
  void count(const std::string& name, const std::string& labels) {
    const std::lock_guard lock(mutex_);
    ++counts_[name][labels];
  }
  std::map<std::string, std::map<std::string, std::uint64_t>> counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, std::uint64_t>> counts_;
};

} // namespace bridge
