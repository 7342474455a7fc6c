// SPDX-License-Identifier: Apache-2.0
#include "bridge/finding.hpp"

#include "base/text.hpp"

namespace bridge {

const char* to_word(Verdict verdict) {
  switch (verdict) {
  case Verdict::fine:
    return "fine";
  case Verdict::remark:
    return "remark";
  case Verdict::wrong:
    break;
  }
  return "wrong";
}

void Area::fine(std::string check, std::string text) {
  findings_.push_back({name_, std::move(check), Verdict::fine, std::move(text), ""});
}

void Area::remark(std::string check, std::string text, std::string remedy) {
  findings_.push_back(
      {name_, std::move(check), Verdict::remark, std::move(text), std::move(remedy)});
}

void Area::wrong(std::string check, std::string text, std::string remedy) {
  findings_.push_back(
      {name_, std::move(check), Verdict::wrong, std::move(text), std::move(remedy)});
}

void Area::wrong(std::string check, const base::Error& error) {
  wrong(std::move(check), error.what, error.hint);
}

void Area::judge(bool is_fine, std::string check, std::string text, std::string remedy) {
  if (is_fine)
    fine(std::move(check), std::move(text));
  else
    wrong(std::move(check), std::move(text), std::move(remedy));
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  if (names.size() <= most)
    return base::join(names, ", ");
  return base::join({names.begin(), names.begin() + most}, ", ") + " and " +
         std::to_string(names.size() - most) + " more";
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

} // namespace bridge
