// SPDX-License-Identifier: Apache-2.0
// Everything becomes UTF-8 here (iconv). A label that is wrong or unknown never fails: the text is
// taken as UTF-8 if it is valid UTF-8, else as windows-1252.
#pragma once

#include <string>
#include <string_view>

namespace mail {

bool is_utf8(std::string_view bytes);
bool is_ascii(std::string_view bytes);

// `label` as a header says it; empty when none does.
std::string to_utf8(std::string_view bytes, std::string_view label = {});

} // namespace mail
