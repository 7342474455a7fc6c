// SPDX-License-Identifier: Apache-2.0
// What comes along with a reply: files as RT keeps them, and what is none of ours.
#include "base/base64.hpp"
#include "lab.hpp"

#include <string>
#include <vector>

using namespace lab;

namespace {

const std::string docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

constexpr std::int64_t most = 4 << 20;

std::int64_t all(const std::string&) {
  return most;
}

rt::Said newest_on(base::TicketId id,
                   const std::function<std::int64_t(const std::string&)>& wanted = all) {
  const auto talk = must(bridge().talk_after({}, id));
  REQUIRE_FALSE(talk.empty());
  return must(bridge().said(talk.back().id, "X-Rollout-Relay", wanted));
}

// A mail of these parts that reached RT past us.
base::TicketId mailed(const std::vector<std::string>& parts) {
  const auto id = new_ticket();
  auto mail = relay_of(id, "files-" + fresh() + "@infn.example.test");
  mail.raw.erase(mail.raw.find("--b\n"));
  for (const auto& part : parts)
    mail.raw += "--b\n" + part + "\n";
  mail.raw += "--b--\n";
  post_directly(mail, false);
  return id;
}

std::string part(const std::string& fields, const std::string& content) {
  std::string out = fields + "\nContent-Transfer-Encoding: base64\n\n";
  const auto encoded = base::encode_base64(content);
  for (std::size_t at = 0; at < encoded.size(); at += 76)
    out += encoded.substr(at, 76) + "\n";
  return out;
}

std::string file(const std::string& name, const std::string& content) {
  return part("Content-Type: " + docx + "\nContent-Disposition: attachment; filename=\"" + name +
                  "\"",
              content);
}

const std::string text = "Content-Type: text/plain; charset=utf-8\n\naccept NGI_IT-INFN-T1";

std::string forwarded(const std::string& fields) {
  return fields +
         "\n\nFrom: quinn@qmul.example.test\nSubject: inner\nMIME-Version: 1.0\n"
         "Content-Type: multipart/mixed; boundary=i\n\n"
         "--i\nContent-Type: text/plain\n\nreject NGI_IT-INFN-T1\n--i\n" +
         file("inside.docx", "inside") + "--i--\n";
}

// Bytes that something on the way might take for an end of line or of text.
std::string every_byte(std::size_t size) {
  std::string out;
  out.reserve(size);
  for (std::uint32_t state = 1; out.size() < size; state = state * 1664525U + 1013904223U)
    out += static_cast<char>(state >> 24U);
  return out;
}

std::string names_of(const rt::Said& said) {
  std::string out;
  for (const auto& one : said.files)
    out += (out.empty() ? "" : "|") + one.name;
  return out;
}

} // namespace

TEST_CASE("rt: files of a mail come byte by byte, several in their order, two under one name") {
  const std::vector<std::string> contents = {std::string("\0PK\r\n\n\r\0.\r\n", 11), "", "\n",
                                             every_byte(3 << 20), "the last"};
  std::vector<std::string> parts = {text};
  for (const auto& content : contents)
    parts.push_back(file("same.docx", content));
  const auto said = newest_on(mailed(parts));
  CHECK(said.plain == "accept NGI_IT-INFN-T1");
  REQUIRE(said.files.size() == contents.size());
  for (std::size_t at = 0; at < contents.size(); ++at) {
    CHECK(said.files[at].name == "same.docx");
    CHECK((said.files[at].content == contents[at])); // not shown: it is long
  }
}

