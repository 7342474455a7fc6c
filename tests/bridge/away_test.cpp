// SPDX-License-Identifier: Apache-2.0
// Lines `away`: the bridge that slept, the RT that did not answer; each time once.
#include "bridge/away.hpp"
#include "bridge/beginning.hpp"
#include "store/ledger.hpp"

using base::Fault;
using rollout::Away;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct Watched : Beginning {
  Watched() { starts(); }
  // The program ends, however, and another one starts.
  void starts() {
    world.breakers.clear();
    REQUIRE(bridge::begin(world, now));
    works();
  }
  // Works as `serve` does, twice a minute.
  void serves(base::Seconds time) {
    for (const auto end = now + time; now < end; works())
      now += base::Seconds{30};
  }
  std::vector<Away> away(const std::string& who) {
    std::vector<Away> out;
    const auto lines = store::remembered(database, "away", who).value();
    for (const auto& line : lines) {
      CHECK(line.entry.ticket == 0);
      out.push_back(rollout::read_away(line.entry.words).value());
    }
    return out;
  }
  std::vector<Away> all(bool given = false) {
    return bridge::away_times(database, settings.sweep_every, given, now).value();
  }
};

} // namespace

TEST_CASE("away: a bridge that serves is not, nor one that cron starts each five minutes") {
  Watched house;
  house.serves(hours{3});
  for (int run = 0; run < 20; ++run) {
    house.now += minutes{5};
    house.starts();
  }
  CHECK(house.all().empty());
}

TEST_CASE("away: the bridge was stopped") {
  Watched house;
  const auto stopped = house.now;
  SECTION("for a quarter of an hour: that is nothing") {
    house.now += minutes{15};
    house.starts();
    CHECK(house.all().empty());
  }
  SECTION("for longer") {
    house.now += minutes{16};
    CHECK(house.all() == std::vector<Away>{{stopped, house.now}}); // while it lasts
    house.starts();
    CHECK(house.away("bridge") == std::vector<Away>{{stopped, stopped + minutes{16}}});
    house.serves(hours{1});
    house.starts();
    CHECK(house.all() == std::vector<Away>{{stopped, stopped + minutes{16}}});
    CHECK(house.away("rt").empty());
  }
  SECTION("or the whole machine slept, with all that ran on it") {
    house.now += hours{2};
    house.works();
    CHECK(house.away("bridge") == std::vector<Away>{{stopped, stopped + hours{2}}});
    house.serves(hours{1});
    CHECK(house.away("bridge").size() == 1);
  }
  SECTION("where sweeps are rare, longer than three of them") {
    house.settings.sweep_every = minutes{20};
    house.now += hours{1};
    house.starts();
    CHECK(house.all().empty());
    house.now += hours{1} + minutes{1};
    house.starts();
    CHECK(house.away("bridge").size() == 1);
  }
}

TEST_CASE("away: a start that dies at its first write tells of it once, and so does the next") {
  Watched house;
  const auto stopped = house.now;
  house.now += hours{1};
  // All or nothing: neither the line without the mark nor the mark without the line.
  REQUIRE(house.database.run("CREATE TRIGGER full BEFORE UPDATE ON marks WHEN new.name = 'alive' "
                             "BEGIN SELECT RAISE(ABORT, 'full'); END"));
  CHECK_FALSE(bridge::begin(house.world, house.now));
  CHECK(house.away("bridge").empty());
  REQUIRE(house.database.run("DROP TRIGGER full"));
  house.now += minutes{1};
  house.starts();
  house.starts();
  CHECK(house.away("bridge") == std::vector<Away>{{stopped, house.now}});
}

