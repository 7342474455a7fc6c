// SPDX-License-Identifier: Apache-2.0
#include "rollout/subject.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/later_title.hpp"
#include "rollout/plain_signs.hpp"
#include "rollout/subject_text.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Words = std::vector<std::string>;
using Case = base::Pattern::Case;

constexpr std::string_view keyword = "Staged Rollout";

std::string joined(const Words& words, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = from; i < from + count; ++i)
    out += (out.empty() ? "" : " ") + words[i];
  return out;
}

// Reads a title from both ends to its middle, and takes off `words` what it has understood.
class Title {
public:
  Title(Words words, const Naming& naming, SubjectReading& reading)
      : words_(std::move(words)), naming_(naming), out_(reading) {}

  void read() {
    read_platform();
    read_version();
    read_stack_name();
    if (words_.empty())
      return complain(Flaw::no_component);
    if (const auto written = joined(words_, 0, words_.size()); fits_file_name(written))
      out_.release.component = written;
    else
      return complain(Flaw::no_component, written);
    if (words_.size() > 1)
      complain(Flaw::component_blanks, out_.release.component);
  }

private:
  void complain(Flaw flaw, const std::string& text = "", Words suggestions = {}) {
    out_.complaints.push_back({flaw, text, std::move(suggestions)});
  }

  std::string take_last() {
    std::string last = std::move(words_.back());
    words_.pop_back();
    return last;
  }

  bool take(bool (*is)(std::string_view), std::string& into) {
    if (!into.empty() || words_.empty() || !is(words_.back()))
      return false;
    into = take_last();
    return true;
  }

  // "SL 5", "CentOS 7": a system in two words, behind a version, for which "debian-tools 1.0" has
  // its own.
  bool take_parted_os() {
    if (!out_.release.os.empty() || words_.size() < 3)
      return false;
    const std::string name = words_[words_.size() - 2] + words_.back();
    if (!is_version(words_[words_.size() - 3]) || !is_version(words_.back()) || !is_os(name))
      return false;
    complain(Flaw::signs, joined(words_, words_.size() - 2, 2), {name});
    out_.release.os = name;
    words_.resize(words_.size() - 2);
    return true;
  }

  // "SL5/x86_64"
  void part_platform() {
    if (words_.empty())
      return;
    const std::string last = words_.back();
    const auto slash = last.find('/');
    if (slash == last.npos || !is_os(last.substr(0, slash)) || !is_arch(last.substr(slash + 1)))
      return;
    words_.back() = last.substr(0, slash);
    words_.push_back(last.substr(slash + 1));
    complain(Flaw::signs, last, {joined(words_, words_.size() - 2, 2)});
  }

  void read_platform() {
    auto& release = out_.release;
    part_platform();
    bool found = take(is_arch, release.arch);
    if (found && release.arch != base::lower(release.arch)) {
      complain(Flaw::letter_case, release.arch, {base::lower(release.arch)});
      release.arch = base::lower(release.arch);
    }
    take(is_os, release.os) || take_parted_os();
    if (!release.os.empty() && !found && take(is_arch, release.arch))
      complain(Flaw::order, release.arch + " " + release.os, {release.os + " " + release.arch});
  }

  // Those from `at` on, less the system and the architecture that stand before them.
  void take_extra_words(std::size_t at) {
    const auto take_word = [](bool (*is)(std::string_view), const std::string& word,
                              std::string& into) {
      const bool takes = into.empty() && is(word);
      if (takes)
        into = word;
      return takes;
    };
    auto& release = out_.release;
    std::size_t extra = at;
    while (extra + 1 < words_.size() && (take_word(is_os, words_[extra], release.os) ||
                                         take_word(is_arch, words_[extra], release.arch)))
      ++extra;
    complain(Flaw::extra_words, joined(words_, extra, words_.size() - extra));
    words_.resize(at);
  }

  // The last word; or, where words follow that belong nowhere, the last that can be nothing else.
  void read_version() {
    static const base::Pattern sure(R"(^[vV]?\d+\.[\w.+~:-]*$)");
    static const base::Pattern with_v(R"(^[vV]\.?(\d[\w.+~:-]*)$)");
    if (words_.empty())
      return complain(Flaw::no_version);
    std::string last = words_.back();
    if (!is_version(last) && !with_v.find(last)) {
      std::size_t at = words_.size();
      while (at > 1 && !sure.find(words_[at - 1]))
        --at;
      if (at <= 1)
        return complain(Flaw::no_version);
      take_extra_words(at);
      last = words_.back();
    }
    words_.pop_back();
    if (const auto v = with_v.find(last)) {
      complain(Flaw::version_v, last, {std::string(v->groups[1])});
      last = v->groups[1];
    }
    out_.release.version = last;
  }

