// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "rollout/later_title.hpp"
#include "rollout/release.hpp"
#include "rollout/subject.hpp"
#include "rollout/subject_text.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <random>

using namespace rollout;
using Verdict = SubjectReading::Verdict;

namespace {

const Naming naming;

SubjectReading read(const std::string& subject) {
  return read_subject(subject, naming);
}

std::string flaws(const std::string& subject) {
  std::string out;
  for (const auto& one : read(subject).complaints)
    out += (out.empty() ? "" : " ") + std::string(to_word(one.flaw));
  return out;
}

// The columns of one line, empty ones too.
std::vector<std::string> columns(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line)
    if (c == '\t')
      out.emplace_back();
    else
      out.back() += c;
  return out;
}

struct Sample {
  std::string subject;
  std::string stack; // with its major
  Release rest;
};

std::vector<Sample> real_subjects() {
  std::ifstream in(SOURCE_DIR "/tests/data/subjects.txt");
  std::vector<Sample> out;
  for (std::string line; std::getline(in, line);) {
    auto cells = columns(line);
    if (line.empty() || line.front() == '#' || cells.size() < 6)
      continue;
    out.push_back({cells[0], cells[1], {"", "", cells[2], cells[3], cells[4], cells[5]}});
  }
  return out;
}

} // namespace

TEST_CASE("every real subject is read exactly, and written again as it was") {
  const auto samples = real_subjects();
  REQUIRE(samples.size() == 92);
  for (const auto& sample : samples) {
    INFO(sample.subject);
    const auto reading = read(sample.subject);
    CHECK(reading.verdict == Verdict::rollout);
    CHECK(reading.complaints.empty());
    CHECK(stack_of(reading.release) == sample.stack);
    CHECK(reading.release.component == sample.rest.component);
    CHECK(reading.release.version == sample.rest.version);
    CHECK(reading.release.os == sample.rest.os);
    CHECK(reading.release.arch == sample.rest.arch);
    CHECK(compose_subject(reading.release, naming).value() == sample.subject);
  }
}

