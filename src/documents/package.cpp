// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "documents/docx.hpp"
#include "documents/part.hpp"

#include <algorithm>

namespace documents {
namespace {

constexpr std::size_t most_stories = 200;

std::string_view last_word(std::string_view type) {
  return type.substr(type.find_last_of('/') + 1); // all of it, where there is no slash
}

bool contains_ignoring_case(std::string_view text, std::string_view word) {
  return base::lower(text).find(base::lower(word)) != std::string::npos;
}

// "word/" and "../a.xml" are "a.xml"; a leading slash is the root.
std::string resolve(std::string folder, std::string_view target) {
  if (target.starts_with('/')) {
    folder.clear();
    target.remove_prefix(1);
  }
  for (; target.starts_with("../") || target.starts_with("./");
       target.remove_prefix(target.find('/') + 1)) {
    if (target[1] == '/' || folder.empty())
      continue;
    const auto above = folder.find_last_of('/', folder.size() - 2);
    folder.resize(above == folder.npos ? 0 : above + 1);
  }
  return folder + std::string(target);
}

// The relationships of one part, judged as they come.
class Relationships : public XmlListener {
public:
  Relationships(std::string folder, bool of_root, bool of_main, bool of_chart, Docx& docx,
                Findings& findings)
      : folder_(std::move(folder)), of_root_(of_root), of_main_(of_main), of_chart_(of_chart),
        docx_(docx), findings_(findings) {}

  void begin(const Element& element) override {
    if (element.name != "Relationship")
      return;
    const auto kind = last_word(element.attribute("Type"));
    const auto target = element.attribute("Target");
    if (base::same_ignoring_case(base::trim(element.attribute("TargetMode")), "External"))
      leads_out(kind, target);
    else
      stays(kind, target);
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

private:
  void leads_out(std::string_view kind, std::string_view target) {
    if (kind != "hyperlink") // a link that a person may follow
      judge_reference(kind == "image"              ? Reference::picture
                      : kind == "attachedTemplate" ? Reference::own_template
                                                   : Reference::content,
                      place_of(target, true), findings_);
  }

  void stays(std::string_view kind, std::string_view target) {
    if (is_one_of(kind, {"vbaProject", "wordVbaData"}))
      add_macros(findings_);
    // a chart of Word's own carries its figures as a sheet
    if (kind == "oleObject" || (kind == "package" && !of_chart_))
      add_active_content(findings_);
    if (is_one_of(kind, {"control", "activeXControlBinary", "aFChunk"}))
      add_programs(findings_);
    if (of_root_ && kind == "officeDocument" && docx_.main_part.empty())
      docx_.main_part = resolve(folder_, target);
    if (!of_main_)
      return;
    if (kind == "styles" && docx_.styles.empty())
      docx_.styles = resolve(folder_, target);
    else if (is_one_of(kind, {"footnotes", "endnotes", "header", "footer"}))
      add(docx_.stories, resolve(folder_, target));
    else if (kind == "comments")
      add(docx_.comments, resolve(folder_, target));
  }

  static void add(std::vector<std::string>& stories, std::string part) {
    if (stories.size() < most_stories &&
        std::find(stories.begin(), stories.end(), part) == stories.end())
      stories.push_back(std::move(part));
  }

  std::string folder_;
  bool of_root_;
  bool of_main_;
  bool of_chart_;
  Docx& docx_;
  Findings& findings_;
};

class ContentTypes : public XmlListener {
public:
  ContentTypes(std::string_view main_part, Findings& findings)
      : main_part_(main_part), findings_(findings) {}

  void begin(const Element& element) override {
    const auto type = element.attribute("ContentType");
    if (contains_ignoring_case(type, "macroEnabled") || contains_ignoring_case(type, "vbaProject"))
      add_macros(findings_);
    auto part = element.attribute("PartName");
    if (part.starts_with('/'))
      part.remove_prefix(1);
    const auto extension =
        main_part_.substr(std::min(main_part_.find_last_of('.'), main_part_.size() - 1) + 1);
    if (element.name == "Override" && base::same_ignoring_case(part, main_part_))
      of_part_ = type;
    else if (element.name == "Default" &&
             base::same_ignoring_case(element.attribute("Extension"), extension))
      of_extension_ = type;
  }
  void end(std::string_view, std::string_view) override {}
  void text(std::string_view) override {}

  std::string type() const { return of_part_.empty() ? of_extension_ : of_part_; }

private:
  std::string_view main_part_;
  Findings& findings_;
  std::string of_part_;
  std::string of_extension_;
};

// "word/_rels/document.xml.rels" is of "word/document.xml", which stands in "word/".
void read_relationships(const std::string& name, Archive& archive, Docx& docx, Findings& findings) {
  constexpr std::string_view folder_word = "_rels/";
  const auto at = name.rfind(folder_word);
  if (at == name.npos || (at > 0 && name[at - 1] != '/'))
    return;
  const auto folder = name.substr(0, at);
  const auto file = name.substr(at + folder_word.size());
  const auto owner = folder + file.substr(0, file.size() - std::string_view(".rels").size());
  const bool of_main = !docx.main_part.empty() && base::same_ignoring_case(owner, docx.main_part);
  Relationships listener(folder, owner.empty(), of_main, contains_ignoring_case(folder, "charts/"),
                         docx, findings);
  read_part(archive, name, listener, findings);
}

} // namespace

Docx read_package(Archive& archive, Findings& findings) {
  Docx docx;
  read_relationships("_rels/.rels", archive, docx, findings);
  for (const auto& entry : archive.entries()) {
    const auto name = base::lower(entry.name);
    if (name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml"))
      add_macros(findings);
    if (name.ends_with(".rels") && name != "_rels/.rels")
      read_relationships(entry.name, archive, docx, findings);
  }
  ContentTypes types(docx.main_part, findings);
  read_part(archive, "[Content_Types].xml", types, findings);
  docx.main_type = types.type();
  return docx;
}

} // namespace documents
