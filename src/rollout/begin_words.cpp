// SPDX-License-Identifier: Apache-2.0
#include "rollout/begin_words.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

namespace rollout {
namespace {

// What a rollout should have and this one has not, each a line (R2, R3, R8-R10, R46).
std::vector<std::string> missing_of(const Ticket& release, const Policy& policy) {
  std::vector<std::string> out;
  const auto what = released_by(release, policy);
  if (const auto title = compose_subject(what, policy.naming); !title)
    out.push_back("a title by the rules, since " + title.error().what);
  for (const auto& name : policy.begin.links)
    if (first_value(release, name).empty())
      out.push_back(name + ": the field of the release is empty");
  const auto& report = policy.begin.verification_field;
  if (!report.empty() && first_value(release, report).empty())
    out.push_back("no verification report is linked (" + report + ")");
  const auto* stack = policy.stacks.of(what);
  if (what.stack.empty())
    out.push_back("the software stack: neither the fields nor the title of the release name one");
  else if (stack == nullptr || stack->repository.empty())
    out.push_back("no repository is known for " + stack_of(what) + " (rollout.stacks)");
  if (stack != nullptr && stack->managers.size() < 2)
    out.push_back("fewer than two managers are named for " + stack_of(what) + " (rollout.stacks)");
  return out;
}

void add(std::string& text, const std::string& label, const std::string& value) {
  if (!value.empty())
    text += label + ": " + one_line(value) + "\n";
}

} // namespace

std::string state_of(const Ticket& release, const Policy& policy) {
  const auto& name = policy.begin.state_field;
  return name.empty() ? release.status : first_value(release, name);
}

std::string title_of_rollout(const Ticket& release, const Policy& policy) {
  auto what = released_by(release, policy);
  if (auto title = compose_subject(what, policy.naming))
    return *title;
  // What a title cannot say of it, the fields say.
  what.version.erase(0, what.version.find_first_not_of("vV."));
  what.arch = is_arch(what.arch) ? base::lower(what.arch) : "";
  what.os = is_os(what.os) ? what.os : "";
  if (auto title = compose_subject(what, policy.naming))
    return *title;
  return "Staged Rollout of " + one_line(base::front(release.subject, 150));
}

std::map<std::string, std::vector<std::string>> fields_of_rollout(const Ticket& release,
                                                                  const Policy& policy) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto* names : {&policy.begin.links, &policy.begin.copied})
    for (const auto& name : *names)
      if (const auto& values = field(release, name); !values.empty())
        out[name] = values;
  return out;
}

std::string beginning_of(const Ticket& release, const Policy& policy) {
  const auto what = released_by(release, policy);
  const std::string number = base::to_string(release.id);
  std::string text = "The staged rollout of release #" + number +
                     " begins: " + one_line(release.subject) + "\n" +
                     ticket_url(release.id, policy) + "\n\n";
  for (const auto& name : policy.begin.links)
    add(text, name, first_value(release, name));
  if (!policy.begin.verification_field.empty())
    add(text, policy.begin.verification_field,
        first_value(release, policy.begin.verification_field));
  const auto* stack = policy.stacks.of(what);
  if (stack != nullptr)
    add(text, "Repository", stack->repository);
  if (release.fields.contains(policy.begin.repo_status_field)) {
    const auto moved = first_value(release, policy.begin.repo_status_field);
    add(text, "Packages",
        moved.empty() ? "nothing tells yet where they are (" + policy.begin.repo_status_field + ")"
                      : moved);
  }
  if (stack != nullptr)
    add(text, "Managers of the stack", base::join(stack->managers, ", "));
  if (const auto missing = missing_of(release, policy); !missing.empty())
    text += "\nWhat is missing:\n- " + base::join(missing, "\n- ") + "\n";
  if (const auto teams = policy.experience.with(what.component); !teams.empty())
    text += "\nTeams that know this component:\n- " + base::join(teams, "\n- ") + "\n";
  return text + "\nWhat comes next: a manager chooses teams in the field " + policy.teams_field +
         ". They are asked at once, and have " +
         (policy.asks.working_days == 1
              ? "one working day"
              : std::to_string(policy.asks.working_days) + " working days") +
         " to answer.\n";
}

} // namespace rollout
