// SPDX-License-Identifier: Apache-2.0
#include "documents/recommendation.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "documents/choice.hpp"
#include "documents/form.hpp"
#include "documents/text_lines.hpp"
#include "documents/told.hpp"

#include <algorithm>

namespace documents {
namespace {

using base::Pattern;

constexpr std::size_t longest_line = 2'000;
constexpr std::size_t most_places = 200; // a text with more of them is no report

// `word` is an answer, `thing` what programs accept and reject.
Pattern of(const char* expression) {
  return Pattern(std::string(R"((?x) (?(DEFINE)
      (?<word> \b (?:accept|reject)(?:ed)? \b )
      (?<thing> \b (?: jobs? | transfers? | requests? | certificates? | prox(?:y|ies) | connections?
          | files? | pack(?:age|et)s? | rpms? | licen[cs]es? | eula | terms | quer(?:y|ies) | mails?
          | submissions? | credentials? | tokens? | users? | clients? | entr(?:y|ies) | keys? ) \b )
      ))") + expression,
                 Pattern::Case::folded);
}

// All the words that are looked for: what asks, what answers, and what makes an answer none or
// somebody else's.
struct Words {
  // These ask for nothing else; the others tests have as well.
  Pattern asks = of(R"(\b (?: recommend(?:ation|ed)?s? | should \s th(?:is|e) \s \w+ \s be \s
      (?:accepted|rejected) ) \b)");
  Pattern may_ask = of(R"(\b (?: outcome | verdict | conclusions? ) \b)");
  // Words of a template: a choice, what stands in angles, a question.
  Pattern choice = of(R"([<(\[{]? \s* \b (?: accept(?:ed)? \s* (?: [/|,] | or ) \s* reject(?:ed)?
      | reject(?:ed)? \s* (?: [/|,] | or ) \s* accept(?:ed)? ) \b \s* [>)\]}]?
      | < [^<>\n]{0,80} >)");
  Pattern question = of(R"(\b should \s th(?:is|e) \s \w+ \s be \s (?:accepted|rejected)
      (?: \s or \s (?:accepted|rejected) )? (?: [^?:\n]{0,60} \? )?)");
  Pattern heading = of(R"(^ (?! .* (?:accept|reject) ) [^\p{L}]{0,10} (?: [\w-]+ \s ){0,4}
      (?: recommendations? | outcome | verdict | conclusions? ) \b
      (?: \s (?: of | from | for | by | about | on | and ) \b [^:.]{0,50}? )? (?: \s* \( [^()]{0,50} \) )?
      [^\p{L}\d]* $)");
  Pattern accept = of("accept");
  Pattern reject = of("reject");
  Pattern alone = of(R"(^ [\W_]* (?&word) [\W_]* $)");
  Pattern answer = of(R"( ^ [^\p{L}]{0,10} (?&word)
      | (?: [:\t] | \s-\s | [\x{2013}\x{2014}] | \b (?:recommendation|outcome|verdict|conclusion) )
        [\s"'*_(\[/\x{2018}\x{201C}]{0,10} (?&word)
      | , \s (?: (?: so | thus | hence | therefore | we | to ) \s )* (?&word) [\W_]* $
      | \b recommend(?:ed|s)? \s (?: (?: to | that \s [^;]{1,60} \s be ) \s )? (?&word)
      | \b (?:recommendation|outcome|verdict|conclusion) \s [^;:]{0,40}? \b (?: is | was ) \s
        (?: (?: to | an? | clearly | that ) \s )* (?&word)
      | \b (?:release|version|update|component|product|software|middleware) \s [^;:]{0,60}? \b
        (?: is | was | been ) \s (?&word)
      | \b (?: can | should | may | must ) \s be \s (?&word)
      | \b (?: we | I ) \s (?: (?: have | do | therefore | hereby | clearly ) \s )? (?&word))");
  Pattern doubt = of(R"(\b (?: not | never | cannot | neither | nor | hardly | if | unless | until
          | provided | only | except | but | condition\w* | might | maybe | perhaps | probably
          | pending | could | would \s have | instead ) \b
      | \b (?: last \s (?: time | week | month | year | round | rollout | release | version | report )
          | previous(?:ly)? | earlier | former(?:ly)? | initially | originally | at \s first | ago ) \b
      | \w n['\x{2019}]t \b
      | \b no \b [^,;:]{0,60} (?:accept|reject)
      | (?:accept|reject)\w* \s* (?: \? | [:=,-]? \s* no \W* $ | \s as \s expected \b )
      | (?:accept|reject)\w* \s [^;]{0,60} \b (?: once | when | after | as \s soon ) \b)");
  Pattern others = of(R"((?&thing) [^,;:]{0,60} (?:accept|reject)
      | (?:accept|reject)\w* \s (?: \w+ \s ){0,2} (?&thing)
      | ^ [^\p{L}]* (?:accept|reject)\w* \s by \b)");
};

