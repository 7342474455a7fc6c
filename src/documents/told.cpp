// SPDX-License-Identifier: Apache-2.0
#include "documents/told.hpp"

#include "base/text.hpp"
#include "documents/form.hpp"

namespace documents {
namespace {

// The words that templates of reports put in angles for their writer to replace. Angles around
// other words are logs, addresses and code, and so are these words with an end tag after them.
const base::Pattern& placeholder() {
  static const base::Pattern pattern(
      R"((?mx)
      < \s* (?: NGI | ROC | site [\ _-]* (?:name)? | team | [MS]W [\ _-]* stack [^<>\n]{0,20} |
                stack [\ _-]* major [\ _-]* version | accept \s* [/|] \s* reject |
                (?:please [\ ,]+)? (?:fill|insert|describe|replace|write|enter|put) \s [^<>\n]{2,80}
            ) \s* > (?! [^<\n]* </ )
      # words that also stand for themselves in commands and names: where nothing is glued to them
      | (?<! [\w./=-] )
        < \s* (?: stack | component (?:[\ _-]name)? | version (?:[\ _-]number)? | product | OS |
                  arch (?:itecture)? | (?:your|full)? [\ _-]* name | e-?mail |
                  (?:start|end)? [\ _-]* date | (?:RT|GGUS)? [\ _-]* ticket
                  (?:[\ _-]* (?:number|id|\#))? s? | dd[-/.]mm[-/.]yyyy | yyyy-mm-dd | xx+ | outcome
              ) \s* > (?! [\w./=-] | [^<\n]* </ )
      | (?: ^ | : | \t ) \s* < \s* (?: \.\.\. | \x{2026} ) \s* > \s* $)",
      base::Pattern::Case::folded);
  return pattern;
}

std::string missing(std::string_view text, const Expected& expected, bool needed) {
  std::vector<std::string> names;
  for (const auto& topic : expected.topics)
    if (topic.needed == needed && !topic.pattern.find(text))
      names.push_back(topic.name);
  return base::join(names, "; ");
}

void judge_topics(std::string_view text, const Expected& expected, Findings& findings) {
  const auto needed = missing(text, expected, true);
  if (!needed.empty())
    findings.add(Verdict::doubtful, "topics_missing",
                 "The report does not seem to tell of: " + needed +
                     "; please add this and send it again.");
  const auto useful = missing(text, expected, false);
  if (!useful.empty())
    findings.add(Verdict::fine, "could_tell",
                 "The report could also tell of: " + useful + "; nothing need be sent again.");
}

} // namespace

void judge_text(const Told& told, const Expected& expected, Findings& findings) {
  static const base::Pattern sign("[^\\s\\x{200B}\\x{FEFF}]", base::Pattern::Case::folded);
  const auto marked = std::string(base::front(told.text, most_judged)) +
                      std::string(base::front(told.comments, most_judged));
  const auto text = without_marks(marked);
  if (!sign.find(text))
    return findings.add(Verdict::doubtful, "no_text",
                        "The document holds no text that can be read, perhaps only pictures; "
                        "please write the report as text and send it again.");
  const auto filled = filled_in(lines_of(marked), expected.blank);
  if (filled.is_blank || (!expected.blank.empty() && folded(text) == folded(expected.blank)))
    return findings.add(Verdict::doubtful, "unfilled",
                        "The report is the template as it was handed out, without anything filled "
                        "in; please fill it in and send it again.");
  if (const auto left = placeholder().find(text))
    findings.add(Verdict::doubtful, "unfilled",
                 "The report still holds " + folded(left->groups[0]) +
                     " of the template; please replace all that stands in angles and send it "
                     "again.");
  judge_topics(filled.text, expected, findings);
}

} // namespace documents
