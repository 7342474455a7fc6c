// SPDX-License-Identifier: Apache-2.0
// How GMime reads the structure of mails, one JSON line a file. A reader that is not ours, to
// compare with; the product does not use it.
#include <gmime/gmime.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <string>

namespace {

using Json = nlohmann::json;

std::string lower(std::string text) {
  for (char& c : text)
    c = static_cast<char>(g_ascii_tolower(c));
  return text;
}

std::string type_of(GMimeObject* object) {
  auto* type = g_mime_object_get_content_type(object);
  return lower(std::string(g_mime_content_type_get_media_type(type)) + "/" +
               g_mime_content_type_get_media_subtype(type));
}

std::string folded(const std::string& type, const std::string& bytes) {
  if (type.rfind("text/", 0) != 0)
    return bytes;
  std::string out;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    auto line = bytes.substr(at, end - at);
    while (!line.empty() && line.back() == '\r')
      line.pop_back();
    out += line + "\n";
    at = end + 1;
  }
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\t'))
    out.pop_back();
  return out;
}

class Reading {
public:
  void part(GMimeObject* object) {
    const auto type = type_of(object);
    structure_ += type;
    name(object);
    if (GMIME_IS_MULTIPART(object)) {
      auto* multipart = GMIME_MULTIPART(object);
      const int count = g_mime_multipart_get_count(multipart);
      for (int i = 0; i < count; ++i) {
        structure_ += i == 0 ? "(" : ",";
        part(g_mime_multipart_get_part(multipart, i));
      }
      structure_ += count > 0 ? ")" : "";
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      auto* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner != nullptr && inner->mime_part != nullptr) {
        structure_ += "(";
        part(inner->mime_part);
        structure_ += ")";
      }
    } else if (GMIME_IS_PART(object)) {
      leaf(GMIME_PART(object), type);
    }
  }

  Json json(const std::string& file) {
    return {{"file", file}, {"structure", structure_}, {"leaves", leaves_}, {"names", names_}};
  }

private:
  void leaf(GMimePart* part, const std::string& type) {
    std::string bytes;
    if (auto* content = g_mime_part_get_content(part)) {
      auto* stream = g_mime_stream_mem_new();
      g_mime_data_wrapper_write_to_stream(content, stream);
      const auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
      bytes.assign(reinterpret_cast<const char*>(array->data), array->len);
      g_object_unref(stream);
    }
    const auto text = folded(type, bytes);
    auto* digest = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()), text.size());
    leaves_.push_back({type, text.size(), digest});
    g_free(digest);
  }

  void name(GMimeObject* object) {
    const auto* name = g_mime_object_get_content_disposition_parameter(object, "filename");
    if (name == nullptr)
      name = g_mime_object_get_content_type_parameter(object, "name");
    if (name != nullptr)
      names_.push_back(name);
  }

  std::string structure_;
  Json leaves_ = Json::array();
  Json names_ = Json::array();
};

Json read(const char* path) {
  auto* stream = g_mime_stream_file_open(path, "r", nullptr);
  if (stream == nullptr)
    return {{"file", path}, {"structure", nullptr}};
  auto* parser = g_mime_parser_new_with_stream(stream);
  auto* message = g_mime_parser_construct_message(parser, nullptr);
  Json json = {{"file", path}, {"structure", nullptr}};
  if (message != nullptr && message->mime_part != nullptr) {
    Reading reading;
    reading.part(message->mime_part);
    json = reading.json(path);
  }
  if (message != nullptr)
    g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return json;
}

} // namespace

int main(int argc, char** argv) {
  g_mime_init();
  for (int i = 1; i < argc; ++i)
    std::cout << read(argv[i]).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}
