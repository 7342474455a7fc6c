// SPDX-License-Identifier: Apache-2.0
#include "rollout/posting.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"

#include <algorithm>
#include <cctype>

namespace rollout {
namespace {

using When = std::optional<base::Instant>;

constexpr std::string_view to_words = "to "; // before addresses

// "poll 1", "poll 1 2026-11-24T10:15:00Z", "poll-over 1/2".
Posting read_prepared(const PostingLine& line) {
  Posting out;
  out.id = line.id;
  out.prepared = line.at;
  const auto words = base::split(line.words, ' ');
  out.kind = words.empty() ? "" : words[0];
  const auto numbers = base::split(words.size() < 2 ? "" : words[1], '/');
  out.round = numbers.empty() ? 1 : std::atoi(numbers[0].c_str());
  out.nth = numbers.size() < 2 ? 1 : std::atoi(numbers[1].c_str());
  if (words.size() > 2)
    if (const auto goes = base::read_iso(words[2]))
      out.goes = *goes;
  return out;
}

bool has_same_name(std::string_view a, std::string_view b) {
  return base::same_ignoring_case(a.substr(0, a.find('@')), b.substr(0, b.find('@')));
}

Copy* copy_on(std::string_view list, Posting& posting,
              bool (*same)(std::string_view, std::string_view) = base::same_ignoring_case) {
  for (auto& copy : posting.copies)
    if (same(copy.list, list))
      return &copy;
  return nullptr;
}

Copy& copy_for(const std::string& list, Posting& posting) {
  auto* copy = copy_on(list, posting);
  return copy != nullptr ? *copy : posting.copies.emplace_back(Copy{list, {}, {}});
}

// "held: not a member (early-adopters-emi@lists.example)": who told it; empty: that is not known.
std::string_view list_of(std::string_view trouble) {
  const auto at = trouble.rfind(" (");
  if (at == trouble.npos || !trouble.ends_with(')'))
    return "";
  return trouble.substr(at + 2, trouble.size() - at - 3);
}

// Nobody waits for it any more, and no other copy tells of that list.
void take_out(const std::string& list, Posting& posting) {
  if (std::erase_if(posting.copies, [&](const auto& copy) {
        return base::same_ignoring_case(copy.list, list) && !copy.sent;
      }) > 0)
    posting.dropped.push_back(list);
}

// What that list told before is settled by it. It may be known by another host than the one that we
// wrote to.
void is_seen(std::string_view list, base::Instant at, Posting& posting) {
  if (std::erase_if(posting.dropped, [&](const auto& one) { return has_same_name(one, list); }) > 0)
    copy_for(std::string(list), posting); // the mail server had taken it all the same
  const bool only = posting.copies.size() == 1 && posting.dropped.empty();
  auto* copy = only ? &posting.copies.front() : copy_on(list, posting);
  if (copy == nullptr)
    copy = copy_on(list, posting, has_same_name);
  if (copy == nullptr)
    return;
  copy->sent = copy->sent.value_or(at);
  copy->seen = copy->seen.value_or(at);
  std::erase_if(posting.troubles, [&](const auto& trouble) {
    return only || has_same_name(list_of(trouble), copy->list);
  });
}

std::size_t count(const Posting& posting, When Copy::*when) {
  return static_cast<std::size_t>(
      std::count_if(posting.copies.begin(), posting.copies.end(),
                    [&](const auto& copy) { return (copy.*when).has_value(); }));
}

When last(const Posting& posting, When Copy::*when) {
  When out;
  for (const auto& copy : posting.copies)
    out = std::max(out, copy.*when);
  return out;
}

// The first 0.5.0 wrote of itself what it wrote of managers, with another reason.
bool is_drop_of_old(const PostingLine& line) {
  return line.what == "posting_cancelled" && !line.words.starts_with("by ");
}

// "1 of 2 lists".
std::string some_of(std::size_t count, const Posting& posting) {
  return std::to_string(count) + " of " + std::to_string(posting.copies.size()) + " lists";
}

std::string seen_words(const Posting& posting) {
  const auto seen = count(posting, &Copy::seen);
  if (seen == 0)
    return "";
  return ", seen on " + (posting.copies.size() == 1 ? "the list" : some_of(seen, posting)) + " " +
         for_people(*last(posting, &Copy::seen));
}

std::string state_of(const Posting& one) {
  if (one.is_dropped())
    return "not sent";
  if (const auto sent = one.sent())
    return (one.troubles.empty() ? "sent " : "not delivered yet, sent ") + for_people(*sent) +
           seen_words(one);
  if (one.cancelled)
    return "cancelled " + for_people(*one.cancelled);
  if (one.needless)
    return "dropped " + for_people(*one.needless) + ": " + one.because;
  if (one.owed || one.ordered)
    return "goes out now" +
           (one.is_on_a_list() ? ", " + some_of(count(one, &Copy::sent), one) + " have it" : "");
  if (one.goes)
    return "goes out " + for_people(*one.goes) + " unless a manager cancels it";
  return "prepared " + for_people(one.prepared) + ", waits for a manager's word";
}

} // namespace

When Posting::sent() const {
  return !copies.empty() && count(*this, &Copy::sent) == copies.size() ? last(*this, &Copy::sent)
                                                                       : When{};
}

bool Posting::is_on_a_list() const {
  return count(*this, &Copy::sent) > 0;
}

std::vector<Posting> postings(const std::vector<PostingLine>& lines) {
  std::vector<Posting> out;
  for (const auto& line : lines) {
    const auto found =
        std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.id == line.id; });
    if (found != out.end())
      add(line, *found);
    else if (line.what == "posting_prepared")
      out.push_back(read_prepared(line));
  }
  return out;
}

