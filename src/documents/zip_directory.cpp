// SPDX-License-Identifier: Apache-2.0
#include "documents/zip_directory.hpp"

#include "base/text.hpp"
#include "documents/little_endian.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace documents {
namespace {

constexpr std::string_view end_mark("PK\5\6", 4);
constexpr std::string_view end64_mark("PK\6\6", 4);
constexpr std::string_view locator_mark("PK\6\7", 4);
constexpr std::string_view entry_mark("PK\1\2", 4);
constexpr std::string_view local_mark("PK\3\4", 4);
constexpr std::size_t end_size = 22;
constexpr std::size_t locator_size = 20;
constexpr std::size_t end64_size = 56;
constexpr std::size_t entry_size = 46;
constexpr std::size_t local_size = 30;
constexpr std::size_t longest_comment = 0xFFFF;
constexpr std::size_t most_behind = 1024;            // mail and copying add some bytes
constexpr unsigned flags_that_change_bytes = 0x2041; // two ways to encrypt, and hidden headers
constexpr unsigned sizes_follow = 8;
constexpr std::uint64_t elsewhere = 0xFFFFFFFF; // the true number stands in a Zip64 record

constexpr const char* broken_text =
    "The file is damaged or was cut off on its way, so it cannot be read; please save it again "
    "with your word processor, open it once to see that it is whole, and send it again.";
constexpr const char* too_many_text = "The file has more than 2,000 parts, far more than a report "
                                      "needs, so it was not opened; please "
                                      "copy its text into a new document and send that.";
constexpr const char* bomb_text =
    "The file would unpack to far more than a report can hold, so it was not opened; please copy "
    "its text into a new document, make the pictures smaller, and send that.";

bool has_mark(std::string_view bytes, std::uint64_t at, std::string_view mark) {
  return at <= bytes.size() && bytes.substr(at).starts_with(mark);
}

struct Span { // of the directory
  std::uint64_t entries = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t end = 0; // of the file, its comment included
};

// What the end record at `at` says, or nothing where a Zip64 locator before it leads nowhere.
std::optional<Span> span_at(std::string_view bytes, std::uint64_t at) {
  Span span{half_at(bytes, at + 10), word_at(bytes, at + 16), word_at(bytes, at + 12),
            at + end_size + half_at(bytes, at + 20)};
  if (at < locator_size || !has_mark(bytes, at - locator_size, locator_mark))
    return span;
  const auto there = number_at(bytes, at - locator_size + 8, 8);
  if (!has_mark(bytes, there, end64_mark) || bytes.size() - there < end64_size)
    return std::nullopt;
  span.entries = number_at(bytes, there + 32, 8);
  span.size = number_at(bytes, there + 40, 8);
  span.offset = number_at(bytes, there + 48, 8);
  return span;
}

bool is_plausible(std::string_view bytes, const Span& span, std::uint64_t at) {
  if (span.offset > at || span.size > at - span.offset)
    return false;
  return span.entries == 0 || has_mark(bytes, span.offset, entry_mark);
}

// Something else stands behind the zip, as behind a self-extracting archive.
bool hides_more(std::string_view behind) {
  return behind.size() > most_behind &&
         std::any_of(behind.begin(), behind.end(), [](char c) { return c != '\0'; });
}

// Every end record that some reader might take is looked at; there must be one and no other.
std::optional<Span> find_directory(std::string_view bytes, Findings& findings) {
  std::optional<Span> found;
  const auto room = end_size + longest_comment;
  auto at = bytes.find(end_mark, bytes.size() > room ? bytes.size() - room : 0);
  for (; at != bytes.npos && bytes.size() - at >= end_size; at = bytes.find(end_mark, at + 1)) {
    const auto span = span_at(bytes, at);
    if (span && span->entries > most_entries) {
      findings.end("bomb", too_many_text);
      return std::nullopt;
    }
    if (!span || !is_plausible(bytes, *span, at))
      continue;
    if (found) {
      findings.end("broken", broken_text);
      return std::nullopt;
    }
    found = span;
  }
  if (!found || found->end > bytes.size() || hides_more(bytes.substr(found->end))) {
    findings.end("broken", broken_text);
    return std::nullopt;
  }
  return found;
}

// The numbers that did not fit stand in the extra field 1, in this order.
bool widen(ZipEntry& entry, std::string_view extra) {
  while (extra.size() >= 4) {
    const auto size = half_at(extra, 2);
    if (extra.size() - 4U < size)
      break;
    if (half_at(extra, 0) == 1) {
      auto wide = extra.substr(4, size);
      for (auto* number : {&entry.size, &entry.packed, &entry.offset})
        if (*number == elsewhere && wide.size() >= 8) {
          *number = number_at(wide, 0, 8);
          wide.remove_prefix(8);
        }
    }
    extra.remove_prefix(4U + size);
  }
  return entry.size != elsewhere && entry.packed != elsewhere && entry.offset != elsewhere;
}

// The entry at the head of `rest`, which loses it; nothing where it is cut.
std::optional<ZipEntry> next_entry(std::string_view& rest) {
  if (rest.size() < entry_size || !rest.starts_with(entry_mark))
    return std::nullopt;
  const std::size_t name = half_at(rest, 28);
  const std::size_t extra = half_at(rest, 30);
  const std::size_t comment = half_at(rest, 32);
  if (rest.size() - entry_size < name + extra + comment)
    return std::nullopt;
  ZipEntry entry{std::string(rest.substr(entry_size, name)),
                 half_at(rest, 8),
                 half_at(rest, 10),
                 word_at(rest, 20),
                 word_at(rest, 24),
                 word_at(rest, 42)};
  const bool known = widen(entry, rest.substr(entry_size + name, extra));
  rest.remove_prefix(entry_size + name + extra + comment);
  return known ? std::optional(std::move(entry)) : std::nullopt;
}

// Some programs go by the header before an entry's bytes; it must say what the directory says.
bool agrees(std::string_view bytes, const ZipEntry& entry, std::size_t name, std::size_t extra) {
  const auto at = entry.offset;
  const unsigned flags = half_at(bytes, at + 6);
  if (((flags ^ entry.flags) & flags_that_change_bytes) != 0 ||
      half_at(bytes, at + 8) != entry.method)
    return false;
  ZipEntry local{{}, 0, 0, word_at(bytes, at + 18), word_at(bytes, at + 22), 0};
  if (!widen(local, bytes.substr(at + local_size + name, extra)))
    return (flags & sizes_follow) != 0;
  const auto same = [&](std::uint64_t here, std::uint64_t there) {
    return here == there || ((flags & sizes_follow) != 0 && here == 0);
  };
  return same(local.packed, entry.packed) && same(local.size, entry.size);
}

// Each entry has bytes of its own, before the directory, under the same name, and the first begins
// the file.
bool stand_apart(std::string_view bytes, const std::vector<ZipEntry>& entries, const Span& span) {
  std::vector<const ZipEntry*> in_file;
  for (const auto& entry : entries)
    in_file.push_back(&entry);
  std::sort(in_file.begin(), in_file.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->offset < b->offset; });
  if (!in_file.empty() && in_file.front()->offset != 0)
    return false;
  std::uint64_t free = 0; // where the next may begin
  for (const auto* entry : in_file) {
    if (entry->offset < free || !has_mark(bytes, entry->offset, local_mark))
      return false;
    const auto name = half_at(bytes, entry->offset + 26);
    const auto extra = half_at(bytes, entry->offset + 28);
    const auto begin = entry->offset + local_size + name + extra;
    if (begin > span.offset || entry->packed > span.offset - begin ||
        bytes.substr(entry->offset + local_size, name) != entry->name ||
        !agrees(bytes, *entry, name, extra))
      return false;
    free = begin + entry->packed;
  }
  return true;
}

bool names_differ(const std::vector<ZipEntry>& entries) {
  std::unordered_set<std::string> names;
  return std::all_of(entries.begin(), entries.end(), [&](const ZipEntry& entry) {
    return names.insert(base::lower(entry.name)).second;
  });
}

} // namespace

std::vector<ZipEntry> read_zip_directory(std::string_view bytes, Findings& findings) {
  const auto span = find_directory(bytes, findings);
  if (!span)
    return {};
  std::vector<ZipEntry> entries;
  std::uint64_t declared = 0;
  auto rest = bytes.substr(span->offset, span->size);
  while (entries.size() < span->entries) {
    auto entry = next_entry(rest);
    if (!entry) {
      findings.end("broken", broken_text);
      return {};
    }
    declared += std::min(entry->size, most_declared + 1);
    entries.push_back(std::move(*entry));
  }
  if (declared > most_declared)
    findings.end("bomb", bomb_text);
  else if (!rest.empty() || !names_differ(entries) || !stand_apart(bytes, entries, *span))
    findings.end("broken", broken_text);
  if (findings.fatal())
    return {};
  return entries;
}

} // namespace documents