TEST_CASE("rt: files of the page come byte by byte, with their names") {
  const auto id = new_ticket();
  const auto content = std::string("\0\xff\r\n\n\r", 6) + every_byte(5000);
  Value::List files;
  for (const char* name : {"plain.docx", "=?UTF-8?B?Z3LDvMOfZSDml6UuZG9jeA==?=", "plain.docx"})
    files.push_back(Value::Object{
        {"FileName", name}, {"FileType", docx}, {"FileContent", base::encode_base64(content)}});
  as_root("POST", "/ticket/" + to_string(id) + "/correspond",
          Value::Object{{"Content", "<p>accept&nbsp;X</p>"},
                        {"ContentType", "text/html"},
                        {"Attachments", files}});
  const auto said = newest_on(id);
  CHECK(said.headers.find("X-RT-Interface: REST") != std::string::npos);
  CHECK(said.html == "<p>accept&nbsp;X</p>");
  CHECK(names_of(said) == "plain.docx|grüße 日.docx|plain.docx");
  for (const auto& one : said.files)
    CHECK((one.content == content));
}

TEST_CASE("rt: names of files are read however a mail writes them") {
  const std::string type = "Content-Type: " + docx;
  const std::string disposition = type + "\nContent-Disposition: attachment";
  const auto said = newest_on(mailed(
      {text, part(disposition + "; filename*=UTF-8''gr%C3%BC%C3%9Fe%20%E6%97%A5.docx", "1"),
       part(disposition + ";\n filename*0*=UTF-8''ea-NGI%5FIT-;\n filename*1*=gr%C3%BC.docx", "2"),
       part(disposition + "; filename*=ISO-8859-1''gr%FC.doc", "3"),
       part(disposition + "; filename=\"=?UTF-8?B?Z3LDvMOfZS5kb2N4?=\"", "4"),
       part(type + "; name=\"only.docx\"", "5"),
       part(type + "; name=\"type.docx\"\nContent-Disposition: inline; filename=\"that.docx\"",
            "6"),
       part(disposition + "; filename=\"../../up.docx\"", "7"),
       part(disposition + "; filename=\"it's a (1).docx\"", "8"), part(disposition, "nameless")}));
  CHECK(names_of(said) == "grüße 日.docx|ea-NGI_IT-grü.docx|grü.doc|grüße.docx|only.docx|that.docx|"
                          "up.docx|it's a (1).docx");
  for (std::size_t at = 0; at < said.files.size(); ++at)
    CHECK(said.files[at].content == std::to_string(at + 1));
}

TEST_CASE("rt: a text is a file where it has a name, and a reply where it has none") {
  const auto said =
      newest_on(mailed({part("Content-Type: text/plain; name=\"notes.odt\"", "a file\n"), text,
                        "Content-Type: text/plain\n\nthe list's footer"}));
  CHECK(said.plain == "accept NGI_IT-INFN-T1");
  CHECK(names_of(said) == "notes.odt");
  CHECK(said.files.at(0).content == "a file\n");
  const auto alone = newest_on(mailed({file("alone.docx", "x")}));
  CHECK_FALSE(alone.plain);
  CHECK(names_of(alone) == "alone.docx");
}

TEST_CASE("rt: what is inside a forwarded mail is another's, what stands after it is not") {
  for (const std::string fields :
       {"Content-Type: message/rfc822",
        "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"its.eml\""}) {
    auto said = newest_on(mailed({forwarded(fields), file("after.docx", "after"), forwarded(fields),
                                  text, file("last.docx", "last")}));
    std::erase_if(said.files, [](const auto& one) { return one.name == "its.eml"; });
    CHECK(said.plain == "accept NGI_IT-INFN-T1");
    REQUIRE(names_of(said) == "after.docx|last.docx");
    CHECK(said.files.front().content == "after");
  }
}

TEST_CASE("rt: a mail that is put into the page hides no file behind it") {
  const auto id = new_ticket();
  Value::List files;
  for (const char* name : {"mail.eml", "late.docx"})
    files.push_back(
        Value::Object{{"FileName", name},
                      {"FileType", name == std::string("mail.eml") ? "message/rfc822" : docx},
                      {"FileContent", base::encode_base64("Subject: inner\n\nhello\n")}});
  as_root("POST", "/ticket/" + to_string(id) + "/correspond",
          Value::Object{{"Content", "x"}, {"ContentType", "text/plain"}, {"Attachments", files}});
  const auto said = newest_on(id, [](const auto& name) { return name == "late.docx" ? most : -1; });
  CHECK(said.plain == "x");
  REQUIRE(names_of(said) == "mail.eml|late.docx");
  CHECK(said.files.back().content == "Subject: inner\n\nhello\n");
}

