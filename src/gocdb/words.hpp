// SPDX-License-Identifier: Apache-2.0
// A stranger's words: which of them are names, and how the rest may stand in a message.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gocdb {

// Letters, digits, '-', '_' and '.', at most 255: what GOCDB itself lets a site, an NGI, a host, a
// type of service be called.
bool is_name(std::string_view text);

std::string quoted(std::string_view name); // 'INFN-T1' with its blanks, at most 60 bytes

// `text` where it is an address that may be shown: at most 500 signs of ASCII, no blanks, quotes or
// angle brackets. "" otherwise.
std::string plain_url(std::string_view text);
std::string web_link(std::string_view text); // of http and https only

// What was left out and why, in a few lines whatever came.
class Remarks {
public:
  void add(std::string text);
  std::vector<std::string> take(); // at most 21

private:
  std::vector<std::string> told_;
  std::size_t count_ = 0;
};

// `read` without those that have the `key` of an earlier one: a page may hold again what the last
// one held. A remark tells where such a one differs; `told` names one in it.
template <class T>
std::vector<T> each_once(std::vector<T> read, std::string T::*key, std::string (*told)(const T&),
                         Remarks& remarks) {
  std::vector<T> out;
  std::map<std::string, std::size_t> places;
  for (auto& one : read) {
    const auto [place, is_new] = places.emplace(one.*key, out.size());
    if (is_new)
      out.push_back(std::move(one));
    else if (const auto& first = out[place->second]; first != one)
      remarks.add(told(one) + " is left out: it has the key of " + told(first));
  }
  return out;
}

} // namespace gocdb
