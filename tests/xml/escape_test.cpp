// SPDX-License-Identifier: Apache-2.0
#include "xml/escape.hpp"
#include "xml/reader.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the five signs of XML are escaped, and what XML may not hold is a question mark") {
  CHECK(xml::escaped("") == "");
  CHECK(xml::escaped("a<b>&\"c\"'") == "a&lt;b&gt;&amp;&quot;c&quot;'");
  CHECK(xml::escaped("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82\n\t") ==
        "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82\n\t");
  CHECK(xml::escaped(std::string_view("\0\x01\x1f", 3)) == "???");
  CHECK(xml::escaped("\xe9t\xe9 \xc3") == "?t? ?");
  CHECK(xml::escaped("\xc0\xbc \xe0\x80\xbc") == "?? ???");      // a '<', written too long
  CHECK(xml::escaped("\xed\xa0\x80 \xef\xbf\xbe") == "??? ???"); // half a pair; no sign at all
}

TEST_CASE("whatever bytes are escaped, an element with them is well-formed and says the same") {
  std::string all;
  for (int i = 0; i < 256; ++i)
    all += static_cast<char>(i);
  const auto escaped = xml::escaped(all);
  std::string text;
  std::string value;
  const auto document =
      xml::read("<a b=\"" + escaped + "\">" + escaped + "</a>", [&](const xml::Element& one) {
        text = one.text;
        value = one["b"];
        return true;
      });
  CHECK(document.broken.empty());
  CHECK(text.substr(text.find(' '), 95) == all.substr(' ', 95));
  CHECK(text.size() == 256);
  CHECK(value.size() == 256);
}
