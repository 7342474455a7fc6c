// SPDX-License-Identifier: Apache-2.0
#include "mail/charset.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <iconv.h>

#include <algorithm>
#include <map>
#include <optional>

namespace mail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

class Converter {
public:
  explicit Converter(const std::string& label) : handle_(iconv_open("UTF-8", label.c_str())) {}
  ~Converter() {
    if (known())
      iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool known() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string convert(std::string_view bytes) {
    std::string out;
    std::string room(4096, '\0');
    char* in = const_cast<char*>(bytes.data()); // iconv's signature; it does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
      char* to = room.data();
      std::size_t free = room.size();
      const auto before = left;
      const auto done = iconv(handle_, &in, &left, &to, &free);
      out.append(room.data(), room.size() - free);
      const bool stuck =
          done == static_cast<std::size_t>(-1) && left == before && free == room.size();
      if (stuck || (done == static_cast<std::size_t>(-1) && errno != E2BIG)) {
        out += replacement;
        ++in;
        --left;
      }
    }
    return out;
  }

private:
  iconv_t handle_;
};

// Labels that iconv does not know, and those that in practice mean the wider set of Windows.
std::string canonical(std::string_view label) {
  static const std::map<std::string, std::string, std::less<>> aliases{
      {"ks_c_5601-1987", "CP949"},
      {"ks_c_5601-1989", "CP949"},
      {"euc-kr", "CP949"},
      {"unicode-1-1-utf-7", "UTF-7"},
      {"x-unicode-2-0-utf-7", "UTF-7"},
      {"gb2312", "GB18030"},
      {"gbk", "GB18030"},
      {"iso-8859-1", "CP1252"},
      {"latin1", "CP1252"},
      {"iso-8859-8-i", "ISO-8859-8"},
      {"iso-8859-9", "CP1254"},
      {"x-sjis", "CP932"},
      {"shift_jis", "CP932"},
      {"x-mac-roman", "MACINTOSH"},
      {"utf8", "UTF-8"},
      {"cp-850", "CP850"},
      {"iso-8859-11", "CP874"},
      {"x-gbk", "GB18030"},
  };
  const auto name = base::lower(base::trim(label));
  const bool sane = name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                             c == '_' || c == '.' || c == ':';
                    });
  if (!sane) // iconv would read a path or an option out of it
    return {};
  const auto alias = aliases.find(name);
  return alias == aliases.end() ? name : alias->second;
}

std::string without_label(std::string_view bytes) {
  return is_utf8(bytes) ? std::string(bytes) : Converter("CP1252").convert(bytes);
}

bool is_wide(std::string_view name) {
  return base::starts_with_ignoring_case(name, "utf-16") ||
         base::starts_with_ignoring_case(name, "utf-32") ||
         base::starts_with_ignoring_case(name, "ucs-");
}

// QUIRK: glibc takes UTF-16 without a byte order mark as the machine's order, RFC 2781 as big
// endian, and mails come in both; in Latin text the zero byte tells.
std::string byte_order(std::string_view bytes) {
  const bool marked =
      bytes.size() > 1 && (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF");
  if (marked)
    return "UTF-16";
  return bytes.size() > 1 && bytes[0] != '\0' && bytes[1] == '\0' ? "UTF-16LE" : "UTF-16BE";
}

} // namespace

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = base::utf8_sign(bytes);
    if (size == 0)
      return false;
    bytes.remove_prefix(size);
  }
  return true;
}

std::string to_utf8(std::string_view bytes, std::string_view label) {
  auto name = canonical(label);
  if (name.empty() || name == "UTF-8" || name == "utf-8" || name == "us-ascii" || name == "ascii")
    return without_label(bytes);
  if (is_wide(name) && bytes.find('\0') == std::string_view::npos && is_utf8(bytes))
    return std::string(bytes); // labelled wide and is not
  if (name == "utf-16")
    name = byte_order(bytes);
  Converter converter(name);
  return converter.known() ? converter.convert(bytes) : without_label(bytes);
}

} // namespace mail
