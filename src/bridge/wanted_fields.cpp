// SPDX-License-Identifier: Apache-2.0
#include "bridge/wanted_fields.hpp"

namespace bridge {
namespace {

std::vector<WantedField> of_rollouts(const rollout::Policy& policy) {
  const auto& queue = policy.queue;
  std::vector<WantedField> out{
      {"rt.teams_field", policy.teams_field, queue, Kind::several},
      {"rt.accepted_field", policy.accepted_field, queue, Kind::several, true},
      {"rt.rejected_field", policy.rejected_field, queue, Kind::several, true},
      {"rt.reports_field", policy.reports_field, queue, Kind::several, true},
      {"rt.status_field", policy.status_field, queue, Kind::lines, true},
      {"rt.journal_field", policy.journal_field, queue, Kind::lines, true},
      {"rt.key_field", policy.begin.key_field, queue, Kind::one, true, true},
      {"rt.outcome_field",
       policy.outcome_field,
       queue,
       Kind::one,
       false,
       false,
       {"ACCEPT", "REJECT"}},
      {"rt.exposure_field", policy.exposure_field, queue, Kind::one, true},
  };
  return out;
}

// Read on a release and copied to its rollout; the number of the document goes the other way.
void add_copied(std::vector<WantedField>& out, const rollout::Policy& policy) {
  const auto both = [&](const char* key, const std::string& name) {
    out.push_back({key, name, policy.queue, Kind::one, true});
    out.push_back({key, name, policy.begin.queue, Kind::one});
  };
  for (const auto& link : policy.begin.links)
    both("rt.links", link);
  both("rt.stack_field", policy.stack_field);
  both("rt.component_field", policy.component_field);
  both("rt.version_field", policy.version_field);
  both("rt.os_field", policy.begin.os_field);
  both("rt.arch_field", policy.begin.arch_field);
  both("rt.document_field", policy.document_field);
  out.back().ours = true;
}

void add_releases(std::vector<WantedField>& out, const rollout::Policy& policy) {
  const auto& begin = policy.begin;
  const bool orders = !begin.repo_action.empty() || !policy.end.accept_action.empty() ||
                      !policy.end.reject_action.empty();
  const auto add = [&](const char* key, const std::string& name, bool ours) {
    out.push_back({key, name, begin.queue, Kind::one, ours});
  };
  add("rt.state_field", begin.state_field, false);
  add("rt.rollout_outcome_field", policy.end.outcome_field, true);
  add("rt.repo_field", begin.repo_field, orders);
  add("rt.repo_status_field", begin.repo_status_field, false);
  add("rt.verification_field", begin.verification_field, false);
}

} // namespace

std::vector<WantedField> wanted_fields(const rollout::Policy& policy) {
  auto out = of_rollouts(policy);
  add_copied(out, policy);
  add_releases(out, policy);
  std::erase_if(out, [](const WantedField& one) { return one.name.empty(); });
  return out;
}

} // namespace bridge
