// SPDX-License-Identifier: Apache-2.0
#include "xml/answer.hpp"

#include "base/text.hpp"

namespace xml {
namespace {

using base::fail;
using base::Fault;

constexpr std::size_t most_words = 200; // of a stranger's in a message

} // namespace

base::Result<void> check_whole(std::string_view text, const Document& document,
                               std::string_view root, const std::string& right_address) {
  const std::string begins = "'" + base::one_line(text, most_words) + "'";
  const std::string broken = base::one_line(document.broken, most_words);
  if (base::trim(text).empty())
    return fail(Fault::temporary, "the answer is empty", right_address);
  if (text.starts_with("\x1f\x8b"))
    return fail(Fault::temporary, "the answer is compressed (gzip), though we did not ask for it",
                "look at what stands between us and the server; " + right_address);
  if (base::same_ignoring_case(document.root, "html") ||
      base::starts_with_ignoring_case(base::trim(text), "<!DOCTYPE html"))
    return fail(Fault::temporary, "the answer is a web page: " + begins,
                "a login page or a proxy stands before it? " + right_address);
  if (document.root.empty())
    return fail(Fault::temporary, "the answer is no XML (" + broken + "): " + begins,
                right_address);
  if (!document.broken.empty())
    return fail(Fault::temporary, "the answer is cut off or damaged: " + broken,
                "it is asked again; if it stays so, look at what stands between us and the server");
  if (document.root != root)
    return fail(Fault::temporary,
                "the answer is <" + base::one_line(document.root, most_words) + ">, not <" +
                    std::string(root) + ">",
                right_address);
  return {};
}

} // namespace xml
