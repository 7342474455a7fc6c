// SPDX-License-Identifier: Apache-2.0
#include "bridge/files.hpp"

#include "base/digest.hpp"
#include "rollout/file_name.hpp"

namespace bridge {
namespace {

using rollout::Attached;

Attached::Content worth(documents::Verdict verdict) {
  switch (verdict) {
  case documents::Verdict::fine:
    return Attached::Content::fine;
  case documents::Verdict::doubtful:
    return Attached::Content::doubtful;
  case documents::Verdict::refused:
    return Attached::Content::refused;
  case documents::Verdict::not_inspected:
    break;
  }
  return Attached::Content::not_inspected;
}

void inspect(Attached& file, std::string_view content, const documents::Expected& expected) {
  const auto extension = rollout::read_file_name(file.name).extension;
  if (extension.empty())
    return; // its name is wrong, whatever is in it
  const auto found = documents::inspect(content, extension, expected);
  file.content = worth(found.verdict);
  if (found.verdict != documents::Verdict::not_inspected)
    for (const auto& one : found.findings)
      file.findings.push_back({one.code, one.text});
}

void too_large(Attached& file) {
  file.content = Attached::Content::not_inspected;
  file.findings = {{"too_large", "It is too large to be looked into."}};
}

} // namespace

Attached look_into(std::string name, const std::optional<std::string>& content,
                   const documents::Expected& expected) {
  Attached file;
  file.name = std::move(name);
  if (!rollout::may_be_report(file.name))
    return file;
  if (!content) {
    too_large(file);
    return file;
  }
  file.bytes = static_cast<std::int64_t>(content->size());
  file.digest = base::sha256(*content);
  inspect(file, *content, expected);
  return file;
}

std::vector<Attached> files_of(const mail::Message& message, const documents::Expected& expected) {
  std::vector<Attached> out;
  for (const auto& part : message.attachments) {
    if (!part.name)
      continue;
    Attached file;
    file.name = *part.name;
    if (rollout::may_be_report(file.name)) {
      base::Sha256 digest;
      std::string content;
      mail::read(part, [&](std::string_view piece) {
        digest.add(piece);
        file.bytes += static_cast<std::int64_t>(piece.size());
        if (file.bytes <= static_cast<std::int64_t>(most_inspected))
          content += piece;
        return true;
      });
      file.digest = digest.hex();
      if (content.size() == static_cast<std::size_t>(file.bytes))
        inspect(file, content, expected);
      else
        too_large(file);
    }
    out.push_back(std::move(file));
  }
  return out;
}

} // namespace bridge
