// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"
#include "rt/session.hpp"

#include <algorithm>
#include <charconv>

namespace rt {
namespace {

constexpr std::size_t most_parts = 100; // a page of RT's

struct Piece {
  std::int64_t id = 0;
  std::string type;
  std::string name;
  std::string headers;
};

bool has_line(std::string_view headers, std::string_view beginning) {
  const auto all = base::lines(headers);
  return std::any_of(all.begin(), all.end(), [&](std::string_view line) {
    return base::starts_with_ignoring_case(line, beginning);
  });
}

base::Result<std::vector<Piece>> pieces_of(Wire& wire, base::TransactionId id) {
  const std::string about = "what was said in transaction " + base::to_string(id);
  const auto answer = wire.get(
      "/transaction/" + base::to_string(id) +
      "/attachments?fields=ContentType,Filename,Headers&per_page=" + std::to_string(most_parts));
  if (answer && (answer->status == 403 || answer->status == 404))
    return base::fail(base::Fault::not_found, "RT does not show " + about);
  const auto value = wire.json(answer, about);
  if (!value)
    return base::fail(value.error());
  std::vector<Piece> out;
  for (const auto& row : (*value)["items"].items)
    out.push_back({row["id"].number(), base::lower(row["ContentType"].text), row["Filename"].text,
                   row["Headers"].text});
  std::sort(out.begin(), out.end(), [](const Piece& a, const Piece& b) { return a.id < b.id; });
  return out;
}

base::Result<std::string> content_of(Wire& wire, const Piece& piece) {
  const std::string about = "attachment " + std::to_string(piece.id);
  const auto value = wire.json(wire.get("/attachment/" + std::to_string(piece.id)), about);
  if (!value)
    return base::fail(value.error());
  return base::decode_base64((*value)["Content"].text);
}

// RT writes the length of each part into its headers (RT::Attachment::Create).
bool is_too_large(const Piece& piece) {
  for (const auto line : base::lines(piece.headers))
    if (constexpr std::string_view name = "Content-Length:";
        base::starts_with_ignoring_case(line, name)) {
      std::int64_t length = 0;
      const auto digits = base::trim(line.substr(name.size()));
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
      return read.ec != std::errc{} || length > most_content;
    }
  return false;
}

base::Result<SaidFile> file_of(Wire& wire, const Piece& piece, bool wanted) {
  SaidFile file{piece.name, std::nullopt};
  if (!wanted || is_too_large(piece))
    return file;
  auto content = content_of(wire, piece);
  if (!content)
    return base::fail(content.error());
  file.content = std::move(*content);
  return file;
}

} // namespace

base::Result<Said> Client::said(base::TransactionId id, const std::string& known,
                                const std::function<bool(const std::string& name)>& wanted) {
  auto& wire = session_->wire;
  const auto pieces = pieces_of(wire, id);
  if (!pieces)
    return base::fail(pieces.error());
  if (pieces->empty())
    return base::fail(base::Fault::not_found,
                      "nothing was said in transaction " + base::to_string(id));
  Said said;
  said.headers = pieces->front().headers;
  if (has_line(said.headers, known + ":"))
    return said;
  bool inside_a_mail = false; // RT lists the parts of a forwarded mail among the others
  for (const auto& piece : *pieces) {
    inside_a_mail = inside_a_mail || piece.type.starts_with("message/");
    if (!piece.name.empty() && !inside_a_mail) {
      auto file = file_of(wire, piece, wanted(piece.name));
      if (!file)
        return base::fail(file.error());
      said.files.push_back(std::move(*file));
    }
    auto* text = piece.type == "text/plain"  ? &said.plain
                 : piece.type == "text/html" ? &said.html
                                             : nullptr;
    const bool is_file =
        !piece.name.empty() || has_line(piece.headers, "Content-Disposition: attachment");
    if (text == nullptr || *text || is_file || inside_a_mail)
      continue;
    auto content = content_of(wire, piece);
    if (!content)
      return base::fail(content.error());
    *text = std::move(*content);
  }
  return said;
}

} // namespace rt
