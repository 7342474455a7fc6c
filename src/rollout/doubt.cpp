// SPDX-License-Identifier: Apache-2.0
#include "rollout/doubt.hpp"

namespace rollout {

std::optional<Doubt> doubt_of(const MailArrived& mail, const Policy& policy) {
  using Ground = MailHeld::Ground;
  if (mail.proof.kind == Proof::Kind::released)
    return std::nullopt;
  if (!mail.spam.empty())
    return Doubt{Ground::spam, "it is marked as spam (" + mail.spam + ")"};
  if (mail.door == Door::gateway && !policy.believe_gateway)
    return Doubt{Ground::gateway,
                 "RT's gateway took it past the bridge, where nothing proves who sent it"};
  if (mail.proof.kind == Proof::Kind::failed && policy.failed != Unproved::take)
    return Doubt{Ground::unproved, "it failed the check of its sender: " + mail.proof.because,
                 policy.failed == Unproved::refuse};
  if (mail.proof.kind == Proof::Kind::unauthenticated && policy.unauthenticated != Unproved::take)
    return Doubt{Ground::unproved, "nothing proves that it comes from the address in From",
                 policy.unauthenticated == Unproved::refuse};
  if (mail.impersonates.value_or(false))
    return Doubt{Ground::reply_to, "its Reply-To names another user of RT (" + mail.reply_to + ")"};
  return std::nullopt;
}

} // namespace rollout
