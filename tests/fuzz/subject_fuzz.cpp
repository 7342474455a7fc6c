// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ticket's subject: what is a rollout's has a component and a version, and the title
// that is made of it reads back as the same release.
#include "fuzz/must.hpp"
#include "rollout/subject.hpp"
#include "rollout/subject_text.hpp"

#include <algorithm>
#include <cstdint>

using namespace rollout;
using Verdict = SubjectReading::Verdict;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Naming naming;
  const std::string_view subject(reinterpret_cast<const char*>(bytes), size);
  const auto one = read_subject(subject, naming);
  const auto& release = one.release;
  must((one.verdict == Verdict::rollout) ==
       (one.complaints.empty() && !(release == Release{}) && !release.component.empty()));
  must(one.verdict != Verdict::not_a_rollout || release == Release{});
  must(one.verdict != Verdict::rollout || is_version(release.version));
  must(release.os.empty() || is_os(release.os));
  must(release.arch.empty() || is_arch(release.arch));
  must(release.stack.empty() ||
       std::find(naming.stacks.begin(), naming.stacks.end(), release.stack) != naming.stacks.end());
  must(release.major.empty() || !release.stack.empty());
  for (const auto grammar : {Grammar::milestone, Grammar::later}) {
    const auto title = compose_subject(release, naming, grammar);
    must(!title || read_subject(*title, naming).release == release);
    must(title || one.verdict != Verdict::rollout || grammar == Grammar::later);
  }
  // a reply to it is about the same; bytes that are no UTF-8 may join to signs when others go
  const bool ascii = std::all_of(subject.begin(), subject.end(), [](char c) { return c > 0; });
  must(size > 1900 || !ascii ||
       read_subject("Re: " + bare_subject(subject), naming).release == release);
  const auto tag = subject_tag(subject, {});
  must(!tag || tag->value >= 0);
  return 0;
}
