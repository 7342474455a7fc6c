// SPDX-License-Identifier: Apache-2.0
// The drop-box: a directory where rollout-filter leaves mails and from which the bridge takes them.
// A file counts once its owner-execute bit is set (the complete mark), as in Postfix's maildrop;
// one without it was never acknowledged. This is the reading side, for the directory's owner, who
// is in the group of its files; to watch it, wait for IN_CLOSE_WRITE. Nothing here throws; `error`
// is empty after success. The format: drop/header.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drop {

// What the MTA said about the mail. `action` is correspond, comment, list or bounce. An empty
// `sender` is the null sender of bounces, unless `sender_known` is false: then nobody told us. An
// empty `queue` was not given. Several recipients of one run are joined by ", ".
struct Envelope {
  std::string sender, recipient, queue, action;
  bool sender_known = true;
  bool operator==(const Envelope&) const = default;
};

// One mail as it came. `arrived` is Unix time in seconds by the filter's clock; `mail` holds the
// raw bytes, unchanged, and may be empty or begin with an mbox "From " line.
struct Arrival {
  std::string name;
  Envelope envelope;
  std::int64_t arrived = 0;
  std::string mail;
};

// The names of all complete files, oldest first.
std::vector<std::string> complete_files(const std::string& directory, std::string& error);

// Reads one complete file. On failure `broken`, if given, tells a file that will never be readable
// (true: torn or not understood; keep it for a human, see `set_aside`) from one to be tried again.
std::optional<Arrival> read(const std::string& directory, const std::string& name,
                            std::string& error, bool* broken = nullptr);

// Removes a file, after its mail has been committed elsewhere; one that is gone already is no
// error.
bool remove(const std::string& directory, const std::string& name, std::string& error);

// Renames a broken file to NAME.broken, so that it is met once and stays for a human to look at.
bool set_aside(const std::string& directory, const std::string& name, std::string& error);

// The names of all entries that are no complete files and were last written before `before` (Unix
// seconds): unfinished files, broken ones set aside, strangers. Names beginning with a dot are left
// out.
std::vector<std::string> abandoned(const std::string& directory, std::int64_t before,
                                   std::string& error);

} // namespace drop
