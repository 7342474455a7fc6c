// SPDX-License-Identifier: Apache-2.0
#include "bridge/rollout_pages.hpp"

#include "base/text.hpp"
#include "bridge/forms.hpp"
#include "bridge/sweep.hpp"
#include "mail/letter.hpp"
#include "rollout/notes.hpp"
#include "rollout/ticket.hpp"
#include "store/glance.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using net::Answer;

constexpr std::string_view list_target = "/rollouts";
constexpr std::string_view one_target = "/rollouts/";
constexpr const char* list_file = "rollouts.html";
constexpr const char* one_file = "rollout.html";
constexpr std::int64_t most_listed = 200;
constexpr base::Seconds silence{300};

using WordsOfOne = std::map<std::string, std::string>;

std::string_view without_query(std::string_view target) {
  return target.substr(0, target.find('?'));
}

// As it may stand on a page.
std::string shown(std::string_view text) {
  return without_addresses(rollout::one_line(text));
}

// When RT was last read to the end; nullopt: not yet.
struct RtRead {
  std::optional<base::Instant> at;
  bool is_silent(const Settings& settings, base::Instant now) const {
    return !at || now - *at > std::max(silence, 3 * settings.sweep_every);
  }
};

// That RT shows nothing newer is known as far as it was read.
void add(const RtRead& read, const Settings& settings, base::Instant now, WordsOfOne& words) {
  const bool silent = read.is_silent(settings, now);
  words["silent"] = silent ? "yes" : "";
  words["read"] =
      !read.at ? "RT has not been read yet: tickets may say more by now."
               : "RT was last read " + rollout::for_people(*read.at) + ", " + ago(now - *read.at) +
                     (silent ? ", and does not answer since: tickets may say more by now." : ".");
}

WordsOfOne words_of(const store::Glance& glance, base::Instant now) {
  const auto lines = base::lines(glance.words);
  return {{"number", std::to_string(glance.ticket)},
          {"title", shown(glance.title)},
          {"state", shown(glance.status)},
          {"stands", lines.empty() ? "" : shown(lines.front())},
          {"iso", base::to_iso(glance.at)},
          {"at", rollout::for_people(glance.at)},
          {"age", ago(now - glance.at)}};
}

mail::Words words_of(const std::vector<store::Glance>& glances, const RtRead& read,
                     const Settings& settings, base::Instant now) {
  mail::Words out;
  auto& open = out.many["open"];
  auto& closed = out.many["closed"];
  for (const auto& one : glances)
    (rollout::contains(settings.policy.closed, one.status) ? closed : open)
        .push_back(words_of(one, now));
  add(read, settings, now, out.one);
  out.one["known"] = glances.empty() ? "" : "yes";
  out.one["has_open"] = open.empty() ? "" : "yes";
  out.one["has_closed"] = closed.empty() ? "" : "yes";
  out.one["most"] = glances.size() < most_listed ? "" : std::to_string(most_listed);
  return out;
}

mail::Words words_of(const store::Glance& glance, const RtRead& read, const Settings& settings,
                     base::Instant now) {
  const auto url = [&](std::int64_t ticket) {
    return rollout::ticket_url({ticket}, settings.policy);
  };
  mail::Words out{words_of(glance, now), {}};
  auto& lines = out.many["lines"];
  for (const auto line : base::lines(glance.words))
    lines.push_back({{"line", shown(line)}});
  add(read, settings, now, out.one);
  out.one["ticket_url"] = url(glance.ticket);
  out.one["release"] = glance.parent > 0 ? std::to_string(glance.parent) : "";
  out.one["release_url"] = glance.parent > 0 ? url(glance.parent) : "";
  return out;
}

Answer to_answer(const Result<std::string>& page) {
  if (!page)
    return {503, base::describe(page.error()) + "\n"};
  return {200,
          *page,
          "text/html; charset=utf-8",
          {"Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; base-uri "
           "'none'; form-action 'none'; frame-ancestors 'none'",
           "Cache-Control: no-store", "Referrer-Policy: no-referrer",
           "X-Content-Type-Options: nosniff"}};
}

