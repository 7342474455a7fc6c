// SPDX-License-Identifier: Apache-2.0
// How we read the structure of mails, one JSON line a file: the form that every reader beside this
// one prints (agree.py says which).
#include "base/digest.hpp"
#include "mail/body.hpp"
#include "mail/header_lines.hpp"
#include "mail/parts.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

namespace {

// What is compared of a text: line ends as LF, none at the end.
std::string folded(const mail::Part& part) {
  auto bytes = mail::content(part);
  if (part.type.value().rfind("text/", 0) != 0)
    return bytes;
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto [line, next] = mail::line_at(bytes, at);
    out.append(line).append("\n");
    at = next;
  }
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\t'))
    out.pop_back();
  return out;
}

nlohmann::json read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::string raw = bytes.str();
  if (const auto mac = mail::with_line_feeds(raw))
    raw = *mac;
  const auto parts = mail::split(raw);
  nlohmann::json leaves = nlohmann::json::array();
  for (const auto& part : parts.all) {
    if (!part.children.empty() || mail::is_multipart(part) || mail::is_mail(part))
      continue;
    const auto content = folded(part);
    leaves.push_back({part.type.value(), content.size(), base::sha256(content)});
  }
  nlohmann::json names = nlohmann::json::array();
  for (const auto& part : parts.all)
    if (const auto name = mail::file_name(part))
      names.push_back(*name);
  return {
      {"file", path}, {"structure", mail::structure(parts)}, {"leaves", leaves}, {"names", names}};
}

} // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    std::cout << read(argv[i]).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << '\n';
}
