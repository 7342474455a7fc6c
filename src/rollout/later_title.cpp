// SPDX-License-Identifier: Apache-2.0
#include "rollout/later_title.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <array>
#include <set>

namespace rollout {
namespace {

struct Place {
  std::string_view word;
  std::string Release::*field;
};

constexpr std::array<Place, 6> places{{{"stack", &Release::stack},
                                       {"major", &Release::major},
                                       {"component", &Release::component},
                                       {"version", &Release::version},
                                       {"os", &Release::os},
                                       {"arch", &Release::arch}}};

// A grammar in pieces: what stands before a place, and the place; the last has none.
struct Piece {
  std::string before;
  const Place* place = nullptr;
};

base::Result<std::vector<Piece>> pieces_of(std::string_view grammar) {
  static const base::Pattern brace(R"(\{([^{}]*)\})");
  std::vector<Piece> out;
  std::size_t from = 0;
  for (auto found = brace.find(grammar); found; found = brace.find(grammar, found->end)) {
    Piece piece{std::string(grammar.substr(from, found->begin - from))};
    for (const auto& place : places)
      if (place.word == found->groups[1])
        piece.place = &place;
    if (piece.place == nullptr)
      return base::fail(base::Fault::invalid,
                        "{" + std::string(found->groups[1]) + "} means nothing in a title",
                        "{stack} {major} {component} {version} {os} {arch}");
    out.push_back(std::move(piece));
    from = found->end;
  }
  out.push_back({std::string(grammar.substr(from))});
  return out;
}

// Does `text` fit the place? Systems and architectures are known words, so that a component may
// hold the sign that stands between.
bool fits(const Place& place, std::string_view text) {
  if (text.empty() || text.find(' ') != text.npos)
    return false;
  if (place.word == "os")
    return is_os(text);
  if (place.word == "arch")
    return is_arch(text);
  if (place.word == "version" || place.word == "major")
    return is_version(text);
  return true;
}

// The shortest text for each place from the left, with the others fitting behind it.
bool read_pieces(std::string_view text, const std::vector<Piece>& pieces, std::size_t at,
                 Release& out) {
  const Piece& piece = pieces[at];
  if (!text.starts_with(piece.before))
    return false;
  text.remove_prefix(piece.before.size());
  if (piece.place == nullptr)
    return text.empty();
  const std::string& next = pieces[at + 1].before;
  const bool last = next.empty();
  for (auto end = last ? text.size() : text.find(next); end != text.npos;
       end = last ? text.npos : text.find(next, end + 1)) {
    if (!fits(*piece.place, text.substr(0, end)) ||
        !read_pieces(text.substr(end), pieces, at + 1, out))
      continue;
    out.*(piece.place->field) = text.substr(0, end);
    return true;
  }
  return false;
}

} // namespace

base::Result<void> check_grammar(std::string_view grammar) {
  const auto pieces = pieces_of(grammar);
  if (!pieces)
    return base::fail(pieces.error());
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i + 1 < pieces->size(); ++i) {
    const auto& piece = (*pieces)[i];
    if (!seen.insert(piece.place->word).second)
      return base::fail(base::Fault::invalid,
                        "{" + std::string(piece.place->word) + "} stands there twice", "once each");
    if (i > 0 && piece.before.empty())
      return base::fail(base::Fault::invalid, "two words in braces have nothing between them",
                        "a sign, as in {component}.{os}");
  }
  if (!grammar.empty() &&
      (!seen.contains("component") || (!seen.contains("os") && !seen.contains("arch"))))
    return base::fail(base::Fault::invalid, "'" + std::string(grammar) + "' would fit any subject",
                      "it has {component}, and {os} or {arch}");
  return {};
}

std::optional<Release> read_later_title(std::string_view title, const Naming& naming) {
  if (naming.later_title.empty() || title.size() > 300)
    return std::nullopt;
  const auto pieces = pieces_of(naming.later_title);
  Release out;
  if (!pieces || !read_pieces(title, *pieces, 0, out))
    return std::nullopt;
  if (out.stack.empty())
    return out;
  const auto stack = read_stack(out.stack, naming.stacks);
  out.stack = stack ? stack->stack : "";
  if (stack && !stack->major.empty())
    out.major = stack->major;
  return out;
}

std::string compose_later_title(const Release& release, const Naming& naming) {
  std::string out;
  if (const auto pieces = pieces_of(naming.later_title))
    for (const auto& piece : *pieces)
      out += piece.before + (piece.place == nullptr ? "" : release.*(piece.place->field));
  return out;
}

} // namespace rollout
