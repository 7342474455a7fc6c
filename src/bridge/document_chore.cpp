// SPDX-License-Identifier: Apache-2.0
#include "bridge/document_chore.hpp"

#include "base/log.hpp"
#include "bridge/document_stand.hpp"
#include "bridge/marks.hpp"
#include "bridge/outgoing.hpp"
#include "rollout/notes.hpp"

#include <algorithm>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::log;
using base::Result;
using rollout::DocumentSeen;

constexpr base::Seconds turn{300};   // so long, at most, a new number waits
constexpr base::Seconds again{3600}; // for one that was heard of, while something is wrong with it
constexpr int most_failures = 3;     // in a row: the others are not tried

// One round of questions. Each document is asked for once, whoever names it.
class Round {
public:
  Round(DocumentSource& source, const DocumentStand& before, base::Instant now)
      : source_(source), before_(before), now_(now) {}

  // Those tried longest ago first, so that some that always fail are in nobody's way.
  std::map<std::int64_t, DocumentSeen> ask(std::vector<DocumentQuestion> questions) {
    std::stable_sort(questions.begin(), questions.end(),
                     [&](const auto& a, const auto& b) { return tried(a.id) < tried(b.id); });
    for (const auto& one : questions)
      if (!waits(one) && failures_ < most_failures && asked_.insert(one.id).second)
        hear(one.id);
      else if (const auto old = before_.tries.find(one.id); old != before_.tries.end())
        after_.tries.insert(*old);
    return std::move(heard_);
  }

  DocumentStand stand() {
    if (std::any_of(after_.tries.begin(), after_.tries.end(),
                    [](const auto& one) { return one.second.failed; })) {
      after_.failing_since = before_.failing_since.value_or(now_);
      if (after_.trouble.empty())
        after_.trouble = before_.trouble;
    }
    tell();
    return std::move(after_);
  }

private:
  base::Instant tried(std::int64_t id) const {
    const auto found = before_.tries.find(id);
    return found == before_.tries.end() ? base::Instant{} : found->second.at;
  }
  bool waits(const DocumentQuestion& question) const {
    const auto found = before_.tries.find(question.id);
    return question.before && found != before_.tries.end() && !found->second.failed &&
           now_ < found->second.at + again;
  }

  void hear(std::int64_t id) {
    auto seen = source_.show(id);
    after_.tries.insert_or_assign(id, DocumentStand::Try{now_, !seen});
    if (seen) {
      failures_ = 0;
      heard_.emplace(id, std::move(*seen));
      return;
    }
    ++failures_;
    if (after_.trouble.empty())
      after_.trouble = base::describe(seen.error());
  }

  void tell() const {
    if (after_.failing_since && !before_.failing_since)
      log(base::Level::warning, "documents: not all could be looked at: " + after_.trouble +
                                    "; it is tried again, and told when they can be");
    if (before_.failing_since && !after_.failing_since)
      log(base::Level::info, "documents: all can be looked at again, after trouble since " +
                                 base::to_iso(*before_.failing_since));
  }

  DocumentSource& source_;
  const DocumentStand& before_;
  base::Instant now_;
  DocumentStand after_;
  std::map<std::int64_t, DocumentSeen> heard_;
  std::set<std::int64_t> asked_;
  int failures_ = 0; // in a row
};

void add_news(const DocumentQuestion& question, const DocumentSeen& seen, base::Instant now,
              store::Settlement& settlement) {
  if (question.before && question.before->says_same(seen))
    return;
  const auto about = std::to_string(seen.id);
  const auto cause = "document-" + about + "-" + base::to_iso(now);
  settlement.ledger.push_back(
      {question.ticket.value, "document_seen", about, cause, to_words(seen)});
  settlement.inbox.push_back(
      to_item(rollout::look_at(question.ticket, now, cause, "something is new of its document")));
}

} // namespace

Result<ChoreDone> ask_for_documents(World& world, base::Instant now) {
  const auto questions = document_questions(world.database, now);
  const auto before = document_stand(world.database);
  if (!questions || !before)
    return fail(!questions ? questions.error() : before.error());
  ChoreDone out{{}, turn};
  if (questions->empty() && before->tries.empty())
    return out;
  Round round(*world.document_source, *before, now);
  const auto heard = round.ask(*questions);
  for (const auto& question : *questions)
    if (const auto seen = heard.find(question.id); seen != heard.end())
      add_news(question, seen->second, now, out.settlement);
  put_mark(out.settlement.marks, round.stand());
  return out;
}

Result<base::Instant> documents_due(World&, base::Instant now) {
  return now + turn;
}

} // namespace bridge
