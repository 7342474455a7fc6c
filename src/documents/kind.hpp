// SPDX-License-Identifier: Apache-2.0
// What a file is that is neither zip nor OLE2, by its bytes alone: named for its sender, who may
// have sent another file than he thought.
#pragma once

#include <string_view>

namespace documents {

struct Kind {
  enum class What { rtf, other };
  What what = What::other;
  const char* named = "a file of no kind that we know"; // with its article
};

Kind kind_of(std::string_view bytes);

// The same for the media type or main content type that a zip has, or for one without.
const char* name_of_type(std::string_view type);

} // namespace documents
