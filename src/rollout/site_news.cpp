// SPDX-License-Identifier: Apache-2.0
#include "rollout/site_news.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_told = 5; // services or downtimes in one line

// The first few of `all`, and how many more there are.
template <class T, class Words>
std::string first_few(const std::vector<T>& all, const char* between, Words words) {
  std::string out;
  for (std::size_t i = 0; i < std::min(all.size(), most_told); ++i)
    out += (i == 0 ? "" : between) + words(all[i]);
  if (all.size() > most_told)
    out += between + std::string("and ") + std::to_string(all.size() - most_told) + " more";
  return out;
}

std::string service_words(const SiteNews::Service& one) {
  return one.host + " (" + one.type + ")";
}

std::string downtime_words(const SiteNews::Downtime& one) {
  return "downtime " + one.id + " (" + one.severity + ") " + for_people(one.start) + " to " +
         for_people(one.end) + " of " +
         first_few(one.hosts, ", ", [](const auto& host) { return host; });
}

} // namespace

const SiteNews* news_of(const std::vector<SiteNews>& all, const std::string& team) {
  for (const auto& one : all)
    if (base::same_ignoring_case(one.team, team))
      return &one;
  return nullptr;
}

std::string in_words(const SiteNews& news) {
  std::vector<std::string> parts;
  if (!news.beta.empty())
    parts.push_back("BETA at " + first_few(news.beta, ", ", service_words));
  if (!news.downtimes.empty())
    parts.push_back(first_few(news.downtimes, "; ", downtime_words));
  if (!news.whole)
    parts.push_back("not every service could be read");
  if (news.stale)
    parts.push_back("as of " + for_people(news.as_of));
  return base::join(parts, "; ");
}

} // namespace rollout
