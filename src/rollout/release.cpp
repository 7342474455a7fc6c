// SPDX-License-Identifier: Apache-2.0
#include "rollout/release.hpp"

namespace rollout {
namespace {

Release fields_of(const Ticket& ticket, const Policy& policy) {
  Release out;
  if (const auto stack =
          read_stack(first_value(ticket, policy.stack_field), policy.naming.stacks)) {
    out.stack = stack->stack;
    out.major = stack->major;
  }
  out.component = first_value(ticket, policy.component_field);
  out.version = first_value(ticket, policy.version_field);
  out.os = first_value(ticket, policy.begin.os_field);
  out.arch = first_value(ticket, policy.begin.arch_field);
  return out;
}

// What `first` leaves open comes from `second`; a stack comes with its own major. A component of
// several words has no sure end: one word is better.
Release filled(Release first, const Release& second) {
  if (first.stack.empty()) {
    first.stack = second.stack;
    first.major = second.major;
  }
  if (first.component.find(' ') != first.component.npos && !second.component.empty())
    first.component = second.component;
  for (const auto part : {&Release::component, &Release::version, &Release::os, &Release::arch})
    if ((first.*part).empty())
      first.*part = second.*part;
  return first;
}

Release title_of(const Ticket& ticket, const Policy& policy) {
  return read_subject(ticket.subject, policy.naming).release;
}

} // namespace

Release release_of(const Ticket& ticket, const Policy& policy) {
  return filled(title_of(ticket, policy), fields_of(ticket, policy));
}

Release released_by(const Ticket& ticket, const Policy& policy) {
  return filled(fields_of(ticket, policy), title_of(ticket, policy));
}

std::string in_words(const Release& release) {
  std::string out;
  for (const auto& part :
       {stack_of(release), release.component, release.version, release.os, release.arch})
    if (!part.empty())
      out += (out.empty() ? "" : " ") + part;
  return out;
}

} // namespace rollout
