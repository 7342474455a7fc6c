// SPDX-License-Identifier: Apache-2.0
#include "bridge/intake.hpp"

#include "base/log.hpp"
#include "bridge/codec.hpp"
#include "bridge/outgoing.hpp"
#include "drop/drop_box.hpp"
#include "store/ledger.hpp"
#include "store/queue.hpp"

#include <algorithm>
#include <optional>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

Result<bool> commit(World& world, const drop::Arrival& file, base::Instant now) {
  bool is_new = false;
  auto done = world.database.in_transaction([&]() -> Result<void> {
    auto digest = store::keep_blob(world.database, file.mail, now);
    if (!digest)
      return fail(digest.error());
    const Arrival arrival{file.envelope.sender, file.envelope.sender_known, file.envelope.recipient,
                          file.envelope.queue, file.envelope.action};
    // The filter's clock may be ahead of ours; nothing of a mail lies in the future.
    const auto arrived =
        world.settings.arrive_now ? now : std::min(base::from_unix(file.arrived), now);
    auto put = store::put(world.database, store::Which::inbox,
                          {"drop/" + file.name, "in/mail-" + file.name, "arrival", to_json(arrival),
                           *digest, arrived},
                          arrived);
    if (!put)
      return fail(put.error());
    is_new = *put;
    return {};
  });
  if (!done)
    return fail(done.error());
  return is_new;
}

// Only the owner can help with such a file. It is kept, under another name, and met once.
Result<void> report_broken(World& world, const std::string& name, const std::string& why,
                           base::Instant now) {
  base::log(base::Level::error, "drop-box file " + name + " is broken: " + why);
  const auto letter = rollout::letter_to_owner(
      "broken/" + name, world.settings.policy, "a broken file in the drop-box",
      "The file " + world.settings.drop_dir + "/" + name + " cannot be read: " + why +
          "\nIt was set aside as " + name +
          ".broken. It may hold a mail that was accepted; please look at it.");
  auto put = store::put(world.database, store::Which::outbox, to_item(letter, now), now);
  if (!put)
    return fail(put.error());
  std::string error;
  if (!drop::set_aside(world.settings.drop_dir, name, error))
    return fail(Fault::temporary, error);
  return {};
}

} // namespace

Result<int> take_up(World& world, base::Instant now) {
  const std::string& folder = world.settings.drop_dir;
  std::string error;
  const auto names = drop::complete_files(folder, error);
  if (!error.empty())
    return fail(Fault::temporary, error, "check mail.drop_dir and the rights on it");
  int taken = 0;
  std::optional<base::Error> first; // what is wrong with one file must not stop the others
  const auto note = [&](base::Error problem) {
    if (!first)
      first = std::move(problem);
  };
  for (const auto& name : names) {
    bool broken = false;
    const auto file = drop::read(folder, name, error, &broken);
    if (!file && broken) {
      if (auto told = report_broken(world, name, error, now); !told)
        return fail(told.error());
      continue;
    }
    if (!file) {
      note({Fault::temporary, error, "the file stays where it is and is tried again"});
      continue;
    }
    auto is_new = commit(world, *file, now);
    if (!is_new)
      return fail(is_new.error());
    taken += *is_new ? 1 : 0;
    if (!drop::remove(folder, name, error))
      note({Fault::temporary, error, "check the rights on mail.drop_dir: we must own it"});
  }
  if (first && taken == 0)
    return fail(*first);
  if (first)
    base::log(base::Level::error, base::describe(*first));
  return taken;
}

} // namespace bridge
