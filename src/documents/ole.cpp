// SPDX-License-Identifier: Apache-2.0
#include "documents/ole.hpp"

#include "base/text.hpp"
#include "documents/little_endian.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace documents {
namespace {

constexpr std::string_view magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
constexpr std::size_t header_size = 512;
constexpr std::size_t entry_size = 128;
constexpr std::size_t most_entries = 10'000;  // of the directory
constexpr std::uint32_t in_header = 109;      // sectors of the allocation table named there
constexpr std::uint32_t special = 0xFFFFFFFC; // from here on they are no numbers of sectors
constexpr std::uint32_t free_sector = 0xFFFFFFFF;
constexpr const char* cut_off =
    "The document was cut off on its way, so it cannot be read; please save it again as .docx with "
    "your word processor and send that.";

// Sectors one behind the other in the file, chained by a table which is in sectors itself. The
// header names the first of the table's sectors, and a chain of lists the others.
class Sectors {
public:
  explicit Sectors(std::string_view bytes)
      : bytes_(bytes), size_(half_at(bytes, 30) == 12 ? 4096 : 512) {}

  std::uint32_t size() const { return size_; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(bytes_.size() / size_); }

  std::string_view at(std::uint32_t number) const {
    const auto begin = (std::uint64_t{number} + 1) * size_;
    return begin + size_ <= bytes_.size() ? bytes_.substr(begin, size_) : std::string_view{};
  }

  // `number` is one that at() gave.
  std::optional<std::uint32_t> after(std::uint32_t number) const {
    const auto in_one = size_ / 4;
    const auto sector = at(of_table(number / in_one));
    if (sector.empty())
      return std::nullopt;
    return word_at(sector, std::uint64_t{number % in_one} * 4);
  }

  // True when the header or the table names a sector that is not in the file.
  bool are_cut_off() const {
    const auto in_one = size_ / 4;
    const auto of_tables = std::min(word_at(bytes_, 44), count() / in_one + 1);
    for (std::uint32_t index = 0; index < of_tables; ++index) {
      const auto number = of_table(index);
      if (number >= special)
        return false; // the table ends
      const auto sector = at(number);
      if (sector.empty())
        return true;
      for (std::uint32_t i = 0; i < in_one; ++i)
        if (word_at(sector, std::uint64_t{i} * 4) != free_sector && at(index * in_one + i).empty())
          return true;
    }
    return false;
  }

private:
  std::uint32_t of_table(std::uint32_t index) const {
    if (index < in_header)
      return word_at(bytes_, 76 + std::uint64_t{index} * 4);
    const auto in_one = size_ / 4 - 1;
    auto list = word_at(bytes_, 68);
    for (index -= in_header; index >= in_one; index -= in_one)
      list = word_at(at(list), std::uint64_t{in_one} * 4);
    return word_at(at(list), std::uint64_t{index} * 4);
  }

