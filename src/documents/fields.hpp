// SPDX-License-Identifier: Apache-2.0
// Fields of a Word document: codes that a program runs when it opens the file. Of most the result
// is text; some run programs or fetch files.
#pragma once

#include "documents/findings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace documents {

class Fields {
public:
  explicit Fields(Findings& findings) : findings_(findings) {}

  void mark(std::string_view type);      // "begin", "separate" or "end" of one
  void code(std::string_view words);     // in pieces
  void whole(std::string_view its_code); // one whose code stands in one place
  void finish();                         // at the end of a part

private:
  struct Open {
    std::string code;
    bool has_result = false; // what follows is no code of it
  };
  bool is_in_code() const { return !open_.empty() && !open_.back().has_result; }
  void nest();
  void judge(std::string_view field);
  void refuse();

  Findings& findings_;
  std::vector<Open> open_;
  bool is_refused_ = false;
  std::string loose_; // code outside of any
};

} // namespace documents
