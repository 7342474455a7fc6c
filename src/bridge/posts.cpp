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

std::string list_name(std::string_view address) {
  return base::lower(address.substr(0, address.find('@')));
}

// The copy of a post that this row is; nullopt: it is something else.
std::optional<rollout::SendMail> copy_in(const store::Job& job) {
  const auto action = read_action(job.kind, job.body);
  const auto* letter = action ? std::get_if<rollout::SendMail>(&*action) : nullptr;
  return letter != nullptr && letter->to_list ? std::optional(*letter) : std::nullopt;
}

Result<void> drop_one(store::Database& database, const store::Listed& row, base::Instant now,
                      std::vector<std::string>& dropped) {
  store::Settlement left;
  if (const auto copy = copy_in(row.job)) {
    left.ledger.push_back(
        {0, "post_dropped", copy->message_id, row.job.key, rollout::list_words({copy->to})});
    left.inbox.push_back(to_item(rollout::look_at(copy->ticket, now, row.job.key + "/dropped",
                                                  "what it posts was taken out of the queue")));
  }
  auto done = store::drop(database, row, left, now);
  if (done)
    dropped.push_back(row.job.key);
  return done;
}

} // namespace

store::Entry posted(const rollout::SendMail& letter, const std::string& subject) {
  return {0, "posted", list_name(letter.to), letter.message_id, subject};
}

Result<std::vector<std::string>> drop(store::Database& database, const store::Listed& row,
                                      base::Instant now) {
  std::vector<std::string> out;
  if (copy_in(row.job)) {
    const auto behind = store::open_rows(database, row.which, row.job.lane, row.job.kind);
    if (!behind)
      return fail(behind.error());
    for (auto job = behind->rbegin(); job != behind->rend() && job->id > row.job.id; ++job)
      if (auto done = drop_one(database, {row.which, *job}, now, out); !done)
        return fail(done.error());
  }
  if (auto done = drop_one(database, row, now, out); !done)
    return fail(done.error());
  return out;
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
