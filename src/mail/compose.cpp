// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"
#include "base/text.hpp"
#include "mail/address.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"
#include "mail/entity.hpp"
#include "mail/letter.hpp"
#include "mail/transfer.hpp"

#include <algorithm>

namespace mail {
namespace {

using base::Fault;
using base::Result;

// A thread that is longer keeps its first id and its last ones.
constexpr std::size_t most_references = 20;
constexpr std::size_t longest_line = 998; // RFC 5322, 2.1.1

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 900 && std::all_of(id.begin(), id.end(), [](char c) {
    return c > ' ' && c < 127 && c != '<' && c != '>';
  });
}

Result<void> check(const Letter& letter, std::string_view loop_mark) {
  for (const auto& address :
       {letter.from, letter.to, letter.reply_to.empty() ? letter.from : letter.reply_to})
    if (!is_address(address) || !is_ascii(address))
      return base::fail(Fault::invalid, "'" + address + "' is no address that a letter can have",
                        "write it as local@domain, without a name");
  if (!is_id(letter.message_id) || letter.message_id.find('@') == std::string::npos)
    return base::fail(Fault::invalid, "'" + letter.message_id + "' is no Message-ID",
                      "write it as local@domain, without < >");
  for (const auto& id : letter.references)
    if (!is_id(id))
      return base::fail(Fault::invalid, "'" + id + "' cannot be referred to",
                        "leave references out that hold blanks, < or >");
  if (!base::fits_one_line(letter.draft.subject))
    return base::fail(Fault::invalid,
                      "the subject '" + letter.draft.subject + "' has more than one line",
                      "take CR, LF and NUL out of the words that go into it");
  if (loop_mark.empty() || loop_mark.size() > 200 || !is_ascii(loop_mark) ||
      !base::fits_one_line(loop_mark))
    return base::fail(Fault::invalid, "'" + std::string(loop_mark) + "' cannot be a loop mark",
                      "use a short ASCII name");
  return {};
}

std::string angled(std::string_view id) {
  return "<" + std::string(id) + ">";
}

std::string references(const std::vector<std::string>& ids) {
  std::string out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool middle = i > 0 && ids.size() - i >= most_references;
    if (middle)
      continue;
    if (!out.empty())
      out += ' ';
    out += angled(ids[i]);
  }
  return out;
}

bool fits_seven_bits(std::string_view text) {
  for (const auto line : base::lines(text))
    if (line.size() > longest_line || line.substr(0, 5) == "From " ||
        (!line.empty() && (line.back() == ' ' || line.back() == '\t')))
      return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= ' ' && c < 127) || c == '\t' || c == '\n'; });
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += std::string(line) + "\r\n";
  return out;
}

struct Part {
  std::string type;
  bool plain; // its bytes need no encoding
  std::string body;

  Part(const char* the_type, const std::string& text)
      : type(the_type), plain(fits_seven_bits(text)),
        body(plain ? with_crlf(text) : encode_quoted_printable(text)) {}
  const char* encoding() const { return plain ? "7bit" : "quoted-printable"; }
};

// The same for the same letter, and not in it.
std::string boundary_for(const Letter& letter, const std::vector<Part>& parts) {
  std::string boundary = "rollout-" + base::short_digest(letter.message_id);
  while (std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    return part.body.find("--" + boundary) != std::string::npos;
  }))
    boundary += "x";
  return boundary;
}

std::string alternatives(const std::vector<Part>& parts, const std::string& boundary) {
  std::string out;
  for (const auto& part : parts)
    out += "--" + boundary + "\r\nContent-Type: " + part.type +
           "\r\nContent-Transfer-Encoding: " + part.encoding() + "\r\n\r\n" + part.body + "\r\n";
  return out + "--" + boundary + "--\r\n";
}

// What keeps programs from answering. Auto-Submitted alone does not stop every autoresponder.
void append_marks(std::vector<HeaderField>& fields, const Letter& letter) {
  if (!letter.to_list)
    fields.push_back(
        {"Auto-Submitted", letter.references.empty() ? "auto-generated" : "auto-replied"});
  fields.push_back({"Precedence", "bulk"});
  if (!letter.to_list)
    return;
  // QUIRK: Mailman 3.3.8 holds a post with Auto-Submitted and tells nobody; Mailman 2 does so with
  // Precedence: bulk, unless X-Ack says yes. A post that waits unseen is a lost one.
  fields.push_back({"X-Ack", "yes"});
  fields.push_back({"X-Auto-Response-Suppress", "OOF, AutoReply"}); // Exchange; bounces go on
}

// Who, to whom, what about, in answer to what; then what keeps programs from answering.
std::vector<HeaderField> fields_of(const Letter& letter, std::string_view loop_mark) {
  std::vector<HeaderField> fields{
      {"From", letter.from},
      {"To", letter.to},
      {"Subject", encode_words(letter.draft.subject)},
      {"Date", base::to_mail_date(letter.date)},
      {"Message-ID", angled(letter.message_id)},
  };
  if (!letter.reply_to.empty() && letter.reply_to != letter.from)
    fields.push_back({"Reply-To", letter.reply_to});
  if (!letter.references.empty()) {
    fields.push_back({"In-Reply-To", angled(letter.references.back())});
    fields.push_back({"References", references(letter.references)});
  }
  append_marks(fields, letter);
  fields.push_back({"X-Rollout-Bridge", std::string(loop_mark)});
  fields.push_back({"MIME-Version", "1.0"});
  return fields;
}

} // namespace

Result<std::string> compose(const Letter& letter, std::string_view loop_mark) {
  if (auto checked = check(letter, loop_mark); !checked)
    return base::fail(checked.error());
  auto fields = fields_of(letter, loop_mark);
  std::vector<Part> parts{{"text/plain; charset=utf-8", to_utf8(letter.draft.text)}};
  if (letter.draft.html.empty()) {
    fields.push_back({"Content-Type", parts.front().type});
    fields.push_back({"Content-Transfer-Encoding", parts.front().encoding()});
    return Entity(fields).write(parts.front().body);
  }
  parts.emplace_back("text/html; charset=utf-8", to_utf8(letter.draft.html));
  const auto boundary = boundary_for(letter, parts);
  fields.push_back({"Content-Type", "multipart/alternative; boundary=\"" + boundary + "\""});
  fields.push_back({"Content-Transfer-Encoding", "7bit"});
  return Entity(fields).write(alternatives(parts, boundary));
}

} // namespace mail
