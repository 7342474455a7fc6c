// SPDX-License-Identifier: Apache-2.0
// What is true of every letter of every kind, whatever words are put in.
#include "base/text.hpp"
#include "bridge/forms.hpp"
#include "letters/situations.hpp"
#include "mail/fold.hpp"
#include "mail/fresh_text.hpp"
#include "mail/html_text.hpp"
#include "mail/message.hpp"
#include "rollout/reply.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;

const bridge::Forms& forms() {
  static const auto read = bridge::read_forms(SOURCE_DIR "/templates").value();
  return read;
}

mail::Draft filled(const rollout::SendMail& letter) {
  auto draft = bridge::fill(forms(), letter);
  REQUIRE(draft);
  return std::move(*draft);
}

std::string without_mark(std::string text) {
  const auto mark = text.find(mail::reply_mark);
  REQUIRE(mark != text.npos);
  return text.erase(mark, mail::reply_mark.size());
}

std::string each_line(std::string_view text, std::string (*change)(std::string_view)) {
  std::string out;
  for (const auto line : base::lines(text))
    out += change(line) + "\n";
  return out;
}

// "" or what would be read in `text`.
std::string commands_in(const std::string& text) {
  const auto reply = rollout::read_reply(text, "", rollout::Roster::anyone());
  CHECK(reply.orders.empty());
  std::string out;
  for (const auto& command : reply.commands)
    out += "command: " + command.team + "\n";
  for (const auto& complaint : reply.complaints)
    out += std::string(to_word(complaint.code)) + ": " + complaint.text + "\n";
  return out;
}

void check_harmless(const std::string& text) {
  const auto bare = without_mark(text);
  CHECK(commands_in(bare).empty());
  CHECK(commands_in(each_line(bare, [](std::string_view line) {
          return std::string(base::trim(line));
        })).empty());
  CHECK(commands_in(each_line(bare, [](std::string_view line) {
          return "> " + std::string(line);
        })).empty());
}

std::string squeezed(std::string_view text) {
  std::string blanks(text);
  for (auto at = blanks.find(mail::no_break); at != blanks.npos;
       at = blanks.find(mail::no_break, at))
    blanks.replace(at, mail::no_break.size(), " ");
  std::replace(blanks.begin(), blanks.end(), '\n', ' ');
  return base::join(base::split(blanks, ' '), " ");
}

std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

} // namespace

TEST_CASE("no line of a letter is read as an answer, in text or HTML, quoted or stripped") {
  std::size_t with_html = 0;
  auto all = letters::hostile();
  for (auto& one : letters::usual())
    all.push_back(std::move(one));
  for (const auto& [name, letter] : all) {
    CAPTURE(name);
    const auto draft = filled(letter);
    check_harmless(draft.text);
    with_html += draft.html.empty() ? 0 : 1;
    if (!draft.html.empty())
      check_harmless(mail::html_to_text(draft.html).text);
    CHECK(draft.subject.size() <= 200);
    CHECK(mail::compose({"a@b.example", letter.to, letter.message_id, letter.references, {}, draft},
                        "m"));
  }
  CHECK(with_html == all.size()); // the forms need no rescue: every word has ours before it
}

TEST_CASE("an HTML half in which words could be taken for an answer stays at home") {
  for (auto& [name, letter] : letters::usual()) {
    if (name != "answer-accepted")
      continue;
    letter.lists["answers"].front()["state"] = "accept NGI_X-Y"; // no state is such; a form may be
    const auto draft = filled(letter);
    CHECK(draft.html.empty());
    CHECK(draft.text.find("\n| - accept NGI_X-Y for") != std::string::npos);
    return;
  }
  FAIL("the letter is gone");
}

TEST_CASE("the usual letters have an HTML half that says the same") {
  for (const auto& [name, letter] : letters::usual()) {
    CAPTURE(name);
    const auto draft = filled(letter);
    REQUIRE_FALSE(draft.html.empty());
    const auto html = squeezed(mail::html_to_text(draft.html).text);
    for (const auto& [word, value] : letter.words)
      if (value != "yes" && word != "tag" && word != "summary" && word != "about" &&
          word != "ticket_url") {
        CAPTURE(word);
        const bool in_text = squeezed(draft.text).find(squeezed(value)) != std::string::npos;
        CHECK(in_text == (html.find(squeezed(value)) != std::string::npos));
      }
    for (const auto& [list, rows] : letter.lists)
      for (const auto& row : rows)
        for (const auto& [word, value] : row)
          if (value != "yes" && word != "link" && word.find("_link") == word.npos) {
            CAPTURE(list, word, value);
            CHECK(squeezed(draft.text).find(squeezed(value)) != std::string::npos);
            CHECK(html.find(squeezed(value)) != std::string::npos);
          }
  }
}

