// SPDX-License-Identifier: Apache-2.0
// What all answers of GOCDB's programmatic interface have in common. GOCDB says status 200 whatever
// happened: an error is a bare <error>, or a line of text. What is no whole answer is an Error with
// its remedy.
#pragma once

#include "base/result.hpp"
#include "xml/reader.hpp"

#include <vector>

namespace gocdb {

template <class T> struct Page {
  std::vector<T> entries;
  std::string next; // URL of the next page; empty: there is none
};

constexpr std::size_t most_records = 20'000; // in one answer, and in all its pages together

// Gives each element to `seen` and counts those whose path is `record`. The URL of the next page;
// empty: there is none.
base::Result<std::string> read_answer(std::string_view xml, std::string_view record,
                                      const std::function<void(const xml::Element&)>& seen);

// The texts of the elements directly within the one at `path`, by their names.
class Record {
public:
  explicit Record(std::string_view path) : path_(path) {}

  // Keeps `one` if it belongs here. True: it is the record itself, which is whole now.
  bool take(const xml::Element& one);

  const std::string& operator[](std::string_view name) const; // trimmed; "" when it is not there
  std::string_view path() const { return path_; }
  void clear() { texts_.clear(); }

private:
  std::string path_;
  std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace gocdb