void add(const PostingLine& line, Posting& posting) {
  if (line.what == "posting_ordered")
    posting.ordered = line.at;
  else if (line.what == "posting_needless" || is_drop_of_old(line)) {
    posting.needless = line.at;
    posting.because = line.words;
  } else if (line.what == "posting_cancelled")
    posting.cancelled = line.at;
  else if (line.what == "posting_sent")
    posting.owed = line.at;
  else if (line.what == "post_notice")
    posting.troubles.push_back(line.words);
  else if (line.what == "posting_seen")
    is_seen(line.words, line.at, posting);
  else if (line.what == "post_dropped")
    for (const auto& list : read_lists(line.words))
      take_out(list, posting);
  if (line.what != "posting_sent" && line.what != "sent")
    return;
  for (const auto& list : read_lists(line.words)) {
    auto& copy = copy_for(list, posting);
    if (line.what == "sent")
      copy.sent = line.at;
  }
}

std::string list_words(const std::vector<std::string>& lists) {
  return std::string(to_words) + base::join(lists, ", ");
}

std::vector<std::string> read_lists(std::string_view words) {
  return words.starts_with(to_words) ? base::split(words.substr(to_words.size()), ',')
                                     : std::vector<std::string>{};
}

std::string prepared_words(const Posting& posting) {
  return posting.kind + " " + std::to_string(posting.round) +
         (posting.nth > 1 ? "/" + std::to_string(posting.nth) : "") +
         (posting.goes ? " " + base::to_iso(*posting.goes) : "");
}

std::string sent_words(const Posting& posting) {
  std::vector<std::string> lists;
  for (const auto& copy : posting.copies)
    lists.push_back(copy.list);
  return list_words(lists);
}

std::string name_of(const Posting& posting) {
  if (posting.kind == outcome_kind)
    return "announcement of the outcome";
  return posting.kind == end_kind ? "end of the call for volunteers" : "call for volunteers";
}

std::string in_words(const Posting& posting) {
  std::string out = name_of(posting) + ": " + state_of(posting);
  out.front() = static_cast<char>(std::toupper(out.front())); // it is ASCII
  if (!posting.dropped.empty())
    out += "; taken out of the queue for " + base::join(posting.dropped, ", ");
  for (const auto& trouble : posting.troubles)
    out += "; " + trouble;
  return out;
}

std::string posting_key(base::TicketId ticket, const Posting& posting) {
  return base::to_string(ticket) + "/" + posting.kind + "/" + std::to_string(posting.round) +
         (posting.nth > 1 ? "/" + std::to_string(posting.nth) : "");
}

std::string posting_message_id(base::TicketId ticket, const Posting& posting,
                               const Policy& policy) {
  return message_id_for(posting_key(ticket, posting), policy);
}

} // namespace rollout