const Words& words() {
  static const Words all;
  return all;
}

// A piece of `text` up to a full stop, and what follows it. What stands in brackets belongs to what
// stands before them.
std::string_view next_sentence(std::string_view& text) {
  std::size_t end = 0;
  int brackets = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
    const bool stops = c == '.' || c == '!' || c == '?';
    if (stops && brackets <= 0 && (end + 1 == text.size() || text[end + 1] == ' '))
      break;
  }
  const auto out = text.substr(0, std::min(end + 1, text.size()));
  text.remove_prefix(out.size());
  return base::trim(out);
}

// What is said in one line, from which choices and questions are taken.
Said said_in(std::string_view line) {
  const auto& all = words();
  const bool accepts = all.accept.find(line).has_value();
  const bool rejects = all.reject.find(line).has_value();
  if (!accepts && !rejects)
    return Said::nothing;
  if (accepts && rejects)
    return Said::unclear;
  bool answered = false;
  while (!line.empty()) {
    const auto sentence = next_sentence(line);
    if (!(accepts ? all.accept : all.reject).find(sentence) || all.others.find(sentence))
      continue;
    if (all.doubt.find(sentence))
      return Said::unclear;
    answered = answered || all.answer.find(sentence);
  }
  return !answered ? Said::nothing : accepts ? Said::accept : Said::reject;
}

// At the line `at`, which asks.
Said said_at(const std::vector<Line>& lines, std::size_t at) {
  const auto& all = words();
  const auto line = lines[at].text;
  if (line.size() > longest_line)
    return all.accept.find(line) || all.reject.find(line) ? Said::unclear : Said::nothing;
  const auto asked = without(all.choice, without(all.question, line));
  // In "(ACCEPT/REJECT)" nobody has chosen yet; boxes keep its words apart.
  if (const auto chosen = choice_at(lines, at, asked); chosen != Said::nothing)
    return chosen;
  const bool heads =
      all.heading.find(asked) || (all.question.find(line) && base::trim(asked).empty());
  if (!heads || at + 1 >= lines.size())
    return said_in(asked);
  const auto below = lines[at + 1].text;
  const bool chosen_from = all.choice.find(line).has_value();
  if (below.size() > longest_line || all.choice.find(below) ||
      (chosen_from && !all.alone.find(below)))
    return Said::nothing;
  return said_in(below);
}

// What the lines say that `pattern` is found in; `count` is how many there are.
Said said_where(const Pattern& pattern, const std::vector<Line>& lines, std::size_t& count) {
  Said out = Said::nothing;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!pattern.find(lines[at].text))
      continue;
    if (++count > most_places)
      return Said::unclear;
    const auto here = said_at(lines, at);
    if (out == Said::nothing)
      out = here;
    else if (here != Said::nothing && here != out)
      out = Said::unclear;
  }
  return out;
}

std::string recommended(std::string_view text) {
  const auto lines = lines_of(text);
  std::size_t places = 0;
  auto said = said_where(words().asks, lines, places);
  if (said == Said::nothing) {
    places = 0;
    said = said_where(words().may_ask, lines, places);
    if (places > 1)
      return ""; // outcomes of tests
  }
  return said == Said::accept ? "ACCEPT" : said == Said::reject ? "REJECT" : "";
}

} // namespace

std::string recommendation_in(const Told& told) {
  auto out = told.differs ? std::string() : recommended(base::front(told.text, most_judged));
  const auto said_by_others = recommended(base::front(told.comments, most_judged));
  if (!said_by_others.empty() && said_by_others != out)
    out.clear();
  return out;
}

} // namespace documents
