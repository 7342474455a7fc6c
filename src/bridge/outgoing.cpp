// SPDX-License-Identifier: Apache-2.0
#include "bridge/outgoing.hpp"

#include "base/text.hpp"
#include "bridge/codec.hpp"
#include "bridge/glance.hpp"

#include <set>

namespace bridge {

store::Item to_item(const rollout::Effect& effect, base::Instant now) {
  store::Item item{effect.key, effect.lane, kind_of(effect.action), to_json(effect.action),
                   {},         now};
  if (const auto* relay = std::get_if<rollout::Relay>(&effect.action))
    item.blob = relay->blob;
  return item;
}

store::Item to_item(const rollout::Alarm& alarm) {
  store::Item item{alarm.key, alarm.lane, kind_of(alarm.event), to_json(alarm.event), {}, alarm.at};
  if (const auto* mail = std::get_if<rollout::MailArrived>(&alarm.event); mail != nullptr)
    item.blob = mail->blob;
  return item;
}

store::Job to_job(const store::Item& item, base::Instant now) {
  store::Job job;
  job.key = item.key;
  job.lane = item.lane;
  job.kind = item.kind;
  job.body = item.body;
  job.blob = item.blob;
  job.due = item.due;
  job.created = now;
  return job;
}

store::Settlement to_settlement(const rollout::Decision& decision, base::Instant now) {
  store::Settlement out;
  for (const auto& effect : decision.effects)
    out.outbox.push_back(to_item(effect, now));
  for (const auto& alarm : decision.alarms)
    out.inbox.push_back(to_item(alarm));
  for (const auto& note : decision.notes)
    out.ledger.push_back({note.ticket, note.what, note.about, note.cause, note.words});
  for (const auto& one : decision.traffic)
    out.traffic.push_back(
        {one.cause, one.at, one.stream.place, one.stream.sender, one.stop.scope, one.stop.trip});
  keep_glances(decision, now, out);
  return out;
}

base::Result<std::vector<std::string>> addresses_of(Tickets& tickets,
                                                    const rollout::WriteToGroup& write) {
  auto people = tickets.people_in(write.group);
  if (!people)
    return base::fail(people.error());
  std::vector<std::string> all;
  for (const auto& person : *people)
    all.push_back(person.address);
  all.insert(all.end(), write.also.begin(), write.also.end());
  std::set<std::string> seen;
  std::erase_if(all, [&](const auto& address) {
    return address.empty() || !seen.insert(base::lower(address)).second;
  });
  return all;
}

} // namespace bridge
