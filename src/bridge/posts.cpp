// SPDX-License-Identifier: Apache-2.0
#include "bridge/posts.hpp"

#include "base/text.hpp"
#include "bridge/codec.hpp"
#include "bridge/outgoing.hpp"
#include "rollout/notes.hpp"
#include "rollout/posting.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* dropped_line = "post_dropped"; // one of rollout::mail_lines

std::string list_name(std::string_view address) {
  return base::lower(address.substr(0, address.find('@')));
}

// The copy of a post that this row is; nullopt: it is something else.
std::optional<rollout::SendMail> copy_in(const store::Job& job) {
  const auto action = read_action(job.kind, job.body);
  const auto* letter = action ? std::get_if<rollout::SendMail>(&*action) : nullptr;
  return letter != nullptr && letter->to_list ? std::optional(*letter) : std::nullopt;
}

} // namespace

store::Entry posted(const rollout::SendMail& letter, const std::string& subject) {
  return {0, "posted", list_name(letter.to), letter.message_id, subject};
}

store::Settlement left_by_dropped(const rollout::SendMail& copy, const std::string& key,
                                  base::Instant now) {
  store::Settlement out;
  out.ledger.push_back({0, dropped_line, copy.message_id, key, rollout::list_words({copy.to})});
  out.inbox.push_back(to_item(rollout::look_at(copy.ticket, now, key + "/dropped",
                                               "what it posts was taken out of the queue")));
  return out;
}

Result<void> drop(store::Database& database, const store::Listed& row, base::Instant now) {
  const auto copy = copy_in(row.job);
  return store::drop(database, row,
                     copy ? left_by_dropped(*copy, row.job.key, now) : store::Settlement{}, now);
}

Result<bool> answers_dropped(store::Database& database, const rollout::SendMail& copy) {
  if (copy.to_list)
    for (const auto& id : copy.references) {
      const auto lines = store::remembered(database, dropped_line, id);
      if (!lines)
        return fail(lines.error());
      for (const auto& line : *lines)
        if (base::is_one_of(copy.to, rollout::read_lists(line.entry.words)))
          return true;
    }
  return false;
}

Result<std::optional<Posted>> find_post(store::Database& database, const mail::Notice& notice) {
  std::string id = notice.message_id;
  if (id.empty() && !notice.list.empty() && !notice.subject.empty()) {
    auto posts = store::remembered(database, "posted", list_name(notice.list));
    if (!posts)
      return fail(posts.error());
    const auto found = std::find_if(posts->rbegin(), posts->rend(), [&](const auto& one) {
      return mail::same_subject(one.entry.words, notice.subject);
    });
    if (found != posts->rend())
      id = found->entry.cause;
  }
  if (id.empty())
    return std::nullopt;
  auto sent = store::remembered(database, "sent", id);
  if (!sent)
    return fail(sent.error());
  if (sent->empty())
    return std::nullopt;
  Posted out{std::move(id), {}};
  for (const auto& one : *sent)
    for (auto& address : rollout::read_lists(one.entry.words))
      out.to.push_back(std::move(address));
  return out;
}

} // namespace bridge
