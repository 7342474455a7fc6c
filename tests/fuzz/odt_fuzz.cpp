// SPDX-License-Identifier: Apache-2.0
// An odt of any bytes, or of a content.xml, a manifest and a styles.xml of any bytes.
#include "fuzz/documents.hpp"

#include <cstdint>

using namespace documents_fuzz;
using namespace documents_test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  look(input, "odt");
  if (input.starts_with("PK"))
    return 0;
  const auto parts = pieces(input, 3);
  auto whole = odt_parts(parts[0]);
  if (parts.size() > 1)
    whole[2].bytes = parts[1];
  if (parts.size() > 2)
    whole.push_back({"styles.xml", parts[2]});
  look(zip(whole), "odt");

  // Whatever the content is: a document type, a macro or encryption is refused.
  must(look(zip(odt_parts("<!DOCTYPE a>" + parts[0])), "odt").verdict ==
       documents::Verdict::refused);
  whole = odt_parts(parts[0]);
  whole.push_back({"Basic/Standard/Module1.xml", "x"});
  must(look(zip(whole), "odt").verdict == documents::Verdict::refused);
  whole = odt_parts(parts[0]);
  whole[2].bytes = manifest("<manifest:encryption-data/>");
  must(look(zip(whole), "odt").verdict == documents::Verdict::refused);
  return 0;
}
