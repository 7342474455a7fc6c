// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "bridge/files.hpp"
#include "documents/samples.hpp"
#include "documents/topics.hpp"

#include <catch2/catch.hpp>

using bridge::files_of;
using rollout::Attached;

namespace {

const documents::Expected expected{documents::usual_topics(), {}};
const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx";

std::string report(const std::string& text = documents_test::honest) {
  return documents_test::docx(documents_test::paragraph(text));
}

std::string base64_part(const std::string& fields, const std::string& content) {
  std::string out = fields + "\nContent-Transfer-Encoding: base64\n\n";
  const auto encoded = base::encode_base64(content);
  for (std::size_t at = 0; at < encoded.size(); at += 76)
    out += encoded.substr(at, 76) + "\n";
  return out;
}

std::string file(const std::string& name, const std::string& content) {
  return base64_part("Content-Type: application/octet-stream\n"
                     "Content-Disposition: attachment; filename=\"" +
                         name + "\"",
                     content);
}

const std::string text = "Content-Type: text/plain; charset=utf-8\n\nOur report is attached.\n";

std::string multipart(const std::vector<std::string>& parts, const std::string& boundary) {
  std::string out = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + boundary + "\n";
  for (const auto& part : parts)
    out += "\n--" + boundary + "\n" + part;
  return out + "\n--" + boundary + "--\n";
}

std::vector<Attached> files_in(const std::vector<std::string>& parts) {
  return files_of(mail::parse("From: anna@infn.example.test\n" + multipart(parts, "b")), expected);
}

Attached only(const std::string& part) {
  auto files = files_in({text, part});
  REQUIRE(files.size() == 1);
  return files.front();
}

Attached look_into(const std::string& name, const std::optional<std::string>& content) {
  return bridge::look_into({{name, content}}, expected).at(0);
}

std::string words(const Attached& file) {
  std::string out = std::string(to_word(file.content)) + ", " + std::to_string(file.bytes);
  for (const auto& one : file.findings)
    out += "; " + one.text;
  return out;
}

} // namespace

TEST_CASE("files: a report is told by name, size, digest and worth") {
  const auto content = report();
  const auto got = only(file(right, content));
  CHECK(got.name == right);
  CHECK(words(got) == "fine, " + std::to_string(content.size()));
  CHECK(got.digest == base::sha256(content));
  CHECK(only(file("REPORT.DOCX", content)).content == Attached::Content::fine);
  CHECK(only(file("C:\\reports\\r.docx", content)).content == Attached::Content::fine);
}

TEST_CASE("files: what a report recommends is read") {
  const std::string says = "NGI_IT INFN-T1. Recommendation: REJECT";
  CHECK(only(file(right, report(says))).recommendation == "REJECT");
  CHECK(look_into(right, report(says)).recommendation == "REJECT");
  CHECK(only(file(right, report())).recommendation.empty());
}

TEST_CASE("files: what a report lacks is told, what it is not is refused") {
  CHECK(only(file(right, report("CREAM"))).content == Attached::Content::doubtful);
  CHECK_FALSE(only(file(right, report("CREAM"))).findings.empty());
  const auto no_document = only(file(right, "hello"));
  CHECK(no_document.content == Attached::Content::refused);
  CHECK(no_document.findings.size() == 1);
  const auto empty = only(file(right, ""));
  CHECK(empty.content == Attached::Content::refused);
  CHECK(empty.digest == base::sha256(""));
}

TEST_CASE("files: a mail and RT's page judge the same file in the same way") {
  for (const auto& name : {right, std::string("notes.doc"), std::string("photo.png"),
                           std::string("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc.exe"),
                           std::string("../../ea-NGI_IT-INFN-T1.odt")})
    for (const auto& content :
         {report(), report("short"), std::string(), std::string("\0\r\n\n\r\xff", 6)}) {
      const auto mailed = only(file(name, content));
      const auto typed = look_into(name, content);
      INFO(name << ": " << words(mailed));
      CHECK(words(typed) == words(mailed));
      CHECK(typed.name == mailed.name);
      CHECK(typed.digest == mailed.digest);
    }
}

TEST_CASE("files: what is no report by its name is not read") {
  const auto photo = only(file("photo.png", report()));
  CHECK(words(photo) == "not seen, 0");
  CHECK(photo.digest.empty());
  CHECK(words(look_into("photo.png", std::nullopt)) == "not seen, 0");
  // A report by its name alone: known by its content when it comes again, looked into by nobody.
  const auto program = only(file("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.exe", "MZ"));
  CHECK(words(program) == "not seen, 2");
  CHECK(program.digest == base::sha256("MZ"));
}

TEST_CASE("files: one over the limit is told as too large, and known by its content") {
  const std::string fields = "Content-Type: application/octet-stream; name=\"" + right + "\"\n\n";
  std::string largest(bridge::most_inspected, 'x');
  for (std::size_t at = 999; at < largest.size(); at += 1000)
    largest[at] = '\n';
  CHECK(only(fields + largest).content == Attached::Content::refused);
  largest += 'x';
  const auto over = only(fields + largest);
  CHECK(words(over) == "not inspected, 33554433; It is too large to be looked into.");
  CHECK(over.digest == base::sha256(largest));
  const auto in_rt = look_into(right, std::nullopt); // which RT was not asked for
  CHECK(words(in_rt) == "not inspected, 0; It is too large to be looked into.");
  CHECK(in_rt.digest.empty());
}

