// SPDX-License-Identifier: Apache-2.0
#include "rollout/plain_signs.hpp"

#include <array>
#include <utility>

namespace rollout {
namespace {

// Signs beyond ASCII that mail programs put where a person typed a plain one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> plain_signs{{
    {" ", "\u00A0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000"},
    {"-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\uFE58\uFE63\uFF0D"},
    {"*", "•·‣◦▪▫■□●○►▸➤→✓✔☑✅"},
    {"'", "\u2018\u2019\u201A\u201B\u2032"},
    {"\"", "\u201C\u201D\u201E\u201F\u2033"},
    {"<", "«‹"},
    {">", "»›"},
    {".", "…。．"},
    {"!", "！"},
    {",", "，"},
    {";", "；"},
    {":", "："},
    {"(", "（"},
    {")", "）"},
    {"",
     "\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060"
     "\u2066\u2067\u2068\u2069\uFE0E\uFE0F\uFEFF"},
}};

std::string_view plain_for(std::string_view sign) {
  if (sign.size() > 1)
    for (const auto& [plain, pretty] : plain_signs)
      if (pretty.find(sign) != pretty.npos)
        return plain;
  return sign;
}

// Letters of other alphabets that look like one of ours, in the order of `latin`.
constexpr std::string_view latin = "aceopxyijsdhkmntbuABCEHIJKMOPSTXYZNbgvwo";
constexpr std::array<std::string_view, latin.size()> look_alikes{
    "а", "с", "е", "о", "р", "х", "у", "і", "ј", "ѕ", "ԁ", "һ", "к", "м",
    "н", "т", "в", "υ", "А", "В", "С", "Е", "Н", "І", "Ј", "К", "М", "О",
    "Р", "Ѕ", "Т", "Х", "У", "Ζ", "Ν", "ь", "ɡ", "ν", "ԝ", "ο"};
constexpr std::string_view greek_latin = "ABEHIKMOPTXY";
constexpr std::array<std::string_view, greek_latin.size()> greek{"Α", "Β", "Ε", "Η", "Ι", "Κ",
                                                                 "Μ", "Ο", "Ρ", "Τ", "Χ", "Υ"};

// U+FF01..U+FF5E are ASCII, drawn wide.
char narrow(std::string_view sign) {
  if (sign.size() != 3 || sign[0] != '\xEF' || (sign[1] != '\xBC' && sign[1] != '\xBD'))
    return 0;
  const int at = (sign[1] == '\xBC' ? 0x00 : 0x40) + (static_cast<unsigned char>(sign[2]) & 0x3F);
  return at >= 0x01 && at <= 0x5E ? static_cast<char>(at + 0x20) : '\0';
}

char latin_for(std::string_view sign) {
  if (const char wide = narrow(sign); wide != 0)
    return wide;
  for (std::size_t i = 0; i < latin.size(); ++i)
    if (look_alikes[i] == sign)
      return latin[i];
  for (std::size_t i = 0; i < greek_latin.size(); ++i)
    if (greek[i] == sign)
      return greek_latin[i];
  return 0;
}

} // namespace

std::string_view first_sign(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t most = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::size_t size = 1;
  while (size < most && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
    ++size;
  return text.substr(0, size);
}

std::string with_plain_signs(std::string_view text) {
  std::string out;
  for (; !text.empty(); text.remove_prefix(first_sign(text).size()))
    out += plain_for(first_sign(text));
  return out;
}

std::string with_seen_signs(std::string_view text) {
  std::string out;
  for (; !text.empty(); text.remove_prefix(first_sign(text).size()))
    if (const auto sign = first_sign(text); !plain_for(sign).empty())
      out += sign;
  return out;
}

std::string with_latin_letters(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto sign = first_sign(text);
    if (const char letter = sign.size() > 1 ? latin_for(sign) : '\0'; letter != 0)
      out += letter;
    else
      out += sign;
    text.remove_prefix(sign.size());
  }
  return out;
}

} // namespace rollout
