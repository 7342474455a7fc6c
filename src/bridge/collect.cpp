// SPDX-License-Identifier: Apache-2.0
// What counts goes first, so that bytes that came under a wrong name and then under the right one
// are put there once, under the right one. What is there under another name, from an earlier run,
// stays: it is people's.
#include "bridge/collect.hpp"

#include "base/digest.hpp"
#include "bridge/files.hpp"
#include "bridge/look.hpp"
#include "bridge/shelf.hpp"
#include "bridge/summary_paper.hpp"
#include "bridge/tend.hpp"
#include "bridge/upload_set.hpp"
#include "documents/write_odt.hpp"
#include "rollout/file_name.hpp"
#include "rollout/gathered.hpp"
#include "rollout/release.hpp"
#include "rollout/summary.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

bool is_of(const rollout::Filed& filed, const Item& item) {
  return filed.name == rollout::read_file_name(item.file.name).shown;
}

// What is known of the rollout before any file is looked at.
struct Rollout {
  rollout::Ticket ticket;
  rollout::Roster roster;
  rollout::Memory memory;
};

Result<rollout::Ticket> rollout_ticket(World& world, base::TicketId id) {
  auto ticket = world.tickets.ticket(id);
  const auto& policy = world.settings.policy;
  if (!ticket || rollout::is_rollout(*ticket, policy))
    return ticket;
  const auto number = base::to_string(ticket->id);
  if (!rollout::is_release(*ticket, policy))
    return fail(Fault::not_found,
                "ticket " + number + " is in the queue " + ticket->queue + ", so it is no rollout",
                "name a ticket of the queue " + policy.queue);
  const auto origin = look_at_release(world, std::move(*ticket));
  if (!origin)
    return fail(origin.error());
  if (!origin->child)
    return fail(Fault::not_found, "ticket " + number + " is a release that has no rollout yet",
                "rollout-bridge why " + number);
  return fail(Fault::not_found, "ticket " + number + " is a release",
              "its rollout is " + base::to_string(origin->child->id));
}

Result<Rollout> rollout_of(World& world, base::TicketId id, base::Instant now) {
  auto ticket = rollout_ticket(world, id);
  if (!ticket)
    return fail(ticket.error());
  rollout::Picture picture;
  for (const auto known : std::set{id, ticket->id}) // the ledger knows a merged one by its number
    if (auto done = remember_rollout(world, known, picture.memory); !done)
      return fail(done.error());
  const auto& teams = rollout::field(*ticket, world.settings.policy.teams_field);
  if (auto done = look_at_all_teams(world, teams, picture, now); !done)
    return fail(done.error());
  return Rollout{std::move(*ticket), std::move(picture.roster), std::move(picture.memory)};
}

Result<std::vector<Item>> items_of(World& world, base::TicketId id) {
  const auto files = world.tickets.files_on(id);
  if (!files)
    return fail(files.error());
  std::vector<Item> out;
  for (const auto& file : *files)
    if (file.creator != world.settings.user && rollout::may_be_report(file.name))
      out.push_back({file,
                     safe_name(file.name),
                     {{file.name, file.bytes.value_or(0)}, file.creator, file.at}});
  return out;
}

class Collecting {
public:
  Collecting(World& world, Rollout rollout, Shelf shelf, std::vector<IndexLine> before,
             base::Instant now)
      : world_(world), rollout_(std::move(rollout)), shelf_(std::move(shelf)),
        before_(std::move(before)), now_(now),
        counting_(rollout::newest_taken(rollout_.memory.reports)) {}

  Result<Collection> run(std::vector<Item> items) {
    Collection out;
    out.ticket = rollout_.ticket.id;
    std::stable_partition(items.begin(), items.end(),
                          [&](const Item& one) { return may_count(one); });
    std::size_t done = 0;
    for (; done < items.size() && !out.broken; ++done)
      if (auto placed = place(items[done]); !placed)
        out.broken = placed.error();
    if (out.broken)
      items.resize(done - 1);
    for (auto& one : items)
      if (auto looked = look_at(one); !looked)
        return fail(looked.error());
    std::sort(items.begin(), items.end(),
              [](const Item& a, const Item& b) { return a.file.id < b.file.id; });
    judge(items, out);
    if (auto added = out.broken ? Result<void>{} : prepare_upload(items, out); !added)
      return fail(added.error());
    if (auto written = write(out); !written)
      return fail(written.error());
    return out;
  }

private:
  bool may_count(const Item& item) const {
    return std::any_of(counting_.begin(), counting_.end(),
                       [&](const auto& one) { return is_of(one, item); });
  }
  bool counts(const Item& item) const {
    return std::any_of(counting_.begin(), counting_.end(), [&](const auto& one) {
      return is_of(one, item) && (one.digest.empty() || one.digest == item.came.file.digest);
    });
  }

