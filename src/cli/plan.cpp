// SPDX-License-Identifier: Apache-2.0
#include "bridge/plan.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "bridge/codec.hpp"
#include "bridge/shown.hpp"
#include "cli/looking.hpp"
#include "cli/verbs.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cli {
namespace {

using bridge::Planned;
using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 50UL * 1024 * 1024; // of a mail, as the filter takes them

std::string indented(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += line.empty() ? "\n" : "      " + std::string(line) + "\n";
  return out;
}

std::string effect_block(const rollout::Effect& effect, const bridge::Shown& shown, bool settled) {
  std::string out = "  * " + shown.what + "  [" + effect.key + "]" +
                    (settled ? "  (was owed before: it is not done again)" : "") + "\n";
  for (const auto& address : shown.to)
    out += "      To: " + address + "\n";
  if (!shown.subject.empty())
    out += "      Subject: " + shown.subject + "\n\n";
  return out + indented(shown.text);
}

std::string alarm_line(const rollout::Alarm& alarm, base::Instant now, bool settled) {
  const auto* look = std::get_if<rollout::Look>(&alarm.event);
  return "  @ " + (alarm.at > now ? "at " + base::to_iso(alarm.at) : "after that") + "  " +
         (look == nullptr ? "it is thought about as '" + bridge::kind_of(alarm.event) + "'"
                          : "#" + base::to_string(look->ticket) + " is looked at: " + look->why) +
         "  [" + alarm.key + "]" + (settled ? "  (is there already)" : "") + "\n";
}

std::string head_of(const Planned& planned) {
  std::string out = planned.about + ": " + planned.decision.because + "\n";
  if (planned.thought_before)
    out += "  (it came before, so nothing happens any more; today this would be decided)\n";
  if (planned.owed > 0)
    out += "  (" + std::to_string(planned.owed) +
           " effects are owed there and come first; they may change this)\n";
  return out;
}

ordered_json about(const Planned& planned, const char* what) {
  return {{"what", what},
          {"about", planned.about},
          {"because", planned.decision.because},
          {"thought_before", planned.thought_before},
          {"owed_before", planned.owed}};
}

void put_line(const ordered_json& json) {
  std::puts(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
}

void print_alarms(const Planned& planned, base::Instant now, bool json) {
  for (const auto& alarm : planned.decision.alarms) {
    const bool settled = planned.settled.contains(alarm.key);
    if (!json) {
      std::fputs(alarm_line(alarm, now, settled).c_str(), stdout);
      continue;
    }
    auto out = about(planned, "alarm");
    out["key"] = alarm.key;
    out["kind"] = bridge::kind_of(alarm.event);
    out["settled"] = settled;
    out["at"] = base::to_iso(std::max(alarm.at, now));
    put_line(out);
  }
}

base::Result<void> print(bridge::World& world, const Planned& planned, base::Instant now,
                         bool json) {
  if (!json)
    std::fputs(head_of(planned).c_str(), stdout);
  for (const auto& effect : planned.decision.effects) {
    const auto shown = bridge::show(world, effect.action);
    if (!shown)
      return base::fail(shown.error());
    const bool settled = planned.settled.contains(effect.key);
    if (!json) {
      std::fputs(effect_block(effect, *shown, settled).c_str(), stdout);
      continue;
    }
    auto out = about(planned, "effect");
    out["key"] = effect.key;
    out["kind"] = bridge::kind_of(effect.action);
    out["settled"] = settled;
    out["words"] = shown->what;
    out["to"] = shown->to;
    out["subject"] = shown->subject;
    out["text"] = shown->text;
    out["action"] = ordered_json::parse(bridge::to_json(effect.action));
    put_line(out);
  }
  print_alarms(planned, now, json);
  const bool nothing = planned.decision.effects.empty() && planned.decision.alarms.empty();
  if (nothing && json)
    put_line(about(planned, "nothing"));
  else if (nothing)
    std::puts("  nothing is owed");
  return {};
}

using Plan = std::vector<Planned>;

base::Result<Plan> plan_file(const std::string& what, const std::string& path, Looking& looking) {
  const auto text = base::read_file(path, most_bytes);
  if (!text)
    return base::fail(text.error());
  if (what == "mail")
    return bridge::plan_mail(looking.bench->world, *text, looking.now);
  const auto hook = rt::read_hook(*text);
  if (!hook)
    return base::fail(base::Fault::invalid, path + ": " + hook.error().what, hook.error().hint);
  return bridge::plan_hook(looking.bench->world, *hook, looking.now);
}

base::Result<Plan> make_plan(const std::vector<std::string>& words, Looking& looking) {
  if (words[0] != "ticket")
    return plan_file(words[0], words[1], looking);
  const auto ticket = read_ticket(words[1]);
  if (!ticket)
    return base::fail(ticket.error());
  return bridge::plan_ticket(looking.bench->world, *ticket, looking.now);
}

} // namespace

int plan(const CommandLine& line) {
  const auto& words = line.words;
  if (words.size() != 2 || (words[0] != "mail" && words[0] != "hook" && words[0] != "ticket"))
    return complain({base::Fault::invalid, "plan takes mail FILE, hook FILE or ticket N",
                     "rollout-bridge help plan"});
  auto looking = begin_looking(line);
  if (!looking)
    return complain(looking.error());
  const auto plan = make_plan(words, *looking);
  if (!plan && plan.error().fault == base::Fault::not_found) {
    complain(plan.error());
    return exit_no;
  }
  if (!plan)
    return complain(plan.error());
  for (const auto& one : *plan)
    if (auto printed = print(looking->bench->world, one, looking->now, line.json); !printed)
      return complain(printed.error());
  if (plan->empty() && !line.json)
    std::puts("nothing is news in it: it is of another queue, or our own change");
  return exit_done;
}

} // namespace cli
