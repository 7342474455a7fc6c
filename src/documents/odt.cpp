// SPDX-License-Identifier: Apache-2.0
#include "documents/odt.hpp"

#include "base/text.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace documents {
namespace {

constexpr std::string_view text_space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
constexpr std::string_view draw_space = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
// What stands in a paragraph and is none of its words: who wrote a comment and when, and names of
// pictures.
constexpr std::array<std::string_view, 3> silent_spaces{
    "http://purl.org/dc/elements/1.1/", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"};
constexpr int most_blanks = 100;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Text : public XmlListener {
public:
  explicit Text(Findings& findings) : findings_(findings) {}

  void begin(const Element& element) override {
    if (skipped_ > 0 || is_left_out(element)) {
      ++skipped_;
      return;
    }
    judge(element);
    if (element.space != text_space)
      return;
    if (element.name == "p" || element.name == "h") {
      lines_.new_line();
      ++paragraphs_;
    } else if (element.name == "s") {
      lines_.add(std::string(static_cast<std::size_t>(count_of(element)), ' '));
    } else if (element.name == "tab") {
      lines_.add("\t");
    } else if (element.name == "line-break") {
      lines_.new_line();
    }
  }

  void end(std::string_view space, std::string_view name) override {
    if (skipped_ > 0) {
      --skipped_;
    } else if (space == text_space && (name == "p" || name == "h")) {
      lines_.new_line();
      --paragraphs_;
    }
  }

  void text(std::string_view words) override {
    if (skipped_ == 0 && paragraphs_ > 0)
      lines_.add_folded(words);
  }

  std::string take() { return lines_.take(); }

private:
  static bool is_left_out(const Element& element) {
    return (element.space == text_space &&
            is_one_of(element.name, {"tracked-changes", "note-citation"})) ||
           std::find(silent_spaces.begin(), silent_spaces.end(), element.space) !=
               silent_spaces.end();
  }

  static int count_of(const Element& blanks) {
    const auto written = blanks.attribute("c");
    int count = 1;
    std::from_chars(written.data(), written.data() + written.size(), count);
    return std::clamp(count, 1, most_blanks);
  }

  void judge(const Element& element) {
    const auto name = element.name;
    if (name == "event-listener")
      return add_macros(findings_); // it names a macro, here or in the reader's program
    if (is_one_of(name, {"dde-source", "dde-connection-decl"}) ||
        (element.space == draw_space &&
         is_one_of(name, {"object-ole", "plugin", "applet", "floating-frame"})))
      add_active_content(findings_);
    const auto target = element.attribute("href");
    if (target.empty() || name == "a") // a link that a person may follow
      return;
    const bool picture = is_one_of(name, {"image", "fill-image", "background-image"}) ||
                         name.starts_with("list-level-style-image");
    judge_reference(picture ? Reference::picture : Reference::content, place_of(target, false),
                    findings_);
  }

  Findings& findings_;
  TextLines lines_;
  int paragraphs_ = 0; // that are open
  int skipped_ = 0;    // levels below something that is left out
};

class Manifest : public XmlListener {
public:
  explicit Manifest(Findings& findings) : findings_(findings) {}

  void begin(const Element& element) override {
    if (is_one_of(element.name, {"encryption-data", "encrypted-key", "keyinfo"}))
      findings_.end("encrypted", encrypted_text);
    if (element.name == "file-entry" && element.attribute("full-path") == "/")
      type = element.attribute("media-type");
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

  std::string type;

private:
  Findings& findings_;
};

// Modules and scripts; the lists of their names are written also where there is none.
bool is_macro(std::string_view name) {
  const auto file = base::lower(name.substr(name.find_last_of('/') + 1));
  if (file.empty())
    return false; // a folder
  const auto path = base::lower(name);
  return path.starts_with("scripts/") ||
         (path.starts_with("basic/") &&
          !is_one_of(file, {"script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"}));
}

} // namespace

std::string read_odt_type(Archive& archive, Findings& findings) {
  for (const auto& entry : archive.entries())
    if (is_macro(entry.name))
      add_macros(findings);
  constexpr std::size_t longest_type = 200;
  std::string type;
  archive.read("mimetype", [&](std::string_view piece) {
    type += piece.substr(0, longest_type);
    return type.size() < longest_type;
  });
  Manifest manifest(findings);
  read_part(archive, "META-INF/manifest.xml", manifest, findings);
  type = base::trim(type);
  return type.empty() ? manifest.type : type;
}

std::string read_odt(Archive& archive, Findings& findings) {
  Text text(findings);
  if (archive.find("content.xml") == nullptr)
    findings.end("broken", "The document has no content.xml, so it cannot be read; please save it "
                           "again with your word processor and send it again.");
  read_part(archive, "content.xml", text, findings);
  read_part(archive, "styles.xml", text, findings);
  return text.take();
}

} // namespace documents
