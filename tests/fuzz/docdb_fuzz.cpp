// SPDX-License-Identifier: Apache-2.0
// Any answer of a document server: a document that keeps its promises, or an Error with words in
// it. And any words in the file for its XMLUpload: they come back out of it.
#include "base/text.hpp"
#include "docdb/document.hpp"
#include "docdb/upload.hpp"
#include "fuzz/must.hpp"

#include <cstdint>

namespace {

void read_answer(const std::string& text) {
  const auto read = docdb::read_document(text, 254);
  if (!read) {
    const auto& error = read.error();
    must(!error.what.empty() && !error.hint.empty() && error.what.size() < 1'000);
    must(base::fits_one_line(error.what));
    return;
  }
  must(read->id == 254 && read->version >= 0 && read->files.size() <= 1'000);
  must(base::fits_one_line(read->title) && read->title.size() < 510);
  for (const auto& file : read->files) {
    must(!file.name.empty() && file.name.size() < 265);
    must(base::fits_one_line(file.name) && base::fits_one_line(file.description));
  }
}

void write_upload(const std::string& text) {
  docdb::Upload upload;
  upload.id = 254;
  upload.title = upload.abstract = upload.first_name = text;
  upload.keywords = {text};
  upload.files = {{text, "x" + text, text, true}};
  const auto read = docdb::read_document(docdb::upload_xml(upload), 254);
  must(read && read->files.size() == 1 && read->files.front().main);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  read_answer(text);
  if (size <= 2'000) // a tag or a text without end is left by the reader, whoever wrote it
    write_upload(text);
  return 0;
}
