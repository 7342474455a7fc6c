// SPDX-License-Identifier: Apache-2.0
// What a reader of an HTML mail sees of its sender's own words.
#include "mail/fresh_text.hpp"
#include "mail/html_text.hpp"

#include <catch2/catch.hpp>

namespace {

mail::FreshText read(const std::string& html) {
  return mail::fresh_text(mail::parse("Content-Type: text/html; charset=utf-8\n\n" + html));
}

std::string fresh_html(const std::string& html) {
  return read(html).text;
}

std::string shown(const std::string& html) {
  return mail::html_to_text(html).text;
}

} // namespace

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
  for (const char* open : {"<div data-marker='__QUOTED_TEXT__'>",
                           "<hr id=zwchr data-marker='__DIVIDER__'>",
                           "<div class='zmail_extra'>",
                           "<div id=ms-outlook-mobile-body-separator-line>",
                           "<div id=mail-editor-reference-message-container>",
                           "<div class=ms-outlook-mobile-reference-message>",
                           "<div name=quote>",
                           "<div name='messageReplySection'>",
                           "<p id=reply-intro>",
                           "<p id=v1reply-intro>",
                           "<div class=x_yahoo_quoted_4711>",
                           "<div class=ecxgmail_quote>",
                           "<div class=tutanota_quote>",
                           "<a name=_MailOriginal>",
                           "<hr>",
                           "<hr tabindex=-1 style='width:98%'>",
                           "<div style='border-top: 1px solid rgb(181, 196, 223)'>",
                           "<div class=GroupWiseReplyQuote>",
                           "<includetail>",
                           "<div style='border:none;border-top:double #B5C4DF 1.0pt'>",
                           "<table class=moz-email-headers-table>"})
    CHECK(fresh_html("<p>new</p>" + std::string(open) + "quoted</div><p>accept T</p>") == "new");
  for (const char* open :
       {"<div>", "<p class=MsoNormal><a name='_MailEndCompose'>", "<div class=elementToProof>",
        "<div id=appleMailBody>", "<div style='border:none'>", "<div style='border-top:none'>",
        "<div style='border-top:0px solid'>", "<div class=gmail_default style='font-size:small'>",
        "<div aria-hidden=true>", "<span lang=EN-US>", "<div style='color:#000'>",
        "<p style='margin:0;max-height:none'>", "<div dir=ltr id=divtagdefaultwrapper>"})
    CHECK(fresh_html(std::string(open) + "accept T") == "accept T");
}

TEST_CASE("HTML: lines as a reader sees them") {
  CHECK(shown("<p>a\n b</p><p>c<br>d</p>e") == "a b\nc\nd\ne\n");
  CHECK(shown("<pre>a\n  b</pre>") == "a\n  b\n");
  CHECK(shown("a&nbsp;&amp;&lt;b") == "a\xC2\xA0&<b\n");
  CHECK(shown("<meta charset=iso-8859-1>\xC3\xA9") == "é\n");
  CHECK(shown("").empty());
  CHECK(fresh_html("<span>acc</span><b>ept</b> T") == "accept T");
}

