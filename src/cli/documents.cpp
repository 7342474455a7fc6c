// SPDX-License-Identifier: Apache-2.0
#include "cli/documents.hpp"

#include "bridge/document_source.hpp"

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;

Result<docdb::Settings> docdb_settings(const Config& config) {
  const auto timeout = config.number("documents.timeout", 1, 600);
  if (!timeout)
    return fail(timeout.error());
  const std::string& url = config["documents.url"];
  if (auto good = docdb::check_url(url); !good)
    return fail(Fault::invalid, "documents.url: " + good.error().what, good.error().hint);
  return docdb::Settings{url, config["documents.ca_file"], base::Seconds{*timeout}};
}

} // namespace

Result<rollout::Documents> read_documents(const Config& config) {
  const auto settings = docdb_settings(config);
  if (!settings)
    return fail(settings.error());
  const std::string& check = config["documents.check"];
  if (check != "yes" && check != "no")
    return fail(Fault::invalid, "documents.check = '" + check + "'", "yes or no");
  rollout::Documents out{settings->url, check == "yes", config["documents.files"], {}, {}};
  if (auto good = docdb::check_url(out.files); !out.files.empty() && !good)
    return fail(Fault::invalid, "documents.files: " + good.error().what,
                "such as https://www.example.org/reports/{ticket}, without a slash at the end");
  const std::string& name = config["documents.submitter"];
  const auto blank = name.rfind(' ');
  if (blank == 0 || (!name.empty() && blank == name.npos))
    return fail(Fault::invalid, "documents.submitter = '" + name + "'",
                "first name, blank, last name: the document server wants both");
  if (!name.empty()) {
    out.first_name = name.substr(0, blank);
    out.last_name = name.substr(blank + 1);
  }
  return out;
}

Result<std::unique_ptr<bridge::DocumentSource>> document_source(const Config& config) {
  const auto documents = read_documents(config);
  if (!documents)
    return fail(documents.error());
  if (!documents->check)
    return nullptr;
  auto settings = docdb_settings(config);
  if (!settings)
    return fail(settings.error());
  return std::make_unique<bridge::DocDbDocuments>(std::move(*settings));
}

} // namespace cli
