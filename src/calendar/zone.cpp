// SPDX-License-Identifier: Apache-2.0
#include "calendar/zone.hpp"

#include "base/table.hpp"
#include "base/text.hpp"

#include <date/tz.h>

#include <algorithm>
#include <exception>

namespace calendar {
namespace {

using base::Fault;
using base::Instant;
using base::Seconds;

// Within the years from `first` to `last`.
Seconds within(Seconds since_1970, int first, int last) {
  const std::chrono::sys_days begin = std::chrono::year{first} / 1 / 1;
  const std::chrono::sys_days end = std::chrono::year{last + 1} / 1 / 1;
  return std::clamp(since_1970, Seconds{begin.time_since_epoch()},
                    Seconds{end.time_since_epoch()} - Seconds{1});
}

constexpr const char* database_hint = "install Debian's package tzdata anew";

bool is_usable(std::string_view name) {
  return name != "localtime" && name != "Factory" && name != "posixrules";
}

std::string_view place_of(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

// "" when none is near. "Rome" and "Italy/Rome" are near to Europe/Rome.
std::string nearest_to(std::string_view name) {
  constexpr std::size_t most = 2;
  const std::string wanted = base::lower(name);
  std::string best;
  std::size_t best_score = std::min(most, wanted.size() / 4) + 1;
  for (const auto& zone : date::get_tzdb().zones) {
    const std::string known = base::lower(zone.name());
    const auto whole = base::distance(wanted, known, most);
    const bool same_place = wanted.size() > 3 && place_of(wanted) == place_of(known);
    const auto score = same_place ? std::min(whole, std::size_t{1}) : whole;
    if (score < best_score && is_usable(zone.name())) {
      best = zone.name();
      best_score = score;
    }
  }
  return best;
}

// QUIRK: of a file without the written-out changes ("slim", zic -b slim) the library reads the
// newest one and stops: Europe would have summer time for ever.
bool knows_coming_summers() {
  const auto* berlin = date::locate_zone("Europe/Berlin");
  const auto offset = [&](unsigned month) {
    const std::chrono::sys_days day{last_year_of_rules / month / 1};
    return berlin->get_info(Instant{day}).offset;
  };
  return offset(1) != offset(7);
}

const date::time_zone& rules_of(const std::string& name) {
  return *date::locate_zone(name);
}

} // namespace

base::Result<Zone> Zone::named(std::string_view name) {
  try {
    static const bool usable = knows_coming_summers();
    if (!usable)
      return base::fail(Fault::internal, "the system's time zones do not say when clocks change",
                        database_hint);
    const auto& zones = date::get_tzdb().zones;
    const bool known =
        is_usable(name) &&
        std::any_of(zones.begin(), zones.end(), [&](const auto& z) { return z.name() == name; });
    if (known) {
      Zone zone{std::string(name)};
      rules_of(zone.name_).get_info(Instant{}); // it is read here or never
      return zone;
    }
    const auto near = nearest_to(name);
    return base::fail(Fault::invalid, "'" + base::shown(name) + "' is no time zone",
                      near.empty()
                          ? "write a name such as Europe/Rome; `timedatectl list-timezones` "
                            "shows all"
                          : "write " + near);
  } catch (const std::exception& why) {
    return base::fail(Fault::internal,
                      std::string("the system's time zones cannot be read: ") + why.what(),
                      database_hint);
  }
}

Instant reckoned(Instant at) {
  return Instant{within(at.time_since_epoch(), 1, 19999)};
}

LocalTime Zone::local(Instant at) const {
  const Instant inside = reckoned(at);
  return LocalTime{inside.time_since_epoch() + rules_of(name_).get_info(inside).offset};
}

Instant Zone::instant(LocalTime local) const {
  const Seconds inside = within(local.time_since_epoch(), 0, 20000); // zones are not apart a year
  const auto found = rules_of(name_).get_info(date::local_seconds{inside});
  if (found.result == date::local_info::nonexistent)
    return reckoned(found.first.end);
  return reckoned(Instant{inside - found.first.offset});
}

} // namespace calendar
