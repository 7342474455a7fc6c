// SPDX-License-Identifier: Apache-2.0
// Any text as one of the tables about rollouts: read, or an Error with words in it. And as words of
// the ledger: whatever stands there, it is read, and what was read is written and read the same.
#include "fuzz/told.hpp"
#include "rollout/asking.hpp"
#include "rollout/posting.hpp"
#include "rollout/tables.hpp"
#include "rollout/watch.hpp"

#include <cstdint>

using namespace rollout;

namespace {

void read_tables(const std::string& text) {
  Release release;
  release.stack = text.substr(0, text.find_first_of("\t\n"));
  if (const auto stacks = Stacks::read(text, "file"); is_told(stacks))
    if (const auto* stack = stacks->of(release))
      must(base::fits_one_line(stack->repository));
  if (const auto known = Experience::read(text, "file"); is_told(known))
    must(known->with(text).size() <= text.size());
  if (const auto lists = MailingLists::read(text, "file"); is_told(lists))
    for (const auto& address : lists->addresses())
      must(address.find('@') != std::string::npos && base::fits_one_line(address));
}

void read_words(const std::string& text) {
  const auto watch = read_watch(text);
  must(read_watch(watch_words(watch)) == watch);
  const base::Instant at = base::from_unix(1'795'428'000);
  const auto asked = askings({{at, "asked", "NGI_X-Y", text}, {at, "answered", "ngi_x-y", text}});
  must(asked.size() == 1 && asked.front().asked_now);
  auto posts = postings({{at, "posting_prepared", "id", text},
                         {at, "posting_sent", "id", text},
                         {at, "posting_cancelled", text, text}});
  must(posts.size() == 1 && !posts.front().waits());
  for (const char* what : mail_lines)
    add({at, what, "id", text}, posts.front());
  must(!in_words(posts.front()).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  read_tables(text);
  read_words(text);
  return 0;
}
