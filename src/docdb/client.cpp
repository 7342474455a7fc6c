// SPDX-License-Identifier: Apache-2.0
#include "docdb/client.hpp"

#include "base/text.hpp"

namespace docdb {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_bytes = 4U * 1024U * 1024U; // a document of 1000 files has some 400 KB
constexpr std::size_t most_words = 200;

std::string where_to(const net::Response& answer) {
  constexpr std::string_view name = "Location:";
  for (const auto& one : answer.headers)
    if (base::starts_with_ignoring_case(one, name))
      return base::one_line(std::string_view(one).substr(name.size()), most_words);
  return "nowhere";
}

} // namespace

Result<void> check_url(const std::string& url) {
  std::string_view rest = url;
  for (const std::string_view scheme : {"https://", "http://"})
    if (rest.starts_with(scheme))
      rest.remove_prefix(scheme.size());
  if (rest.size() == url.size() || rest.empty() || rest.front() == '/' || rest.back() == '/' ||
      rest.find_first_of("@?# \"<>") != rest.npos || !base::fits_one_line(url))
    return fail(Fault::invalid, "'" + url + "' is no address of a document server",
                "such as https://documents.egi.eu, without a slash at the end");
  return {};
}

Result<std::string> Client::get(const std::string& target) {
  auto answer = http_.send({"GET",
                            settings_.url + target,
                            {"Accept: text/xml"},
                            {},
                            settings_.timeout,
                            settings_.ca_file});
  if (!answer)
    return fail(answer.error());
  const auto status = std::to_string(answer->status);
  if (answer->status >= 300 && answer->status < 400)
    return fail(Fault::temporary,
                "it sends us on to " + where_to(*answer) + " (status " + status + ")",
                "no redirection is followed: set documents.url to the address that answers");
  if (answer->status != 200)
    return fail(Fault::temporary, "status " + status,
                answer->status >= 500 ? "it is asked again" : "check documents.url");
  if (answer->body.size() > most_bytes)
    return fail(Fault::temporary,
                "the answer has no end: " + std::to_string(answer->body.size()) + " bytes",
                "at most 4 MiB are read");
  return std::move(answer->body);
}

Result<Document> Client::show(std::int64_t id) {
  const auto target = "/public/ShowDocument?docid=" + std::to_string(id) + "&outformat=xml";
  auto body = get(target);
  auto read = body ? read_document(*body, id) : fail(body.error());
  if (read)
    return read;
  auto error = read.error();
  error.what = settings_.url + target + ": " + error.what;
  return fail(std::move(error));
}

} // namespace docdb
