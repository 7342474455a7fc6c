// SPDX-License-Identifier: Apache-2.0
// The reports of a rollout in a folder: what comes in, under which name, what the index says of it,
// and that a second run does the rest and overwrites nothing.
#include "base/digest.hpp"
#include "bridge/collector.hpp"
#include "bridge/shelf.hpp"

#include <sys/stat.h>

namespace {

using namespace collect_test;

Values states(const Collection& all) {
  Values out;
  for (const auto& one : all.files)
    out.push_back(one.line.file + " " + to_word(one.state));
  return out;
}

} // namespace

TEST_CASE("reports are there as they were sent, and the index says what each is worth") {
  Collector house;
  const auto came = house.now;
  house.comes(right, report("1"));
  house.comes(wrong, report("2"));
  house.comes(right, report("3"));
  house.comes("photo.png", "x");
  const auto all = house.collect();
  CHECK(states(all) == Values{right + " new", wrong + " new", bridge::numbered(right, 2) + " new"});
  CHECK(all.missing == Values{qmul});
  CHECK(house.read(right) == report("1"));
  CHECK(house.read(bridge::numbered(right, 2)) == report("3"));
  const auto index = house.index();
  REQUIRE(index.size() == 3);
  CHECK_FALSE(index[0].counts); // a newer one does
  CHECK(index[0].verdict == "exact");
  CHECK(index[0].received == came);
  CHECK(index[0].sender == anna);
  CHECK(index[0].sha256 == base::sha256(report("1")));
  CHECK(index[0].bytes == static_cast<std::int64_t>(report("1").size()));
  CHECK(index[0].attachments == std::vector<base::AttachmentId>{{1}});
  CHECK(index[0].expected == right);
  CHECK(index[0].ticket.value == 4711);
  CHECK(index[1].verdict == "wrong");
  CHECK(index[1].remark == "wrong name: version");
  CHECK(index[2].counts);
  CHECK(index[2].team == infn);
  CHECK(index[2].remark == "sent as " + right);
  CHECK(house.read("SHA256SUMS") == bridge::write_sums(index));
}

TEST_CASE("a second run fetches what is new and nothing else") {
  Collector house;
  house.comes(right, report("1"));
  house.stands(right, report("1")); // the same bytes once more
  house.stands("minutes.docx", report("1"));
  house.collect();
  CHECK(house.rt.files_fetched == 3);
  CHECK(house.there() == Values{right});
  const auto before = house.read("INDEX.tsv");
  CHECK(house.index().at(0).attachments.size() == 3);
  CHECK(house.index().at(0).remark == "also sent as minutes.docx");
  CHECK(states(house.collect()) == Values{right + " there"});
  CHECK(house.rt.files_fetched == 0);
  CHECK(house.read("INDEX.tsv") == before);
  house.comes(others, report("2"), "quinn@qmul.example.test");
  const auto all = house.collect();
  CHECK(house.rt.files_fetched == 1);
  CHECK(states(all) == Values{right + " there", others + " new"});
  CHECK(all.missing.empty());
}

TEST_CASE("without its index a run finds by their bytes what is there") {
  Collector house;
  house.comes(right, report("1"));
  house.comes(right, report("2"));
  house.collect();
  const auto before = house.read("INDEX.tsv");
  SECTION("it is gone") {
    fs::remove(house.into + "/INDEX.tsv");
  }
  SECTION("it is broken") {
    house.write("INDEX.tsv", "file\n" + right + "\tx\n\n\t\t\t\n");
  }
  SECTION("it lies about the bytes") {
    auto lines = house.index();
    std::swap(lines[0].sha256, lines[1].sha256);
    lines[0].sha256[0] = lines[0].sha256[0] == '0' ? '1' : '0';
    lines.pop_back();
    house.write("INDEX.tsv", bridge::write_index(lines));
  }
  CHECK(states(house.collect()) == Values{right + " there", bridge::numbered(right, 2) + " there"});
  CHECK(house.rt.files_fetched == 2);
  CHECK(house.read("INDEX.tsv") == before);
}

