// SPDX-License-Identifier: Apache-2.0
// The forms of our letters (templates/), read and tried out at start: a form that cannot be filled
// is found then, and not when somebody waits for the letter.
#pragma once

#include "base/result.hpp"
#include "mail/letter.hpp"
#include "rollout/effect.hpp"

#include <map>
#include <string>

namespace bridge {

using Forms = std::map<std::string, mail::Form>; // by name: NAME.txt and NAME.html

// Fault::invalid names the file and the line, and what is wrong with it: also a line that would be
// read as an answer when the letter comes back to us, and a word of a problem that is not printed.
base::Result<Forms> read_forms(const std::string& folder);

// One file of them as it is. Fault::invalid: it cannot be read.
base::Result<std::string> read_form(const std::string& path);

// The letter in the words of its form; words that an older bridge did not give it are empty. No
// line of it can be read as an answer, whatever words were put in.
base::Result<mail::Draft> fill(const Forms& forms, const rollout::SendMail& letter);

// The note with subject and text of the letter below it.
rollout::Comment with_letter(const Forms& forms, const rollout::QuoteLetter& quote);

} // namespace bridge
