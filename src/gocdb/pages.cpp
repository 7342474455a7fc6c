// SPDX-License-Identifier: Apache-2.0
#include "gocdb/pages.hpp"

#include "base/text.hpp"
#include "gocdb/xml.hpp"

namespace gocdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_words = 200; // of a stranger's in a message
constexpr const char* right_address =
    "teams.gocdb_url is to be a GOCDB's public interface, such as "
    "https://goc.egi.eu/gocdbpi/public/";

// Is it a whole answer? `said` is the text of a bare <error>.
Result<void> judge(std::string_view xml, const Document& document, const std::string& said) {
  const std::string begins = "'" + one_line(xml, most_words) + "'";
  const std::string broken = one_line(document.broken, most_words);
  if (base::trim(xml).empty())
    return fail(Fault::temporary, "the answer is empty", right_address);
  if (base::same_ignoring_case(document.root, "html") ||
      base::starts_with_ignoring_case(base::trim(xml), "<!DOCTYPE html"))
    return fail(Fault::temporary, "the answer is a web page: " + begins,
                std::string("a login page or a proxy stands before it? ") + right_address);
  if (document.root == "error")
    return fail(Fault::refused,
                "GOCDB says: " + (said.empty() ? begins : one_line(said, most_words)),
                "check teams.gocdb_scope and teams.gocdb_url");
  if (document.root.empty())
    return fail(Fault::temporary, "the answer is no XML (" + broken + "): " + begins,
                right_address);
  if (!document.broken.empty())
    return fail(Fault::temporary, "the answer is cut off or damaged: " + broken,
                "it is asked again; if it stays so, look at what stands between us and GOCDB");
  if (document.root != "results")
    return fail(Fault::temporary,
                "the answer is <" + one_line(document.root, most_words) + ">, not <results>",
                right_address);
  return {};
}

} // namespace

std::string one_line(std::string_view words, std::size_t most) {
  words = base::trim(words);
  std::string out(base::front(words, most));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = ' ';
  return out.size() < words.size() ? out + "…" : out;
}

Result<Page> read_site_list(std::string_view xml) {
  Page page;
  std::string count;
  std::string said;
  const auto document = read_xml(xml, [&](const Element& one) {
    if (one.name == "SITE" && one.within == "results")
      page.sites.push_back({one["PRIMARY_KEY"], one["NAME"], one["ROC"]});
    else if (one.name == "link" && one.within == "meta" && one["rel"] == "next")
      page.next = one["href"];
    else if (one.name == "count" && one.within == "meta")
      count = base::trim(one.text);
    else if (one.within.empty())
      said = one.text;
  });
  if (auto whole = judge(xml, document, said); !whole)
    return fail(whole.error());
  if (!count.empty() && count != std::to_string(page.sites.size()))
    return fail(Fault::temporary,
                "a page that counts '" + one_line(count, most_words) + "' sites holds " +
                    std::to_string(page.sites.size()),
                "it is asked again; if it stays so, tell those who run this GOCDB");
  if (page.sites.empty())
    page.next.clear();
  return page;
}

Result<std::vector<std::string>> read_roc_list(std::string_view xml) {
  std::vector<std::string> rocs;
  std::string said;
  const auto document = read_xml(xml, [&](const Element& one) {
    if (one.name == "ROC" && one.within == "results")
      rocs.push_back(one["ROC_NAME"]);
    else if (one.within.empty())
      said = one.text;
  });
  if (auto whole = judge(xml, document, said); !whole)
    return fail(whole.error());
  return rocs;
}

} // namespace gocdb