  std::string_view bytes_;
  std::uint32_t size_;
};

struct Entry {
  std::string name; // ASCII; other signs are '?'
  std::uint32_t left, right, child, begin, size;
};

Entry entry_at(std::string_view bytes) {
  Entry entry{{},
              word_at(bytes, 68),
              word_at(bytes, 72),
              word_at(bytes, 76),
              word_at(bytes, 116),
              word_at(bytes, 120)};
  const auto size = half_at(bytes, 64);
  for (unsigned i = 0; i + 2 < size && i < 64; i += 2) {
    const auto sign = half_at(bytes, i);
    entry.name += sign >= ' ' && sign < 0x7F ? static_cast<char>(sign) : '?';
  }
  return entry;
}

std::vector<Entry> read_directory(std::string_view bytes, const Sectors& sectors) {
  std::vector<Entry> entries;
  std::optional<std::uint32_t> number = word_at(bytes, 48);
  while (number && entries.size() < most_entries) {
    const auto sector = sectors.at(*number);
    if (sector.empty())
      break;
    for (std::size_t at = 0; at < sector.size(); at += entry_size)
      entries.push_back(entry_at(sector.substr(at, entry_size)));
    number = sectors.after(*number);
  }
  return entries;
}

// What stands directly below the root: a search tree inside the directory. An object put into a
// document stands further below and says nothing of the document.
std::vector<Entry> top_entries(const std::vector<Entry>& entries) {
  std::vector<Entry> top;
  if (entries.empty())
    return top;
  std::vector<bool> seen(entries.size());
  std::vector<std::uint32_t> open{entries.front().child};
  while (!open.empty()) {
    const auto number = open.back();
    open.pop_back();
    if (number >= entries.size() || seen[number])
      continue;
    seen[number] = true;
    top.push_back(entries[number]);
    open.push_back(entries[number].left);
    open.push_back(entries[number].right);
  }
  return top;
}

const Entry* find(const std::vector<Entry>& entries, std::string_view name) {
  for (const auto& entry : entries)
    if (base::same_ignoring_case(entry.name, name)) // as OLE2 itself compares
      return &entry;
  return nullptr;
}

struct Sign {
  const char* stream;
  const char* what;
};
constexpr std::array<Sign, 8> strangers{
    {{"Workbook", "an Excel sheet (.xls)"},
     {"Book", "an Excel sheet (.xls)"},
     {"PowerPoint Document", "a PowerPoint talk (.ppt)"},
     {"VisioDocument", "a Visio drawing (.vsd)"},
     {"__properties_version1.0", "an Outlook mail (.msg)"},
     {"__nameid_version1.0", "an Outlook mail (.msg)"},
     {"StarWriterDocument", "a StarOffice document (.sdw)"},
     {"?SummaryInformation", "an OLE2 file that is no Word document, as a Windows "
                             "installer (.msi) is"}}};

// The first bytes of a stream. A small one lies, in pieces of 64 bytes, inside of a stream that
// begins where the root says.
std::string_view head_of(const Entry& stream, const Entry& root, const Sectors& sectors) {
  constexpr std::uint32_t small = 4096;
  constexpr std::uint64_t piece = 64;
  if (stream.size >= small)
    return sectors.at(stream.begin);
  const auto offset = stream.begin * piece;
  auto steps = offset / sectors.size();
  if (steps > sectors.count())
    return {};
  std::optional<std::uint32_t> number = root.begin;
  for (; number && steps > 0; --steps)
    number = sectors.at(*number).empty() ? std::nullopt : sectors.after(*number);
  if (!number)
    return {};
  const auto sector = sectors.at(*number);
  return sector.empty() ? sector : sector.substr(offset % sectors.size());
}

// The head of the stream WordDocument: its flag 0x100 says that the text is encrypted.
void judge_word(std::string_view head, const std::vector<Entry>& top, Findings& findings) {
  if (head.empty())
    findings.end("broken", cut_off);
  if ((half_at(head, 10) & 0x100U) != 0)
    findings.end("encrypted", encrypted_text);
  if (find(top, "Macros") != nullptr || find(top, "_VBA_PROJECT_CUR") != nullptr)
    add_macros(findings);
}

} // namespace

bool is_ole(std::string_view bytes) {
  return bytes.starts_with(magic);
}

Ole read_ole(std::string_view bytes, Findings& findings) {
  const Sectors sectors(bytes);
  // Less than a header does not tell what it was cut from.
  if (bytes.size() >= header_size &&
      (sectors.at(word_at(bytes, 48)).empty() || sectors.are_cut_off())) {
    findings.end("broken", cut_off);
    return {};
  }
  const auto entries = read_directory(bytes, sectors);
  const auto top = top_entries(entries);
  if (find(top, "EncryptedPackage") != nullptr) {
    findings.end("encrypted", encrypted_text);
    return {OleKind::encrypted_package, "an encrypted document of Microsoft Office"};
  }
  if (const auto* document = find(top, "WordDocument")) {
    judge_word(head_of(*document, entries.front(), sectors), top, findings);
    return {OleKind::word, "a Word 97 document (.doc)"};
  }
  for (const auto& sign : strangers)
    if (find(top, sign.stream) != nullptr)
      return {OleKind::other, sign.what};
  return {};
}

} // namespace documents
