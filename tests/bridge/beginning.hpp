// SPDX-License-Identifier: Apache-2.0
// A house with a release in RT, whose rollout is yet to begin.
#pragma once

#include "bridge/house.hpp"

struct Beginning : House {
  Beginning() {
    rt.tickets.clear();
    rt.groups["sw-rel-sr"] = {"rita@egi.example.test"};
    rt.tickets[100] = {{100},
                       "sw-rel",
                       "CREAM for EMI 1",
                       "InVerification",
                       {{"Software Stack", {"EMI-1.0"}},
                        {"Component", {"CREAM"}},
                        {"Version", {"1.14.0-1"}},
                        {"OS", {"SL5"}},
                        {"Arch", {"x86_64"}},
                        {"Release Notes", {"https://notes.example.org/1"}},
                        {"Issues Fixed", {"https://bugs.example.org/1"}},
                        {"Documentation", {"https://docs.example.org/1"}},
                        {"RepoAction", {}},
                        {"RepoStatus", {}}}};
    rt.made_with = {"Rollout Status", "EA Teams", "EA Accepted", "EA Rejected"};
  }
  // Somebody moves the release.
  void moves(const std::string& from, const std::string& to) {
    rt.tickets.at(100).status = to;
    changed(100, "Status", base::lower(from), base::lower(to));
  }
  // Somebody changes a ticket in RT; nobody has told us yet.
  void changed(std::int64_t ticket, const std::string& type, const std::string& old_value = "",
               const std::string& new_value = "") {
    const auto id =
        base::TransactionId{rt.changes.empty() ? 1000 : rt.changes.back().transaction.value + 1};
    rt.changes.push_back({{ticket}, id, type, "", old_value, new_value, manager, now});
  }
  // RT's scrip tells of all that it did not tell yet.
  void hook_all(bool backwards = false) {
    std::vector<rollout::TicketChanged> news(rt.changes.begin() + told_, rt.changes.end());
    told_ = static_cast<std::ptrdiff_t>(rt.changes.size());
    if (backwards)
      std::reverse(news.begin(), news.end());
    for (const auto& one : news)
      REQUIRE(store::put(database, store::Which::inbox,
                         bridge::news_row(one.ticket, one.transaction), now));
  }
  // Time goes by, in steps of an hour, and we work.
  void pass(base::Seconds time) {
    for (const auto end = now + time; now < end;) {
      now += std::chrono::hours{1};
      works();
    }
  }
  std::vector<const rollout::Ticket*> rollouts() {
    std::vector<const rollout::Ticket*> out;
    for (const auto& [id, ticket] : rt.tickets)
      if (ticket.queue == "staged-rollout")
        out.push_back(&ticket);
    return out;
  }
  std::string first_words() { return rt.first_words; }
  // Rows that are neither done nor a chore nor an alarm for later.
  int open_rows() {
    int count = 0;
    const auto rows = store::list(database, false).value();
    for (const auto& row : rows)
      count += row.job.due <= now && row.job.kind != "sweep" && row.job.kind != "purge";
    return count;
  }

private:
  std::ptrdiff_t told_ = 0;
};
