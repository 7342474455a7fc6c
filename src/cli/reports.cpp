// SPDX-License-Identifier: Apache-2.0
#include "cli/reports.hpp"

#include "base/file.hpp"
#include "rollout/later_title.hpp"

namespace cli {

using base::fail;
using base::Fault;
using base::Result;

Result<rollout::Naming> read_naming(const Config& config) {
  rollout::Naming naming;
  naming.stacks = config.list("rt.stacks");
  naming.later_title = config["rt.later_title"];
  if (auto good = rollout::check_grammar(naming.later_title); !good)
    return fail(Fault::invalid, "rt.later_title: " + good.error().what, good.error().hint);
  return naming;
}

Result<documents::Expected> read_expected(const Config& config) {
  constexpr std::size_t most = 16 * 1024 * 1024;
  documents::Expected out{documents::usual_topics(), ""};
  if (const std::string& path = config["mail.report_topics"]; !path.empty()) {
    const auto table = base::read_file(path, most);
    if (!table)
      return fail(Fault::invalid, "mail.report_topics: " + table.error().what, table.error().hint);
    auto topics = documents::read_topics(*table, path);
    if (!topics)
      return fail(Fault::invalid, "mail.report_topics: " + topics.error().what,
                  topics.error().hint);
    out.topics = std::move(*topics);
  }
  if (const std::string& path = config["mail.report_template"]; !path.empty()) {
    const auto file = base::read_file(path, most);
    if (!file)
      return fail(Fault::invalid, "mail.report_template: " + file.error().what, file.error().hint);
    auto text = documents::text_of(*file, path.substr(path.rfind('.') + 1));
    if (!text)
      return fail(Fault::invalid, "mail.report_template: " + path + ": " + text.error().what,
                  "name the unfilled template as .docx or .odt");
    out.blank = std::move(*text);
  }
  return out;
}

} // namespace cli
