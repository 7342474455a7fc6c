// SPDX-License-Identifier: Apache-2.0
#include "rollout/flaw.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

struct Meaning {
  Flaw flaw;
  const char* word;
  bool harmless;
  const char* sentence;
};

constexpr std::array<Meaning, 34> meanings{{
    {Flaw::letter_case, "case", true, "Capitals and small letters are not as they should be."},
    {Flaw::signs, "signs", true, "Blanks, underscores or dashes are not as they should be."},
    {Flaw::path, "path", true, "A folder stands before the name; it was cut off."},
    {Flaw::copy_mark, "copy_mark", true, "A mark of a copy or a revision was added to the name."},
    {Flaw::no_ngi, "no_ngi", true, "The NGI was left out."},
    {Flaw::no_release, "no_release", true, "The release number of the version was left out."},
    {Flaw::no_stack, "no_stack", true, "The software stack was left out."},
    {Flaw::extra_stack, "extra_stack", true,
     "A software stack stands there, and the ticket's title has none."},
    {Flaw::extra_team, "extra_team", true, "A team stands in the name of a summary."},
    {Flaw::outer_blanks, "blanks", true, "There are blanks at an end of the name."},
    {Flaw::quotes, "quotes", true, "Quotation marks stand around the name."},
    {Flaw::version_v, "version_v", true, "A version begins with its number, without a v."},
    {Flaw::component_blanks, "component_blanks", true,
     "The component's name has blanks; where it ends is uncertain."},
    {Flaw::order, "order", true, "The operating system belongs before the architecture."},
    {Flaw::stack_form, "stack_form", true, "The software stack is written in another form."},
    {Flaw::later_form, "later_form", true,
     "This is EGI's later form of a title; it says no version."},
    {Flaw::keyword, "keyword", true, "A title begins with the two words Staged Rollout."},
    {Flaw::extra_words, "extra_words", true, "There are words behind what belongs into a title."},
    {Flaw::no_component, "no_component", false, "No component stands there."},
    {Flaw::no_version, "no_version", false, "No version stands there."},
    {Flaw::stack, "stack", false,
     "The software stack is not the one of the ticket, or not known here."},
    {Flaw::component, "component", false, "The component is not the one of the ticket."},
    {Flaw::version, "version", false, "The version is not the one of the ticket."},
    {Flaw::team, "team", false, "No team has this name."},
    {Flaw::other_ngi, "other_ngi", false, "This site belongs to another NGI."},
    {Flaw::prefix, "prefix", false,
     "The name of a report begins with ea-, that of a summary with summary-."},
    {Flaw::extension, "extension", false, "A report is a file that ends in .doc, .docx or .odt."},
    {Flaw::two_extensions, "two_extensions", false,
     "The name has two extensions, so that it is not clear what the file is."},
    {Flaw::unfilled, "unfilled", false,
     "The pattern of the name was not filled in: your NGI, your site and the words of the release "
     "belong there."},
    {Flaw::look_alikes, "look_alikes", false,
     "Letters of another alphabet stand in the name that only look like the right ones."},
    {Flaw::unprintable, "unprintable", false,
     "There are signs in the name that are not seen or turn the direction of writing."},
    {Flaw::too_long, "too_long", false, "The name is too long to be a report's."},
    {Flaw::several_readings, "ambiguous", false, "The name can be read in more than one way."},
    {Flaw::title, "title", false,
     "The ticket's title does not say which component and version is rolled out, so no name of a "
     "report can be compared with it."},
}};

const Meaning& meaning_of(Flaw flaw) {
  return *std::find_if(meanings.begin(), meanings.end(),
                       [&](const Meaning& one) { return one.flaw == flaw; });
}

} // namespace

const char* to_word(Flaw flaw) {
  return meaning_of(flaw).word;
}

bool is_harmless(Flaw flaw) {
  return meaning_of(flaw).harmless;
}

std::string sentence(const NameComplaint& complaint) {
  std::string out = meaning_of(complaint.flaw).sentence;
  if (!complaint.wanted.empty())
    out += complaint.text.empty()
               ? " " + complaint.wanted + " should stand there."
               : " It says " + complaint.text + " where " + complaint.wanted + " should stand.";
  return out;
}

} // namespace rollout
