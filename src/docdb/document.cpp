// SPDX-License-Identifier: Apache-2.0
#include "docdb/document.hpp"

#include "base/text.hpp"
#include "xml/answer.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace docdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_elements = 50'000; // and attributes; a document of 20 files has some 400
constexpr std::size_t most_files = 1'000;
constexpr std::size_t longest_text = 500;
constexpr std::size_t longest_name = 255; // of a file, on any disk
constexpr const char* right_address =
    "documents.url is to be the address of a DocDB, such as https://documents.egi.eu";

// nullopt: it is none, or has too many digits for one of a document.
std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t out = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  const bool fits = read.ec == std::errc{} && read.ptr == end && out >= 0 && text.size() < 10;
  return fits ? std::optional(out) : std::nullopt;
}

// Its elements, each when it ends. Paths are whole, since each revision holds the others, too.
class Reading {
public:
  explicit Reading(std::int64_t id) : id_(id) {}

  bool take(const xml::Element& one) {
    constexpr std::string_view file = "docdb/document/docrevision/file";
    elements_ += 1 + one.attributes.size();
    if (elements_ > most_elements || files_ > most_files)
      return false;
    if (one.path == "docdb/document")
      end_document(one);
    else if (one.path == "docdb/document/docrevision")
      end_revision(one);
    else if (one.path == "docdb/document/docrevision/title")
      revision_.title = base::one_line(one.text, longest_text);
    else if (one.path == file)
      end_file(one);
    else if (one.path.starts_with(file) && one.path.substr(file.size()) == "/name")
      file_.name = base::one_line(one.text, longest_name);
    else if (one.path.starts_with(file) && one.path.substr(file.size()) == "/description")
      file_.description = base::one_line(one.text, longest_text);
    return true;
  }

  Result<Document> result() const {
    if (found_)
      return *found_;
    if (!other_.empty())
      return fail(Fault::temporary, "the answer is about document '" + other_ + "'",
                  "it is asked again; if it stays so, tell those who run this document server");
    return fail(Fault::not_found, "it shows none",
                "there is no such document, or not everybody may see its newest version");
  }
  bool has_no_end() const { return elements_ > most_elements || files_ > most_files; }

private:
  void end_file(const xml::Element& one) {
    file_.main = one["main"] == "yes";
    files_ += 1;
    if (!file_.name.empty())
      revision_.files.push_back(std::move(file_));
    file_ = {};
  }
  void end_revision(const xml::Element& one) {
    revision_.id = id_;
    revision_.version = number(one["version"]).value_or(0);
    if (!newest_ || revision_.version > newest_->version)
      newest_ = std::move(revision_);
    revision_ = {};
  }
  void end_document(const xml::Element& one) {
    if (number(one["id"]) != id_)
      other_ = base::one_line(one["id"], longest_text);
    else if (newest_)
      found_ = std::move(newest_);
    newest_.reset();
  }

  std::int64_t id_;
  File file_;
  Document revision_;
  std::optional<Document> newest_; // of the document that is being read
  std::optional<Document> found_;
  std::string other_; // what another one is called
  std::size_t elements_ = 0;
  std::size_t files_ = 0;
};

} // namespace

Result<Document> read_document(std::string_view text, std::int64_t id) {
  Reading reading(id);
  const auto document = xml::read(text, [&](const xml::Element& one) { return reading.take(one); });
  if (reading.has_no_end())
    return fail(Fault::temporary, "the answer has no end",
                "at most 1000 files and 50000 elements and attributes are read");
  if (auto whole = xml::check_whole(text, document, "docdb", right_address); !whole)
    return fail(whole.error());
  return reading.result();
}

} // namespace docdb
