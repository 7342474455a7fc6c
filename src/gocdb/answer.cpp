// SPDX-License-Identifier: Apache-2.0
#include "gocdb/answer.hpp"

#include "base/text.hpp"
#include "xml/answer.hpp"

namespace gocdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_elements = 500'000; // and attributes; 50 services down have some 1,500
constexpr std::size_t most_fields = 100;       // of a record; GOCDB's longest has 22
constexpr std::size_t most_words = 200;        // of a stranger's in a message
constexpr const char* right_address =
    "teams.gocdb_url is to be a GOCDB's public interface, such as "
    "https://goc.egi.eu/gocdbpi/public/";

// Is it a whole answer? `said` is the text of a bare <error>.
Result<void> judge(std::string_view text, const xml::Document& document, const std::string& said) {
  if (document.root == "error")
    return fail(Fault::refused,
                "GOCDB says: " + (said.empty() ? "'" + base::one_line(text, most_words) + "'"
                                               : base::one_line(said, most_words)),
                "check teams.gocdb_scope and teams.gocdb_url");
  return xml::check_whole(text, document, "results", right_address);
}

} // namespace

Result<std::string> read_answer(std::string_view xml, std::string_view record,
                                const std::function<void(const xml::Element&)>& seen) {
  std::string next;
  std::string count;
  std::string said;
  std::size_t elements = 0;
  std::size_t records = 0;
  const auto document = xml::read(xml, [&](const xml::Element& one) {
    if (one.path == record)
      ++records;
    elements += 1 + one.attributes.size();
    if (elements > most_elements || records > most_records)
      return false;
    if (one.path == "results/meta/link" && one["rel"] == "next")
      next = one["href"];
    else if (one.path == "results/meta/count")
      count = base::trim(one.text);
    else if (one.path == "error")
      said = one.text;
    else
      seen(one);
    return true;
  });
  if (elements > most_elements || records > most_records)
    return fail(
        Fault::temporary,
        "the answer has no end: " + std::to_string(records) + " records in " +
            std::to_string(elements) + " elements and attributes, and more",
        "at most 20000 records and 500000 elements and attributes are read; ask for less at once");
  if (auto whole = judge(xml, document, said); !whole)
    return fail(whole.error());
  if (!count.empty() && count != std::to_string(records))
    return fail(Fault::temporary,
                "a page that counts '" + base::one_line(count, most_words) + "' records holds " +
                    std::to_string(records),
                "it is asked again; if it stays so, tell those who run this GOCDB");
  if (records == 0)
    next.clear();
  return next;
}

bool Record::take(const xml::Element& one) {
  if (one.path == path_)
    return true;
  const auto slash = one.path.rfind('/');
  if (slash == path_.size() && one.path.starts_with(path_) && texts_.size() < most_fields)
    texts_.emplace(one.path.substr(slash + 1), base::trim(one.text));
  return false;
}

const std::string& Record::operator[](std::string_view name) const {
  static const std::string none;
  const auto found = texts_.find(name);
  return found == texts_.end() ? none : found->second;
}

} // namespace gocdb
