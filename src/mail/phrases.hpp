// SPDX-License-Identifier: Apache-2.0
// The words that mail programs put around quotations, language by language. A table to be read and
// added to: each field is alternatives of a pattern, letters spelled as letters.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mail {

struct Phrases {
  std::string_view language;
  std::string_view on;      // first words of "On … wrote:", those that do not begin with the date
  std::string_view wrote;   // its verb
  std::string_view from;    // labels of the headers above a quotation
  std::string_view sent;    //
  std::string_view to;      //
  std::string_view cc;      //
  std::string_view subject; //
  std::string_view message; // "original message", "begin forwarded message" on a line of its own
  std::string_view mobile;  // how "Sent from my phone" begins, or what it holds
};

std::span<const Phrases> phrases();

// One field of all languages as a group of alternatives: "(?:wrote|schrieb|…)".
std::string in_any_language(std::string_view Phrases::*field);

} // namespace mail