TEST_CASE("files: of one RT keeps unfetched its size is told") {
  const auto large = bridge::look_into({{right, std::nullopt, 33'554'433}}, expected).at(0);
  CHECK(words(large) == "not inspected, 33554433; It is too large to be looked into.");
}

TEST_CASE("files: at most twenty of a mail are looked into, and all are known") {
  const std::string over =
      "It was not looked into, since too many or too large files came with it.";
  std::vector<std::string> parts = {text, file("photo.png", "x")}; // which counts for nothing
  std::vector<bridge::SaidFile> in_rt;
  for (int at = 0; at < 25; ++at) {
    parts.push_back(file(right, "no document"));
    in_rt.push_back(
        {right, at < 20 ? std::optional<std::string>("no document") : std::nullopt, 11});
  }
  auto mailed = files_in(parts);
  REQUIRE(mailed.size() == 26);
  mailed.erase(mailed.begin());
  for (const auto& files : {mailed, bridge::look_into(in_rt, expected)})
    for (std::size_t at = 0; at < 25; ++at) {
      CAPTURE(at);
      CHECK((files[at].content == Attached::Content::refused) == (at < 20));
      CHECK((words(files[at]) == "not inspected, 11; " + over) == (at >= 20));
    }
  CHECK(mailed.back().digest == base::sha256("no document"));
}

TEST_CASE("files: the bytes that are looked into are bounded for a mail as a whole") {
  std::vector<bridge::SaidFile> files(3, {right, std::string(30 << 20, 'x')});
  files.push_back({right, std::string("small")});
  const auto got = bridge::look_into(files, expected);
  CHECK(got[1].content == Attached::Content::refused);
  CHECK(got[2].content == Attached::Content::not_inspected);
  CHECK(got[2].findings.at(0).code == "too_many");
  CHECK(got[3].content == Attached::Content::refused); // there is room for this one
}

TEST_CASE("files: what they unpack to is bounded with them") {
  const std::vector<bridge::SaidFile> files(2, {right, report(std::string(22 << 20, 'x'))});
  const auto got = bridge::look_into(files, expected);
  CHECK(got[0].content == Attached::Content::doubtful);
  CHECK(got[1].findings.at(0).code == "too_many");
}

TEST_CASE("files: by their names alone nothing is looked into") {
  const auto files = bridge::names_of(mail::parse(
      "From: anna@infn.example.test\n" + multipart({text, file(right, report()), text}, "b")));
  REQUIRE(files.size() == 1);
  CHECK(files.front().name == right);
  CHECK(words(files.front()) == "not seen, 0");
}

TEST_CASE("files: several come in their order, also under one name") {
  const auto files =
      files_in({file(right, report()), text, file(right, report("CREAM")), file("b.odt", "x")});
  REQUIRE(files.size() == 3);
  CHECK(files[0].name == right);
  CHECK(files[0].content == Attached::Content::fine);
  CHECK(files[1].name == right);
  CHECK(files[1].content == Attached::Content::doubtful);
  CHECK(files[0].digest != files[1].digest);
  CHECK(files[2].name == "b.odt");
}

TEST_CASE("files: one without a name is nobody's report") {
  CHECK(files_in({text, base64_part("Content-Type: application/msword\n"
                                    "Content-Disposition: attachment",
                                    report())})
            .empty());
}

TEST_CASE("files: a name is read wherever it is written") {
  const auto content = report();
  for (const auto& fields : std::vector<std::string>{
           "Content-Type: application/msword; name=\"" + right + "\"",
           "Content-Type: application/msword; name=\"other.doc\"\n"
           "Content-Disposition: inline; filename=\"" +
               right + "\"",
           "Content-Type: application/msword\nContent-Disposition: attachment;\n"
           " filename*0*=UTF-8''ea-NGI%5FIT-INFN-T1-EMI-;\n filename*1=\"CREAM-1.13.1-1.docx\"",
           "Content-Type: application/msword\nContent-Disposition: attachment;\n"
           " filename=\"=?UTF-8?Q?ea-NGI=5FIT-INFN-T1-EMI-CREAM-1=2E13=2E1-1=2Edocx?=\"",
           "Content-Type: text/plain; name=\"" + right + "\"",
       }) {
    INFO(fields);
    const auto got = only(base64_part(fields, content));
    CHECK(got.name == right);
    CHECK(got.content == Attached::Content::fine);
    CHECK(got.digest == base::sha256(content));
  }
}

TEST_CASE("files: what is inside a forwarded mail is another's") {
  const auto inner = multipart({text, file(right, report())}, "i");
  const auto files = files_in({text, "Content-Type: message/rfc822\n\nSubject: inner\n" + inner,
                               "Content-Type: message/rfc822; name=\"its.eml\"\n"
                               "Content-Disposition: attachment; filename=\"its.eml\"\n\n"
                               "Subject: inner\n" +
                                   inner,
                               file("ours.odt", "x")});
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "its.eml");
  CHECK(words(files[0]) == "not seen, 0");
  CHECK(files[1].name == "ours.odt");
}

TEST_CASE("files: a mail that is nothing but a file") {
  const auto content = report();
  const auto files = files_of(
      mail::parse("From: anna@infn.example.test\nMIME-Version: 1.0\n" + file(right, content)),
      expected);
  REQUIRE(files.size() == 1);
  CHECK(files.front().content == Attached::Content::fine);
  CHECK(files.front().digest == base::sha256(content));
}
