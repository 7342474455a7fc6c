// SPDX-License-Identifier: Apache-2.0
// What `doctor` found in one look: fine, worth a remark, or wrong; with the place in its text and
// the remedy beside it.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace bridge {

enum class Verdict { fine, remark, wrong };
const char* to_word(Verdict verdict);

struct Finding {
  std::string area;
  std::string check; // a word or two, the same in each run
  Verdict verdict = Verdict::fine;
  std::string text;
  std::string remedy; // empty where there is nothing to mend
  bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

// Findings of one area on their way to all the others.
class Area {
public:
  Area(Findings& findings, std::string name) : findings_(findings), name_(std::move(name)) {}
  void fine(std::string check, std::string text);
  void remark(std::string check, std::string text, std::string remedy);
  void wrong(std::string check, std::string text, std::string remedy);
  void wrong(std::string check, const base::Error& error);
  // Fine where it is so, else wrong.
  void judge(bool is_fine, std::string check, std::string text, std::string remedy);

private:
  Findings& findings_;
  std::string name_;
};

// The first few of `names`, and how many more there are.
std::string some_of(const std::vector<std::string>& names);
// "1 mail", "2 mails".
std::string counted(std::size_t count, const std::string& what);

} // namespace bridge
