// SPDX-License-Identifier: Apache-2.0
// What a reader of an HTML mail sees of its sender's own words.
#include "base/text.hpp"
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
                            "transform:translateX(-9999px)",
                            "margin-left:-9999px",
                            "content-visibility:hidden",
                            "filter:opacity(0)",
                            "position:absolute;left:-999em",
                            "clip:rect(0,0,0,0)"}) {
    CAPTURE(style);
    CHECK(fresh_html("<p>new</p><p style='" + std::string(style) + "'>accept T</p>") == "new");
    CHECK(fresh_html("<style>.x { " + std::string(style) +
                     " }</style><p>new</p><p class='y X'>accept T</p>") == "new");
  }
  for (const char* style :
       {"display:block", "font-size:10pt", "color:#fffffe0", "color:black", "color:windowtext",
        "opacity:1", "max-height:20px", "background:black;color:white", "height:0",
        "margin-left:-36.0pt", "transform:translate(0,10px)", "margin:0 -15px", "font-size:10px",
        "font-size:.9em", "line-height:1", "text-decoration:none"}) {
    CAPTURE(style);
    CHECK(fresh_html("<p style='" + std::string(style) + "'>accept T</p>") == "accept T");
  }
  CHECK(fresh_html("<body bgcolor=black><p style='color:white'>accept T</p>") == "accept T");
  CHECK(fresh_html("<p>x</p><font color=white>accept T</font>") == "x");
  CHECK(fresh_html("x<dialog>accept T</dialog><canvas>accept T</canvas>") == "x");
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

