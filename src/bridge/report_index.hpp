// SPDX-License-Identifier: Apache-2.0
// INDEX.tsv beside the collected reports: what each file is, for people, for scripts, and for the
// next run, which need not fetch what it names. A line that somebody broke is as none.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bridge {

inline constexpr const char* index_name = "INDEX.tsv";
inline constexpr const char* sums_name = "SHA256SUMS";

struct IndexLine {
  std::string file;    // its name in the folder; empty: it could not be fetched
  std::string team;    // or "summary"; empty: not known
  std::string verdict; // rollout/gathered.hpp
  bool counts = false;
  base::Instant received;
  std::string sender;
  std::string sha256;
  std::int64_t bytes = 0;
  std::vector<base::AttachmentId> attachments; // of RT: these very bytes, as often as they came
  std::string expected;                        // the right name; empty: not known
  base::TicketId ticket;                       // that the first of them came for
  std::string remark;
  friend bool operator==(const IndexLine&, const IndexLine&) = default;
};

// With a line of headings; one that is written is read back, but for tabs and line ends in words.
std::string write_index(const std::vector<IndexLine>& lines);
std::vector<IndexLine> read_index(std::string_view text);

// As `sha256sum -c` reads it.
std::string write_sums(const std::vector<IndexLine>& lines);

} // namespace bridge
