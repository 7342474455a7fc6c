// SPDX-License-Identifier: Apache-2.0
#include "rollout/asking.hpp"
#include "rollout/away.hpp"
#include "rollout/cases.hpp"
#include "rollout/closing.hpp"
#include "rollout/document.hpp"
#include "rollout/journal.hpp"
#include "rollout/journal_field.hpp"
#include "rollout/posting.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace rollout;

namespace {

base::Instant at(int seconds) {
  return base::from_unix(1'795'428'000 + seconds); // 2026-11-23 10:00 UTC
}

const JournalLine asked{at(0), "asked", "NGI_IT-INFN-T1", "txn-883",
                        "2026-11-24T10:00:00Z Tuesday: one working day"};
const JournalLine filed{at(60), "report", "ea-x.doc", "1f2e3d4c5b6a7988", "taken\treport\tNGI_X\t"};

Ticket ticket_with(const std::string& journal) {
  Ticket ticket;
  ticket.id = {4711};
  ticket.queue = "staged-rollout";
  ticket.fields["Rollout Journal"] = {};
  if (!journal.empty())
    ticket.fields["Rollout Journal"] = {journal};
  return ticket;
}

// What the field says after a look at `shown` with a ledger of `known`.
std::string kept(const std::string& shown, const std::vector<JournalLine>& known,
                 const std::vector<Note>& fresh = {}) {
  const auto change = journal_change(ticket_with(shown), known, fresh, at(99), Policy{});
  return change ? change->set.value() : "unchanged";
}

} // namespace

TEST_CASE("a journal is plain lines between its title and its end") {
  CHECK(write_journal({asked, filed}) ==
        "rollout-bridge journal 1\n"
        "2026-11-23T10:00:00Z\tasked\tNGI_IT-INFN-T1\ttxn-883\t2026-11-24T10:00:00Z Tuesday: one "
        "working day\n"
        "2026-11-23T10:01:00Z\treport\tea-x.doc\t1f2e3d4c5b6a7988\ttaken\treport\tNGI_X\t\n"
        "end\n");
}

TEST_CASE("whatever stands in a line, it is printable and comes back as it was") {
  std::mt19937 random{4711};
  const auto pick = [&](int of) { return std::uniform_int_distribution(0, of - 1)(random); };
  const std::vector<std::string> pieces{"\t",       "\n",  "\r\n",    "\\",
                                        "\\5c",     "end", "\nend\n", std::string(1, '\0'),
                                        "\xff\xfe", " ",   "é",       "\xe2\x80\xae",
                                        "x",        "%0a", "",        "rollout-bridge journal 2\n"};
  const auto hostile = [&] {
    std::string out;
    for (int i = pick(6); i > 0; --i)
      out += pieces[static_cast<std::size_t>(pick(static_cast<int>(pieces.size())))];
    return out;
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<JournalLine> lines;
    for (int i = pick(5); i > 0; --i)
      lines.push_back({at(pick(100000)), "x" + hostile(), hostile(), hostile(), hostile()});
    const auto text = write_journal(lines);
    CHECK(std::all_of(text.begin(), text.end(),
                      [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; }));
    const auto read = read_journal(text);
    CHECK(read.lines == lines);
    CHECK(read.faults.empty());
    std::string from_a_page; // CRLF, and nothing at the end
    for (const char c : text.substr(0, text.size() - 1))
      from_a_page += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(read_journal(from_a_page).lines == lines);
  }
}

TEST_CASE("a damaged line is told and left out") {
  auto text = write_journal({asked, filed});
  CHECK(read_journal("").faults.empty());
  const auto hurt = read_journal("rollout-bridge journal 1\nyesterday\tasked\tx\ty\tz\n" +
                                 text.substr(text.find('\n') + 1));
  CHECK(hurt.lines == std::vector{asked, filed});
  REQUIRE(hurt.faults.size() == 1);
  CHECK(hurt.faults[0].starts_with("its line 2 cannot be read: yesterday"));
  for (std::size_t cut = 30; cut < text.size() - 4; ++cut) {
    const auto part = read_journal(text.substr(0, cut));
    CHECK_FALSE(part.faults.empty());
    CHECK(part.lines.size() <= 2);
  }
}

TEST_CASE("the journal of a later version is neither read nor written over") {
  const std::string later = "rollout-bridge journal 2\n{}\n";
  CHECK(read_journal(later).later);
  CHECK(read_journal(later).faults.size() == 1);
  CHECK(kept(later, {asked}) == "unchanged");
}

TEST_CASE("the field follows the ledger, and what this look adds to it") {
  CHECK(kept("", {}) == "unchanged");
  CHECK(kept("", {asked}) == write_journal({asked}));
  CHECK(kept(write_journal({asked}), {asked}) == "unchanged");
  const Note note{4711, "reminded", "NGI_IT-INFN-T1", "at-x", "the 1. time"};
  const JournalLine reminded{at(99), "reminded", "NGI_IT-INFN-T1", "at-x", "the 1. time"};
  CHECK(kept(write_journal({asked}), {asked}, {note}) == write_journal({asked, reminded}));
  CHECK(kept(write_journal({asked}), {asked}, {{4711, "seen", "883", "", ""}}) == "unchanged");
  CHECK(kept(write_journal({asked}), {asked}, {{100, "told", "883", "", ""}}) == "unchanged");
  CHECK(kept("rubbish", {asked}) == write_journal({asked}));
  Ticket without = ticket_with("");
  without.fields.clear();
  CHECK_FALSE(journal_change(without, {asked}, {}, at(0), Policy{}));
}

TEST_CASE("what a lost store has forgotten is not written over") {
  const JournalLine adopted{at(500), "adopted", "NGI_IT-INFN-T1", "x", ""};
  const JournalLine unknown{at(1), "of-a-kind-to-come", "", "", ""};
  const auto shown = write_journal({asked, unknown});
  CHECK(kept(shown, {adopted}) == write_journal({asked, unknown, adopted}));
  CHECK(forgotten_lines(ticket_with(shown), {adopted}, Policy{}) == 2);
  CHECK(kept(write_journal({asked, asked}), {asked}) == "unchanged"); // twice is twice
  CHECK(forgotten_lines(ticket_with(write_journal({asked})), {asked}, Policy{}) == 0);
}

TEST_CASE("times in which somebody was away count in the life of the rollout") {
  const auto away = [](int seconds) { return JournalLine{at(seconds), "away", "rt", "x", "a b"}; };
  const JournalLine closed{at(6), "closed", "rollout", "x", "resolved"};
  const JournalLine late{at(8), "report", "late.doc", "x", ""};
  const JournalLine opened{at(12), "opened", "rollout", "x", ""};
  std::vector<JournalLine> lines{asked, closed, late, opened};
  put_in_times(lines, {away(-5), away(0), away(6), away(7), away(9), away(13), away(14)});
  CHECK(lines == std::vector{asked, away(6), closed, late, opened, away(13), away(14)});
}

TEST_CASE("a mail counts as come where an answer came of it") {
  const JournalLine mail{at(5), "received", "m1@x", "1f2e", "Message-ID <m1@x>"};
  const JournalLine talk{at(5), "received", "m2@x", "3d4c", "Message-ID <m2@x>"};
  const JournalLine answered{at(6), "answered", "NGI_IT-INFN-T1", "1f2e", "accepted by a@x"};
  std::vector<JournalLine> lines{mail, talk, asked, answered};
  leave_out_talk(lines);
  CHECK(lines == std::vector{mail, asked, answered});
}

TEST_CASE("a flood of held files leaves room for what counts") {
  std::vector<JournalLine> lines{asked};
  lines.insert(lines.end(), 5000, {at(1), "report", "x.doc", "y", "held\treport\t"});
  lines.push_back(filed);
  const auto text = kept("", lines);
  CHECK(text == write_journal({asked, filed}, false));
  CHECK(read_journal(text).faults.size() == 1); // who reads it hears that something was left out
  CHECK(kept(text, lines) == "unchanged");
  const std::vector<JournalLine> many(5000, asked);
  const auto most = kept("", many);
  CHECK(most.size() <= 128 * 1024);
  CHECK(most.size() > 127 * 1024);
  CHECK(kept(most, many) == "unchanged");
}

TEST_CASE("each kind of line that a rollout's memory is made of has its place in the journal") {
  for (const auto* what : team_lines)
    CHECK(place_of(what) == Place::rollout);
  for (const auto* what : posting_lines)
    CHECK(place_of(what) == Place::rollout);
  for (const auto* what : closing_lines)
    CHECK(place_of(what) == Place::rollout);
  for (const auto* what : document_lines)
    CHECK(place_of(what) == Place::rollout);
  for (const auto* what : case_lines) // so the figures come back, too
    CHECK(place_of(what) == Place::rollout);
  CHECK(place_of(arrival_line) == Place::rollout);
  for (const auto* what : mail_lines)
    CHECK(place_of(what) == Place::mail);
  for (const auto* what : {"begins", "otherwise", "back", "told", "overtaken", "made"})
    CHECK(place_of(what) == Place::release);
  CHECK(place_of(away_line) == Place::away);
  for (const auto* what : {"seen", "decided", "relayed", "posted", ""})
    CHECK_FALSE(place_of(what));
}
