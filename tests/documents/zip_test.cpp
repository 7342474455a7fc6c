// SPDX-License-Identifier: Apache-2.0
// Lies of a zip's table of contents: each is refused before anything is unpacked.
#include "documents/samples.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

using namespace documents_test;

namespace {

const std::string good = docx(paragraph(honest));

std::vector<Entry> parts() {
  return docx_parts(word_xml(paragraph(honest)));
}

std::string end64(std::uint64_t entries, std::uint64_t size, std::uint64_t offset) {
  return "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
         little(entries, 8) + little(entries, 8) + little(size, 8) + little(offset, 8);
}

// The good file with a Zip64 end that says `entries`, and 0xFFFF in the usual one.
std::string with_end64(std::uint64_t entries) {
  const auto directory = good.find("PK\1\2");
  const auto at = good.size() - 22;
  return good.substr(0, at) + end64(entries, at - directory, directory) + "PK\6\7" + little(0, 4) +
         little(at, 8) + little(1, 4) + zip_end(0xFFFF, at - directory, directory);
}

} // namespace

TEST_CASE("every cut of a file is refused, and no byte of it is read past the end") {
  REQUIRE(words_of(good, "docx") == "fine");
  for (std::size_t size = 0; size < good.size(); size += 1 + size / 50)
    CHECK(words_of(std::string(good, 0, size), "docx").starts_with("refused"));
}

TEST_CASE("one changed byte of a part is found by its sum") {
  auto bytes = good;
  bytes[bytes.find("ACCEPT")] = 'a';
  CHECK(words_of(bytes, "docx") == "refused broken");
}

TEST_CASE("what one entry declares costs nothing") {
  auto lies = parts();
  lies.push_back({"word/media/image1.png", "x", 0, 4'000'000'000});
  CHECK(words_of(zip(lies), "docx") == "refused bomb");
  lies = parts();
  lies[2].declared = 5;
  CHECK(words_of(zip(lies), "docx") == "refused broken");
}

TEST_CASE("too many entries are refused, be they there or only declared") {
  auto many = parts();
  for (int i = 0; i < 2'500; ++i)
    many.push_back({"a" + std::to_string(i), ""});
  CHECK(words_of(zip(many), "docx") == "refused bomb");
  CHECK(worst_text(zip(many), "docx").starts_with("The file has more than 2,000 parts"));
  for (const std::uint64_t count : {100'000ULL, 1ULL << 40U, ~0ULL})
    CHECK(words_of(with_end64(count), "docx") == "refused bomb");
}

TEST_CASE("a Zip64 file that says the truth is read") {
  CHECK(words_of(with_end64(4), "docx") == "fine");
}

TEST_CASE("entries that share bytes, or lead out of the file, are refused") {
  auto shared = parts();
  shared.push_back({"word/document2.xml", shared[2].bytes, 8, 0, "word/document.xml", 2});
  CHECK(words_of(zip(shared), "docx") == "refused broken");
  auto bytes = good;
  bytes[bytes.find("PK\1\2") + 45] = '\x7F'; // the highest byte of the first offset
  CHECK(words_of(bytes, "docx") == "refused broken");
}

TEST_CASE("a zip that two programs would read in two ways is refused") {
  auto twice = parts();
  twice.push_back({"WORD/document.xml", word_xml(paragraph("other"))});
  CHECK(words_of(zip(twice), "docx") == "refused broken");
  auto renamed = parts();
  renamed[2].local_name = "word/docum3nt.xml";
  CHECK(words_of(zip(renamed), "docx") == "refused broken");
  const auto directory = good.find("PK\1\2");
  const auto size = good.size() - 22 - directory;
  CHECK(words_of(good + zip_end(4, size, directory), "docx") == "refused broken");
  auto both = parts();
  both.push_back({"mimetype", odt_type});
  both.push_back({"content.xml", odt_xml("<text:p>other</text:p>")});
  CHECK(words_of(zip(both), "docx") == "refused broken");
}

TEST_CASE("another program's view of the file must be the same") {
  CHECK(words_of(good + std::string(1024, 'x'), "docx") == "fine");
  CHECK(words_of(good + std::string(1025, 'x'), "docx") == "refused broken");
  CHECK(words_of(good + std::string(50'000, '\0'), "docx") == "fine");
  const auto local = good.find("PK\3\4", 4); // of the second entry
  for (const std::size_t at : {6, 8, 18, 22}) {
    auto bytes = good; // encrypted, packed, of another size here, and not in the directory
    bytes[local + at] = static_cast<char>(bytes[local + at] ^ 1);
    CHECK(words_of(bytes, "docx") == "refused broken");
  }
  auto hidden = parts(); // an entry before the first one that the directory names
  const auto before = zip({{"evil.exe", "MZ"}});
  const auto entry = before.substr(0, before.find("PK\1\2"));
  auto bytes = entry + zip(hidden);
  const auto shift = [&](std::size_t at) {
    const auto moved = little(static_cast<unsigned char>(bytes[at]) +
                                  256U * static_cast<unsigned char>(bytes[at + 1]) +
                                  65536U * static_cast<unsigned char>(bytes[at + 2]) + entry.size(),
                              4);
    bytes.replace(at, 4, moved);
  };
  for (auto at = bytes.find("PK\1\2"); at != std::string::npos; at = bytes.find("PK\1\2", at + 1))
    shift(at + 42);
  shift(bytes.find("PK\5\6") + 16);
  CHECK(words_of(bytes, "docx") == "refused broken");
  CHECK(worst_text(bytes, "docx").find("damaged") != std::string::npos);
}

TEST_CASE("an encrypted entry and a way of packing that no document uses") {
  auto locked = parts();
  locked[2].flags |= 1U;
  CHECK(words_of(zip(locked), "docx") == "refused encrypted");
  auto odd = parts();
  odd[2].method = 14; // LZMA
  CHECK(words_of(zip(odd), "docx") == "refused broken");
}

TEST_CASE("an archive inside of a document is not opened, and a bare one is no document") {
  auto nested = parts();
  nested.push_back({"word/embeddings/a.zip", zip(parts())});
  CHECK(words_of(zip(nested), "docx") == "fine");
  CHECK(words_of(zip({{"a.zip", good}}), "docx") == "refused wrong_kind");
}
