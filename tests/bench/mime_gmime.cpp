// SPDX-License-Identifier: Apache-2.0
// bench/mime.sh: GMime; each mail is parsed and every leaf decoded.
#include "bench/mime_load.hpp"

#include <gmime/gmime.h>

#include <cstdlib>

namespace {

void decode(GMimeObject*, GMimeObject* part, gpointer decoded) {
  if (!GMIME_IS_PART(part))
    return;
  auto* content = g_mime_part_get_content(GMIME_PART(part));
  if (content == nullptr)
    return;
  auto* stream = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, stream);
  *static_cast<std::size_t*>(decoded) += static_cast<std::size_t>(g_mime_stream_length(stream));
  g_object_unref(stream);
}

} // namespace

int main(int argc, char** argv) {
  g_mime_init();
  return bench::measure(argc - 2, argv + 2, std::atoi(argv[1]), [](const std::string& raw) {
    auto* stream = g_mime_stream_mem_new_with_buffer(raw.data(), raw.size());
    auto* parser = g_mime_parser_new_with_stream(stream);
    auto* message = g_mime_parser_construct_message(parser, nullptr);
    std::size_t decoded = 0;
    if (message != nullptr) {
      g_mime_message_foreach(message, decode, &decoded);
      g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return decoded;
  });
}
