// SPDX-License-Identifier: Apache-2.0
#include "bridge/files.hpp"

#include "base/digest.hpp"
#include "rollout/file_name.hpp"

#include <algorithm>
#include <optional>

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

// Files of one mail, one after the other, as far as they may be looked into.
class Inspection {
public:
  explicit Inspection(const documents::Expected& expected) : expected_(expected) {}

  // As much of the next file as may be looked into; less than it has: none of it is.
  std::size_t room() const { return count_ == most_files ? 0 : std::min(most_inspected, left_); }

  // The next one. `content` is nullopt where it was over the room that there was.
  void inspect(Attached& file, const std::optional<std::string>& content) {
    if (!content || count_ == most_files || content->size() > left_)
      return leave(file);
    ++count_;
    left_ -= content->size();
    const auto extension = rollout::read_file_name(file.name).extension;
    if (extension.empty())
      return; // its name is wrong, whatever is in it
    const auto found = documents::inspect(*content, extension, expected_);
    left_ -= std::min(left_, found.unpacked);
    file.content = worth(found.verdict);
    file.recommendation = found.recommendation;
    if (found.verdict != documents::Verdict::not_inspected)
      for (const auto& one : found.findings)
        file.findings.push_back({one.code, one.text});
  }

private:
  void leave(Attached& file) const {
    file.content = Attached::Content::not_inspected;
    const bool large = count_ < most_files &&
                       (file.bytes == 0 || file.bytes > static_cast<std::int64_t>(most_inspected));
    if (large)
      file.findings = {{"too_large", "It is too large to be looked into."}};
    else
      file.findings = {
          {"too_many", "It was not looked into, since too many or too large files came with it."}};
  }

  const documents::Expected& expected_;
  std::size_t count_ = 0;
  std::size_t left_ = most_in_all;
};

// All of its bytes are read, so that it is known when it comes again.
std::optional<std::string> read(const mail::Attachment& part, std::size_t room, Attached& file) {
  base::Sha256 digest;
  std::string content;
  mail::read(part, [&](std::string_view piece) {
    digest.add(piece);
    file.bytes += static_cast<std::int64_t>(piece.size());
    if (static_cast<std::size_t>(file.bytes) <= room)
      content += piece;
    return true;
  });
  file.digest = digest.hex();
  if (content.size() < static_cast<std::size_t>(file.bytes))
    return std::nullopt;
  return content;
}

} // namespace

std::vector<Attached> names_of(const mail::Message& message) {
  std::vector<Attached> out;
  for (const auto& part : message.attachments)
    if (part.name)
      out.push_back({*part.name});
  return out;
}

std::vector<Attached> files_of(const mail::Message& message, const documents::Expected& expected) {
  std::vector<Attached> out;
  Inspection inspection(expected);
  for (const auto& part : message.attachments) {
    if (!part.name)
      continue;
    Attached file{*part.name};
    if (rollout::may_be_report(file.name))
      inspection.inspect(file, read(part, inspection.room(), file));
    out.push_back(std::move(file));
  }
  return out;
}

std::vector<Attached> look_into(const std::vector<SaidFile>& files,
                                const documents::Expected& expected) {
  std::vector<Attached> out;
  Inspection inspection(expected);
  for (const auto& one : files) {
    Attached file{one.name};
    if (rollout::may_be_report(file.name)) {
      file.bytes = one.content ? static_cast<std::int64_t>(one.content->size()) : one.bytes;
      if (one.content)
        file.digest = base::sha256(*one.content);
      inspection.inspect(file, one.content);
    }
    out.push_back(std::move(file));
  }
  return out;
}

} // namespace bridge