TEST_CASE("subjects that are not exact are read as far as they can be") {
  struct Odd {
    const char* subject;
    Verdict verdict;
    Release release;
    const char* flaws;
  };
  const std::vector<Odd> odd{
      {"[rt.egi.eu #2017] Staged Rollout CA 1.38",
       Verdict::rollout,
       {"", "", "CA", "1.38", "", ""},
       ""},
      {"Re: [rt.egi.eu #2017] Staged Rollout CA 1.38",
       Verdict::rollout,
       {"", "", "CA", "1.38", "", ""},
       ""},
      {"RE: Re: [rt.egi.eu #1999] Staged Rollout EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64",
       Verdict::rollout,
       {"EMI", "1.0", "SE-DPM_mysql", "1.8.0-1", "SL5", "x86_64"},
       ""},
      {"staged rollout ca 1.38", Verdict::deviation, {"", "", "ca", "1.38", "", ""}, "case"},
      {"Staged  Rollout  EMI-1.0  CREAM  1.13.1-1",
       Verdict::rollout,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", ""},
       ""},
      {"Staged-Rollout EMI-1.0 CREAM 1.13.1-1",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", ""},
       "keyword"},
      {"Staged Rollout EMI-1.0 CREAM",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "", "", ""},
       "no_version"},
      {"Staged Rollout", Verdict::deviation, {}, "no_version no_component"},
      {"Staged Rollout 1.38", Verdict::deviation, {"", "", "", "1.38", "", ""}, "no_component"},
      {"Staged Rollout EMI-1.0 BDII Site 1.1.0 SL5 x86_64",
       Verdict::deviation,
       {"EMI", "1.0", "BDII Site", "1.1.0", "SL5", "x86_64"},
       "component_blanks"},
      {"Staged Rollout Operational Tools-1 SAM 12.0 SL5 x86_64",
       Verdict::rollout,
       {"Operational Tools", "1", "SAM", "12.0", "SL5", "x86_64"},
       ""},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 x86_64",
       Verdict::rollout,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", "x86_64"},
       ""},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5",
       Verdict::rollout,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", ""},
       ""},
      {"Staged Rollout EMI-1.0 CREAM v1.13.1-1 SL5 x86_64",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       "version_v"},
      {"EMI.cream.sl5.x86_64",
       Verdict::deviation,
       {"EMI", "", "cream", "", "sl5", "x86_64"},
       "later_form"},
      {"EMI.bdii-top.sl5.x86_64",
       Verdict::deviation,
       {"EMI", "", "bdii-top", "", "sl5", "x86_64"},
       "later_form"},
      {"Rollout report attached", Verdict::not_a_rollout, {}, ""},
      // and beyond
      {"AW: Re[2]: WG : [rt.egi.eu #2017] [early-adopters] Staged Rollout CA 1.38",
       Verdict::rollout,
       {"", "", "CA", "1.38", "", ""},
       ""},
      {"Staged Rollout EMI-1.0 CREAM\r\n 1.13.1-1 SL5\r\n\tx86_64",
       Verdict::rollout,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       ""},
      {"Staged Rollout CMD-ONE-1 cloud-info 0.6 debian-squeeze amd64",
       Verdict::rollout,
       {"CMD-ONE", "1", "cloud-info", "0.6", "debian-squeeze", "amd64"},
       ""},
      {"Staged Rollout dCache 1.9.12-11",
       Verdict::rollout,
       {"", "", "dCache", "1.9.12-11", "", ""},
       ""},
      {"Staged Rollout emi-1.0 CREAM 1.13.1-1",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", ""},
       "case"},
      {"Staged Rollout EMI 1.0 CREAM 1.13.1-1",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", ""},
       "stack_form"},
      {"Staged Rollout EMO-1.0 CREAM 1.13.1-1",
       Verdict::deviation,
       {"", "", "CREAM", "1.13.1-1", "", "", "EMO-1.0"},
       "stack"},
      {"Staged Rollout EMI-1.0 1.13.1-1",
       Verdict::deviation,
       {"EMI", "1.0", "", "1.13.1-1", "", ""},
       "no_component"},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 x86_64 SL5",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       "order"},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL 5 x86_64",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       "signs"},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5/x86_64",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       "signs"},
      {"Staged Rollout EMI\u20111.0 CREAM 1.13.1\u20131\u00a0SL5 x86_64",
       Verdict::rollout,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       ""},
      {"Staged Rollout: EMI-1.0 CREAM 1.13.1-1 urgent, please",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "", ""},
       "keyword extra_words"},
      {"Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64 please have a look",
       Verdict::deviation,
       {"EMI", "1.0", "CREAM", "1.13.1-1", "SL5", "x86_64"},
       "extra_words"},
      {"Staged Rollout CA 1.38 noarch (urgent)",
       Verdict::deviation,
       {"", "", "CA", "1.38", "", "noarch"},
       "extra_words"},
      {"Staged Rollouting CA 1.38", Verdict::not_a_rollout, {}, ""},
      {"EMI.emi.dcache.srm-probes.sl5.x86_64",
       Verdict::deviation,
       {"EMI", "", "emi.dcache.srm-probes", "", "sl5", "x86_64"},
       "later_form"},
      {"mail.example.org", Verdict::not_a_rollout, {}, ""},
      {"", Verdict::not_a_rollout, {}, ""},
  };
  for (const auto& one : odd) {
    INFO(one.subject);
    const auto reading = read(one.subject);
    CHECK(std::string(to_word(reading.verdict)) == to_word(one.verdict));
    CHECK(reading.release.component == one.release.component);
    CHECK(reading.release == one.release);
    CHECK(flaws(one.subject) == one.flaws);
  }
}

TEST_CASE("a subject of another shape gets the word that is missing told") {
  CHECK(read("Staged Rollout EMO-1.0 CREAM 1.13.1-1").complaints.at(0).suggestions ==
        std::vector<std::string>{"EMI"});
  CHECK(subject_tag("Re: [rt.egi.eu #2017] Staged Rollout CA 1.38", {})->value == 2017);
  CHECK_FALSE(subject_tag("Re: [rt.egi.eu #2017] Staged Rollout CA 1.38", {"other"}));
}

TEST_CASE("whatever is composed is read back equal, in both grammars") {
  std::mt19937 random(20261121); // NOLINT: the same names in every run
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  const std::vector<std::string> majors{"", "1", "1.0", "3.2", "4"};
  const std::vector<std::string> systems{"", "SL5", "CentOS7", "debian-squeeze", "sl6", "el9"};
  const std::vector<std::string> archs{"", "x86_64", "amd64", "i386"};
  const std::string signs = "abcXYZ019-_.+";
  int written = 0;
  for (int round = 0; round < 20000; ++round) {
    Release release;
    release.stack = round % 4 == 0 ? "" : pick(naming.stacks);
    release.major = release.stack.empty() ? "" : pick(majors);
    for (std::size_t size = 1 + random() % 12; size > 0; --size)
      release.component += signs[random() % signs.size()];
    release.version = std::to_string(random() % 20) + "." + std::to_string(random() % 30) +
                      (random() % 2 == 0 ? "-1" : "");
    release.os = pick(systems);
    release.arch = pick(archs);
    for (const auto grammar : {Grammar::milestone, Grammar::later}) {
      auto wanted = release;
      if (grammar == Grammar::later)
        wanted.major = wanted.version = "";
      const auto title = compose_subject(wanted, naming, grammar);
      if (!title)
        continue; // refused, with a reason: never written wrong
      ++written;
      const auto back = read(*title);
      INFO(*title);
      REQUIRE(back.release == wanted);
      REQUIRE((back.verdict == Verdict::rollout || grammar == Grammar::later));
    }
  }
  CHECK(written > 20000);
}

