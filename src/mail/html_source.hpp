// SPDX-License-Identifier: Apache-2.0
// HTML made fit for a parser: what costs quadratic time or much memory is taken out first.
#pragma once

#include "mail/style_sheet.hpp"

#include <string>
#include <string_view>

namespace mail {

struct HtmlSource {
  std::string html; // at most 1 MiB: a parsed tree takes 40 times as much
  StyleSheet sheet; // what the <style> elements say
  bool cut = false; // there was more
};

// Takes out comments and style sheets, and the attributes of tags over 8 KiB, which cost quadratic
// time: what such a tag encloses is hidden.
HtmlSource tamed(std::string_view html);

} // namespace mail