TEST_CASE("away: a clock that goes backwards, or that is given, makes no line of the bridge") {
  Watched house;
  const auto before = house.now;
  SECTION("set back") {
    house.now -= hours{5};
    house.starts();
    house.serves(hours{6}); // and past where it was
    CHECK(house.all().empty());
  }
  SECTION("given") {
    house.settings.arrive_now = true;
    for (const auto at : {before + hours{24 * 365}, before - hours{24 * 365}, before + hours{48}}) {
      house.now = at;
      house.starts();
    }
    house.settings.arrive_now = false;
    CHECK(house.away("bridge").empty());
    CHECK(house.all(true).empty());
    house.now = before + minutes{5};
    house.starts();
    CHECK(house.all().empty());
  }
}

TEST_CASE("away: RT does not answer") {
  Watched house;
  house.serves(minutes{5});
  house.rt.fail_next(Fault::temporary, 1'000'000);
  const auto failed_first = house.now + minutes{1}; // at the next sweep
  const auto comes_back = [&house] {
    house.rt.fail_next(Fault::temporary, 0);
    house.serves(minutes{15});
  };
  SECTION("for less than ten minutes: that is nothing") {
    house.serves(minutes{5});
    house.rt.fail_next(Fault::temporary, 0);
    house.serves(minutes{5});
    CHECK(house.all().empty());
  }
  SECTION("for hours, and the bridge was there") {
    house.serves(hours{3});
    CHECK(house.all() == std::vector<Away>{{failed_first, house.now}});
    comes_back();
    const auto lines = house.away("rt");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].from == failed_first);
    CHECK(lines[0].until >= failed_first + hours{3} - minutes{1});
    CHECK(lines[0].until <= house.now);
    house.serves(hours{1});
    house.starts();
    CHECK(house.all() == lines);
    CHECK(house.away("bridge").empty());
  }
  SECTION("and the bridge is started again meanwhile") {
    house.serves(hours{1});
    house.starts();
    house.serves(hours{1});
    house.starts();
    comes_back();
    const auto lines = house.away("rt");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].from == failed_first);
    CHECK(house.away("bridge").empty());
  }
  SECTION("and the program dies when it is back, before that is written down") {
    house.serves(hours{1});
    house.rt.fail_next(Fault::temporary, 0);
    REQUIRE(house.database.run("CREATE TRIGGER full BEFORE INSERT ON ledger WHEN new.what = 'away' "
                               "BEGIN SELECT RAISE(ABORT, 'full'); END"));
    bool died = false;
    for (int i = 0; i < 60 && !died; ++i, house.now += base::Seconds{30})
      died = !bridge::step(house.world, {"in", "rt"}, house.now);
    CHECK(died);
    REQUIRE(house.database.run("DROP TRIGGER full"));
    house.starts();
    house.serves(minutes{15});
    house.starts();
    const auto lines = house.away("rt");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].from == failed_first);
  }
  SECTION("and the clock is set back meanwhile") {
    house.serves(hours{1});
    house.now -= hours{5};
    house.serves(minutes{5});
    house.rt.fail_next(Fault::temporary, 0);
    house.works();
    for (const auto& one : house.away("rt"))
      CHECK(one.until - one.from < minutes{30});
    CHECK(house.away("bridge").empty());
  }
}

TEST_CASE("away: an RT that refuses is there, and so are we") {
  Watched house;
  house.serves(minutes{5});
  house.rt.fail_next(Fault::refused, 1'000'000);
  house.serves(hours{2});
  house.rt.fail_next(Fault::refused, 0);
  house.serves(hours{1});
  CHECK(house.all().empty());
}

TEST_CASE("away: runs whose clock is given tell of an RT that they did not reach") {
  Watched house;
  house.settings.arrive_now = true;
  house.now += hours{24};
  const auto failed_first = house.now;
  house.rt.fail_next(Fault::temporary, 1'000'000);
  house.starts();
  house.now += hours{2};
  house.starts();
  house.rt.fail_next(Fault::temporary, 0);
  CHECK(house.all(true) == std::vector<Away>{{failed_first, house.now}});
  house.now += hours{1};
  house.starts();
  CHECK(house.away("rt") == std::vector<Away>{{failed_first, failed_first + hours{3}}});
}