// nullopt: it is no ticket's number.
std::optional<std::int64_t> number_in(std::string_view target) {
  const auto digits = target.substr(one_target.size());
  std::int64_t out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  return whole && out > 0 ? std::optional(out) : std::nullopt;
}

Result<RtRead> rt_read(store::Database& database) {
  auto at = swept_at(database);
  if (!at)
    return fail(at.error());
  return RtRead{*at};
}

Answer list_page(store::Database& database, const Settings& settings, const PageForms& forms,
                 base::Instant now) {
  const auto known = store::glances(database, settings.policy.closed, most_listed);
  const auto read = rt_read(database);
  if (!known || !read)
    return to_answer(fail(!known ? known.error() : read.error()));
  return to_answer(
      mail::render_html(list_file, forms.list, words_of(*known, *read, settings, now)));
}

Answer one_page(store::Database& database, const Settings& settings, const PageForms& forms,
                std::optional<std::int64_t> number, base::Instant now) {
  const auto known = number ? store::glance_at(database, *number)
                            : Result<std::optional<store::Glance>>(std::nullopt);
  const auto read = rt_read(database);
  if (!known || !read)
    return to_answer(fail(!known ? known.error() : read.error()));
  if (!*known)
    return {404, "nothing is known of such a rollout: it is none, or nobody has looked at it since "
                 "pages are kept (GET /rollouts has all that are known)\n"};
  return to_answer(mail::render_html(one_file, forms.one, words_of(**known, *read, settings, now)));
}

// How many bytes at the beginning of `text` are behind the @ of an address.
std::size_t host_in(std::string_view text) {
  if (text.starts_with('['))
    return std::min(text.find(']'), text.size() - 1) + 1;
  auto host = text.substr(0, text.find_first_of(" \t<>()[],;:\"'|"));
  while (host.ends_with('.')) // the end of a sentence
    host.remove_suffix(1);
  return host.size();
}

std::string counted(std::int64_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s") + " ago";
}

} // namespace

Result<PageForms> read_page_forms(const std::string& folder) {
  auto list = read_form(folder + "/" + list_file);
  auto one = read_form(folder + "/" + one_file);
  if (!list || !one)
    return fail(!list ? list.error() : one.error());
  const store::Glance sample{1, 2, "sample", "open", "sample", base::from_unix(0)};
  const RtRead read{base::from_unix(0)};
  const auto now = base::from_unix(0);
  const Settings settings;
  auto closed = sample;
  closed.status = settings.policy.closed.front();
  for (const auto& tried :
       {mail::render_html(folder + "/" + list_file, *list,
                          words_of({sample, closed}, read, settings, now)),
        mail::render_html(folder + "/" + one_file, *one, words_of(sample, read, settings, now))})
    if (!tried)
      return fail(tried.error());
  return PageForms{std::move(*list), std::move(*one)};
}

bool is_rollout_page(std::string_view target) {
  return is_rollout_list(target) || without_query(target).starts_with(one_target);
}

bool is_rollout_list(std::string_view target) {
  return without_query(target) == list_target;
}

Answer rollout_page(store::Database& database, const Settings& settings, const PageForms& forms,
                    std::string_view target, base::Instant now) {
  return is_rollout_list(target)
             ? list_page(database, settings, forms, now)
             : one_page(database, settings, forms, number_in(without_query(target)), now);
}

std::string without_addresses(std::string_view text) {
  constexpr std::string_view cut = "…";
  std::string out;
  while (true) {
    const auto at = text.find('@');
    out += text.substr(0, at);
    if (at == text.npos)
      return out;
    const auto blank = out.find_last_of(" \t");
    const auto scheme = out.find("://", blank == out.npos ? 0 : blank);
    if (scheme != out.npos)
      out = out.substr(0, scheme + 3) + std::string(cut); // a login, it may be
    text.remove_prefix(at + 1);
    const auto host = host_in(text);
    out += '@';
    out += host > 0 ? cut : "";
    text.remove_prefix(host);
  }
}

std::string ago(base::Seconds span) {
  const auto seconds = span.count();
  constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
  if (seconds < minute)
    return "just now";
  if (seconds < hour)
    return counted(seconds / minute, "minute");
  return seconds < 2 * day ? counted(seconds / hour, "hour") : counted(seconds / day, "day");
}

} // namespace bridge
