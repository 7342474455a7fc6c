// SPDX-License-Identifier: Apache-2.0
#include "bridge/posts.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr std::string_view to_words = "to "; // before the address, in the ledger's line "sent"

std::string list_name(std::string_view address) {
  return base::lower(address.substr(0, address.find('@')));
}

} // namespace

store::Entry posted(const rollout::SendMail& letter, const std::string& subject) {
  return {0, "posted", list_name(letter.to), letter.message_id, subject};
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
    if (one.entry.words.starts_with(to_words))
      out.to.push_back(one.entry.words.substr(to_words.size()));
  return out;
}

} // namespace bridge
