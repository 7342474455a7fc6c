// SPDX-License-Identifier: Apache-2.0
#include "documents/docx.hpp"

#include "base/text.hpp"
#include "documents/part.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace documents {
namespace {

constexpr std::array<std::string_view, 2> word_spaces{
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main"};
constexpr std::string_view alternatives_space =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
// Deleted and moved text, and properties, where a tab is no sign but a stop.
constexpr std::array<std::string_view, 9> not_text{
    "pPr", "rPr", "tblPr", "sectPr", "del", "moveFrom", "delText", "delInstrText", "sdtPr"};
constexpr std::size_t longest_code = 400; // of a field, as far as it is looked at

class Text : public XmlListener {
public:
  explicit Text(Findings& findings) : findings_(findings) {}

  void begin(const Element& element) override {
    if (skipped_ > 0 || is_left_out(element)) {
      ++skipped_;
      return;
    }
    if (!is_word(element.space))
      return;
    const auto name = element.name;
    if (name == "t" || name == "instrText")
      kind_ = name == "t" ? Kind::text : Kind::code;
    else if (name == "p" || name == "br" || name == "cr")
      lines_.new_line();
    else if (name == "tab" || name == "ptab")
      lines_.add("\t");
    else if (name == "noBreakHyphen")
      lines_.add("-");
    else if (name == "fldChar")
      judge(std::exchange(code_, {}));
    else if (name == "fldSimple")
      judge(element.attribute("instr").substr(0, longest_code));
  }

  void end(std::string_view space, std::string_view name) override {
    if (skipped_ > 0) {
      --skipped_;
      return;
    }
    if (space == alternatives_space && name == "AlternateContent")
      chosen_.pop_back();
    if (!is_word(space))
      return;
    if (name == "p")
      lines_.new_line();
    else if (name == "t" || name == "instrText")
      kind_ = Kind::other;
  }

  void text(std::string_view words) override {
    if (skipped_ > 0)
      return;
    if (kind_ == Kind::text)
      lines_.add(words);
    else if (kind_ == Kind::code && code_.size() < longest_code)
      code_ += words.substr(0, longest_code - code_.size());
  }

  std::string take() { return lines_.take(); }

private:
  enum class Kind { other, text, code };

  static bool is_word(std::string_view space) {
    return std::find(word_spaces.begin(), word_spaces.end(), space) != word_spaces.end();
  }

  // Of alternatives for newer and older programs the first is read and no other.
  bool is_left_out(const Element& element) {
    if (element.space == alternatives_space) {
      if (element.name == "AlternateContent")
        chosen_.push_back(false);
      else if ((element.name == "Choice" || element.name == "Fallback") && !chosen_.empty()) {
        const bool another = chosen_.back();
        chosen_.back() = true;
        return another;
      }
      return false;
    }
    return is_word(element.space) &&
           std::find(not_text.begin(), not_text.end(), element.name) != not_text.end();
  }

  // The code of a field stands in pieces between two marks; a mark ends what was gathered.
  void judge(std::string_view field) {
    const auto code = base::lower(base::trim(field));
    const auto begins = [&](std::string_view word) { return code.starts_with(word); };
    if (begins("dde") || begins("link"))
      add_active_content(findings_);
    else if (begins("includepicture") || begins("includetext"))
      judge_reference(begins("includep") ? Reference::picture : Reference::content,
                      code.find("://") == code.npos && code.find("\\\\\\\\") == code.npos
                          ? Place::this_machine
                          : Place::network,
                      findings_);
  }

  Findings& findings_;
  TextLines lines_;
  Kind kind_ = Kind::other;
  int skipped_ = 0;          // levels below something that is left out
  std::vector<bool> chosen_; // of each AlternateContent that is open
  std::string code_;
};

} // namespace

std::string read_docx(const Docx& docx, Archive& archive, Findings& findings) {
  Text text(findings);
  if (archive.find(docx.main_part) == nullptr)
    findings.end("broken", "The document has no main part, so it cannot be read; please save it "
                           "again with your word processor and send it again.");
  read_part(archive, docx.main_part, text, findings);
  for (const auto& story : docx.stories)
    read_part(archive, story, text, findings);
  return text.take();
}

} // namespace documents
