// SPDX-License-Identifier: Apache-2.0
// The port that rollouts are thought in, spoken to an RT: the beginning of a rollout from end to
// end.
#include "bridge/rt_tickets.hpp"
#include "lab.hpp"
#include "rollout/journal_field.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace lab;

namespace {

using Names = std::vector<std::string>;

bridge::RtTickets& tickets() {
  static bridge::RtTickets port(lab::bridge(), "ea-", "staged-rollout",
                                {"sw-rel", "staged-rollout"});
  return port;
}

} // namespace

TEST_CASE("port: a rollout begins, and all of it may be asked for twice") {
  const auto release = new_ticket("sw-rel");
  change(release, {{"Owner", "owner1"}});
  const rollout::MakeTicket child{"staged-rollout",
                                  "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
                                  {{"Version", {"1.13.1-1"}}, {"Outcome", {"ACCEPT"}}},
                                  "Rollout Key",
                                  "sr-" + to_string(release) + "-" + fresh(),
                                  release,
                                  {"mgr1@lab.example.test"},
                                  "What is to be tested."};
  base::TicketId id;
  for (int i = 0; i < 2; ++i) {
    const auto made = must(tickets().make(child));
    CHECK((i == 0 || made.ticket == id));
    CHECK(made.dropped == Names{"Outcome"}); // the managers' own
    id = made.ticket;
    must(tickets().set_watchers({id, {"ea-NGI_IT-INFN-T1"}, {}}));
    must(tickets().set_status({id, "open", {"new"}}));
    must(tickets().set_status({id, "new", {"resolved"}}));
    must(tickets().hand_over({release, "sw-rel-sr", "Responsible Group"}));
    must(tickets().hand_over({release, "sw-rel-sr", ""}));
  }
  const auto ticket = must(tickets().ticket(id));
  CHECK(ticket.status == "open");
  CHECK(ticket.groups == Names{"ea-NGI_IT-INFN-T1"});
  CHECK(ticket.parents == std::vector{release});
  CHECK_FALSE(ticket.due);
  const auto parent = must(tickets().ticket(release));
  CHECK(parent.groups == Names{"sw-rel-sr"});
  CHECK(parent.children == std::vector{id});
  CHECK(must(lab::bridge().ticket(release)).owner == "Nobody");
  CHECK(must(tickets().tickets_with("staged-rollout", "Rollout Key", child.key)) ==
        std::vector{id});
}

TEST_CASE("port: who is in a group, nobody is in one that is not there") {
  const auto anybody = must(tickets().people_in("ea-NGI_IT-INFN-T1"));
  CHECK(std::any_of(anybody.begin(), anybody.end(), [](const bridge::Person& one) {
    return one.name == "anna" && one.address == "anna@infn.example.test" && one.privileged &&
           one.id.value > 0;
  }));
  CHECK(must(tickets().people_in("ea-no-such-team")).empty());
}

TEST_CASE("port: all tickets of a queue are found, and the journal of one stays as it is written") {
  const auto open = new_ticket("staged-rollout");
  const auto over = new_ticket("staged-rollout");
  const auto release = new_ticket("sw-rel");
  must(tickets().set_status({over, "resolved", {}}));
  const auto all = must(tickets().tickets_in("staged-rollout"));
  const auto has = [&](base::TicketId id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  CHECK(has(open));
  CHECK(has(over));
  CHECK_FALSE(has(release));
  CHECK(std::is_sorted(all.begin(), all.end()));
  CHECK_FALSE(tickets().tickets_in("no-such-queue"));

  std::vector<rollout::JournalLine> lines;
  for (int i = 0; i < 300; ++i)
    lines.push_back({base::from_unix(1'795'428'000 + i), "report",
                     "ea-" + std::to_string(i) + ".doc", "txn-883",
                     "taken\treport\t \xff \xe2\x82\xac \\ \n\t"});
  const auto text = rollout::write_journal(lines);
  must(tickets().set_fields({open, {{"Rollout Journal", {}, {}, text}}}));
  const auto ticket = must(tickets().ticket(open));
  const auto journal = rollout::read_journal(rollout::first_value(ticket, "Rollout Journal"));
  CHECK(journal.lines == lines);
  CHECK(journal.faults.empty());
  CHECK_FALSE(rollout::journal_change(ticket, lines, {}, base::from_unix(0), rollout::Policy{}));
}
