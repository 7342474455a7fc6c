// SPDX-License-Identifier: Apache-2.0
#include "bridge/raw_mail.hpp"

#include "store/ledger.hpp"

namespace bridge {

base::Result<std::string> raw_mail(World& world, const std::string& digest) {
  const auto found = world.at_hand.find(digest);
  return found != world.at_hand.end() ? found->second : store::blob(world.database, digest);
}

} // namespace bridge
