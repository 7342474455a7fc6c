// SPDX-License-Identifier: Apache-2.0
// What a DocDB shows of a document, and what is none of its answers.
#include "base/text.hpp"
#include "docdb/document.hpp"
#include "docdb/pages.hpp"

#include <catch2/catch.hpp>

using docdb::read_document;

namespace {

const std::string title = "Staged rollout EMI CREAM 1.13.1-1";

std::string wrong(const std::string& page, base::Fault fault = base::Fault::temporary) {
  const auto read = read_document(page, 254);
  REQUIRE_FALSE(read);
  CHECK(read.error().fault == fault);
  CHECK(base::fits_one_line(read.error().what));
  CHECK_FALSE(read.error().hint.empty());
  return base::describe(read.error());
}

bool has(const std::string& text, const std::string& words) {
  INFO(text);
  CHECK(text.find(words) != std::string::npos);
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("a document is its newest version: number, title and files") {
  const auto read = read_document(
      docdb_page(docdb_document(title, docdb_file("ea-NGI_IT-INFN-T1.doc", "INFN &amp; T1") +
                                           docdb_file("summary.odt", "", "no"))),
      254);
  REQUIRE(read);
  CHECK(*read == docdb::Document{
                     254,
                     3,
                     title,
                     {{"ea-NGI_IT-INFN-T1.doc", "INFN & T1", true}, {"summary.odt", "", false}}});
}

TEST_CASE("of several revisions the newest counts, in whatever order") {
  const auto revision = [](const std::string& version, const std::string& name) {
    return "<docrevision version=\"" + version + "\"><title>" + name + "</title>" +
           docdb_file(name) + "</docrevision>";
  };
  const auto old = revision("9", "nine");
  const auto young = revision("10", "ten");
  for (const auto& both : {old + young, young + old}) {
    const auto read =
        read_document(docdb_page("<document id=\"254\">" + both + "</document>"), 254);
    REQUIRE(read);
    CHECK(read->title == "ten");
    REQUIRE(read->files.size() == 1);
    CHECK(read->files[0].name == "ten");
  }
}

TEST_CASE("letters of DocDB's own encoding are read, and a title keeps to one line") {
  const auto read = read_document(
      docdb_page(docdb_document("Staged\n rollout caf\xe9 ", docdb_file("x.doc"))), 254);
  REQUIRE(read);
  CHECK(read->title == "Staged  rollout caf\xc3\xa9");
}

TEST_CASE("a reserved document has no files, and a file without a name is none") {
  const auto read =
      read_document(docdb_page(docdb_document(title, docdb_file(""), "254", "0")), 254);
  REQUIRE(read);
  CHECK(read->version == 0);
  CHECK(read->files.empty());
}

TEST_CASE("a page without a document: there is none, or it is not public") {
  has(wrong(docdb_page(""), base::Fault::not_found),
      "it shows none (there is no such document, or");
  wrong("<docdb version=\"8.8.12\"/>", base::Fault::not_found);
  wrong(docdb_page("<document id=\"254\"/>"), base::Fault::not_found);
}

TEST_CASE("an answer about another document is none") {
  has(wrong(docdb_page(docdb_document(title, docdb_file("x.doc"), "255"))),
      "the answer is about document '255'");
  has(wrong(docdb_page(docdb_document(title, docdb_file("x.doc"), "2540000000254"))), "about");
  const auto both = read_document(
      docdb_page(docdb_document("other", "", "255") + docdb_document(title, docdb_file("x.doc"))),
      254);
  REQUIRE(both);
  CHECK(both->title == title);
}

TEST_CASE("what is no answer of a DocDB says what it is instead") {
  has(wrong(""), "the answer is empty");
  has(wrong("<!DOCTYPE html>\n<html><body>Who are you?"), "is a web page: '<!DOCTYPE html>");
  has(wrong("<html><p>Software error</p></html>"), "(a login page or a proxy stands before it?");
  has(wrong("Content-type: text/plain"), "is no XML");
  has(wrong("<results/>"), "the answer is <results>, not <docdb> (documents.url is to be");
  const auto whole = docdb_page(docdb_document(title, docdb_file("x.doc")));
  has(wrong(whole.substr(0, whole.size() - 9)), "cut off or damaged");
}

TEST_CASE("entities are not read, and no answer is without end") {
  has(wrong("<!DOCTYPE docdb [<!ENTITY a \"aaaa\">]><docdb>&a;</docdb>"),
      "a DOCTYPE, which is never");
  std::string files;
  for (int i = 0; i < 1'100; ++i)
    files += docdb_file("x" + std::to_string(i));
  has(wrong(docdb_page(docdb_document(title, files))), "has no end (at most 1000 files");
  std::string words;
  for (int i = 0; i < 60'000; ++i)
    words += "<keyword/>";
  has(wrong(docdb_page(docdb_document(title, words))), "has no end");
  std::string deep;
  for (int i = 0; i < 100; ++i)
    deep += "<a>";
  has(wrong(docdb_page(deep)), "too deep");
  const auto longest = read_document(
      docdb_page(docdb_document(std::string(5'000, 't'), docdb_file(std::string(5'000, 'n')))),
      254);
  REQUIRE(longest);
  CHECK(longest->title.size() < 510);
  CHECK(longest->files.front().name.size() < 265);
}
