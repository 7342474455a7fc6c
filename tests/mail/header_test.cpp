// SPDX-License-Identifier: Apache-2.0
// Small things in headers, each a table: parameters, encoded words, addresses, references.
#include "base/base64.hpp"
#include "mail/address.hpp"
#include "mail/charset.hpp"
#include "mail/encoded_words.hpp"
#include "mail/message.hpp"
#include "mail/parameters.hpp"
#include "mail/transfer.hpp"

#include <catch2/catch.hpp>

using mail::decode_words;
using mail::Parameters;

TEST_CASE("parameters in every spelling") {
  const auto get = [](const char* value, const char* name) {
    return Parameters(value).get(name).value_or("(none)");
  };
  CHECK(Parameters("Text/HTML ; charset=x").value() == "text/html");
  CHECK(Parameters("multipart/mixed (comment; here); boundary=b").value() == "multipart/mixed");
  CHECK(get("m; boundary=\"a;b\"", "boundary") == "a;b");
  CHECK(get("m; boundary=abc (x)", "boundary") == "abc");
  CHECK(get("m; BOUNDARY = abc ;x", "boundary") == "abc");
  CHECK(get("m; boundary*0=ab; boundary*1=cd", "boundary") == "abcd");
  CHECK(get("a; filename=\"a \\\"b\\\" \\\\ \\c\"", "filename") == "a \"b\" \\ \\c");
  CHECK(get("a; filename*=iso-8859-1''r%E9sum%e9.doc; filename=x", "filename") == "résumé.doc");
  CHECK(get("a; filename*1=b; filename*0=a; filename*3=d", "filename") == "ab");
  CHECK(get("a; filename*0=a; filename*0=evil", "filename") == "a");
  CHECK(get("a; filename*=no-quotes%20here", "filename") == "no-quotes here");
  CHECK(get("a; filename=a.doc; filename=b.doc", "filename") == "a.doc");
  CHECK(get("a; filename==?utf-8?B?w6k=?=.doc", "filename") == "é.doc");
  CHECK(get("a; filename=\"a%00b\"; filename*=utf-8''a%00%0Ab", "filename") == "ab");
  CHECK(get("a; filename=\"never closed", "filename") == "never closed");
  CHECK(get("a; filename", "filename") == "(none)");
  CHECK(get(";;;=;=;", "x") == "(none)");
  CHECK(get("", "x") == "(none)");
}

TEST_CASE("encoded words in every spelling") {
  CHECK(decode_words("=?UTF-8?Q?a=20b_c?=") == "a b c");
  CHECK(decode_words("=?utf-8?q?caf=C3=A9?= =?utf-8?q?_x?=") == "café x");
  CHECK(decode_words("=?utf-8?q?a?= b =?utf-8?q?c?=") == "a b c");
  CHECK(decode_words("=?utf-8*en?B?w6k=?=") == "é");
  CHECK(decode_words("=?utf-8?Q?with blank ?=|") == "with blank |");
  CHECK(decode_words("x=?utf-8?q?y?=z") == "xyz");
  CHECK(decode_words("=?utf-8?x?y?=") == "=?utf-8?x?y?=");
  CHECK(decode_words("=?utf-8?q?never") == "=?utf-8?q?never");
  CHECK(decode_words("a\tb =?utf-8?q?=0A=0D=00c?=") == "a b    c");
  CHECK(decode_words("caf\xE9") == "café");
}

TEST_CASE("From is one address or none") {
  const auto address = [](const char* value) {
    const auto box = mail::read_mailbox(value);
    return box ? box->address + "|" + box->name : std::string("none");
  };
  CHECK(address("a@B.Org") == "a@b.org|");
  CHECK(address("John Doe <a@b.org> ") == "a@b.org|John Doe");
  CHECK(address("\"Doe, \\\"J\\\" <x@y>\" <a@b.org>") == "a@b.org|Doe, \"J\" <x@y>");
  CHECK(address("a@b.org (John (the) Doe)") == "a@b.org|John (the) Doe");
  CHECK(address("=?utf-8?q?=C3=89va?= <e@b.org>") == "e@b.org|Éva");
  for (const char* bad : {"",
                          "John",
                          "\"John\" a@b.org",
                          "a@b, c@d",
                          "<a@b> <c@d>",
                          "<a@b>, c@d",
                          "a@b <c@d>",
                          "<@x,@y:a@b>",
                          "group: a@b;",
                          "undisclosed-recipients:;",
                          "<a@b",
                          "\"a <a@b>",
                          "a@b@c",
                          "<a b@c>",
                          "<a@b> x",
                          "\"a b\"@c",
                          "a@",
                          "@b",
                          "=?utf-8?q?a=40b?=",
                          "a..b@c",
                          "<>"})
    CHECK(address(bad) == "none");
}

TEST_CASE("references, nearest first and each once") {
  const auto message = mail::parse("In-Reply-To: Your mail of Monday <c@x>\n"
                                   "References: <a@x> <b@\n x>\n\t<c@x> junk <a@x> <unclosed\n"
                                   "Message-ID: <m@x>  (added)\n\n");
  CHECK(message.references == std::vector<std::string>{"c@x", "a@x", "b@x"});
  CHECK(message.message_id == "m@x");
  CHECK(mail::parse("Message-ID: bare@x\n\n").message_id == "bare@x");
  CHECK(mail::parse("X: y\n\n").message_id.empty());
}

TEST_CASE("charsets never fail") {
  CHECK(mail::to_utf8("caf\xE9", "iso-8859-1") == "café");
  CHECK(mail::to_utf8("\x93q\x94", "ISO-8859-1") == "“q”");
  CHECK(mail::to_utf8("caf\xE9", "utf-8") == "café");
  CHECK(mail::to_utf8("caf\xC3\xA9", "us-ascii") == "café");
  CHECK(mail::to_utf8("caf\xC3\xA9", "") == "café");
  CHECK(mail::to_utf8("caf\xC3\xA9", "//IGNORE") == "café");
  CHECK(mail::to_utf8("ascii", "utf-16") == "ascii");
  CHECK(mail::to_utf8(std::string_view("\0a\0b", 4), "utf-16") == "ab");
  CHECK(mail::to_utf8(std::string_view("a\0b\0", 4), "utf-16") == "ab");
  CHECK(mail::to_utf8("\xA4\xFF", "euc-jp").find("\xEF\xBF\xBD") != std::string::npos);
  CHECK(mail::is_utf8("\xED\xA0\x80") == false);
  CHECK(mail::is_utf8("\xC0\xAF") == false);
  CHECK(mail::is_utf8("\xF4\x90\x80\x80") == false);
  CHECK(mail::is_utf8("\xF0\x9F\x99\x82"));
}

TEST_CASE("transfer encodings, as they come") {
  CHECK(base::decode_base64("QUJD|REVG") == "ABCDEF");
  CHECK(base::decode_base64("QUI=\nfooter") == "AB");
  CHECK(base::decode_base64("QUI") == "AB");
  CHECK(base::decode_base64("=QUI=") == "AB");
  CHECK(mail::decode_transfer("a=3Db=3d \t\nc= \nd=\r\ne=G1=", "quoted-printable") ==
        "a=b=\ncde=G1");
  for (const char* text : {"", "a", "ab", "abc", "abcd"})
    CHECK(base::decode_base64(base::encode_base64(text)) == text);
}
