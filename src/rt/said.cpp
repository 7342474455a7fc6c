// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "rt/attachments.hpp"
#include "rt/codes.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"

#include <algorithm>
#include <set>

namespace rt {
namespace {

constexpr std::size_t page_of_parts = 100;
constexpr int most_pages = 20; // as many parts as we read of a mail

struct Piece {
  base::AttachmentId id;
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
  std::vector<Piece> out;
  for (int page = 1; page <= most_pages; ++page) {
    const auto answer =
        wire.get("/transaction/" + base::to_string(id) +
                 "/attachments?fields=ContentType,Filename,Headers&orderby=id&order=ASC&per_page=" +
                 std::to_string(page_of_parts) + "&page=" + std::to_string(page));
    if (answer && (answer->status == 403 || answer->status == 404))
      return base::fail(base::Fault::not_found, "RT does not show " + about);
    const auto value = wire.json(answer, about);
    if (!value)
      return base::fail(value.error());
    const auto& rows = (*value)["items"].items;
    for (const auto& row : rows)
      out.push_back({{row["id"].number()},
                     base::lower(row["ContentType"].text),
                     row["Filename"].text,
                     row["Headers"].text});
    if (rows.size() < page_of_parts) // all of them can be seen, or none
      break;
  }
  std::sort(out.begin(), out.end(), [](const Piece& a, const Piece& b) { return a.id < b.id; });
  return out;
}

// Without those that are inside a forwarded mail. RT lists them among the others and says in a list
// nobody's parent, but it searches by it: so the tree is walked from its root.
base::Result<std::vector<Piece>> own_pieces(Wire& wire, base::TransactionId id,
                                            std::vector<Piece> pieces) {
  if (std::none_of(pieces.begin(), pieces.end(),
                   [](const Piece& one) { return one.type.starts_with("message/"); }))
    return pieces;
  std::set<base::AttachmentId> own = {pieces.front().id};
  std::set<base::AttachmentId> open = own;
  while (!open.empty()) {
    std::vector<Condition> inside = {{"TransactionId", base::to_string(id)}};
    for (const auto parent : open)
      inside.push_back({"Parent", base::to_string(parent)});
    const auto rows = find_rows(wire, "attachments", "ContentType", inside);
    if (!rows)
      return base::fail(rows.error());
    open.clear();
    for (const auto& row : *rows)
      if (const base::AttachmentId part{row["id"].number()};
          own.insert(part).second &&
          base::starts_with_ignoring_case(row["ContentType"].text, "multipart/"))
        open.insert(part);
  }
  std::erase_if(pieces, [&](const Piece& one) { return !own.contains(one.id); });
  return pieces;
}

base::Result<SaidFile> file_of(Wire& wire, const Piece& piece, std::int64_t most) {
  const auto length = length_in(piece.headers);
  SaidFile file{piece.name, std::nullopt, length == unknown_length ? 0 : length.value_or(0)};
  if (most < 0 || length > most)
    return file;
  auto content = content_of(wire, piece.id);
  if (!content)
    return base::fail(content.error());
  file.bytes = static_cast<std::int64_t>(content->size());
  if (file.bytes <= most)
    file.content = std::move(*content);
  return file;
}

} // namespace

base::Result<Said> Client::said(base::TransactionId id, const std::string& known,
                                const std::function<std::int64_t(const std::string& name)>& most,
                                std::int64_t in_all) {
  auto& wire = session_->wire;
  auto pieces = pieces_of(wire, id);
  if (!pieces)
    return base::fail(pieces.error());
  if (pieces->empty())
    return base::fail(base::Fault::not_found,
                      "nothing was said in transaction " + base::to_string(id));
  Said said;
  said.headers = pieces->front().headers;
  if (has_line(said.headers, known + ":"))
    return said;
  pieces = own_pieces(wire, id, std::move(*pieces));
  if (!pieces)
    return base::fail(pieces.error());
  for (const auto& piece : *pieces) {
    if (!piece.name.empty()) {
      auto file = file_of(wire, piece, std::min(most(piece.name), in_all));
      if (!file)
        return base::fail(file.error());
      if (file->content)
        in_all -= file->bytes;
      said.files.push_back(std::move(*file));
    }
    auto* text = piece.type == "text/plain"  ? &said.plain
                 : piece.type == "text/html" ? &said.html
                                             : nullptr;
    const bool is_file =
        !piece.name.empty() || has_line(piece.headers, "Content-Disposition: attachment");
    if (text == nullptr || *text || is_file)
      continue;
    auto content = content_of(wire, piece.id);
    if (!content)
      return base::fail(content.error());
    *text = std::move(*content);
  }
  return said;
}

} // namespace rt