TEST_CASE("rt: of more parts than a page of RT's holds none is forgotten") {
  std::vector<std::string> parts = {text};
  for (int at = 0; at < 120; ++at)
    parts.push_back(file("picture-" + std::to_string(at) + ".png", "x"));
  parts.push_back(file("report.docx", "behind them"));
  const auto said =
      newest_on(mailed(parts), [](const auto& name) { return name == "report.docx" ? most : -1; });
  REQUIRE(said.files.size() == 121);
  CHECK_FALSE(said.files.front().content);
  CHECK(said.files.back().content == "behind them");
}

TEST_CASE("rt: a file that nobody wants is named and not fetched") {
  std::vector<std::string> asked;
  const auto said = newest_on(mailed({text, file("photo.png", "x"), file("report.odt", "y")}),
                              [&](const std::string& name) {
                                asked.push_back(name);
                                return name.ends_with(".odt") ? most : -1;
                              });
  CHECK(asked == std::vector<std::string>{"photo.png", "report.odt"});
  REQUIRE(names_of(said) == "photo.png|report.odt");
  CHECK_FALSE(said.files.at(0).content);
  CHECK(said.files.at(1).content == "y");
}

TEST_CASE("rt: a file over the limit is named and not fetched, whatever length its mail claims") {
  const std::string largest(1000, 'x');
  const auto claimed = [](const std::string& name, const char* length, const std::string& content) {
    return part("Content-Type: " + docx + "\nContent-Disposition: attachment; filename=\"" + name +
                    "\"\nContent-Length: " + length,
                content);
  };
  const auto said = newest_on(
      mailed({text, file("over.docx", largest + "x"), claimed("smaller.docx", "5", largest + "x"),
              claimed("larger.docx", "99999999999", "x"), file("fits.docx", largest)}),
      [](const std::string&) { return 1000; });
  REQUIRE(names_of(said) == "over.docx|smaller.docx|larger.docx|fits.docx");
  CHECK_FALSE(said.files.at(0).content.has_value());
  CHECK_FALSE(said.files.at(1).content.has_value());
  CHECK_FALSE(said.files.at(2).content.has_value()); // there is no telling that it is small
  CHECK(said.files.at(3).content == largest);
}

TEST_CASE("rt: of files together no more is kept than is wanted, and each has its size") {
  const std::string content(1000, 'x');
  const auto id = mailed({text, file("a.docx", content), file("b.docx", content + "x"),
                          file("c.docx", "small"), file("d.docx", content)});
  const auto talk = must(bridge().talk_after({}, id));
  const auto said = must(bridge().said(talk.back().id, "X-Rollout-Relay", all, 1010));
  REQUIRE(names_of(said) == "a.docx|b.docx|c.docx|d.docx");
  CHECK(said.files.at(0).content == content);
  CHECK_FALSE(said.files.at(1).content.has_value());
  CHECK(said.files.at(2).content == "small");
  CHECK_FALSE(said.files.at(3).content.has_value());
  CHECK(said.files.at(1).bytes == 1001);
  CHECK(said.files.at(2).bytes == 5);
}

TEST_CASE("rt: of our own copy neither text nor files are fetched") {
  const auto id = new_ticket();
  must(bridge().relay(relay_of(id, fresh() + "@x.test")));
  const auto said = newest_on(id);
  CHECK_FALSE(said.plain);
  CHECK(said.files.empty());
}

