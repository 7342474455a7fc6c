// SPDX-License-Identifier: Apache-2.0
#include "bridge/forms.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/html_text.hpp"
#include "rollout/harmless.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"
#include "rollout/poll.hpp"
#include "rollout/team_letter.hpp"

#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

// Letters of each kind that together use every word and list, made by the code that makes real
// ones.
std::vector<rollout::SendMail> samples() {
  rollout::MailArrived mail;
  mail.message_id = "sample@example.org";
  mail.subject = "sample";
  rollout::Picture picture;
  picture.ticket = rollout::Ticket{{1}, "staged-rollout", "sample", "open", {}};
  rollout::Policy policy;
  policy.from = "sample@example.org";
  const auto owner = rollout::letter_to_owner("sample", policy, "sample", "sample");
  const auto answer = rollout::answer_letter(
      mail, picture, {{"NGI_X-Y", "accepted", "before: rejected"}, {"", "", "", "sample"}},
      {{rollout::Code::malformed, 1, "acept NGI_X-Y", {"accept NGI_X-Y", "reject NGI_X-Y"}},
       {rollout::Code::report,
        0,
        "its-name.doc",
        {"right-name.doc", "other-name.doc"},
        {},
        "sample"}},
      "sample@example.org", policy);
  auto typed = mail;
  typed.door = rollout::Door::page;
  const std::string id = "sample@example.org";
  const auto& ticket = *picture.ticket;
  auto ready = ticket;
  ready.fields["Release Notes"] = {"https://example.org/"};
  const auto report = [&](rollout::ReportStage stage) {
    return rollout::report_letter(ticket, "NGI_X-Y", stage, "2026-11-28", "sample", id, id, policy);
  };
  rollout::Posting call;
  call.kind = rollout::call_kind;
  rollout::Posting end;
  end.kind = rollout::end_kind;
  rollout::Posting outcome;
  outcome.kind = rollout::outcome_kind;
  outcome.round = 1;
  rollout::Memory memory;
  memory.closing.told = {{{}, "ACCEPT", ""}};
  return {answer,
          rollout::answer_letter(typed, picture, {}, {}, id, policy),
          rollout::held_letter(mail, picture, "sample", id, policy),
          std::get<rollout::SendMail>(owner.action),
          rollout::request_letter(ready, "NGI_X-Y", "sample", false, id, policy),
          rollout::reminder_letter(ticket, "NGI_X-Y", "sample", "sample", id, id, policy),
          report(rollout::ReportStage::early),
          report(rollout::ReportStage::due),
          report(rollout::ReportStage::late),
          rollout::withdrawal_letter(ticket, "NGI_X-Y", id, id, policy),
          rollout::beta_letter(ticket,
                               {"NGI_X-Y", "Y", {}, false, true, {{"host", "type", "page"}}, {}},
                               "sample", id, policy),
          rollout::post_letter(ready, call, id, {}, policy),
          rollout::post_letter(ready, end, id, {}, policy),
          rollout::post_letter(ready, outcome, id, memory, policy)};
}

// Words and lists that each form may speak of; the values mean nothing.
const std::map<std::string, mail::Words>& known_words() {
  static const auto known = [] {
    std::map<std::string, mail::Words> out;
    for (const auto& letter : samples()) {
      auto& words = out[letter.form];
      words.one.insert(letter.words.begin(), letter.words.end());
      for (const auto& [list, rows] : letter.lists) {
        auto& row = words.many[list];
        row.resize(1);
        for (const auto& one : rows)
          row.front().insert(one.begin(), one.end());
      }
    }
    return out;
  }();
  return known;
}

// A letter that lay in the outbox while the bridge was renewed lacks words that came since: they
// are empty.
mail::Words completed(const rollout::SendMail& letter) {
  mail::Words words{letter.words, letter.lists};
  const auto known = known_words().find(letter.form);
  if (known == known_words().end())
    return words;
  for (const auto& [word, value] : known->second.one)
    words.one.emplace(word, "");
  for (const auto& [list, rows] : known->second.many)
    for (auto& row : words.many[list])
      for (const auto& [word, value] : rows.front())
        row.emplace(word, "");
  return words;
}

// The first line that would be an answer, or an attempt at one.
std::optional<std::string> command_in(std::string_view text) {
  for (const auto line : base::lines(text))
    if (rollout::could_be_command(line))
      return std::string(base::trim(line));
  return std::nullopt;
}

