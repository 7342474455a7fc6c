// SPDX-License-Identifier: Apache-2.0
#include "documents/archive.hpp"

#include "base/text.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

namespace documents {
namespace {

constexpr std::size_t piece = 16 * 1024;
// XML of documents packs to a tenth, tables of one sign to a hundredth; only what is made to hurt
// packs to less. Small parts may: they cost nothing.
constexpr std::size_t most_ratio = 300;
constexpr std::size_t small = 2 * 1024 * 1024;

constexpr const char* damaged_text =
    "A part of the document is damaged, so it cannot be read; please save it again with your word "
    "processor, open it once to see that it is whole, and send it again.";
constexpr const char* bomb_text =
    "A part of the document unpacks to far more than a report can hold, so reading was given up; "
    "please copy its text into a new document and send that.";

} // namespace

struct Archive::Opened {
  zip_t* zip = nullptr;

  explicit Opened(std::string_view bytes) {
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (zip == nullptr)
      zip_source_free(source);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() { zip_discard(zip); }

  // The library must see the very entries that were checked.
  bool agrees(const std::vector<ZipEntry>& entries) const {
    if (zip == nullptr || zip_get_num_entries(zip, 0) != static_cast<zip_int64_t>(entries.size()))
      return false;
    for (zip_uint64_t i = 0; i < entries.size(); ++i) {
      zip_stat_t stat;
      zip_stat_init(&stat);
      if (zip_stat_index(zip, i, 0, &stat) != 0 || stat.comp_size != entries[i].packed)
        return false;
      const auto* name = zip_get_name(zip, i, ZIP_FL_ENC_RAW);
      if (name == nullptr || name != entries[i].name)
        return false;
    }
    return true;
  }
};

Archive::Archive(std::string_view bytes, Findings& findings)
    : entries_(read_zip_directory(bytes, findings)), findings_(findings) {
  if (findings_.fatal())
    return;
  opened_ = std::make_unique<Opened>(bytes);
  if (opened_->agrees(entries_))
    return;
  findings_.end("broken", damaged_text);
  entries_.clear();
}

Archive::~Archive() = default;

const ZipEntry* Archive::find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const ZipEntry& entry) {
    return base::same_ignoring_case(entry.name, name);
  });
  return found == entries_.end() ? nullptr : &*found;
}

bool Archive::read(std::string_view name, const std::function<bool(std::string_view)>& take) {
  const auto* entry = find(name);
  if (entry == nullptr || findings_.fatal())
    return false;
  const auto index = static_cast<zip_uint64_t>(entry - entries_.data());
  const bool usual = entry->method == ZIP_CM_STORE || entry->method == ZIP_CM_DEFLATE;
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      usual ? zip_fopen_index(opened_->zip, index, 0) : nullptr, &zip_fclose);
  std::array<char, piece> buffer{};
  std::size_t unpacked = 0;
  zip_int64_t count = file ? 1 : -1;
  while (count > 0) {
    count = zip_fread(file.get(), buffer.data(), buffer.size());
    if (count <= 0)
      break;
    const auto size = static_cast<std::size_t>(count);
    unpacked += size;
    findings_.add_unpacked(size);
    if (size > left_ || (unpacked > small && unpacked / most_ratio > entry->packed)) {
      findings_.end("bomb", bomb_text);
      return false;
    }
    left_ -= size;
    if (!take({buffer.data(), size}))
      return true;
  }
  if (count < 0)
    findings_.end("broken", damaged_text);
  return count == 0;
}

} // namespace documents
