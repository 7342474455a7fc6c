// SPDX-License-Identifier: Apache-2.0
#include "documents/write_odt.hpp"

#include "documents/odt_parts.hpp"
#include "documents/xml_text.hpp"

#include <zip.h>

namespace documents {
namespace {

constexpr std::string_view type = "application/vnd.oasis.opendocument.text";
constexpr const char* first_line = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string manifest() {
  std::string out = std::string(first_line) +
                    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:"
                    "manifest:1.0\" manifest:version=\"1.2\">\n"
                    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" "
                    "manifest:media-type=\"" +
                    std::string(type) + "\"/>\n";
  for (const char* part : {"content.xml", "styles.xml", "meta.xml"})
    out += std::string("<manifest:file-entry manifest:full-path=\"") + part +
           "\" manifest:media-type=\"text/xml\"/>\n";
  return out + "</manifest:manifest>\n";
}

std::string meta(const Paper& paper, base::Instant made) {
  const auto at = base::to_iso(made);
  return std::string(first_line) + "<office:document-meta " + std::string(odt_spaces) +
         "><office:meta><meta:generator>rollout-bridge</meta:generator><dc:title>" +
         xml_line(paper.title) + "</dc:title><meta:creation-date>" + at +
         "</meta:creation-date><dc:date>" + at +
         "</dc:date></office:meta></office:document-meta>\n";
}

// A zip that grows in memory. The parts must outlive it.
class Zip {
public:
  Zip() : bytes_(zip_source_buffer_create(nullptr, 0, 0, nullptr)) {
    if (bytes_ == nullptr)
      return;
    zip_source_keep(bytes_); // the zip gives its own hold back when it is closed
    zip_ = zip_open_from_source(bytes_, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (zip_ == nullptr)
      zip_source_free(bytes_);
  }
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  ~Zip() {
    if (zip_ != nullptr)
      zip_discard(zip_);
    if (bytes_ != nullptr)
      zip_source_free(bytes_);
  }

  bool add(const char* name, std::string_view part, zip_int32_t method) {
    // 1 January 1980, the first day that a zip knows: no clock, and no time zone.
    constexpr zip_uint16_t first_day = 1U << 5U | 1U;
    auto* source = zip_ == nullptr ? nullptr : zip_source_buffer(zip_, part.data(), part.size(), 0);
    const auto index = source == nullptr ? -1 : zip_file_add(zip_, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
      return zip_source_free(source), false;
    const auto entry = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(zip_, entry, method, 0) == 0 &&
           zip_file_set_dostime(zip_, entry, 0, first_day, 0) == 0;
  }

  // All of it; empty where that did not succeed.
  std::string close() {
    if (zip_ == nullptr || zip_close(zip_) != 0)
      return {};
    zip_ = nullptr;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(bytes_, &stat) != 0 || zip_source_open(bytes_) != 0)
      return {};
    std::string out(stat.size, '\0');
    const auto count = zip_source_read(bytes_, out.data(), out.size());
    zip_source_close(bytes_);
    return count == static_cast<zip_int64_t>(out.size()) ? out : std::string();
  }

private:
  zip_source_t* bytes_ = nullptr;
  zip_t* zip_ = nullptr;
};

} // namespace

base::Result<std::string> to_odt(const Paper& paper, base::Instant made) {
  const auto content = odt_content(paper);
  const auto about = meta(paper, made);
  const auto styles = odt_styles();
  const auto parts = manifest();
  Zip zip;
  std::string out;
  // The type comes first and as it is, so that it is seen without unpacking (ODF 1.2, part 3, 3.3).
  if (zip.add("mimetype", type, ZIP_CM_STORE) && zip.add("content.xml", content, ZIP_CM_DEFLATE) &&
      zip.add("styles.xml", styles, ZIP_CM_DEFLATE) && zip.add("meta.xml", about, ZIP_CM_DEFLATE) &&
      zip.add("META-INF/manifest.xml", parts, ZIP_CM_DEFLATE))
    out = zip.close();
  if (out.empty())
    return base::fail(base::Fault::temporary,
                      "the document '" + xml_line(paper.title) + "' was not packed",
                      "see whether the machine has memory left");
  return out;
}

} // namespace documents