TEST_CASE("a file that somebody edited is theirs, and ours is put beside it once") {
  Collector house;
  house.comes(right, report("1"));
  house.collect();
  house.write(right, "edited");
  const auto beside = bridge::numbered(right, 2);
  for (const char* state : {" new", " there", " there"}) {
    const auto all = house.collect();
    CHECK(states(all) == Values{beside + state});
    CHECK(all.files[0].line.remark.find("somebody changed it here") != std::string::npos);
    CHECK(all.files[0].line.counts);
  }
  CHECK(house.read(right) == "edited");
  CHECK(house.read(beside) == report("1"));
  fs::remove(house.into + "/" + right); // what is taken away comes no second time
  CHECK(states(house.collect()) == Values{beside + " there"});
  fs::remove(house.into + "/" + beside);
  CHECK(states(house.collect()) == Values{right + " new"});
}

TEST_CASE("what stands in the way of a file is let be, whatever it is") {
  Collector house;
  house.comes(right, report("1"));
  fs::create_directory(house.into);
  SECTION("a folder") {
    fs::create_directory(house.into + "/" + right);
  }
  SECTION("a link that leads elsewhere") {
    fs::create_symlink(house.folder + "/elsewhere", house.into + "/" + right);
  }
  SECTION("a link to the very bytes") {
    house.write("kept", report("1"));
    fs::create_symlink("kept", house.into + "/" + right);
  }
  SECTION("a pipe") {
    REQUIRE(::mkfifo((house.into + "/" + right).c_str(), 0600) == 0);
  }
  CHECK(states(house.collect()) == Values{bridge::numbered(right, 2) + " new"});
  CHECK_FALSE(fs::exists(house.folder + "/elsewhere"));
}

TEST_CASE("the same bytes under a wrong name and then the right one count under the right one") {
  Collector house;
  house.comes(wrong, report("1"));
  SECTION("collected when both are there") {
    house.comes(right, report("1"));
    house.collect();
    CHECK(house.there() == Values{right});
    CHECK(house.index().at(0).counts);
    CHECK(house.index().at(0).remark == "also sent as " + wrong);
  }
  SECTION("collected in between") {
    house.collect();
    CHECK(house.there() == Values{wrong});
    house.comes(right, report("1"));
    house.collect();
    CHECK(house.there() == Values{right, wrong});
    const auto index = house.index();
    CHECK_FALSE(index.at(0).counts);
    CHECK(index.at(1).counts);
    CHECK(index.at(1).file == right);
  }
}

TEST_CASE("two teams that send the same bytes have a file each") {
  Collector house;
  house.comes(right, report(""));
  house.comes(others, report(""), "quinn@qmul.example.test");
  const auto all = house.collect();
  CHECK(house.there() == Values{right, others});
  CHECK(all.missing.empty());
}

TEST_CASE("what came past the bridge is judged now, its content too, and does not count") {
  Collector house;
  house.stands(right, report("1"));
  house.stands(wrong, report("2"));
  house.stands(others, "MZ no document");
  house.stands("Report.odt", report("4"));
  house.stands("summary-EMI-CREAM-1.13.1-1.docx", report("5"));
  house.stands("ours.odt", "x", house.settings.user);
  const auto all = house.collect();
  REQUIRE(all.files.size() == 5);
  const auto line = [&](std::size_t at) { return all.files[at].line; };
  CHECK(line(0).verdict == "exact");
  CHECK(line(0).remark == "not in the ledger: judged now");
  CHECK(line(1).verdict == "wrong");
  CHECK(line(1).remark.find("1.13.1-2") != std::string::npos);
  CHECK(line(2).verdict == "held");
  CHECK(line(3).verdict == "not_a_report");
  CHECK(line(4).team == "summary");
  for (const auto& one : all.files)
    CHECK_FALSE(one.line.counts);
  CHECK(all.missing == Values{infn, qmul});
}

