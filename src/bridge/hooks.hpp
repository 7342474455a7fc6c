// SPDX-License-Identifier: Apache-2.0
// What the hook server answers (contract 3, and the pages about rollouts). All hooks that came at
// one time are committed together: one row of the inbox for each transaction that is not our own,
// and 202 after that.
#pragma once

#include "base/instant.hpp"
#include "bridge/pulse.hpp"
#include "bridge/rollout_pages.hpp"
#include "bridge/world.hpp"
#include "net/http_server.hpp"
#include "rt/hook.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bridge {

inline constexpr base::Seconds hook_tolerance{300};
inline constexpr base::Seconds hook_memory = std::chrono::hours{30 * 24};

class Hooks {
public:
  // `keys`: of all live secrets; none refuses every hook. `ring` is called when there are new rows.
  // `pages`: the forms of the pages about rollouts; without them there are none.
  Hooks(store::Database& database, const Settings& settings, std::vector<std::string> keys,
        Pulse& pulse, std::function<void()> ring, std::optional<PageForms> pages = {});

  // One answer for each request. /hooks/rt, /healthz, /readyz, /metrics, /rollouts, /rollouts/N.
  std::vector<net::Answer> serve(const std::vector<net::Asked>& asked, base::Instant now);
  // A request that the server itself has refused with this status.
  void refused(int status);

private:
  struct Good {
    std::size_t at; // whose answer it is
    std::string id;
    rt::Hook hook;
  };
  net::Answer answer(const net::Asked& asked, std::size_t at, base::Instant now,
                     std::vector<Good>& good);
  net::Answer check(const net::Asked& asked, std::size_t at, base::Instant now,
                    std::vector<Good>& good);
  const net::Answer& list_of_rollouts(std::string_view target, base::Instant now);
  void commit(const std::vector<Good>& good, std::vector<net::Answer>& answers, base::Instant now);
  base::Result<std::int64_t> put(const Good& one, net::Answer& answer, base::Instant now);
  void tell(const std::string& reason, const std::string& text, base::Instant now);

  store::Database& database_;
  const Settings& settings_;
  std::vector<std::string> keys_;
  Pulse& pulse_;
  std::function<void()> ring_;
  std::optional<PageForms> pages_;
  std::optional<net::Answer> list_;           // of rollouts
  base::Instant listed_;                      // when it was made
  std::map<std::string, base::Instant> told_; // reasons that stand in the log lately
};

} // namespace bridge