TEST_CASE("what would not be read back is not written") {
  const auto refused = [](const Release& release) {
    return !compose_subject(release, naming).has_value();
  };
  CHECK(refused({"EMI", "1.0", "BDII Site", "1.1.0", "", ""}));
  CHECK(refused({"EMI", "1.0", "CREAM", "v1.1.0", "", ""}));
  CHECK(refused({"EMI", "1.0", "CREAM", "", "", ""}));
  CHECK(refused({"FOO", "1.0", "CREAM", "1.1", "", ""}));
  CHECK(refused({"EMI", "1.0", "CREAM", "1.1", "x86_64", ""}));
  CHECK(refused({"", "", "EMI-1.0", "1.1", "", ""}));
  CHECK(refused({"EMI", "1.0", "CREAM\r\nBcc: x", "1.1", "", ""}));
}

TEST_CASE("another grammar is one line of the configuration") {
  Naming own;
  own.later_title = "[{component}/{version}] for {os}";
  CHECK(check_grammar(own.later_title).has_value());
  const Release release{"", "", "arc-ce", "6.1", "sl6", ""};
  const auto title = compose_subject(release, own, Grammar::later);
  // Brackets in front are a list's tag to a reader of subjects: such a grammar cannot be read.
  CHECK_FALSE(title.has_value());
  own.later_title = "rollout/{component}/{version} for {os}";
  CHECK(compose_subject(release, own, Grammar::later).value() == "rollout/arc-ce/6.1 for sl6");
  CHECK_FALSE(check_grammar("{component}{os}").has_value());
  CHECK_FALSE(check_grammar("{componant}.{os}").has_value());
  CHECK_FALSE(check_grammar("{os}.{os}.{component}").has_value());
  CHECK_FALSE(check_grammar("{component}").has_value());
  CHECK(check_grammar("").has_value());
}

TEST_CASE("a title in people's words is read, and one word in a field beats several in it") {
  const auto of = read("Staged Rollout of EMI CREAM 1.14.0-1");
  CHECK(of.verdict == Verdict::deviation);
  CHECK(of.release == Release{"EMI", "", "CREAM", "1.14.0-1", "", ""});
  Ticket ticket;
  Policy policy;
  ticket.subject = "Staged Rollout of the new BDII Site 1.1.0";
  ticket.fields = {{policy.component_field, {"BDII_site"}}};
  CHECK(release_of(ticket, policy).component == "BDII_site");
}

TEST_CASE("what a title says is read as what it can only be") {
  CHECK(flaws("Staged Rollout EMI-1.0 debian-tools 1.0") == "");
  CHECK(read("Staged Rollout EMI-1.0 debian-tools 1.0").release.component == "debian-tools");
  CHECK(read("Staged Rollout EMI-1.0 CREAM 1.1 SL 5").release.os == "SL5");
  CHECK(read("Staged Rollouts of the summer").verdict == Verdict::not_a_rollout);
  CHECK(read("Staged Rollouts EMI-1.0 CREAM 1.1").verdict == Verdict::deviation);
  const auto cyrillic = read("Staged Rollout EMI-1.0 СREAM 1.1");
  CHECK(cyrillic.release.component == "CREAM");
  CHECK(flaws("Staged Rollout EMI-1.0 СREAM 1.1") == "look_alikes");
  CHECK(flaws("Staged Rollout EMI-1.0 a/../b 1.1") == "no_component");
  for (const char* prefix :
       {"I: ", "Réf: ", "Ответ: ", "İLT: ", "BLS: ", "תגובה: ", "رد: ", "R: "}) {
    INFO(prefix);
    CHECK(read(prefix + std::string("Staged Rollout CA 1.38")).verdict == Verdict::rollout);
  }
}

TEST_CASE("a subject of any size and shape is answered at once") {
  const std::string tags(200000, '[');
  CHECK(read(tags).verdict == Verdict::not_a_rollout);
  std::string many;
  for (int i = 0; i < 50000; ++i)
    many += "Re: [a #1] ";
  CHECK(read(many + "Staged Rollout CA 1.38").verdict == Verdict::not_a_rollout);
  CHECK(read("Staged Rollout " + std::string(100000, 'x')).verdict == Verdict::deviation);
  CHECK(read("Staged Rollout " + std::string(100000, '.')).verdict == Verdict::not_a_rollout);
}
