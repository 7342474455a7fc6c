// SPDX-License-Identifier: Apache-2.0
// A report as a file: is it what its extension says, is it safe, and does it tell what a report
// should tell. Any bytes get an answer, in bounded time and memory: nothing is executed, nothing
// is fetched, nothing is unpacked that is not read, and no size that a file declares is believed.
#pragma once

#include "base/result.hpp"
#include "documents/topics.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace documents {

// From best to worst, so that the verdict of a file is the greatest of its findings'.
enum class Verdict {
  fine,
  not_inspected, // a Word 97 document: its text is not read
  doubtful,      // it may be taken, and its sender is asked to mend it
  refused,       // it must not be opened by anyone, or cannot be
};

// The word of the contract: "fine", "doubtful", "refused", "not_inspected".
const char* to_word(Verdict verdict);

// `code` is for programs ("encrypted"), `text` one sentence for the sender with the remedy. Both
// are ours, without a byte of the file but what we made harmless.
struct Finding {
  std::string code;
  std::string text;
};

struct Expected {
  std::vector<Topic> topics;
  std::string blank; // text of the unfilled template as `text_of` gives it, or empty
};

// The findings are those that the verdict is made of. A file that is fine may have
// `could_tell` (useful topics that it does not mention) and `own_template`.
struct Content {
  Verdict verdict = Verdict::fine;
  std::vector<Finding> findings; // of different codes
  std::size_t unpacked = 0;      // bytes of its parts that were read: what it cost
  std::string recommendation;    // "ACCEPT", "REJECT"; empty: none that is plain, or it is refused
};

// `extension` is doc, docx or odt in any case, without its dot; any other is refused. Total: it
// never throws and never fails.
Content inspect(std::string_view bytes, std::string_view extension, const Expected& expected);

// The text of a docx or odt: paragraphs as lines, in UTF-8, at most `most_text` bytes. Deleted text
// is not text, nor is what was struck through, is hidden, or stands in a form for something to be
// filled in; foot notes, page headers and footers, then comments follow the main text. An error has
// the text of the finding that stood in the way.
base::Result<std::string> text_of(std::string_view bytes, std::string_view extension);

constexpr std::size_t most_text = 2 * 1024 * 1024;

} // namespace documents
