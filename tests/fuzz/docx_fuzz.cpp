// SPDX-License-Identifier: Apache-2.0
// A docx of any bytes, or of a main part, its relationships and its table of types of any bytes.
#include "fuzz/documents.hpp"

#include <cstdint>

using namespace documents_fuzz;
using namespace documents_test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  look(input, "docx");
  look(input, "doc");
  if (input.starts_with("PK"))
    return 0;
  const auto parts = pieces(input, 3);
  auto whole = docx_parts(parts[0]);
  if (parts.size() > 1)
    whole[3].bytes = parts[1];
  if (parts.size() > 2)
    whole[0].bytes = parts[2];
  look(zip(whole), "docx");

  // Whatever the main part is: a document type, a macro or a template from the network is refused.
  whole = docx_parts("<!DOCTYPE a>" + parts[0]);
  must(look(zip(whole), "docx").verdict == documents::Verdict::refused);
  whole = docx_parts(parts[0], relationship("attachedTemplate", "http://a.example/", true));
  must(look(zip(whole), "docx").verdict == documents::Verdict::refused);
  whole = docx_parts(parts[0]);
  whole.push_back({"word/vbaProject.bin", "x"});
  must(look(zip(whole), "docx").verdict == documents::Verdict::refused);
  return 0;
}