TEST_CASE("the lines of the usual letters are under 72 columns, and commands are whole") {
  for (const auto& [name, letter] : letters::usual()) {
    const auto draft = filled(letter);
    for (const auto line : base::lines(draft.text)) {
      CAPTURE(name, std::string(line));
      CHECK(columns(line) < 72);
    }
    const auto problems = letter.lists.find("problems");
    if (problems != letter.lists.end())
      for (const auto& row : problems->second) {
        const auto line = squeezed(row.at("line"));
        CHECK((line.empty() || draft.text.find(":  " + line + "\n") != std::string::npos));
      }
  }
}

TEST_CASE("a letter says why, about which ticket, and whom to ask") {
  for (const auto& [name, letter] : letters::usual()) {
    CAPTURE(name);
    const auto draft = filled(letter);
    for (const auto& half : {draft.text, mail::html_to_text(draft.html).text}) {
      CHECK(half.find("Why you get this:") != std::string::npos);
      CHECK(half.find("Questions:") != std::string::npos);
      if (!letter.words.count("ticket") || letter.words.at("ticket").empty())
        continue;
      CHECK(half.find("#4711, Staged Rollout") != std::string::npos);
    }
    if (letter.words.count("ticket") && !letter.words.at("ticket").empty()) {
      CHECK(draft.text.find(" https://rt.egi.example/Ticket/Display.html?id=4711\n") !=
            std::string::npos);
      CHECK(draft.html.find("\"https://rt.egi.example/Ticket/Display.html?id=4711\"") !=
            std::string::npos);
    }
  }
}

TEST_CASE("an answer above the quoted letter is read, and nothing of the letter") {
  for (const auto& [name, letter] : letters::usual()) {
    CAPTURE(name);
    const auto draft = filled(letter);
    mail::Message plain;
    plain.plain = "accept NGI_A-B\n\n" + draft.text;
    CHECK(mail::fresh_text(plain).text == "accept NGI_A-B");
    mail::Message html;
    html.html = "<div>accept NGI_A-B</div>" + draft.html;
    CHECK(mail::fresh_text(html).text == "accept NGI_A-B");
  }
}

TEST_CASE("a form that cannot be used is refused at the start, by its name") {
  const fs::path folder = fs::temp_directory_path() / ("forms-test." + std::to_string(getpid()));
  const auto refusal = [&](const std::string& name, const std::string& form) {
    fs::remove_all(folder);
    fs::copy(SOURCE_DIR "/templates", folder);
    if (form.empty())
      fs::remove(folder / name);
    else
      std::ofstream(folder / name) << form;
    const auto read = bridge::read_forms(folder.string());
    fs::remove_all(folder);
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().hint.empty());
    CHECK(read.error().what.find((folder / fs::path(name).stem()).string()) != std::string::npos);
    return read.error().what;
  };
  const auto holds = [](const std::string& text, const std::string& words) {
    return text.find(words) != text.npos;
  };
  for (const std::string kind : {"answer", "held", "owner"}) {
    CHECK(holds(refusal(kind + ".txt", ""), kind + ".txt cannot be read"));
    CHECK(holds(refusal(kind + ".html", ""), kind + ".html cannot be read"));
    CHECK(holds(refusal(kind + ".html", "<p>\n{{teem}}</p>"),
                kind + ".html' asks for the word 'teem' in line 2"));
    CHECK(holds(refusal(kind + ".html", "<p>{{#x}}"), kind + ".html' is broken"));
    CHECK(holds(refusal(kind + ".txt", "Subject: x\n\n\n{{teem}}"),
                kind + ".txt' asks for the word 'teem' in line 4"));
  }
  CHECK(holds(refusal("answer.txt", "Subject: x\n\n{{#problems}}\n{{line}}\n{{/problems}}\n"),
              "answer.txt: the line 'accept NGI_X-Y' would be read as an answer"));
  CHECK(holds(refusal("answer.html", "{{#problems}}<p>{{line}}</p>{{/problems}}"),
              "answer.html: the line 'accept"));
  const auto without = [](const std::string& name, const std::string& word) {
    std::ifstream in(fs::path(SOURCE_DIR "/templates") / name);
    std::string form(std::istreambuf_iterator<char>(in), {});
    const std::string tag = "{{" + word + "}}";
    for (auto at = form.find(tag); at != form.npos; at = form.find(tag))
      form.erase(at, tag.size());
    return form;
  };
  for (const std::string name : {"answer.txt", "answer.html"})
    for (const std::string word : {"file", "name", "line", "sentence"})
      CHECK(holds(refusal(name, without(name, word)),
                  name + " does not print the word '" + word + "' of a problem"));
}
