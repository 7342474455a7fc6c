// SPDX-License-Identifier: Apache-2.0
// A fuzz target without a fuzzer: runs it over the files given, and over mutants of them, always
// the same ones. What libFuzzer finds in hours stays found in seconds, with any compiler.
//   NAME_replay [--mutants N] FILE|FOLDER…     N of each file (20)
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Random = std::minstd_rand; // the same everywhere, unlike the standard distributions

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : random() % limit;
}

// One edit: another byte, a piece away, a piece twice, a piece of another file, lines swapped
// round.
void edit(std::string& input, const std::string& other, Random& random) {
  const auto at = below(random, input.size() + 1);
  const auto size = below(random, std::min<std::size_t>(input.size() - at, 64) + 1);
  switch (below(random, 5)) {
  case 0:
    if (at < input.size())
      input[at] = static_cast<char>(random());
    break;
  case 1:
    input.erase(at, size);
    break;
  case 2:
    input.insert(at, input.substr(at, size));
    break;
  case 3: {
    const auto from = below(random, other.size() + 1);
    input.insert(at, other.substr(from, below(random, 200)));
    break;
  }
  default: {
    const auto line = input.find('\n', at);
    if (line != std::string::npos)
      input = input.substr(line + 1) + input.substr(0, line + 1);
  }
  }
}

void run(const std::string& input) {
  // A copy of its own size: reading past the end is seen.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::vector<std::string> read_all(int count, char** paths) {
  std::vector<fs::path> files;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(paths[i]))
      files.emplace_back(paths[i]);
    else
      for (const auto& entry : fs::recursive_directory_iterator(paths[i]))
        if (entry.is_regular_file())
          files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return inputs;
}

} // namespace

int main(int argc, char** argv) {
  int first = 1;
  int mutants = 20;
  if (argc > 2 && std::string(argv[1]) == "--mutants") {
    mutants = std::atoi(argv[2]);
    first = 3;
  }
  const auto inputs = read_all(argc - first, argv + first);
  if (inputs.empty()) {
    std::fputs("replay: no input\n", stderr);
    return 2;
  }
  Random random(1);
  for (const auto& input : inputs) {
    run(input);
    for (int i = 0; i < mutants; ++i) {
      std::string mutant = input;
      for (auto edits = 1 + below(random, 8); edits > 0; --edits)
        edit(mutant, inputs[below(random, inputs.size())], random);
      run(mutant);
    }
  }
  std::printf("%zu inputs, %zu mutants: no complaint\n", inputs.size(),
              inputs.size() * static_cast<std::size_t>(mutants));
}
