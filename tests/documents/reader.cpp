// SPDX-License-Identifier: Apache-2.0
// What inspect() says of files: a line of verdict and codes each, with seconds (CPU) and the peak
// of memory over the file itself.
//   document_reader [--text] FILE.EXTENSION…     --text: the text instead
#include "documents/inspect.hpp"

#include <sys/resource.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

double peak_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

std::string slurp(const std::filesystem::path& path) {
  std::string bytes(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

int tell_text(const std::string& bytes, const std::string& extension) {
  const auto text = documents::text_of(bytes, extension);
  std::fputs(text ? text->c_str() : base::describe(text.error()).c_str(), stdout);
  return text ? 0 : 1;
}

void tell(const std::string& bytes, const std::string& extension) {
  const double memory = peak_mb();
  const double begin = cpu_seconds();
  const auto content = documents::inspect(bytes, extension, {documents::usual_topics(), {}});
  std::printf("%s", documents::to_word(content.verdict));
  for (const auto& finding : content.findings)
    std::printf(" %s", finding.code.c_str());
  std::printf("\t%.3f\t%.1f\n", cpu_seconds() - begin, peak_mb() - memory);
}

} // namespace

int main(int argc, char** argv) {
  const bool text = argc > 1 && std::strcmp(argv[1], "--text") == 0;
  int status = 0;
  for (int i = text ? 2 : 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    const auto bytes = slurp(path);
    const auto dotted = path.extension().string();
    const auto extension = dotted.empty() ? dotted : dotted.substr(1);
    if (text)
      status |= tell_text(bytes, extension);
    else
      tell(bytes, extension);
  }
  return status;
}
