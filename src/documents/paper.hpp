// SPDX-License-Identifier: Apache-2.0
// A document of ours as a value: a title, and blocks in their order. Texts may be any bytes, from
// anybody: whoever writes them into a file makes them harmless (write_odt.hpp).
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace documents {

struct Heading {
  std::string text;
  int level = 1; // to 3
};

struct Run {
  std::string text;     // empty: the address itself is shown
  std::string url = {}; // http, https or mailto; of any other the text alone is written
};

struct Paragraph {
  std::vector<Run> runs;
};

struct Bullets {
  std::vector<Paragraph> items;
};

// Rows may be of different lengths: what is missing is empty.
struct Table {
  std::vector<std::string> header; // repeated on each page; may be empty
  std::vector<std::vector<std::string>> rows;
};

using Block = std::variant<Heading, Paragraph, Bullets, Table>;

struct Paper {
  std::string title;
  std::vector<Block> blocks;
};

} // namespace documents