  // The digest that an earlier run has found, and where it has put it.
  const IndexLine* known(base::AttachmentId id) const {
    for (const auto& line : before_)
      if (std::find(line.attachments.begin(), line.attachments.end(), id) != line.attachments.end())
        return &line;
    return nullptr;
  }

  // Where these bytes are, whatever they are called; empty: nowhere.
  Result<std::string> holder(const std::string& digest) const {
    if (const auto put = holders_.find(digest); put != holders_.end())
      return put->second;
    for (const auto& line : before_) {
      if (line.sha256 != digest)
        continue;
      const auto there = shelf_.digest_of(line.file);
      if (!there)
        return fail(there.error());
      if (*there == digest)
        return line.file;
    }
    return std::string{};
  }

  // Where the item is; empty: it has to be put there.
  Result<std::string> place_of(const Item& item) const {
    const auto& digest = item.came.file.digest;
    const auto own = shelf_.find(item.name, digest);
    if (!own)
      return fail(own.error());
    if (*own)
      return **own;
    return counts(item) ? std::string{} : holder(digest);
  }

  void is_at(Item& item, const std::string& place) {
    item.place = place;
    holders_.emplace(item.came.file.digest, place);
  }

  Result<void> place(Item& item) {
    if (const auto* line = known(item.file.id)) {
      item.came.file.digest = line->sha256;
      item.came.file.bytes = line->bytes;
      const auto place = place_of(item);
      if (!place)
        return fail(place.error());
      if (!place->empty()) {
        is_at(item, *place);
        return {};
      }
    }
    return fetch(item);
  }

  Result<void> fetch(Item& item) {
    item.came.file.digest.clear();
    if (item.file.bytes > Tickets::most_in_file) {
      item.failed = "it is too large to be fetched: take it from RT's page";
      return {};
    }
    const auto content = world_.tickets.file(item.file.id);
    if (!content && content.error().fault != Fault::refused)
      return fail(content.error());
    if (!content) {
      item.failed = base::describe(content.error());
      return {};
    }
    item.came.file.digest = base::sha256(*content);
    item.came.file.bytes = static_cast<std::int64_t>(content->size());
    auto place = place_of(item);
    if (place && place->empty()) {
      place = shelf_.put(item.name, *content);
      item.is_new = place.has_value();
    }
    if (!place)
      return fail(place.error());
    is_at(item, *place);
    return {};
  }

  // Into what nobody has judged when it came.
  Result<void> look_at(Item& item) {
    if (item.place.empty() || rollout::filed_as(item.came.file, rollout_.memory.reports) != nullptr)
      return {};
    auto content = shelf_.read(item.place);
    if (!content)
      return fail(content.error());
    item.came.file =
        look_into({{item.file.name, std::move(*content), 0}}, world_.settings.report).front();
    return {};
  }

  void judge(const std::vector<Item>& items, Collection& out) {
    const auto& policy = world_.settings.policy;
    const rollout::ReportRule rule(rollout::release_of(rollout_.ticket, policy),
                                   std::move(rollout_.roster), policy.naming);
    std::vector<rollout::Came> came;
    for (const auto& one : items)
      came.push_back(one.came);
    const auto gathered =
        rollout::gather(came, rollout_.ticket, rollout_.memory.reports, rule, policy);
    out.files = in_lines(items, gathered);
    for (auto& one : out.files)
      mark_changed(one.line);
    out.missing = rollout::without_report(gathered, rollout_.ticket, policy);
  }

  // Ours has a number where somebody has changed the file that had its name.
  void mark_changed(IndexLine& line) const {
    const auto name = without_number(line.file);
    const auto there = shelf_.digest_of(name);
    if (name == line.file || !there || !*there || holders_.contains(**there))
      return;
    if (std::none_of(before_.begin(), before_.end(),
                     [&](const auto& older) { return older.sha256 == **there; }))
      add_remark(name + " is not as it was sent: somebody changed it here", line);
  }

