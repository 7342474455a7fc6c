// SPDX-License-Identifier: Apache-2.0
#include "rollout/report_words.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/file_name.hpp"

#include <algorithm>
#include <optional>

namespace rollout {
namespace {

constexpr int wrong_word = 2;
constexpr int left_out = 1;

// `text` begins with `front`, and that ends there or before a '-'.
bool begins_with(std::string_view text, std::string_view front) {
  return text.starts_with(front) && (text.size() == front.size() || text[front.size()] == '-');
}

bool holds_part(std::string_view text, std::string_view part) {
  return ("-" + std::string(text) + "-").find("-" + std::string(part) + "-") != std::string::npos;
}

void add(WordsRead& out, WordsRead::Difference difference, int far) {
  out.differences.push_back(std::move(difference));
  out.far += far;
}

} // namespace

std::vector<std::size_t> stacks_in_front(std::string_view words,
                                         const std::vector<std::string>& stacks) {
  static const base::Pattern number(R"(^-\d+(?:\.\d+)*(?=-))");
  std::vector<std::size_t> out;
  for (const auto& stack : stacks) {
    if (!begins_with(words, stack))
      continue;
    if (const auto found = number.find(words.substr(stack.size())))
      out.push_back(stack.size() + found->end);
    out.push_back(stack.size());
  }
  return out;
}

bool holds_stack(std::string_view text, const std::vector<std::string>& stacks) {
  return std::any_of(stacks.begin(), stacks.end(),
                     [&](const auto& stack) { return holds_part(text, stack); });
}

// "emi1.0", "cmd-os1" and "eml", which are nearly one of `stacks`.
bool is_nearly_stack(std::string_view text, const std::vector<std::string>& stacks) {
  static const base::Pattern number(R"([- _]?\d+(?:\.\d+)*$)");
  constexpr std::size_t shortest = 3; // of which one letter may be another
  const auto found = number.find(text);
  std::string written(text.substr(0, found ? found->begin : text.size()));
  std::erase(written, '-');
  return std::any_of(stacks.begin(), stacks.end(), [&](std::string stack) {
    std::erase(stack, '-');
    return stack == written ||
           (written.size() >= shortest && base::distance(stack, written, 1) <= 1);
  });
}

// "foo-1"
bool is_numbered(std::string_view text) {
  static const base::Pattern numbered(R"(^[^-]+-(?:0|[1-9]\d?)(?:\.\d+)*$)");
  return numbered.find(text).has_value();
}

ReportWords::ReportWords(const Release& release, const std::vector<NameForm>& forms,
                         const std::vector<std::string>& stacks)
    : release_(release), stacks_(stacks), component_(folded_name(release.component)),
      version_(folded_name(release.version)),
      without_release_(version_.substr(0, version_.find('-'))) {
  for (const auto& form : forms)
    if (!form.stack.empty())
      own_stacks_.push_back(folded_name(form.stack));
}

bool ReportWords::is_own_stack(std::string_view stack) const {
  return std::find(own_stacks_.begin(), own_stacks_.end(), stack) != own_stacks_.end();
}

// Component and version.
WordsRead ReportWords::behind_stack(std::string_view words) const {
  static const base::Pattern dotted(R"(^(.*?)-(v?\d+\.\d.*)$)");
  static const base::Pattern any(R"(^(.*?)-(\d.*)$)");
  std::string_view component = words;
  std::string_view version;
  const auto part_at = [&](std::size_t at) {
    component = words.substr(0, at);
    version = words.substr(std::min(at + 1, words.size()));
  };
  const auto ends_with = [&](std::string_view known) {
    return words == known || words.ends_with("-" + std::string(known));
  };
  const bool own =
      begins_with(words, component_) &&
      (words.size() == component_.size() || is_version(words.substr(component_.size() + 1)));
  if (own)
    part_at(component_.size());
  else if (ends_with(version_) || ends_with(without_release_)) {
    version =
        words.substr(words.size() - (ends_with(version_) ? version_ : without_release_).size());
    component = words.substr(0, words.size() - std::min(words.size(), version.size() + 1));
  } else if (is_version(words))
    part_at(0), version = words;
  else if (const auto parts = dotted.find(words))
    part_at(parts->groups[1].size());
  else if (const auto rest = any.find(words))
    part_at(rest->groups[1].size());

  WordsRead out;
  if (component != component_)
    add(out, {Flaw::component, component, release_.component},
        wrong_word + (component.empty() ? left_out : 0));
  if (version != version_ && version == without_release_)
    add(out, {Flaw::no_release, version, ""}, 0);
  else if (version != version_)
    add(out, {Flaw::version, version, release_.version}, wrong_word);
  return out;
}

// Behind a stack that ends at `end`; 0: there is none.
WordsRead ReportWords::with_stack(std::string_view words, std::size_t end) const {
  auto out = behind_stack(words.substr(end == 0 ? 0 : std::min(end + 1, words.size())));
  const auto stack = words.substr(0, end);
  if (end == 0 && !own_stacks_.empty())
    add(out, {Flaw::no_stack, "", ""}, left_out);
  else if (end > 0 && own_stacks_.empty())
    add(out, {Flaw::extra_stack, stack, ""}, left_out);
  else if (end > 0 && !is_own_stack(stack))
    add(out, {Flaw::stack, stack, stack_of(release_)}, wrong_word);
  return out;
}

WordsRead ReportWords::compare(std::string_view words) const {
  auto ends = stacks_in_front(words, stacks_);
  const bool begins_with_stack = !ends.empty();
  for (const auto& own : own_stacks_) // "emi-1", and no number behind it
    if (begins_with(words, own) && words.size() > own.size() + 1)
      ends.push_back(own.size());
  const std::size_t known = ends.size();
  std::vector<WordsRead> all;
  for (const auto end : ends)
    all.push_back(with_stack(words, end));
  // A stack that nobody knows, before the ticket's own component: likelier where it is like one.
  const auto at = words.find("-" + component_ + "-");
  const bool behind_another = at != words.npos && at > 0;
  const bool near = behind_another && is_nearly_stack(words.substr(0, at), stacks_);
  std::optional<WordsRead> odd;
  if (behind_another && (near || !begins_with_stack)) {
    odd = with_stack(words, at);
    odd->far += left_out;
    odd->odd_stack = !own_stacks_.empty() && (near || is_numbered(words.substr(0, at)));
  }
  if (odd && odd->odd_stack)
    all.push_back(*odd);
  all.push_back(with_stack(words, 0));
  if (odd && !odd->odd_stack)
    all.push_back(*odd);
  const auto nearer = [](const auto& a, const auto& b) { return a.far < b.far; };
  const auto best = std::min_element(all.begin(), all.end(), nearer);
  WordsRead out = *best;
  // Nothing but a component that nobody knows begins with a stack: it is told as a wrong stack.
  const bool no_stack = std::any_of(out.differences.begin(), out.differences.end(),
                                    [](const auto& one) { return one.flaw == Flaw::no_stack; });
  const auto named = std::min_element(all.begin(), all.begin() + static_cast<long>(known), nearer);
  if (no_stack && known > 0 && named->far <= out.far + left_out)
    out.differences = named->differences;
  return out;
}

bool ReportWords::holds_name(std::string_view part) const {
  return holds_part(folded_name(part), component_) || holds_stack(part, stacks_);
}

bool ReportWords::holds_any(std::string_view part) const {
  const std::string folded = folded_name(part);
  return holds_name(part) || holds_part(folded, version_) || holds_part(folded, without_release_);
}

bool ReportWords::belongs_to_release(std::string_view part) const {
  static const base::Pattern version(R"((?:^|-)\d+\.\d)");
  if (part.starts_with('_')) // what is joined by it goes on with the word before
    part.remove_prefix(std::min(part.find('-'), part.size()));
  const std::string folded = folded_name(part);
  const auto bare = std::string_view(folded).substr(folded.starts_with('-') ? 1 : 0);
  return version.find(part) || holds_name(part) || (!bare.empty() && begins_with(component_, bare));
}

} // namespace rollout
