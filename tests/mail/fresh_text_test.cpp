// SPDX-License-Identifier: Apache-2.0
// The rules of quotation line by line; whole mails are in tests/corpus.
#include "mail/attribution.hpp"
#include "mail/fresh_text.hpp"
#include "mail/html_text.hpp"

#include <catch2/catch.hpp>

namespace {

std::string fresh(const std::string& text) {
  return mail::fresh_text(mail::parse("Content-Type: text/plain; charset=utf-8\n\n" + text)).text;
}

std::string fresh_html(const std::string& html) {
  return mail::fresh_text(mail::parse("Content-Type: text/html; charset=utf-8\n\n" + html)).text;
}

} // namespace

TEST_CASE("what bears a mark is quoted") {
  for (const char* line :
       {"> x", ">x", " > x", "\t>x", ">>> x", "| x", "» x", "JD> x", "anna> x", "＞ x"})
    CHECK(mail::is_quoted(line));
  for (const char* line : {"x", "a > b", "<x>", "accept T", "x | y", "https://x>y", "- > x"})
    CHECK_FALSE(mail::is_quoted(line));
}

TEST_CASE("hard cuts end what is new, whatever follows") {
  for (const char* line :
       {"-----Original Message-----", "---------- Forwarded message ---------",
        "----- Ursprüngliche Nachricht -----", "-------- Messaggio originale --------",
        "-----Message d'origine-----", "Begin forwarded message:",
        "Anfang der weitergeleiteten Nachricht:", "Début du message réexpédié :",
        "Inizio messaggio inoltrato:", "_____", "________________________________", "--", "-- ",
        "—", "-- Please reply above this line --", "##- Please type your reply above this line -##",
        "-----Původní zpráva-----", "-- Original Message --"})
    CHECK(fresh("new\n" + std::string(line) + "\naccept T\n> x\naccept T\n") == "new");
  for (const char* line :
       {"- a list", "---", "a -- b", "--option", "____", "-1", "the original message"})
    CHECK(fresh("new\n" + std::string(line) + "\naccept T") ==
          "new\n" + std::string(line) + "\naccept T");
}

TEST_CASE("an attribution goes alone above a quotation, and cuts above plain text") {
  for (const char* line :
       {"On Mon, 1 Nov 2026 at 10:00, Anna <a@b> wrote:", "On Mon, Anna\n<a@b>\nwrote:",
        "Am 1.11.2026 schrieb Anna:", "Am 01.11.26 um 10:00 schrieb Anna Rossi <a@b>:",
        "Anna Rossi <a@b> wrote:", "Quoting Anna Rossi <a@b>:",
        "2026-11-01 10:00 GMT+01:00 Anna Rossi <a@b>:", "Anna Rossi <a@b> a écrit :",
        "Dnia 1 listopada Anna napisał(a):", "Le 1 nov. 2026 à 10:00, Anna a écrit :",
        "Anna writes:", "Ha scritto Anna <a@b>:"}) {
    CHECK(fresh("top\n\n" + std::string(line) + "\n\n> quoted\n\nbottom\n") == "top\n\nbottom");
    CHECK(fresh("top\n\n" + std::string(line) + "\n\nunmarked\naccept T\n") == "top");
  }
}

TEST_CASE("an attribution swallows no command next to it") {
  CHECK(fresh("accept T\nOn Mon, Anna <a@b> wrote:\n> x\n") == "accept T");
  CHECK(fresh("On Monday we will\naccept T\nas Anna wrote:\n> x\n") ==
        "On Monday we will\naccept T");
  CHECK(fresh("On Monday we tested it.\naccept T\n") == "On Monday we tested it.\naccept T");
}

TEST_CASE("a block of headers cuts, a line that looks like one does not") {
  CHECK(fresh("x\nFrom: a\nSent: b\nTo: c\n\naccept T") == "x");
  CHECK(fresh("x\n*De :* a\n*Envoyé :* b\n*À :* c\n\naccept T") == "x");
  CHECK(fresh("x\nOd: a\nKomu: b\nPředmět: c\n\naccept T") == "x");
  CHECK(fresh("To: all\naccept T") == "To: all\naccept T");
}

TEST_CASE("a mobile signature goes alone") {
  for (const char* line : {"Sent from my iPhone", "Get Outlook for Android", "Envoyé de mon iPhone",
                           "Von meinem iPhone gesendet", "Inviato da iPhone",
                           "Enviado desde mi iPhone", "Odesláno z iPhonu", "Sent via BlackBerry"})
    CHECK(fresh(std::string(line) + "\naccept T\n") == "accept T");
  CHECK(fresh("Sent the report yesterday\n") == "Sent the report yesterday");
}

TEST_CASE("a stray separator never takes the mark off a quoted line") {
  for (const char* separator : {"\r", "\f", "\v", "\xE2\x80\xA8", "\xC2\x85"})
    CHECK(fresh("> quoted" + std::string(separator) + "accept T\n").empty());
}

TEST_CASE("HTML: the containers of mail programs") {
  for (const char* open :
       {"<div class='gmail_quote'>", "<div class=\"gmail_quote gmail_quote_container\">",
        "<div class=yahoo_quoted>", "<div id=divRplyFwdMsg>", "<div id=x_appendonsend>",
        "<span id=OLK_SRC_BODY_SECTION>", "<hr id=stopSpelling>", "<div class=protonmail_quote>",
        "<div style='border:none;border-top:solid #B5C4DF 1.0pt'>", "<div class=moz-cite-prefix>",
        "<div class=moz-forward-container>"})
    CHECK(fresh_html("<p>new</p>" + std::string(open) + "quoted</div></span><p>accept T</p>") ==
          "new");
  CHECK(fresh_html("<p>new</p><blockquote>quoted</blockquote><p>below</p>") == "new\nbelow");
  CHECK(fresh_html(
            "<p>new</p><div style='border:none;border-left:solid blue 1.5pt'>quoted</div>below") ==
        "new\nbelow");
  CHECK(fresh_html("<p>new</p><div class=gmail_signature>sig</div>") == "new");
}

TEST_CASE("HTML: lines as a reader sees them") {
  CHECK(mail::html_to_text("<p>a\n b</p><p>c<br>d</p>e") == "a b\nc\nd\ne\n");
  CHECK(mail::html_to_text("<pre>a\n  b</pre>") == "a\n  b\n");
  CHECK(mail::html_to_text("a&nbsp;&amp;&lt;b") == "a\xC2\xA0&<b\n");
  CHECK(mail::html_to_text("<meta charset=iso-8859-1>\xC3\xA9") == "é\n");
  CHECK(mail::html_to_text("").empty());
  CHECK(fresh_html("<span>acc</span><b>ept</b> T") == "accept T");
}
