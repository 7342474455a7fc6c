// SPDX-License-Identifier: Apache-2.0
#include "rollout/flood.hpp"

#include "base/text.hpp"
#include "rollout/doubt.hpp"
#include "rollout/order.hpp"

namespace rollout {
namespace {

std::string in_words(base::Seconds span) {
  const auto seconds = span.count();
  return seconds % 60 == 0 ? std::to_string(seconds / 60) + " minutes"
                           : std::to_string(seconds) + " seconds";
}

} // namespace

Stream stream_of(const MailArrived& mail, const Policy& policy) {
  const std::string place =
      mail.ticket ? "ticket/" + base::to_string(*mail.ticket) : "queue/" + mail.queue;
  return {place + (doubt_of(mail, policy) ? "/doubted" : ""), base::lower(mail.from.value_or(""))};
}

Stop stop(const MailArrived& mail, const Traffic& traffic, const Policy& policy) {
  if (traffic.again)
    return *traffic.again;
  const auto trip = [&](const std::string& going_on) {
    return going_on.empty() ? id_for(policy.salt, "trip/" + mail.cause) : going_on;
  };
  if (traffic.of_sender >= policy.most_of_sender)
    return {"sender", trip(traffic.senders_trip)};
  if (mail.ticket && traffic.in_place >= policy.most_on_ticket)
    return {"place", trip(traffic.places_trip)};
  return {};
}

std::string describe(const Stop& stop, const MailArrived& mail, const Policy& policy) {
  const bool of_sender = stop.scope == "sender";
  return "more than " + std::to_string(of_sender ? policy.most_of_sender : policy.most_on_ticket) +
         " mails" + (of_sender ? " of " + mail.from.value_or("nobody we can name") : "") +
         " came " +
         (mail.ticket ? "on ticket #" + base::to_string(*mail.ticket)
                      : "to the queue " + mail.queue + " without a ticket") +
         " in " + in_words(policy.flood_window);
}

} // namespace rollout