  Result<void> prepare_upload(const std::vector<Item>& items, Collection& out) {
    const auto& policy = world_.settings.policy;
    const bool summed = std::any_of(out.files.begin(), out.files.end(), [](const auto& one) {
      return one.line.counts && one.line.team == "summary";
    });
    if (auto done = summed ? Result<void>{} : draft(out); !done)
      return done;
    const auto set = upload_set(rollout_.ticket, items, out.files, out.missing, policy);
    if (auto done = shelf_.replace(upload_name, set.xml); !done)
      return done;
    return shelf_.replace(guide_name, set.guide);
  }

  // Once: somebody may be at work on it. It is not called as a summary is, so it is taken for none.
  Result<void> draft(Collection& out) {
    const auto summary =
        rollout::summary_of(rollout_.ticket, rollout_.memory, now_, world_.settings.policy);
    if (summary.file.empty())
      return {};
    const std::string name = "draft-" + summary.file;
    const auto there = shelf_.digest_of(name);
    if (!there)
      return fail(there.error());
    auto bytes = *there ? shelf_.read(name) : documents::to_odt(paper_of(summary), now_);
    if (!bytes)
      return fail(bytes.error());
    IndexLine line;
    line.file = name;
    line.team = "summary";
    line.verdict = "draft";
    line.received = now_;
    line.sha256 = base::sha256(*bytes);
    line.bytes = static_cast<std::int64_t>(bytes->size());
    line.ticket = rollout_.ticket.id;
    out.draft =
        Collected{*there ? Collected::State::there : Collected::State::fresh, std::move(line)};
    return *there ? Result<void>{} : shelf_.put(name, *bytes).map([](const auto&) {});
  }

  Result<void> write(const Collection& out) {
    std::vector<IndexLine> lines;
    for (const auto& one : out.files)
      lines.push_back(one.line);
    keep_older(lines, out.broken.has_value());
    if (auto done = shelf_.replace(index_name, write_index(lines)); !done)
      return done;
    if (auto done = shelf_.replace(sums_name, write_sums(lines)); !done)
      return done;
    return shelf_.keep();
  }

  // What an earlier run has put there stays in the index, though RT should not show it any more.
  void keep_older(std::vector<IndexLine>& lines, bool broken) const {
    for (const auto& older : before_) {
      const bool listed = std::any_of(lines.begin(), lines.end(),
                                      [&](const auto& one) { return one.file == older.file; });
      const auto there = shelf_.digest_of(older.file);
      if (listed || !there || *there != older.sha256)
        continue;
      lines.push_back(older);
      if (broken)
        continue;
      lines.back().counts = false;
      lines.back().remark = "RT does not show it any more";
    }
  }

  World& world_;
  Rollout rollout_;
  Shelf shelf_;
  std::vector<IndexLine> before_;
  base::Instant now_;
  std::vector<rollout::Filed> counting_;
  std::map<std::string, std::string> holders_; // where bytes are, by digest
};

// Fault::invalid: the folder is another rollout's.
Result<void> check_owner(const std::vector<IndexLine>& index, const std::string& folder,
                         const std::set<base::TicketId>& ours) {
  for (const auto& line : index)
    if (!ours.contains(line.ticket))
      return fail(Fault::invalid,
                  folder + "/" + index_name + " is of rollout " + base::to_string(line.ticket),
                  "name a folder for this rollout alone");
  return {};
}

} // namespace

Result<Collection> collect(World& world, base::TicketId id, const std::string& folder,
                           base::Instant now) {
  auto rollout = rollout_of(world, id, now);
  if (!rollout)
    return fail(rollout.error());
  auto items = items_of(world, rollout->ticket.id);
  if (!items)
    return fail(items.error());
  auto shelf = Shelf::open(folder);
  if (!shelf)
    return fail(shelf.error());
  const auto index = shelf->read(index_name);
  if (!index && index.error().fault != Fault::not_found)
    return fail(index.error());
  auto before = index ? read_index(*index) : std::vector<IndexLine>{};
  std::set<base::TicketId> ours = {id, rollout->ticket.id};
  for (const auto& one : *items)
    ours.insert(one.file.ticket);
  if (auto checked = check_owner(before, folder, ours); !checked)
    return fail(checked.error());
  return Collecting(world, std::move(*rollout), std::move(*shelf), std::move(before), now)
      .run(std::move(*items));
}

} // namespace bridge
