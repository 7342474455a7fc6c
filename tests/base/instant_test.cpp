// SPDX-License-Identifier: Apache-2.0
#include "base/instant.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a time is read back as it was written") {
  for (const auto seconds : {0L, 951'782'400L, 1'795'222'800L, 4'102'444'799L}) {
    const auto at = base::from_unix(seconds);
    CHECK(base::read_iso(base::to_iso(at)).value() == at);
  }
  CHECK(base::to_iso(base::from_unix(1'795'222'800)) == "2026-11-21T01:00:00Z");
}

TEST_CASE("offsets and bare dates are read") {
  const auto at = base::read_iso("2026-11-21T09:00:00Z").value();
  CHECK(base::read_iso("2026-11-21T10:00:00+01:00").value() == at);
  CHECK(base::read_iso("2026-11-21T04:00:00-0500").value() == at);
  CHECK(base::read_iso("2026-11-21T09:00Z").value() == at);
  CHECK(base::to_iso(base::read_iso("2026-11-21").value()) == "2026-11-21T00:00:00Z");
}

TEST_CASE("what is no time is refused with a remedy") {
  for (const char* text :
       {"", "tomorrow", "2026-13-01", "2026-02-30", "2026-11-21T24:00:00Z", "2026-11-21T09:00:00",
        "2026-11-21T09:00:00Zx", "2026-11-21T09:00:00+99:00"}) {
    const auto read = base::read_iso(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().fault == base::Fault::invalid);
    CHECK_FALSE(read.error().hint.empty());
  }
}

TEST_CASE("a mail date is in English and UTC") {
  CHECK(base::to_mail_date(base::from_unix(1'795'222'800)) == "Sat, 21 Nov 2026 01:00:00 +0000");
}