TEST_CASE("HTML: what nobody sees is not said") {
  for (const char* style : {"display:none",
                            "DISPLAY : NONE !important",
                            "visibility:hidden",
                            "font-size:0",
                            "font-size:1px",
                            "opacity:0",
                            "opacity:.01",
                            "max-height:0;overflow:hidden",
                            "height:0px; overflow: hidden",
                            "mso-hide:all",
                            "color:white",
                            "color:#ffffff",
                            "color: #FFF;",
                            "color:rgb(255, 255, 255)",
                            "color:transparent",
                            "text-indent:-9999px",
                            "position:absolute;left:-9999px",
                            "text-decoration:line-through",
                            "dis/**/play:none",
                            "d\\69splay:none",
                            "color:rgba(0,0,0,0)",
                            "font:0/0 a",
                            "transform:scale(0)",
                            "clip:rect(0,0,0,0)"}) {
    CAPTURE(style);
    CHECK(fresh_html("<p>new</p><p style='" + std::string(style) + "'>accept T</p>") == "new");
    CHECK(fresh_html("<style>.x { " + std::string(style) +
                     " }</style><p>new</p><p class='y X'>accept T</p>") == "new");
  }
  for (const char* style :
       {"display:block", "font-size:10pt", "color:#fffffe0", "color:black", "color:windowtext",
        "opacity:1", "max-height:20px", "background:black;color:white", "height:0",
        "font-size:10px", "font-size:.9em", "line-height:1", "text-decoration:none"}) {
    CAPTURE(style);
    CHECK(fresh_html("<p style='" + std::string(style) + "'>accept T</p>") == "accept T");
  }
  CHECK(fresh_html("<body bgcolor=black><p style='color:white'>accept T</p>") == "accept T");
  CHECK(fresh_html("<p>x</p><font color=white>accept T</font>") == "x");
  CHECK(fresh_html("<p>x</p><div hidden>accept T</div>") == "x");
}

TEST_CASE("HTML: rules of style sheets hide by class, id, element and attribute") {
  for (const char* rule :
       {"#a{display:none}", "p.b{display:none}", "p#a.b{display:none}", "i, .b , u {display:none}",
        "div .b{display:none}", "body > .b{display:none}", "@media screen{.b{display:none}}",
        "[class=b]{display:none}", "[id='a']{display:none}", "*{display:none}",
        "u{color:red}.b{display:none}", "<!-- .b{display:none} -->", "@import 'x';.b{display:none}",
        "p[class~=\"b\"]{display:none}"}) {
    CAPTURE(rule);
    CHECK(
        fresh_html("<style>" + std::string(rule) + "</style><p id=a class=b>accept T</p>").empty());
  }
  for (const char* rule : {"#b{display:none}", ".a{display:none}", "div{display:none}",
                           ".b.c{display:none}", "p.b:hover{display:none}",
                           ".b::before{display:none}", ".b{color:red}", ".b{", "}", "{}{}"}) {
    CAPTURE(rule);
    CHECK(fresh_html("<style>" + std::string(rule) + "</style><p id=a class=b>accept T</p>") ==
          "accept T");
  }
  CHECK(
      fresh_html("<STYLE type=text/css>.b{display:none}</STYLE ><p class=b>accept T</p>").empty());
  CHECK(fresh_html("<style>never closed <p>accept T</p>").empty());
  CHECK(fresh_html(
            "<!--[if mso]><style>.b{display:none}</style><![endif]--><p class=b>accept T</p>") ==
        "accept T");
}

TEST_CASE("HTML: targets of links are kept, of fresh lines alone") {
  const auto fresh = read(
      "<p>see <a href='https://ggus.eu/?mode=ticket_info&amp;ticket_id=84509'>our ticket</a></p>"
      "<p style='display:none'><a href='https://hidden.example'>x</a></p>"
      "<a href='mailto:a@b'>m</a><a href='javascript:x'>j</a>"
      "<div>On Mon, 2 Nov 2026, Anna &lt;a@b&gt; wrote:</div><p><a "
      "href='https://old.example'>x</a></p>");
  CHECK(fresh.links ==
        std::vector<std::string>{"https://ggus.eu/?mode=ticket_info&ticket_id=84509"});
  CHECK(fresh.text == "see our ticket\nmj");
  CHECK(read("<blockquote><a href='https://old.example'>x</a></blockquote>y").links.empty());
}

TEST_CASE("HTML: replies typed in RT's page") {
  CHECK(fresh_html("<p>accept&nbsp;T</p>\r\n") == "accept T");
  CHECK(fresh_html(
            "<p>accept T</p><div class=\"gmail_quote\">On Mon Nov 02 10:00:00 2026, rt wrote:<br />"
            "<blockquote class=\"gmail_quote\" type=\"cite\"><p>reject T</p></blockquote></div>") ==
        "accept T");
}
