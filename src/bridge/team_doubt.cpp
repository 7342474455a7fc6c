// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_doubt.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace bridge {
namespace {

constexpr base::Seconds day = std::chrono::hours{24};
constexpr base::Seconds trust = 7 * day; // in a copy against a shrunk list
constexpr std::size_t few = 3;           // sites may go at once, however few there are
constexpr std::size_t one_in = 10;       // or so large a part of them all
constexpr std::size_t most_named = 10;

// NGIs that had sites, and still have, but are in the source's list of NGIs no more.
std::vector<std::string> missing_ngis(const TeamList& before, const SiteList& fresh) {
  std::vector<std::string> out;
  for (const auto& ngi : fresh.strays)
    if (std::any_of(before.sites.begin(), before.sites.end(),
                    [&](const Site& site) { return site.ngi == ngi; }))
      out.push_back(ngi);
  return out;
}

// Why it is not to be believed; empty: it is.
std::string fault_of(const TeamSettings& settings, const TeamList& before, const SiteList& fresh,
                     std::size_t lost) {
  const auto told = "the list has " + std::to_string(fresh.sites.size()) + " sites";
  if (settings.least)
    return fresh.sites.size() >= *settings.least
               ? ""
               : told + ", and teams.least asks for " + std::to_string(*settings.least);
  if (const auto ngis = missing_ngis(before, fresh); !ngis.empty())
    return "its sites of " + base::one_line(base::join(ngis, ", "), 200) +
           " are left out: no such NGI is in its list of NGIs any more";
  if (are_many(lost, before.sites.size()))
    return told + " and had " + std::to_string(before.sites.size()) + ", of which " +
           std::to_string(lost) + " are gone";
  return "";
}

rollout::Effect letter(const Settings& settings, const TeamStand& stand, const Doubt& doubt,
                       const base::Error& why, const std::vector<std::string>& lost) {
  std::string teams;
  for (std::size_t i = 0; i < std::min(lost.size(), most_named); ++i)
    teams += "\n  " + lost[i];
  if (lost.size() > most_named)
    teams += "\n  and " + std::to_string(lost.size() - most_named) + " more";
  const auto key = "teams/doubt/" + base::to_iso(doubt.since) + (doubt.warned ? "/ends" : "");
  return rollout::letter_to_owner(
      key, settings.policy,
      doubt.warned ? "a list of sites that lost many is believed soon"
                   : "a list of sites that lost many is not believed",
      "The list of known sites from " + settings.teams.source +
          " was fetched, but not believed:\n\n" + base::wrap(why.what, 70, "  ") +
          "\nOur copy of " + (stand.as_of ? base::to_iso(*stand.as_of) : "before") + " with " +
          std::to_string(stand.count) + " sites stays." +
          (teams.empty() ? "" : " It has, and the new one has not:\n" + teams) +
          "\n\nIf the new one is wrong, have it mended where it comes from; we ask again, and "
          "believe "
          "it\nwhen it is whole.\n\n" +
          base::wrap(why.hint + ".", 70, "  "));
}

} // namespace

bool are_many(std::size_t gone, std::size_t before) {
  return gone > few && gone * one_in > before;
}

Judgement judge(const Settings& settings, const TeamStand& stand, const TeamList& before,
                const SiteList& fresh, base::Instant now) {
  const bool for_ever = settings.teams.least.has_value();
  const auto lost = gone(before, fresh);
  const auto fault = fault_of(settings.teams, before, fresh, lost.size());
  if (fault.empty())
    return {};
  auto doubt = stand.doubt.value_or(Doubt{now, now + trust});
  const bool ends = !for_ever && !doubt.warned && now >= doubt.until - day;
  if (ends) {
    doubt.warned = true;
    doubt.until = std::max(doubt.until, now + day); // whatever kept us from looking
  }
  if (!for_ever && now >= doubt.until)
    return {};
  Judgement out;
  out.why =
      base::Error{base::Fault::refused, fault,
                  "if it is right, set teams.least to " + std::to_string(fresh.sites.size()) +
                      (for_ever ? "" : "; else it is believed on " + base::to_iso(doubt.until))};
  if (!stand.doubt || ends)
    out.letter = letter(settings, stand, doubt, *out.why, lost);
  out.doubt = doubt;
  return out;
}

} // namespace bridge
