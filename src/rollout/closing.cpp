// SPDX-License-Identifier: Apache-2.0
#include "rollout/closing.hpp"

namespace rollout {
namespace {

constexpr std::string_view open_again = "open again";

Told read_told(const ClosingLine& line) {
  if (line.words == open_again)
    return {line.at, "", ""};
  const auto blank = line.words.find(' ');
  return {line.at, line.words.substr(0, blank),
          blank == std::string::npos ? "" : line.words.substr(blank + 1)};
}

} // namespace

void add(const ClosingLine& line, Closing& closing) {
  if (line.what == "outcome_told") {
    closing.told.push_back(read_told(line));
  } else if (line.what == "outcome_asked") {
    closing.asked = closing.times;
  } else {
    closing.known = true;
    closing.closed = line.what != "opened";
    closing.by_others = line.what == "found_closed";
    closing.times += closing.closed ? 1 : 0;
  }
}

std::string told_words(const Told& told) {
  if (told.outcome.empty())
    return std::string(open_again);
  return told.outcome + (told.document.empty() ? "" : " " + told.document);
}

} // namespace rollout
