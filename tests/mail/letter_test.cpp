// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "mail/automatic.hpp"
#include "mail/fresh_text.hpp"
#include "mail/letter.hpp"
#include "mail/message.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using base::Fault;
using mail::render;
using mail::Words;

namespace {

mail::Letter letter(std::string subject, std::string text) {
  return {"rollout@bridge.example",       "anna@infn.example",
          "r1.4711@bridge.example",       {"first@infn.example", "second@infn.example"},
          base::from_unix(1'795'222'800), {std::move(subject), std::move(text), {}}};
}

std::string composed(const mail::Letter& letter) {
  const auto bytes = mail::compose(letter, "rollout.example");
  REQUIRE(bytes.has_value());
  return *bytes;
}

} // namespace

TEST_CASE("a post to a list asks to be told when it waits, and programs not to answer") {
  auto post = letter("who installs it?", "x\n");
  post.references.clear();
  const auto alone = mail::parse(composed(post));
  CHECK(header(alone, "Auto-Submitted") == "auto-generated");
  CHECK(header(alone, "Precedence") == "bulk");
  CHECK_FALSE(header(alone, "X-Ack"));
  post.to_list = true;
  const auto posted = mail::parse(composed(post));
  CHECK_FALSE(header(posted, "Auto-Submitted"));
  CHECK(header(posted, "Precedence") == "bulk");
  CHECK(header(posted, "X-Ack") == "yes");
  CHECK(header(posted, "X-Auto-Response-Suppress") == "OOF, AutoReply");
  CHECK(header(posted, "X-Rollout-Bridge") == "rollout.example");
  CHECK(mail::automatic(posted, "anna@infn.example", {}).answer == mail::Automatic::Answer::yes);
}

TEST_CASE("answers go where they are wanted, whoever a letter is from") {
  auto one = letter("s", "t\n");
  CHECK_FALSE(header(mail::parse(composed(one)), "Reply-To"));
  one.reply_to = one.from;
  CHECK_FALSE(header(mail::parse(composed(one)), "Reply-To"));
  one.reply_to = "rollout@bridge.example.test";
  CHECK(header(mail::parse(composed(one)), "Reply-To") == one.reply_to);
  one.reply_to = "a@b.example\r\nBcc: c@d.example";
  CHECK_FALSE(mail::compose(one, "m"));
}

TEST_CASE("a form is filled with words, without HTML escaping") {
  Words words;
  words.one = {{"team", "NGI_IT-INFN-T1"}, {"title", "a < b & \"c\""}, {"note", ""}};
  words.many["answers"] = {{{"who", "anna"}}, {{"who", "aldo"}}};
  const auto draft =
      render("asked",
             {"Subject: {{title}}\n\nDear {{team}},\n{{#note}}\nnote {{note}}\n{{/note}}\n"
              "{{#answers}}\n* {{who}} of {{team}}\n{{/answers}}\nbye\n",
              {}},
             words);
  REQUIRE(draft.has_value());
  CHECK(draft->subject == "a < b & \"c\"");
  CHECK(draft->text ==
        "Dear NGI_IT-INFN-T1,\n* anna of NGI_IT-INFN-T1\n* aldo of NGI_IT-INFN-T1\nbye\n");
}

TEST_CASE("a tag alone on its line leaves no line behind, and empty lines stay") {
  Words words;
  words.one = {{"yes", "y"}, {"no", ""}};
  const auto text = [&](const std::string& form) {
    return render("f", {"Subject: s\n\n" + form, {}}, words)->text;
  };
  CHECK(text("a\n{{#no}}\n\nx\n{{/no}}\nb\n") == "a\nb\n");
  CHECK(text("a\n{{#yes}}\n\nx {{yes}}\n\n{{/yes}}\n\nb") == "a\n\nx y\n\n\nb");
  CHECK(text("a\n  {{^no}}  \nx\n{{/no}}\nb\n{{! a remark }}\n") == "a\nx\nb\n");
  CHECK(text("a {{#no}}x{{/no}}{{^no}}z{{/no}} b\n") == "a z b\n");
}

TEST_CASE("words are never read as a form") {
  Words words;
  words.one = {{"a", "{{b}}"}};
  CHECK(render("x", {"Subject: s\n\n{{a}} {{{a}}} {{&a}}", {}}, words)->text ==
        "{{b}} {{b}} {{b}}");
}

TEST_CASE("a form that cannot be filled is refused and named") {
  Words words;
  words.one = {{"good", "yes"}, {"lines", "a\nBcc: x@y"}, {"nul", std::string("a\0b", 3)}};
  words.many["list"] = {{{"in", "side"}}};
  const auto refusal = [&](const char* form) {
    const auto draft = render("reminder", {form, {}}, words);
    REQUIRE_FALSE(draft.has_value());
    CHECK(draft.error().fault == Fault::invalid);
    CHECK(draft.error().what.find("reminder") != std::string::npos);
    CHECK_FALSE(draft.error().hint.empty());
    return draft.error().what;
  };
  CHECK(refusal("Subject: x\n\n{{teem}}").find("'teem'") != std::string::npos);
  CHECK(refusal("Subject: {{teem}}\n\nx").find("'teem'") != std::string::npos);
  CHECK(refusal("Subject: x\n\n{{#list}}{{out}}{{/list}}").find("'out'") != std::string::npos);
  CHECK(refusal("Subject: x\n\n{{#none}}a{{/none}}").find("'none'") != std::string::npos);
  CHECK(refusal("Subject: x\n\n{{> part}}").find("part") != std::string::npos);
  refusal("Subject: x\n\n{{#list}} never closed");
  refusal("Subject: {{lines}}\n\nx");
  refusal("Subject: {{nul}}\n\nx");
  refusal("no subject\n\nx");
  refusal("Subject: x\nno blank line");
  refusal("");
}

TEST_CASE("what is put into HTML is text there, whatever the form says") {
  Words words;
  words.one = {{"a", "<b>&\"'"}, {"empty", ""}};
  const auto draft = render(
      "f",
      {"Subject: s\n\nx\n", "<p title=\"{{a}}\">{{a}} {{{a}}} {{&a}}{{#empty}}!{{/empty}}</p>\n"},
      words);
  REQUIRE(draft);
  const std::string safe = "&lt;b&gt;&amp;&quot;&apos;";
  CHECK(draft->html == "<p title=\"" + safe + "\">" + safe + " " + safe + " " + safe + "</p>\n");
}

TEST_CASE("a broken form is told with its file and its line") {
  Words words;
  words.one = {{"good", "yes"}};
  const auto what = [&](const std::string& text, const std::string& html) {
    const auto draft = render("answer", {text, html}, words);
    REQUIRE_FALSE(draft);
    return draft.error().what;
  };
  const std::string fine = "Subject: s\n\nx\n";
  CHECK(what("Subject: s\n\none\n{{#good}}\ntwo {{teem}}\n{{/good}}\n", "") ==
        "the form 'answer.txt' asks for the word 'teem' in line 5, which it is not given");
  CHECK(what(fine, "<p>\n{{good}} {{^teem}}x{{/teem}}</p>") ==
        "the form 'answer.html' asks for the word 'teem' in line 2, which it is not given");
  CHECK(what("Subject: {{teem}}\n\nx", "").find("'teem' in line 1,") != std::string::npos);
  CHECK(what(fine, "<p>\n{{#good}}\n{{/good}}\n{{#good}}\n</p>") ==
        "the form 'answer.html' is broken: Unclosed section \"good\" in line 4");
  CHECK(what("Subject: s\n\na\nb {{good\n", "") ==
        "the form 'answer.txt' is broken: Unclosed tag in line 4");
}

TEST_CASE("a subject is cut at a character and at 200 bytes") {
  Words words;
  words.one = {{"title", "x" + base::join(std::vector<std::string>(150, "ü"), "")}};
  const auto subject = render("f", {"Subject: {{title}}\n\nx", {}}, words)->subject;
  CHECK(subject.size() <= 200);
  CHECK(subject.size() > 190);
  CHECK(subject.substr(subject.size() - 5) == "ü…");
}

TEST_CASE("a letter of two parts has the same words in the same bytes each time") {
  auto two = letter("hello", "text – 1\n");
  two.draft.html = "<p>text – 1</p>\n";
  const auto bytes = composed(two);
  CHECK(bytes == composed(two));
  const auto message = mail::parse(bytes);
  CHECK(message.structure == "multipart/alternative(text/plain,text/html)");
  CHECK(message.plain == "text – 1\n");
  CHECK(message.html == "<p>text – 1</p>\n");
  CHECK(message.remarks.empty());
  CHECK(bytes.find("text/plain; charset=utf-8") < bytes.find("text/html; charset=utf-8"));
  auto hostile = two;
  const auto boundary = bytes.find("boundary=\"") + 10;
  hostile.draft.text = "--" + bytes.substr(boundary, bytes.find('"', boundary) - boundary) + "--\n";
  CHECK(mail::parse(composed(hostile)).plain == hostile.draft.text);
  two.references.clear();
  CHECK(header(mail::parse(composed(two)), "Auto-Submitted") == "auto-generated");
}

TEST_CASE("a letter says that no person wrote it, and what it answers") {
  const auto bytes = composed(letter("hello", "text\n"));
  const auto message = mail::parse(bytes);
  CHECK(header(message, "Auto-Submitted") == "auto-replied");
  CHECK(header(message, "Precedence") == "bulk");
  CHECK(header(message, "X-Rollout-Bridge") == "rollout.example");
  CHECK(header(message, "In-Reply-To") == "<second@infn.example>");
  CHECK(header(message, "Date") == "Sat, 21 Nov 2026 01:00:00 +0000");
  CHECK(header(message, "Content-Transfer-Encoding") == "7bit");
  CHECK(message.references ==
        std::vector<std::string>{"second@infn.example", "first@infn.example"});
  CHECK(mail::automatic(message, "x@y", {}).answer == mail::Automatic::Answer::yes);
  CHECK(message.headers.front().name == "From");
  CHECK(bytes.find("\r\n\r\ntext\r\n") != std::string::npos);
}

TEST_CASE("what is composed is read back the same") {
  const std::vector<std::string> subjects{
      "plain",
      "",
      "Übergabe – 中文 🙂 " + std::string(300, 'x'),
      "=?utf-8?Q?not_a_word?=",
      "two  blanks and \"quotes\" (x)",
      std::string(2'000, 'a'),
      "a long subject of many words " + base::join(std::vector<std::string>(60, "word"), " "),
      "a:b; c=d",
  };
  const std::vector<std::string> texts{
      "one line\n",
      "From the start\n.\n..\n",
      "ends in a blank \nand a tab\t\n",
      "Ünïcödé – 中文 🙂\n\n\nthree\n",
      std::string(3'000, 'y') + "\n",
      std::string(500, '=') + "\n",
      "accept <your-team>\n> quoted\n-- \nsig\n",
      "",
  };
  for (const auto& subject : subjects)
    for (const auto& text : texts) {
      const auto bytes = composed(letter(subject, text));
      const auto message = mail::parse(bytes);
      CHECK(message.subject == subject);
      CHECK(message.plain == text);
      CHECK(message.from == "rollout@bridge.example");
      CHECK(header(message, "To") == "anna@infn.example");
      CHECK(message.message_id == "r1.4711@bridge.example");
      CHECK(message.remarks.empty());
      std::size_t bare = 0;
      for (std::size_t i = 0; i < bytes.size(); ++i)
        bare += (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) ? 1 : 0;
      CHECK(bare == 0);
      for (const auto line : base::lines(bytes))
        REQUIRE(line.size() <= 998);
      CHECK(std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0; }));
    }
}

TEST_CASE("a long thread keeps its first and its last references") {
  auto one = letter("s", "t\n");
  one.references.clear();
  for (int i = 0; i < 100; ++i)
    one.references.push_back("id" + std::to_string(i) + "@x");
  const auto message = mail::parse(composed(one));
  CHECK(message.references.front() == "id99@x");
  CHECK(message.references.back() == "id0@x");
  CHECK(message.references.size() == 20);
}

TEST_CASE("a letter that could carry more headers than ours is refused") {
  const auto refused = [](const mail::Letter& letter, const char* mark = "m") {
    const auto bytes = mail::compose(letter, mark);
    return !bytes.has_value() && bytes.error().fault == Fault::invalid &&
           !bytes.error().hint.empty();
  };
  auto one = letter("s", "t");
  CHECK_FALSE(refused(one));
  for (const char* bad :
       {"a@b\r\nBcc: c@d", "a@b\nx", "anna", "", "a@b,c@d", "A <a@b>", "a b@c", "a@b@c", "ä@b"}) {
    auto to = one;
    to.to = bad;
    CHECK(refused(to));
    auto from = one;
    from.from = bad;
    CHECK(refused(from));
  }
  auto id = one;
  id.message_id = "a@b>\r\nX: y";
  CHECK(refused(id));
  auto reference = one;
  reference.references = {"a b@c"};
  CHECK(refused(reference));
  auto subject = one;
  subject.draft.subject = "a\rb";
  CHECK(refused(subject));
  CHECK(refused(one, "a\nb"));
  CHECK(refused(one, ""));
}