TEST_CASE("rt: all files of a ticket are listed, whoever sent them and however") {
  const auto id = mailed({text, file("first.docx", "one"),
                          forwarded("Content-Type: message/rfc822"), file("third.odt", "")});
  as_root("POST", "/ticket/" + to_string(id) + "/comment",
          Value::Object{{"Content", "x"},
                        {"ContentType", "text/plain"},
                        {"Attachments",
                         Value::List{Value::Object{{"FileName", "second.docx"},
                                                   {"FileType", docx},
                                                   {"FileContent", base::encode_base64("two")}}}}});
  const auto files = must(bridge().files_on(id));
  REQUIRE(files.size() == 4);
  const auto talk = must(bridge().talk_after({}, id));
  REQUIRE(talk.size() == 2);
  const std::vector<std::string> names = {"first.docx", "inside.docx", "third.odt", "second.docx"};
  const std::vector<std::string> contents = {"one", "inside", "", "two"};
  for (std::size_t at = 0; at < files.size(); ++at) {
    const auto& said = talk[at < 3 ? 0 : 1];
    CHECK(files[at].name == names[at]);
    CHECK(files[at].type == docx);
    CHECK(files[at].bytes == static_cast<std::int64_t>(contents[at].size()));
    CHECK(files[at].ticket == id);
    CHECK(files[at].transaction == said.id);
    CHECK(files[at].created == said.created);
    CHECK(files[at].creator == (at < 3 ? "anna" : "root"));
    CHECK(must(bridge().file(files[at].id)) == contents[at]);
  }
  CHECK(must(bridge().files_on(new_ticket())).empty());
}

TEST_CASE("rt: the files of a merged ticket are found under both numbers") {
  const auto from = mailed({text, file("before.docx", "one")});
  const auto into = mailed({text, file("there.docx", "two")});
  change(from, {{"MergeInto", to_string(into)}});
  for (const auto id : {from, into}) {
    const auto files = must(bridge().files_on(id));
    REQUIRE(files.size() == 2);
    CHECK(files.front().name == "before.docx");
    CHECK(files.front().ticket == from);
    CHECK(files.back().name == "there.docx");
    CHECK(files.back().ticket == into);
  }
}

TEST_CASE("rt: of more transactions than are asked about at once no file is forgotten") {
  const auto id = mailed({text, file("oldest.docx", "x")});
  for (int at = 0; at < 105; ++at)
    as_root("POST", "/ticket/" + to_string(id) + "/comment",
            Value::Object{{"Content", "x"}, {"ContentType", "text/plain"}});
  post_directly(relay_of(id, "none-" + fresh() + "@infn.example.test"), false);
  as_root("POST", "/ticket/" + to_string(id) + "/comment",
          Value::Object{{"Content", "x"},
                        {"ContentType", "text/plain"},
                        {"Attachments",
                         Value::List{Value::Object{{"FileName", "newest.docx"},
                                                   {"FileType", docx},
                                                   {"FileContent", base::encode_base64("two")}}}}});
  const auto files = must(bridge().files_on(id));
  REQUIRE(files.size() == 2);
  CHECK(files.front().name == "oldest.docx");
  CHECK(files.back().name == "newest.docx");
}

TEST_CASE("rt: neither a ticket nor a file that we may not see is shown") {
  const auto queue = "hidden-files-" + fresh();
  const auto name = queue + ".docx";
  as_root("POST", "/queue", Value::Object{{"Name", queue}});
  const auto hidden = new_ticket(queue);
  as_root("POST", "/ticket/" + to_string(hidden) + "/comment",
          Value::Object{{"Content", "x"},
                        {"ContentType", "text/plain"},
                        {"Attachments",
                         Value::List{Value::Object{{"FileName", name},
                                                   {"FileType", docx},
                                                   {"FileContent", base::encode_base64("two")}}}}});
  for (const auto id : {hidden, base::TicketId{99999999}}) {
    const auto files = bridge().files_on(id);
    REQUIRE_FALSE(files);
    CHECK(files.error().fault == Fault::not_found);
  }
  const auto rows = as_root("POST", "/attachments?fields=Filename",
                            Value::List{Value::Object{{"field", "Filename"}, {"value", name}}});
  REQUIRE(rows["items"].items.size() == 1);
  CHECK_FALSE(bridge().file({rows["items"].items.front()["id"].number()}));
  CHECK_FALSE(bridge().file({99999999}));
}
