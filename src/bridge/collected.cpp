// SPDX-License-Identifier: Apache-2.0
#include "bridge/collected.hpp"

#include <set>
#include <utility>

namespace bridge {
namespace {

using State = Collected::State;
using rollout::Gathered;

// Those that are one file in the folder with `one`, itself among them.
std::vector<std::size_t> same_as(std::size_t one, const std::vector<Item>& items) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < items.size(); ++at)
    if (at == one || (!items[one].place.empty() && items[at].place == items[one].place))
      out.push_back(at);
  return out;
}

// The one that counts, else the first one that is called as the file is.
std::size_t best_of(const std::vector<std::size_t>& same, const std::vector<Item>& items,
                    const std::vector<Gathered>& gathered) {
  const auto rank = [&](std::size_t at) {
    return std::pair(gathered[at].counts, items[at].name == items[at].place);
  };
  std::size_t best = same.front();
  for (const auto at : same)
    if (rank(at) > rank(best))
      best = at;
  return best;
}

IndexLine line_of(const Item& item, const Gathered& gathered) {
  const auto& file = item.came.file;
  IndexLine line{item.place,
                 gathered.summary ? "summary" : gathered.team,
                 gathered.verdict,
                 gathered.counts,
                 gathered.at,
                 gathered.sender,
                 file.digest,
                 file.bytes,
                 {},
                 gathered.expected,
                 item.file.ticket,
                 gathered.remark};
  if (!item.failed.empty())
    add_remark(item.file.name + ": " + item.failed, line);
  else if (item.place != item.file.name)
    add_remark("sent as " + item.file.name, line);
  return line;
}

} // namespace

const char* to_word(Collected::State state) {
  switch (state) {
  case State::fresh:
    return "new";
  case State::there:
    return "there";
  case State::not_had:
    break;
  }
  return "not fetched";
}

std::vector<Collected> in_lines(const std::vector<Item>& items,
                                const std::vector<Gathered>& gathered) {
  std::vector<Collected> out;
  for (std::size_t first = 0; first < items.size(); ++first) {
    const auto same = same_as(first, items);
    if (same.front() != first)
      continue;
    const auto best = best_of(same, items, gathered);
    Collected one{items[best].place.empty() ? State::not_had : State::there,
                  line_of(items[best], gathered[best])};
    std::set<std::string> names = {items[best].file.name};
    for (const auto at : same) {
      one.line.attachments.push_back(items[at].file.id);
      if (items[at].is_new)
        one.state = State::fresh;
      if (const auto& name = items[at].file.name; names.insert(name).second)
        add_remark("also sent as " + name, one.line);
    }
    out.push_back(std::move(one));
  }
  return out;
}

void add_remark(const std::string& words, IndexLine& line) {
  line.remark += (line.remark.empty() ? "" : "; ") + words;
}

} // namespace bridge
