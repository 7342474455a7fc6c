// SPDX-License-Identifier: Apache-2.0
#include "rollout/posting.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

// "poll 1", "poll 1 2026-11-24T10:15:00Z".
Posting read_prepared(const PostingLine& line) {
  Posting out;
  out.id = line.id;
  out.prepared = line.at;
  const auto words = base::split(line.words, ' ');
  out.kind = words.empty() ? "" : words[0];
  out.round = words.size() < 2 ? 1 : std::atoi(words[1].c_str());
  if (words.size() > 2)
    if (const auto goes = base::read_iso(words[2]))
      out.goes = *goes;
  return out;
}

} // namespace

std::vector<Posting> postings(const std::vector<PostingLine>& lines) {
  std::vector<Posting> out;
  for (const auto& line : lines) {
    const auto found =
        std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.id == line.id; });
    if (line.what == "posting_prepared" && found == out.end())
      out.push_back(read_prepared(line));
    if (found == out.end())
      continue;
    if (line.what == "posting_ordered")
      found->ordered = line.at;
    else if (line.what == "posting_cancelled")
      found->cancelled = line.at;
    else if (line.what == "posting_sent")
      found->sent = line.at;
    else if (line.what == "posting_trouble")
      found->troubles.push_back(line.words);
  }
  return out;
}

std::string prepared_words(const Posting& posting) {
  return posting.kind + " " + std::to_string(posting.round) +
         (posting.goes ? " " + base::to_iso(*posting.goes) : "");
}

std::string posting_key(base::TicketId ticket, const Posting& posting) {
  return base::to_string(ticket) + "/" + posting.kind + "/" + std::to_string(posting.round);
}

std::string posting_message_id(base::TicketId ticket, const Posting& posting,
                               const Policy& policy) {
  return message_id_for(posting_key(ticket, posting), policy);
}

} // namespace rollout
