// SPDX-License-Identifier: Apache-2.0
#include "documents/fields.hpp"

#include "base/text.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <utility>

namespace documents {
namespace {

constexpr std::size_t longest_code = 400; // of a field, as far as it is looked at
constexpr std::size_t most_open = 20;     // one in the other, as Word has it

std::string name_of(std::string_view code) {
  const auto trimmed = base::trim(code);
  return base::lower(trimmed.substr(0, trimmed.find_first_of(" \t\r\n\"\\")));
}

} // namespace

void Fields::mark(std::string_view type) {
  judge(std::exchange(loose_, {}));
  if (type == "begin") {
    nest();
    if (open_.size() < most_open)
      open_.emplace_back();
    else
      refuse();
    return;
  }
  if (is_in_code())
    judge(open_.back().code);
  if (open_.empty())
    return;
  if (type == "separate")
    open_.back().has_result = true;
  else
    open_.pop_back();
}

void Fields::code(std::string_view words) {
  auto& code = is_in_code() ? open_.back().code : loose_; // of which the beginning is missing
  code += words.substr(0, longest_code - std::min(code.size(), longest_code));
}

void Fields::finish() {
  judge(std::exchange(loose_, {}));
  for (const auto& one : open_)
    judge(one.code);
  open_.clear();
}

void Fields::whole(std::string_view its_code) {
  nest();
  judge(its_code.substr(0, longest_code));
}

// A field inside another one's code makes a part of that code when it is run, as QUOTE with the
// numbers of letters does: nobody knows what name or address comes out. In a sum or a condition it
// makes a number or a choice.
void Fields::nest() {
  if (is_refused_ || !is_in_code())
    return;
  const auto outer = name_of(open_.back().code);
  if (!outer.starts_with('=') && outer != "if")
    refuse();
}

void Fields::refuse() {
  if (!std::exchange(is_refused_, true))
    add_programs(findings_);
}

void Fields::judge(std::string_view field) {
  if (field.empty())
    return;
  const auto code = base::lower(base::trim(field));
  const auto name = name_of(field);
  const auto place = code.find("://") == code.npos && code.find("\\\\\\\\") == code.npos
                         ? Place::this_machine
                     : code.find("\\\\\\\\") != code.npos ? Place::share
                                                          : Place::network;
  if (name.starts_with("dde"))
    refuse();
  else if (name == "link" || name == "database")
    add_active_content(findings_);
  else if (name == "includepicture" || name == "import")
    judge_reference(Reference::picture, place, findings_);
  else if (name == "includetext" || name == "include" || name == "rd")
    judge_reference(Reference::content, place, findings_);
}

} // namespace documents
