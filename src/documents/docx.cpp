// SPDX-License-Identifier: Apache-2.0
#include "documents/docx.hpp"

#include "documents/docx_styles.hpp"
#include "documents/docx_text.hpp"
#include "documents/part.hpp"

#include <utility>

namespace documents {

Told read_docx(const Docx& docx, Archive& archive, Findings& findings) {
  if (archive.find(docx.main_part) == nullptr)
    findings.end("broken", "The document has no main part, so it cannot be read; please save it "
                           "again with your word processor and send it again.");
  DocxStyles styles;
  read_part(archive, docx.styles, styles, findings);
  DocxText text(styles.found(), findings);
  DocxText comments(styles.found(), findings);
  read_part(archive, docx.main_part, text, findings);
  for (const auto& story : docx.stories)
    read_part(archive, story, text, findings);
  for (const auto& story : docx.comments)
    read_part(archive, story, comments, findings);
  auto told = text.take();
  told.comments = comments.take().text;
  return told;
}

} // namespace documents
