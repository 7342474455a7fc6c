// SPDX-License-Identifier: Apache-2.0
// What a line of a text mail is by itself: the marks and the lines of their own that mail programs
// put around what is not the sender's, in many languages. Any doubt is taken as quotation: what is
// let through decides somebody's release.
#pragma once

#include <string_view>

namespace mail {

enum class LineKind {
  blank,
  text,
  command, // begins with one of our verbs: never swallowed by an attribution around it
  quoted,  // "> text", "| text", "» text", "JD> text"
  cut,     // a signature's "--", "Original Message", our mark: ends what is new
  rule,    // three signs or more and nothing else: ends it too, though the sender may have drawn it
  mobile,  // "Sent from my iPhone": goes alone, since people write below it
};

constexpr bool ends(LineKind kind) {
  return kind == LineKind::cut || kind == LineKind::rule;
}

// `line` is of normal_text().
LineKind kind_of(std::string_view line);

// Which header a line like "From: Anna" or "*Betreff:* x" names.
enum class Label { none, from, sent, to, cc, subject };
Label label_of(std::string_view line);

} // namespace mail