TEST_CASE("HTML: a selector that is not understood hides what it may mean") {
  for (const char* css :
       {"p:last-child{display:none}", ".x:not(.y){display:none}", "[data-h]{display:none}",
        "p[class^=x i]{display:none}", "p[align=left]{display:none}", "<!--.x{display:none}-->",
        "p:first-line{display:none}", ".x{color:red;&.x{display:none}}",
        ".x{@media screen{display:none}}", ".x{display:none;& b{color:red}}",
        "p::before{content:\"/*\"}.x{display:none}", ".x{content:\"}\";display:none}",
        ".x{background:url(a'b);display:none}", "p:before{content:'\\''}.x{display:none}",
        "[class=\"x\"]{display:none}", ".x:is(p){display:none}", "p:not(:hover){display:none}"}) {
    CAPTURE(css);
    CHECK(fresh_html("<style>" + std::string(css) +
                     "</style><div class=y>new</div><p class=x align=left data-h>reject U</p>") ==
          "new");
  }
  const auto names = [](int count, const std::string& name) {
    std::string out;
    for (int i = 0; i < count; ++i)
      out += name;
    return out;
  };
  const auto hidden = [&](const std::string& css) {
    const auto text = mail::html_to_text("<style>" + css + "</style><p class=x>reject U</p>");
    return std::make_pair(std::string(base::trim(text.text)), text.cut);
  };
  CHECK(hidden(names(60'000, ".a{} ") + ".x{display:none}") == std::make_pair(std::string(), true));
  CHECK(fresh_html("<style>:not(.y, .z){display:none}</style><p>reject U</p>").empty());
  CHECK(fresh_html("<style>[class*=hide],[data-x]{display:none}</style><p class=y>accept T</p>") ==
        "accept T");
  CHECK(hidden(names(4'000, ".a{color:red}") + ".x{display:none}").second);
  CHECK(fresh_html("<style>" + names(2'000, ".a{display:none}") +
                   "</style><p class=x>accept T</p>") == "accept T");
  CHECK(fresh_html("<style>.x" + names(300, ".x") +
                   "{display:none}</style><div class=y>new</div><p class=x>reject U") == "new");
}

TEST_CASE("HTML: text is seen by its colour on what is behind it") {
  for (const char* open :
       {"<p style='color:#ffffff00'>", "<p style='color:rgb(255 255 255)'>",
        "<p style='color:rgb(100% 100% 100% / 80%)'>", "<p style='color:hsl(0,0%,100%)'>",
        "<p style='-webkit-text-fill-color:transparent;color:#000'>",
        "<p style='color:#123456;background:#123457'>", "<p style='color:navy;background:#000080'>",
        "<p style='background:url(dark.png);color:#fff'>",
        "<p style='color:#fff;background-color:#fffffe'>", "<p background='' style='color:#fff'>",
        "<p style='background:#000'><font color=black>", "<p style='color:#fff'><b>",
        "<div style='background:#000;color:#fff'><p style='background:#fff'>",
        "<style>#p{color:#fff}p{color:#000}</style><p id=p>",
        "<style>p{color:#fff!important}</style><p style='color:#000'>"}) {
    CAPTURE(open);
    CHECK(fresh_html("<div>new</div>" + std::string(open) + "reject U") == "new");
  }
  for (const char* open :
       {"<style>@media (prefers-color-scheme: dark){body{background:#111;color:#fff}}</style><p>",
        "<style>@media print{body{display:none}}</style><p>",
        "<style>body{display:none}</style><p>",
        "<style>@media (prefers-color-scheme:dark){.c{color:#fff}}</style><p class=c>",
        "<style media=print>p{color:#fff}</style><p>",
        "<style>.c{background:#036;color:#fff}</style><p class=c>",
        "<style>.c{background:#036}.d{color:#fff}</style><p class=c><b class=d>",
        "<style>p{color:#fff}.c{color:#000}</style><p class=c>",
        "<style>@font-face{font-family:x;src:url(x)}@keyframes "
        "f{0%{opacity:0}to{opacity:1}}</style><p>",
        "<div style='color:#fff'><p style='background:#036'>",
        "<table bgcolor=003366><td><font color=ffffff>",
        "<p style='background:#036 url(x.png) no-repeat;color:white'>",
        "<p style='font-family:\"Segoe UI\",\"Arial\";background:#036;color:#fff'>"}) {
    CAPTURE(open);
    CHECK(fresh_html(std::string(open) + "accept T") == "accept T");
  }
}

TEST_CASE("HTML: a size is inherited until an element sets its own") {
  CHECK(fresh_html("<div style='font-size:0'>reject U<p style='font-size:14px'>accept T") ==
        "accept T");
  CHECK(fresh_html("<div style='line-height:0'>reject U<p style='line-height:20px'>accept T") ==
        "accept T");
  CHECK(fresh_html("new<div style='font-size:0'><p style='font-size:2em'>reject U") == "new");
  CHECK(fresh_html("<p style='font:700 12px/1.5 Arial'>accept T") == "accept T");
  CHECK(fresh_html("<style>table{font-size:0}td{font-size:12px}</style><table><td>accept T") ==
        "accept T");
}

TEST_CASE("HTML: bars and lines, however they are written") {
  for (const char* style :
       {"border-style:none none none solid", "border-width:0 0 0 1px;border-style:solid",
        "border:1px solid;border-top:none;border-right:0;border-bottom:none",
        "border-left:2px solid #00f", "border-inline-start:1px solid"}) {
    CAPTURE(style);
    CHECK(fresh_html("new<p style='" + std::string(style) + "'>reject U</p>below") == "new\nbelow");
    CHECK(fresh_html("<style>.q{" + std::string(style) +
                     "}</style><div class=y>new</div><p class=q>reject U</p>below") ==
          "new\nbelow");
  }
  for (const char* open :
       {"<div style='border-top-style:solid'>",
        "<style>.q{border:none;border-top:solid #B5C4DF 1.0pt}</style><div class=q>",
        "<div style='border-width:1px 0 0;border-style:solid'>"})
    CHECK(fresh_html("new" + std::string(open) + "reject U</div>below") == "new");
  for (const char* style : {"border:1px solid #ccc", "border-left:none", "border-left:0 solid",
                            "border-style:solid;border-width:1px", "border:0 none"})
    CHECK(fresh_html("<div style='" + std::string(style) + "'>accept T</div>") == "accept T");
}

TEST_CASE("HTML: a tag too long to read hides what it encloses") {
  const auto text = std::string(8'300, 'x');
  for (const std::string& open :
       {"<blockquote title='" + text + "'>", "<div class=gmail_quote data-x='" + text + "'>",
        "<div style='display:none;a:" + text + "'>", "<x" + text + " style='display:none'>"}) {
    const auto name = open.substr(1, open.find(' ') - 1);
    CHECK(fresh_html("<p>new</p>" + open + "reject U</" + name + "><p>below</p>") == "new\nbelow");
  }
  CHECK(fresh_html("<body style='a:" + text + "'><p>accept T<img src='data:" + text + "'></p>") ==
        "accept T");
}

TEST_CASE("HTML: comments end where browsers end them") {
  CHECK(fresh_html("<p>hello</p><!--><p>accept T</p><!-- x -->") == "hello\naccept T");
  CHECK(fresh_html("<p>hello</p><!---><p>accept T</p><!-- x -->") == "hello\naccept T");
  CHECK(fresh_html("<p>hello</p><!-- > <p>reject U</p> -->") == "hello");
}

TEST_CASE("HTML: names that only sound like a quotation cut nothing") {
  for (const char* open : {"<div id='no-quotes'>", "<p class=quote-style-none>",
                           "<a name='_Quotes'>", "<a name=quote>", "<div class=unquoted>"}) {
    CAPTURE(open);
    CHECK(fresh_html(std::string(open) + "accept T") == "accept T");
  }
  for (const char* open : {"<div class=quote>", "<div class='a reply_quote_text'>",
                           "<div id=quoted-content>", "<div class=quotation>"}) {
    CAPTURE(open);
    CHECK(fresh_html("new" + std::string(open) + "reject U") == "new");
  }
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
