// SPDX-License-Identifier: Apache-2.0
#include "mail/header_lines.hpp"

#include "base/text.hpp"
#include "mail/parameters.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t longest_field = 64 * 1024;
constexpr std::size_t longest_block = 256 * 1024;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// The name in front of the colon, or nothing when this is no header field. QUIRK: blanks before the
// colon are old but seen (RFC 5322, 4.5).
std::string_view name_of(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos)
    return {};
  auto name = line.substr(0, colon);
  while (!name.empty() && is_blank(name.back()))
    name.remove_suffix(1);
  const bool good =
      std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
  return good ? name : std::string_view{};
}

} // namespace

RawLine line_at(std::string_view raw, std::size_t at) {
  const auto end = raw.find('\n', at);
  auto text = raw.substr(at, end == std::string_view::npos ? end : end - at);
  while (!text.empty() && text.back() == '\r')
    text.remove_suffix(1);
  return {text, end == std::string_view::npos ? raw.size() : end + 1};
}

std::optional<std::string> with_line_feeds(std::string_view raw) {
  if (raw.find('\n') != std::string_view::npos || raw.find('\r') == std::string_view::npos)
    return std::nullopt;
  std::string out(raw);
  std::replace(out.begin(), out.end(), '\r', '\n');
  return out;
}

HeaderLines::HeaderLines(std::string_view raw, Place place, Ends ends)
    : raw_(raw), ends_(std::move(ends)) {
  if (place == Place::part)
    return;
  while (at_ < raw_.size() && line_at(raw_, at_).text.empty())
    at_ = line_at(raw_, at_).next;
  const auto first = line_at(raw_, at_);
  if (first.text.substr(0, 5) == "From " || first.text.substr(0, 6) == ">From ")
    at_ = first.next;
  begin_ = at_;
}

bool HeaderLines::next(RawField& field) {
  if (at_ >= raw_.size())
    return false;
  const auto first = line_at(raw_, at_);
  if (first.text.empty()) {
    // A part may have no header at all: the blank line is then the whole of its block.
    seen_ = seen_ || at_ == begin_;
    at_ = first.next;
    return false;
  }
  if ((ends_ && ends_(first.text)) || is_own_boundary(first.text))
    return false;
  const auto start = at_;
  at_ = first.next;
  while (at_ < raw_.size() && is_blank(raw_[at_]))
    at_ = line_at(raw_, at_).next;
  field = {name_of(first.text), raw_.substr(start, at_ - start)};
  seen_ = seen_ || !field.name.empty();
  if (type_.empty() && base::same_ignoring_case(field.name, "Content-Type"))
    type_ = field.bytes;
  return true;
}

bool HeaderLines::is_own_boundary(std::string_view line) {
  if (type_.empty() || line.substr(0, 2) != "--")
    return false;
  if (!delimiter_) {
    const Parameters type(clean_value({{}, type_}, longest_field));
    const bool multipart = type.value().rfind("multipart/", 0) == 0;
    delimiter_ = multipart ? type.get("boundary").value_or("") : "";
  }
  return !delimiter_->empty() && line.substr(2) == *delimiter_;
}

std::string clean_value(const RawField& field, std::size_t limit) {
  auto rest = field.bytes.substr(std::min(field.bytes.find(':') + 1, field.bytes.size()));
  std::string out;
  for (std::size_t i = 0; i < rest.size() && out.size() < limit; ++i) {
    const char c = rest[i];
    if (c == '\n') {
      while (i + 1 < rest.size() && is_blank(rest[i + 1]))
        ++i;
      if (!out.empty())
        out += ' ';
    } else if (c != '\r' && c != '\0') {
      out += c;
    }
  }
  return std::string(base::trim(out));
}

HeaderBlock read_headers(std::string_view raw, HeaderLines::Place place, HeaderLines::Ends ends) {
  HeaderLines walk(raw, place, std::move(ends));
  HeaderBlock block;
  std::size_t total = 0;
  for (RawField field; walk.next(field);) {
    if (field.name.empty()) {
      ++block.dropped;
      continue;
    }
    block.cut = block.cut || field.bytes.size() > longest_field;
    if (total >= longest_block) {
      block.cut = true;
      continue;
    }
    block.fields.push_back(
        {std::string(field.name.substr(0, 1024)), clean_value(field, longest_field)});
    total += block.fields.back().name.size() + block.fields.back().value.size() + 4;
  }
  block.body = walk.body();
  if (block.fields.empty())
    block.dropped = 0; // they are the body
  return block;
}

} // namespace mail
