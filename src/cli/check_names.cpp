// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "bridge/files.hpp"
#include "cli/check.hpp"
#include "cli/reports.hpp"
#include "documents/inspect.hpp"
#include "mail/encoded_words.hpp"
#include "mail/parameters.hpp"
#include "rollout/report_name.hpp"
#include "rollout/subject.hpp"
#include "rollout/subject_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using rollout::NameComplaint;

void print(const Json& json) {
  std::puts(json.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json to_json(const std::vector<NameComplaint>& complaints) {
  Json out = Json::array();
  for (const auto& one : complaints)
    out.push_back({{"code", rollout::to_word(one.flaw)},
                   {"text", one.text},
                   {"suggestion",
                    text_or_null(one.suggestions.empty() ? one.wanted : one.suggestions.front())}});
  return out;
}

void print_row(const char* what, const std::string& value) {
  if (!value.empty())
    std::printf("  %-10s %s\n", what, base::visible(value).c_str());
}

// `right`: what was said already to be right.
void print_text(const std::vector<NameComplaint>& complaints, const std::string& right = "") {
  for (const auto& one : complaints) {
    std::string text = rollout::sentence(one);
    if (!one.text.empty() && one.wanted.empty())
      text += " (" + one.text + ")";
    if (!one.suggestions.empty() && one.suggestions != std::vector{right})
      text += " -> " + base::join(one.suggestions, ", or ");
    print_row(rollout::to_word(one.flaw), text);
  }
}

// The words of the command line; "-" among them stands for the lines of stdin.
std::vector<std::string> all_inputs(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const auto& word : words) {
    if (word != "-") {
      out.push_back(word);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);)
      if (!line.empty())
        out.push_back(line.substr(0, line.find_last_not_of('\r') + 1));
  }
  return out;
}

// Names and titles are often copied out of a mail's source, where they are coded (RFC 2047, 2231).
std::string decoded(const std::string& text) {
  static const base::Pattern extended(R"(^[\w-]+'[\w-]*'[^\s]*$)");
  if (text.find("=?") != text.npos)
    return mail::decode_words(text);
  if (extended.find(text))
    return mail::Parameters("attachment; filename*=" + text).get("filename").value_or(text);
  return text;
}

// Of a deviation that is understood as a whole: as it should be written. Empty: it is not.
std::string right_title(const rollout::SubjectReading& reading, const rollout::Naming& naming) {
  using Verdict = rollout::SubjectReading::Verdict;
  const bool harmless = std::all_of(reading.complaints.begin(), reading.complaints.end(),
                                    [](const auto& one) { return is_harmless(one.flaw); });
  if (reading.verdict != Verdict::deviation || !harmless)
    return "";
  return rollout::compose_subject(reading.release, naming).value_or("");
}

void print(const CommandLine& line, const std::string& input,
           const rollout::SubjectReading& reading, const Offline& by) {
  const auto ticket = rollout::subject_tag(decoded(input), by.rt_names);
  const auto& release = reading.release;
  if (line.json)
    return print({{"input", input},
                  {"verdict", to_word(reading.verdict)},
                  {"ticket", ticket ? Json(ticket->value) : Json(nullptr)},
                  {"stack", text_or_null(release.stack)},
                  {"major", text_or_null(release.major)},
                  {"component", text_or_null(release.component)},
                  {"version", text_or_null(release.version)},
                  {"os", text_or_null(release.os)},
                  {"arch", text_or_null(release.arch)},
                  {"complaints", to_json(reading.complaints)}});
  std::printf("%s: %s\n", base::visible(input).c_str(), to_word(reading.verdict));
  print_row("ticket", ticket ? "#" + base::to_string(*ticket) : "");
  print_row("stack", stack_of(release));
  print_row("component", release.component);
  print_row("version", release.version);
  print_row("os", release.os);
  print_row("arch", release.arch);
  print_row("title", right_title(reading, by.naming));
  print_text(reading.complaints);
}

using Content = std::optional<documents::Content>; // nullopt: nobody asked

Json to_json(const Content& content) {
  Json findings = Json::array();
  if (content)
    for (const auto& one : content->findings)
      findings.push_back({{"code", one.code}, {"text", one.text}});
  return {{"verdict", content ? Json(documents::to_word(content->verdict)) : Json(nullptr)},
          {"findings", std::move(findings)}};
}