  void take_stack(const StackName& name, std::size_t count) {
    const std::string written = joined(words_, 0, count);
    out_.release.stack = name.stack;
    out_.release.major = name.major;
    if (!name.as_spelt)
      complain(Flaw::letter_case, written, {stack_of(out_.release)});
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(count));
  }

  // The longest stack that words at the front make; a component must be left behind it, since a
  // component may be called as a stack is. A stack with its number is no component.
  void read_stack_name() {
    for (std::size_t count = words_.size(); count > 0; --count) {
      const auto name = read_stack(joined(words_, 0, count), naming_.stacks);
      if (name && (count < words_.size() || !name->major.empty()))
        return take_stack(*name, count);
      if (count < words_.size() && take_odd_stack(count))
        return;
    }
    static const base::Pattern unknown(R"(^([A-Za-z][\w+-]*)-\d+(?:\.\d+)*$)");
    if (words_.size() < 2)
      return;
    if (const auto name = unknown.find(words_.front())) {
      complain(Flaw::stack, words_.front(), nearest_stacks(name->groups[1]));
      out_.release.odd_stack = words_.front();
      words_.erase(words_.begin());
    }
  }

  // "EMI 1.0", "EMI1.0", "EMI_1.0"
  bool take_odd_stack(std::size_t count) {
    static const base::Pattern apart(R"(^([A-Za-z][A-Za-z -]*?)[ _-]?(\d+(?:\.\d+)*)$)");
    const std::string written = joined(words_, 0, count);
    const auto parts = apart.find(written);
    if (!parts)
      return false;
    const auto name = read_stack(
        std::string(parts->groups[1]) + "-" + std::string(parts->groups[2]), naming_.stacks);
    if (!name)
      return false;
    take_stack(*name, count);
    complain(Flaw::stack_form, written, {stack_of(out_.release)});
    return true;
  }

  Words nearest_stacks(std::string_view written) const {
    Words out;
    const std::size_t near = std::max<std::size_t>(1, written.size() / 3);
    for (const auto& stack : naming_.stacks)
      if (out.size() < 3 && base::distance(base::lower(stack), base::lower(written), near) <= near)
        out.push_back(stack);
    return out;
  }

  Words words_;
  const Naming& naming_;
  SubjectReading& out_;
};

// The words behind "Staged Rollout", however that was written; nullopt: it does not stand in front.
std::optional<std::string> behind_keyword(const std::string& title, SubjectReading& reading) {
  static const base::Pattern meant(
      R"(^(staged[ _-]?roll[ _-]?outs?)(?![\w-])\s*[:.,-]*\s*(?:(?:of|for) )?)", Case::ignored);
  const auto found = meant.find(title);
  if (!found)
    return std::nullopt;
  const auto written = std::string_view(title).substr(0, found->end);
  const bool exact = found->groups[1] == keyword && base::trim(written).size() == keyword.size();
  if (!exact && base::same_ignoring_case(base::trim(written), keyword))
    reading.complaints.push_back(
        {Flaw::letter_case, std::string(base::trim(written)), {std::string(keyword)}});
  else if (!exact)
    reading.complaints.push_back(
        {Flaw::keyword, std::string(base::trim(written)), {std::string(keyword)}});
  return title.substr(found->end);
}

base::Result<std::string> not_a_title(const std::string& title) {
  return base::fail(base::Fault::invalid, "'" + title + "' does not read back as what it says",
                    "component, version, system and architecture are single words, the version "
                    "begins with a digit, and the stack is one of rt.stacks");
}

} // namespace

const char* to_word(SubjectReading::Verdict verdict) {
  switch (verdict) {
  case SubjectReading::Verdict::rollout:
    return "rollout";
  case SubjectReading::Verdict::deviation:
    return "deviation";
  case SubjectReading::Verdict::not_a_rollout:
    break;
  }
  return "not_a_rollout";
}

std::string stack_of(const Release& release) {
  return release.stack + (release.major.empty() ? "" : "-") + release.major;
}

SubjectReading read_subject(std::string_view subject, const Naming& naming) {
  SubjectReading out;
  const std::string written = bare_subject(subject);
  const std::string title = with_latin_letters(written);
  if (const auto rest = behind_keyword(title, out)) {
    if (title != written)
      out.complaints.push_back({Flaw::look_alikes, written, {title}});
    const bool doubtful = std::any_of(out.complaints.begin(), out.complaints.end(),
                                      [](const auto& one) { return one.flaw == Flaw::keyword; });
    Title(base::split(*rest, ' '), naming, out).read();
    if (doubtful && out.release.version.empty()) // "Staged rollouts of the summer"
      return {};
  } else if (auto release = read_later_title(title, naming)) {
    out.release = std::move(*release);
    out.complaints.push_back({Flaw::later_form, title});
    if (out.release.stack.empty())
      out.complaints.push_back({Flaw::stack, title});
  } else {
    return out;
  }
  out.verdict = out.complaints.empty() ? SubjectReading::Verdict::rollout
                                       : SubjectReading::Verdict::deviation;
  return out;
}

base::Result<std::string> compose_subject(const Release& release, const Naming& naming,
                                          Grammar grammar) {
  std::string title;
  if (grammar == Grammar::later) {
    title = compose_later_title(release, naming);
  } else {
    title = keyword;
    for (const auto& word :
         {stack_of(release), release.component, release.version, release.os, release.arch})
      title += (word.empty() ? "" : " ") + word;
  }
  const auto back = read_subject(title, naming);
  const auto good = grammar == Grammar::later ? SubjectReading::Verdict::deviation
                                              : SubjectReading::Verdict::rollout;
  if (back.verdict != good || !(back.release == release))
    return not_a_title(title);
  return title;
}

} // namespace rollout
