// SPDX-License-Identifier: Apache-2.0
#include "bridge/forms.hpp"

#include "mail/letter.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"

#include <fstream>
#include <sstream>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

// One letter of each kind with every word and list in use, made by the code that makes real ones.
std::map<std::string, rollout::SendMail> samples() {
  rollout::MailArrived mail;
  mail.message_id = "sample@example.org";
  mail.subject = "sample";
  rollout::Picture picture;
  picture.ticket = rollout::Ticket{{1}, "staged-rollout", "sample", "open", {}};
  const rollout::Policy policy;
  const auto owner = rollout::letter_to_owner("sample", policy, "sample", "sample");
  return {{"answer",
           rollout::answer_letter(mail, picture, {{"NGI_X-Y", "accepted", "before: rejected"}},
                                  {{rollout::Code::malformed, 1, "acept", {"accept NGI_X-Y"}}},
                                  "sample@example.org", policy)},
          {"held", rollout::held_letter(mail, picture, "sample", "sample@example.org", policy)},
          {"owner", std::get<rollout::SendMail>(owner.action)}};
}

} // namespace

Result<std::map<std::string, std::string>> read_forms(const std::string& folder) {
  std::map<std::string, std::string> forms;
  for (const auto& [name, letter] : samples()) {
    const std::string path = folder + "/" + name + ".txt";
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
      return fail(Fault::invalid, "the form " + path + " cannot be read",
                  "check mail.templates_dir; the forms are shipped in templates/");
    if (auto tried = mail::render(name, text.str(), {letter.words, letter.lists}); !tried)
      return fail(Fault::invalid, path + ": " + tried.error().what, tried.error().hint);
    forms[name] = text.str();
  }
  return forms;
}

} // namespace bridge