void print(const CommandLine& line, const std::string& input, const rollout::ReportName& reading,
           const Content& content) {
  if (line.json) {
    Json readings = Json::array();
    for (const auto& one : reading.readings)
      readings.push_back({{"team", text_or_null(one.team)},
                          {"stack", text_or_null(one.stack)},
                          {"component", one.component},
                          {"version", one.version}});
    return print({{"input", input},
                  {"verdict", to_word(reading.verdict)},
                  {"kind", reading.kind ? Json(to_word(*reading.kind)) : Json(nullptr)},
                  {"team", text_or_null(reading.team)},
                  {"expected", text_or_null(reading.expected)},
                  {"readings", std::move(readings)},
                  {"content", to_json(content)},
                  {"complaints", to_json(reading.complaints)}});
  }
  std::printf("%s: %s\n", base::visible(input).c_str(), to_word(reading.verdict));
  print_row("kind", reading.kind ? to_word(*reading.kind) : "");
  print_row("team", reading.team);
  print_row("expected", reading.expected == input ? "" : reading.expected);
  if (reading.readings.size() > 1)
    for (const auto& one : reading.readings)
      print_row("reading", base::join({one.team, one.stack, one.component, one.version}, " | "));
  print_text(reading.complaints, reading.expected);
  if (reading.verdict == rollout::ReportName::Verdict::ambiguous &&
      !line.options.contains("subject"))
    print_row("remedy", "--subject TITLE, the title of the ticket, says which is meant");
  if (!content)
    return;
  print_row("content", documents::to_word(content->verdict));
  print_row("recommends", content->recommendation);
  for (const auto& one : content->findings)
    print_row(one.code.c_str(), one.text);
}

bool is_good(const Content& content) {
  return !content || content->verdict == documents::Verdict::fine ||
         content->verdict == documents::Verdict::not_inspected;
}

struct ReportInput {
  std::string name;
  std::optional<std::string> path; // without one its content is not asked about
};

// A file's own name, unless one file and one name are given.
base::Result<std::vector<ReportInput>> report_inputs(const CommandLine& line,
                                                     const std::vector<std::string>& words) {
  const auto names = all_inputs(words);
  std::vector<ReportInput> out;
  if (line.files.size() == 1 && names.size() == 1)
    return std::vector<ReportInput>{{names.front(), line.files.front()}};
  for (const auto& path : line.files)
    out.push_back({path.substr(path.rfind('/') + 1), path});
  for (const auto& name : names)
    out.push_back({name, std::nullopt});
  if (line.files.empty() && words.empty())
    return base::fail(base::Fault::invalid, "check report: which?",
                      "rollout-bridge check report [--subject TITLE] [--file PATH] NAME…; - reads "
                      "lines");
  return out;
}

} // namespace

int check_subject(const CommandLine& line, const Offline& by,
                  const std::vector<std::string>& titles) {
  const auto inputs = all_inputs(titles);
  if (titles.empty())
    return complain({base::Fault::invalid, "check subject: which?",
                     "rollout-bridge check subject 'Staged Rollout CA 1.38'; - reads lines"});
  int status = exit_done;
  for (const auto& input : inputs) {
    const auto reading = rollout::read_subject(decoded(input), by.naming);
    print(line, input, reading, by);
    if (reading.verdict != rollout::SubjectReading::Verdict::rollout)
      status = exit_no;
  }
  return status;
}

int check_report(const CommandLine& line, const Offline& by,
                 const std::vector<std::string>& names) {
  std::unique_ptr<rollout::ReportRule> rule;
  if (const auto subject = line.options.find("subject"); subject != line.options.end()) {
    auto title = rollout::read_subject(decoded(subject->second), by.naming);
    if (title.verdict == rollout::SubjectReading::Verdict::not_a_rollout)
      return complain({base::Fault::invalid,
                       "--subject '" + subject->second + "' is no rollout's title",
                       "as in: --subject 'Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64'"});
    rule = std::make_unique<rollout::ReportRule>(std::move(title.release), by.roster, by.naming);
  }
  const auto inputs = report_inputs(line, names);
  if (!inputs)
    return complain(inputs.error());
  int status = exit_done;
  for (const auto& input : *inputs) {
    const auto name = decoded(input.name);
    const auto reading =
        rule ? rule->read(name) : rollout::read_report_name(name, by.roster, by.naming);
    Content content;
    if (input.path) {
      const auto bytes = base::read_file(*input.path, bridge::most_inspected);
      if (!bytes) {
        status = complain(bytes.error());
        continue;
      }
      content = documents::inspect(*bytes, rollout::read_file_name(name).extension, by.expected);
    }
    print(line, input.name, reading, content);
    const bool good = reading.verdict == rollout::ReportName::Verdict::exact &&
                      reading.complaints.empty() && is_good(content);
    if (!good && status == exit_done)
      status = exit_no;
  }
  return status;
}

} // namespace cli
