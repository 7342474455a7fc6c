// SPDX-License-Identifier: Apache-2.0
#include "base/instant.hpp"

#include <array>
#include <cstdio>

namespace base {
namespace {

namespace chrono = std::chrono;

struct Civil {
  chrono::year_month_day date;
  chrono::hh_mm_ss<Seconds> time;
};

Civil to_civil(Instant at) {
  const auto day = chrono::floor<chrono::days>(at);
  return {chrono::year_month_day{day}, chrono::hh_mm_ss<Seconds>{at - day}};
}

// Reads exactly `width` digits at the front of `text` and takes them off; -1 when they are not
// there.
int take_number(std::string_view& text, std::size_t width) {
  if (text.size() < width)
    return -1;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9')
      return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected)
    return false;
  text.remove_prefix(1);
  return true;
}

} // namespace

std::string to_iso(Instant at) {
  const auto [date, time] = to_civil(at);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                int(time.minutes().count()), int(time.seconds().count()));
  return out.data();
}

Result<Instant> read_iso(std::string_view text) {
  const auto bad = [whole = std::string(text)] {
    return fail(Fault::invalid, "'" + whole + "' is not a time",
                "write it as 2026-11-21T09:00:00Z, with an offset such as +01:00, or as a date");
  };
  const int year = take_number(text, 4);
  const bool dash1 = take(text, '-');
  const int month = take_number(text, 2);
  const bool dash2 = take(text, '-');
  const int day = take_number(text, 2);
  const chrono::year_month_day date{chrono::year{year}, chrono::month{unsigned(month)},
                                    chrono::day{unsigned(day)}};
  if (year < 1970 || !dash1 || !dash2 || month < 0 || day < 0 || !date.ok())
    return bad();
  const Instant midnight = chrono::sys_days{date};
  if (text.empty())
    return midnight;
  if (!take(text, 'T') && !take(text, ' '))
    return bad();
  const int hours = take_number(text, 2);
  const bool colon1 = take(text, ':');
  const int minutes = take_number(text, 2);
  const int seconds = take(text, ':') ? take_number(text, 2) : 0;
  if (!colon1 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 ||
      seconds > 59)
    return bad();
  const Instant local =
      midnight + chrono::hours{hours} + chrono::minutes{minutes} + Seconds{seconds};
  if (text == "Z")
    return local;
  const bool east = take(text, '+');
  if (!east && !take(text, '-'))
    return bad();
  const int offset_hours = take_number(text, 2);
  take(text, ':');
  const int offset_minutes = take_number(text, 2);
  if (offset_hours < 0 || offset_hours > 14 || offset_minutes < 0 || offset_minutes > 59 ||
      !text.empty())
    return bad();
  const Seconds offset = chrono::hours{offset_hours} + chrono::minutes{offset_minutes};
  return east ? local - offset : local + offset;
}

std::string to_mail_date(Instant at) {
  // RFC 5322 fixes the English names; the locale must not have a say.
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto [date, time] = to_civil(at);
  const chrono::weekday weekday{chrono::sys_days{date}};
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days.at(weekday.c_encoding()), unsigned(date.day()),
                months.at(unsigned(date.month()) - 1), int(date.year()), int(time.hours().count()),
                int(time.minutes().count()), int(time.seconds().count()));
  return out.data();
}

} // namespace base
