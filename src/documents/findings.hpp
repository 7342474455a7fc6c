// SPDX-License-Identifier: Apache-2.0
// What is found wrong with a file, collected: each code once, the verdict the worst of all.
#pragma once

#include "documents/inspect.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace documents {

class Findings {
public:
  // Of several with one code the worst stays, and among equals the first.
  void add(Verdict verdict, std::string code, std::string text);

  // True when it makes no sense to read on: the file is broken, a bomb, encrypted.
  bool fatal() const { return fatal_; }
  // As add() with Verdict::refused, and reading ends.
  void end(std::string code, std::string text);

  bool has(std::string_view code) const;
  void add_unpacked(std::size_t bytes) { unpacked_ += bytes; }
  Content take(); // worst first; in the order of coming among equals

private:
  struct Remark {
    Verdict verdict;
    Finding finding;
  };
  std::vector<Remark> remarks_;
  bool fatal_ = false;
  std::size_t unpacked_ = 0;
};

} // namespace documents