TEST_CASE("when the ledger is lost RT's field tells what was taken") {
  Collector house;
  house.stands(right, report("1"));
  house.stands(others, report("2"));
  house.rt.tickets.at(4711).fields["Reports"] = {right};
  const auto all = house.collect();
  CHECK(all.files.at(0).line.counts);
  CHECK(all.files.at(0).line.remark == "not in the ledger: taken, as Reports says");
  CHECK_FALSE(all.files.at(1).line.counts);
  CHECK(all.missing == Values{qmul});
}

TEST_CASE("no name leads out of the folder or hides in it") {
  Collector house;
  const std::string long_name = "ea-" + std::string(300, 'x') + ".odt";
  for (const auto& name : Values{"../../up.odt", "C:\\dir\\win.odt", ".hidden.odt", "-rf.odt",
                                 "a\tb\nc.odt", "..odt", ".docx", long_name})
    house.stands(name, name);
  house.collect();
  const auto there = house.there();
  CHECK(there.size() == 8);
  for (const auto& name : there) {
    CHECK(name.front() != '.');
    CHECK(name.front() != '-');
    CHECK(name.size() <= 200);
    CHECK(std::none_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < ' '; }));
  }
  CHECK(house.read("up.odt") == "../../up.odt");
  CHECK(house.index().size() == 8);
  CHECK(std::distance(fs::directory_iterator(house.folder), {}) <= 4); // nothing came out of it
}

TEST_CASE("RT goes away in the middle: what is there is whole, and a second run does the rest") {
  Collector house;
  house.comes(right, report("1"));
  house.comes(wrong, report("2"));
  house.comes(others, report("3"), "quinn@qmul.example.test");
  house.collect();
  const auto whole = house.read("INDEX.tsv");
  const int calls = house.rt.calls;
  house.collect();
  const int before_files = house.rt.calls - calls; // of a run that fetches none
  for (int after = 0; after < before_files + 3; ++after) {
    fs::remove_all(house.into);
    house.rt.fail_next(base::Fault::temporary, 1, after);
    const auto done = bridge::collect(house.world, {4711}, house.into, house.now);
    const auto& error = done ? done->broken : std::optional(done.error());
    REQUIRE(error);
    CHECK(error->fault == base::Fault::temporary);
    CHECK(fs::exists(house.into) == (after >= before_files));
    if (done)
      CHECK(house.index().size() == static_cast<std::size_t>(after - before_files));
    CHECK_FALSE(house.collect().broken);
    CHECK(house.rt.files_fetched == (done ? 3 - (after - before_files) : 3));
    CHECK(house.read("INDEX.tsv") == whole);
  }
}

TEST_CASE("what a broken run did not come to keeps its line") {
  Collector house;
  house.stands(wrong, report("1"));
  house.collect();
  const auto before = house.index();
  house.comes(right, report("2"));                  // it counts, so it is fetched first
  house.rt.fail_next(base::Fault::temporary, 1, 3); // after the ticket, the teams and the list
  const auto all = house.collect();
  CHECK(all.broken);
  CHECK(all.files.empty());
  CHECK(house.index() == before);
  CHECK_FALSE(house.collect().broken);
  CHECK(house.index().size() == 2);
}

TEST_CASE("a file that RT does not show any more stays, and its line says so") {
  Collector house;
  house.comes(right, report("1"));
  house.comes(others, report("2"), "quinn@qmul.example.test");
  house.collect();
  house.rt.kept_files.erase(house.rt.kept_files.begin());
  const auto all = house.collect();
  CHECK(states(all) == Values{others + " there"});
  const auto index = house.index();
  REQUIRE(index.size() == 2);
  CHECK(index[1].file == right);
  CHECK(index[1].remark == "RT does not show it any more");
  CHECK(house.read(right) == report("1"));
}