// In one line, with plain blanks.
std::string squeezed(std::string_view text) {
  static const base::Pattern blanks("(?:\\s|\\xC2\\xA0)+");
  std::string out;
  std::size_t at = 0;
  for (auto blank = blanks.find(text); blank; blank = blanks.find(text, at)) {
    out += std::string(text.substr(at, blank->begin - at)) + " ";
    at = blank->end;
  }
  return out += text.substr(at);
}

// The first word of a problem that `half` of a letter does not print; links and marks aside.
std::optional<std::string> unsaid_in(const std::string& half, const rollout::SendMail& letter) {
  const auto problems = letter.lists.find("problems");
  if (problems == letter.lists.end())
    return std::nullopt;
  const auto text = squeezed(half);
  for (const auto& row : problems->second)
    for (const auto& [word, value] : row)
      if (word != "link" && word != "first" && text.find(squeezed(value)) == text.npos)
        return word;
  return std::nullopt;
}

Result<void> try_out(const std::string& path, const mail::Form& form,
                     const rollout::SendMail& letter) {
  const auto draft = mail::render(letter.form, form, {letter.words, letter.lists});
  if (!draft)
    return fail(Fault::invalid, path + ": " + draft.error().what, draft.error().hint);
  const auto refuse = [&](const char* ending, const std::string& line) {
    return fail(Fault::invalid,
                path + ending + ": the line '" + line +
                    "' would be read as an answer when the letter is quoted",
                "put words of your own before it on the same line");
  };
  const auto mute = [&](const char* ending, const std::string& word) {
    return fail(Fault::invalid,
                path + ending + " does not print the word '" + word + "' of a problem",
                "add {{" + word + "}} where the form as it is shipped has it");
  };
  for (const auto& [ending, half] :
       {std::pair{".txt", draft->text}, {".html", mail::html_to_text(draft->html).text}}) {
    if (const auto line = command_in(half))
      return refuse(ending, *line);
    if (const auto word = unsaid_in(half, letter); word && !half.empty())
      return mute(ending, *word);
  }
  return {};
}

} // namespace

Result<std::string> read_form(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return fail(Fault::invalid, "the form " + path + " cannot be read",
                "check mail.templates_dir; the forms are shipped in templates/");
  return text.str();
}

Result<Forms> read_forms(const std::string& folder) {
  Forms forms;
  for (const auto& letter : samples()) {
    const std::string path = folder + "/" + letter.form;
    auto text = read_form(path + ".txt");
    if (!text)
      return fail(text.error());
    auto html = read_form(path + ".html");
    if (!html)
      return fail(html.error());
    mail::Form form{std::move(*text), std::move(*html)};
    if (auto tried = try_out(path, form, letter); !tried)
      return fail(tried.error());
    forms[letter.form] = std::move(form);
  }
  return forms;
}

Result<mail::Draft> fill(const Forms& forms, const rollout::SendMail& letter) {
  const auto form = forms.find(letter.form);
  if (form == forms.end())
    return fail(Fault::invalid, "there is no form '" + letter.form + "'",
                "restore " + letter.form +
                    ".txt and .html in mail.templates_dir, then `queue retry`");
  auto draft = mail::render(letter.form, form->second, completed(letter));
  if (!draft)
    return fail(draft.error());
  draft->text = rollout::harmless(draft->text);
  // What stands where in HTML is the form's affair: where words from outside have made a line of
  // their own that can be mistaken, the letter goes as text alone.
  if (command_in(mail::html_to_text(draft->html).text))
    draft->html.clear();
  return draft;
}

rollout::Comment with_letter(const Forms& forms, const rollout::QuoteLetter& quote) {
  auto note = quote.note;
  const auto draft = fill(forms, quote.letter);
  if (!draft) { // people are told of what waits for them all the same
    note.text += "\nIts text cannot be shown: " + draft.error().what + "\n";
    return note;
  }
  // Set in, and not behind '>': RT's page folds quotations away.
  constexpr const char* in = "    ";
  note.text += "\nIt reads now:\n\n" + (in + draft->subject) + "\n\n";
  for (const auto line : base::lines(draft->text))
    note.text += line.empty() ? "\n" : in + std::string(line) + "\n";
  return note;
}

} // namespace bridge
