// SPDX-License-Identifier: Apache-2.0
#include "documents/topics.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace documents {
namespace {

constexpr const char* form = "a line is the name, a tab, needed or useful, a tab, the pattern";

base::Result<Topic> read_topic(std::string_view line) {
  const auto invalid = [](std::string what, const char* hint) {
    return base::fail(base::Fault::invalid, std::move(what), hint);
  };
  const auto first = line.find('\t');
  const auto second = first == line.npos ? line.npos : line.find('\t', first + 1);
  if (second == line.npos || line.find('\t', second + 1) != line.npos)
    return invalid("there are not three columns with tabs between them", form);
  const auto name = base::trim(line.substr(0, first));
  const auto word = base::trim(line.substr(first + 1, second - first - 1));
  const auto pattern = base::trim(line.substr(second + 1));
  if (name.empty() || pattern.empty())
    return invalid("a column is empty", form);
  if (word != "needed" && word != "useful")
    return invalid("'" + std::string(word) + "' is neither needed nor useful", form);
  auto compiled = base::Pattern::compile(pattern, base::Pattern::Case::folded);
  if (!compiled)
    return invalid(compiled.error().what, "mend the regular expression (PCRE2)");
  if (compiled->find(""))
    return invalid("pattern '" + std::string(pattern) + "' is found in an empty text",
                   "a pattern must ask for at least one sign");
  return Topic{std::string(name), std::move(*compiled), word == "needed"};
}

} // namespace

base::Result<std::vector<Topic>> read_topics(std::string_view tsv, std::string_view name) {
  std::vector<Topic> topics;
  int number = 0;
  for (const auto line : base::lines(tsv)) {
    ++number;
    if (base::trim(line).empty() || line.front() == '#')
      continue;
    auto topic = read_topic(line);
    const auto place = std::string(name) + ":" + std::to_string(number) + ": ";
    if (!topic)
      return base::fail(topic.error().fault, place + topic.error().what, topic.error().hint);
    if (std::any_of(topics.begin(), topics.end(),
                    [&](const Topic& one) { return one.name == topic->name; }))
      return base::fail(base::Fault::invalid,
                        place + "the topic '" + topic->name + "' stands twice",
                        "join the two patterns with |");
    topics.push_back(std::move(*topic));
  }
  return topics;
}

} // namespace documents