TEST_CASE("a file over the limit is named and let be") {
  Collector house;
  house.stands(right, report("1"));
  house.rt.kept_files[0].file.bytes = bridge::Tickets::most_in_file + 1;
  const auto all = house.collect();
  REQUIRE(all.files.size() == 1);
  CHECK(all.files[0].state == State::not_had);
  CHECK(all.files[0].line.remark.find("take it from RT's page") != std::string::npos);
  CHECK(house.rt.files_fetched == 0);
  CHECK(house.there().empty());
  CHECK(house.read("SHA256SUMS").empty());
}

TEST_CASE("only a rollout has reports, and nothing is made for any other ticket") {
  Collector house;
  house.rt.tickets[12] = {{12}, "other", "Something else", "open", {}};
  house.rt.tickets[13] = {{13}, "sw-rel", "CREAM", "StageRollOut", {}};
  house.rt.tickets[14] = {{14}, "sw-rel", "CREAM", "StageRollOut", {}, {}, {}, {{4711}}};
  for (const std::int64_t ticket : {11, 12, 13, 14})
    CHECK(house.refused(ticket).fault == base::Fault::not_found);
  CHECK(house.refused(12).hint == "name a ticket of the queue staged-rollout");
  CHECK(house.refused(13).hint == "rollout-bridge why 13");
  CHECK(house.refused(14).hint == "its rollout is 4711");
  CHECK_FALSE(fs::exists(house.into));
}

TEST_CASE("a folder that is none, or another rollout's, is refused and let be") {
  Collector house;
  house.comes(right, report("1"));
  SECTION("a file") {
    std::ofstream(house.into) << "mine";
    CHECK(base::describe(house.refused()).find("name a folder") != std::string::npos);
  }
  SECTION("in none") {
    house.into += "/deep/er";
    CHECK(base::describe(house.refused()).find("first") != std::string::npos);
  }
  SECTION("another rollout's") {
    house.collect();
    house.rt.tickets[4712] = house.rt.tickets[4711];
    house.rt.tickets[4712].id = {4712};
    const auto before = house.read("INDEX.tsv");
    CHECK(house.refused(4712).what.ends_with("INDEX.tsv is of rollout 4711"));
    CHECK(house.read("INDEX.tsv") == before);
  }
  SECTION("an index that is no file") {
    fs::create_directories(house.into + "/INDEX.tsv");
    CHECK(house.refused().what.ends_with("INDEX.tsv cannot be read as a file"));
  }
  CHECK(house.refused(4712).fault != base::Fault::temporary);
}

TEST_CASE("two at one folder: the second one waits, and what a killed one left is swept out") {
  Collector house;
  house.comes(right, report("1"));
  {
    const auto first = bridge::Shelf::open(house.into);
    REQUIRE(first);
    house.write(".rollout-bridge.77.part", "half");
    CHECK(house.refused().fault == base::Fault::temporary);
    CHECK(house.there() == Values{".rollout-bridge.77.part"});
  }
  house.collect();
  CHECK(house.there() == Values{right});
}

TEST_CASE("an index is read back as it was written, tabs in words but for") {
  const bridge::IndexLine line{
      "a.odt", infn,       "exact", true, base::from_unix(1), "anna@x", std::string(64, 'a'),
      7,       {{1}, {2}}, "b.odt", {3},  "words; more"};
  CHECK(bridge::read_index(bridge::write_index({line, line})) ==
        std::vector<bridge::IndexLine>{line, line});
  auto odd = line;
  odd.remark = "a\tb\nc";
  CHECK(bridge::read_index(bridge::write_index({odd})).at(0).remark == "a b c");
  odd.file = "../a.odt";
  CHECK(bridge::read_index(bridge::write_index({odd})).empty());
}

TEST_CASE("a file of anybody's under a report's name does not take its place") {
  Collector house;
  house.comes(right, report("1"));
  house.stands(right, report("forged"), "mallory");
  house.now += base::Seconds{60};
  house.collect();
  const auto index = house.index();
  REQUIRE(index.size() == 2);
  CHECK(index[0].counts);
  CHECK(index[0].sha256 == base::sha256(report("1")));
  CHECK_FALSE(index[1].counts);
  CHECK(index[1].remark.find("not in the ledger") != std::string::npos);
}
