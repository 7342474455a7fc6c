// SPDX-License-Identifier: Apache-2.0
// What we write: a form (two Mustache files in templates/) filled with words makes a draft, and a
// draft with its envelope and identity makes the bytes that are sent.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

// A kind of letter. `text` is `Subject: …`, a blank line, then the text; `html` says the same as a
// whole HTML document, or is empty: then the letter is text alone.
struct Form {
  std::string text;
  std::string html;
};

// What a form may speak of: single words by name, and lists whose items have words of their own
// ({{#answers}}…{{/answers}}). Values are plain text; the form decides nothing about escaping.
struct Words {
  std::map<std::string, std::string> one;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> many;
};

struct Draft {
  std::string subject; // at most 200 bytes
  std::string text;    // UTF-8, LF, folded (mail/fold.hpp)
  std::string html;    // UTF-8, LF; may be empty
};

// `name` stands in messages. Fault::invalid tells the file and the line: the form is broken, or
// asks for a word not given, or a header word would hold CR, LF or NUL.
base::Result<Draft> render(std::string_view name, const Form& form, const Words& words);

// The same of an HTML document alone: a page for the web. `name` is that of its file.
base::Result<std::string> render_html(std::string_view name, std::string_view html,
                                      const Words& words);

struct Letter {
  std::string from; // address
  std::string to;   // address
  std::string message_id;
  std::vector<std::string> references; // oldest first, without < >
  base::Instant date;
  Draft draft;
  bool to_list = false;      // a post to a mailing list
  std::string reply_to = {}; // where answers are to go; empty, or `from`: to `from`
};

// RFC 5322 bytes with CRLF line ends, the same for the same letter: Auto-Submitted (auto-replied,
// or auto-generated where nothing is answered; none on a post to a list), Precedence: bulk and our
// loop mark `X-Rollout-Bridge: <loop_mark>`; with HTML a multipart/alternative. Fault::invalid when
// an address or a header word is not fit to be sent.
base::Result<std::string> compose(const Letter& letter, std::string_view loop_mark);

} // namespace mail
