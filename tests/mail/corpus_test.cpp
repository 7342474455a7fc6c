// SPDX-License-Identifier: Apache-2.0
// Every mail of tests/corpus is read as the file beside it says. With ROLLOUT_APPROVE set, the
// readings are written instead: look at the difference before it is committed.
#include "mail/automatic.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"
#include "mail/notice.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::size_t size_of(const mail::Attachment& attachment) {
  std::size_t size = 0;
  mail::read(attachment, [&](std::string_view piece) {
    size += piece.size();
    return true;
  });
  return size;
}

std::string reading(const std::string& raw) {
  const auto message = mail::parse(raw);
  const auto fresh = mail::fresh_text(message);
  const auto automatic = mail::automatic(message, "sender@example.org", {});
  std::ostringstream out;
  out << "structure: " << message.structure << "\nfrom: " << message.from.value_or("-");
  if (!message.from_name.empty())
    out << " (" << message.from_name << ")";
  out << "\nsubject: " << message.subject << '\n';
  for (const auto& attachment : message.attachments)
    out << "attachment: " << attachment.name.value_or("-") << " (" << attachment.type << ", "
        << size_of(attachment) << " bytes)\n";
  if (automatic.answer != mail::Automatic::Answer::no)
    out << (automatic.answer == mail::Automatic::Answer::yes ? "automatic: " : "doubtful: ")
        << automatic.because << '\n';
  if (const auto notice = mail::read_notice(message)) {
    constexpr std::array kinds{"held", "rejected", "bounced", "delayed"};
    out << "notice: " << kinds.at(static_cast<std::size_t>(notice->kind)) << " on " << notice->list
        << "\n  post: <" << notice->message_id << "> " << notice->subject
        << "\n  why: " << notice->why << '\n';
    CHECK(automatic.answer == mail::Automatic::Answer::yes);
  }
  if (message.unreadable)
    out << "unreadable\n";
  for (const auto& remark : message.remarks)
    out << "remark: " << remark << '\n';
  out << "fresh:\n" << fresh.text << '\n';
  if (message.plain && message.html)
    out << "html:\n" << fresh.html_text << '\n';
  return out.str();
}

std::vector<fs::path> mails() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / "tests/corpus"))
    if (entry.path().extension() == ".eml")
      out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

} // namespace

TEST_CASE("every mail of the corpus is read as it should be") {
  const auto all = mails();
  CHECK(all.size() >= 40);
  for (const auto& path : all) {
    auto expected = path;
    expected.replace_extension(".expected");
    const auto read = reading(content_of(path));
    if (std::getenv("ROLLOUT_APPROVE") != nullptr)
      std::ofstream(expected, std::ios::binary) << read;
    INFO(path.filename());
    CHECK(read == content_of(expected));
  }
}

TEST_CASE("CRLF or LF, every mail of the corpus reads the same") {
  for (const auto& path : mails()) {
    const auto raw = content_of(path);
    if (raw.find('\r') != std::string::npos)
      continue;
    std::string crlf;
    for (const char c : raw) {
      if (c == '\n')
        crlf += '\r';
      crlf += c;
    }
    // what is attached as it stands keeps its line ends, so sizes differ: compare the text
    const auto lf_text = mail::fresh_text(mail::parse(raw));
    const auto crlf_text = mail::fresh_text(mail::parse(crlf));
    INFO(path.filename());
    CHECK(lf_text.text == crlf_text.text);
    CHECK(lf_text.html_text == crlf_text.html_text);
  }
}
