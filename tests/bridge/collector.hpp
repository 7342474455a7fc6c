// SPDX-License-Identifier: Apache-2.0
// A rollout of two teams whose files are put into a folder.
#pragma once

#include "bridge/collect.hpp"
#include "bridge/house.hpp"
#include "documents/samples.hpp"

#include <filesystem>
#include <fstream>
#include <set>

namespace collect_test {

namespace fs = std::filesystem;
using bridge::Collected;
using bridge::Collection;
using State = Collected::State;
using Values = std::vector<std::string>;

inline const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx";
inline const std::string wrong = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-2.docx";
inline const std::string others = "ea-NGI_UK-UKI-LT2-QMUL-EMI-CREAM-1.13.1-1.docx";

inline const std::string summary = "summary-EMI-CREAM-1.13.1-1.odt";
inline const std::string draft = "draft-" + summary;

inline std::string report(const std::string& more) {
  return documents_test::docx(documents_test::paragraph(documents_test::honest + more));
}

struct Collector : House {
  std::string into = folder + "/reports";
  Collector() {
    rt.tickets.at(4711).fields["EA Accepted"] = {infn, qmul};
    rt.tickets.at(4711).fields["Reports"] = {};
    rt.tickets.at(4711).fields["Rollout Status"] = {};
    rt.privileged.insert("quinn@qmul.example.test");
  }
  // It stands on the ticket, and the bridge knows nothing of it.
  void stands(const std::string& name, const std::string& content, const std::string& who = anna) {
    const auto id = static_cast<std::int64_t>(rt.kept_files.size()) + 1;
    rt.kept_files.push_back(
        {{{id}, {500 + id}, {4711}, name, static_cast<std::int64_t>(content.size()), who, now},
         content});
  }
  // It was attached in RT's page, and the bridge has judged it.
  void comes(const std::string& name, const std::string& content, const std::string& who = anna) {
    stands(name, content, who);
    const auto id = static_cast<std::int64_t>(600 + rt.kept_files.size());
    said(id, who, "<p>Our report.</p>", page_headers, "Correspond", {{name, content}});
    hook(id);
    REQUIRE(works() == 0);
    now += base::Seconds{60};
  }
  Collection collect() {
    rt.files_fetched = 0;
    auto done = bridge::collect(world, {4711}, into, now);
    INFO((done ? "" : base::describe(done.error())));
    REQUIRE(done);
    return std::move(*done);
  }
  base::Error refused(std::int64_t ticket = 4711) {
    const auto done = bridge::collect(world, {ticket}, into, now);
    REQUIRE_FALSE(done);
    return done.error();
  }
  std::string read(const std::string& name) const {
    std::ifstream in(into + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(into + "/" + name, std::ios::binary) << content;
  }
  // What is there, but for what is our own.
  Values there() const {
    static const std::set<std::string> ours{"INDEX.tsv", "SHA256SUMS", "UPLOAD.xml", "UPLOAD.txt",
                                            draft};
    Values out;
    for (const auto& one : fs::directory_iterator(into))
      if (!ours.contains(one.path().filename()))
        out.push_back(one.path().filename());
    std::sort(out.begin(), out.end());
    return out;
  }
  std::vector<bridge::IndexLine> index() const { return bridge::read_index(read("INDEX.tsv")); }
};

} // namespace collect_test
