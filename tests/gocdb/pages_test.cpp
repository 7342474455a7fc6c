// SPDX-License-Identifier: Apache-2.0
// GOCDB's answers as it gives them, and all that comes in their place on bad days.
#include "base/text.hpp"
#include "gocdb/listing.hpp"

#include <catch2/catch.hpp>

using gocdb::read_roc_list;
using gocdb::read_site_list;
using gocdb::Site;

namespace {

const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string site(const std::string& key, const std::string& name, const std::string& ngi) {
  return "  <SITE ID=\"1\" PRIMARY_KEY=\"" + key + "\" NAME=\"" + name +
         "\" COUNTRY=\"Italy &amp; more\" COUNTRY_CODE=\"IT\" ROC=\"" + ngi +
         "\" SUBGRID=\"\" GIIS_URL=\"ldap://bdii.example.test:2170/mds-vo-name=x,o=grid\"/>\n";
}

std::string results(const std::string& inside) {
  return head + "<results>\n" + inside + "</results>\n";
}

std::string utf16(const std::string& ascii) {
  std::string out = "\xff\xfe";
  for (const char c : ascii)
    (out += c) += '\0';
  return out;
}

// What went wrong, and the remedy.
std::string wrong(const std::string& xml) {
  const auto page = read_site_list(xml);
  REQUIRE_FALSE(page);
  CHECK_FALSE(page.error().hint.empty());
  CHECK(base::fits_one_line(page.error().what));
  const auto rocs = read_roc_list(xml);
  REQUIRE_FALSE(rocs);
  CHECK(rocs.error().what == page.error().what);
  return base::describe(page.error());
}

} // namespace

TEST_CASE("a list of sites") {
  const auto page = read_site_list(
      results(site("200G0", "INFN-T1", "NGI_IT") + site("203G0", "egee.srce.hr", "EGI.eu")));
  REQUIRE(page);
  CHECK(page->entries ==
        std::vector<Site>{{"200G0", "INFN-T1", "NGI_IT"}, {"203G0", "egee.srce.hr", "EGI.eu"}});
  CHECK(page->next.empty());
}

TEST_CASE("a page names the next one, the last has none") {
  const std::string link = "<link rel=\"self\" href=\"https://g/x?a=1\"/>"
                           "<link rel=\"next\" href=\"https://g/x?a=1&amp;next_cursor=7\"/>";
  const auto page = read_site_list(
      results("<meta>" + link + "<count> 1 </count><max_page_size>1</max_page_size></meta>" +
              site("1G0", "CSC", "NGI_FI")));
  REQUIRE(page);
  CHECK(page->next == "https://g/x?a=1&next_cursor=7");
  const auto last = read_site_list(results("<meta>" + link + "<count>0</count></meta>"));
  REQUIRE(last);
  CHECK(last->next.empty());
}

TEST_CASE("a page that does not hold what it counts is no page") {
  const auto page =
      read_site_list(results("<meta><count>2</count></meta>" + site("1G0", "CSC", "NGI_FI")));
  REQUIRE_FALSE(page);
  CHECK(page.error().what == "a page that counts '2' records holds 1");
}

TEST_CASE("a site counts in its place alone") {
  const auto page = read_site_list(
      results("<meta><count>1</count></meta><more>" + site("1G0", "CSC", "NGI_FI") +
              "<meta><count>7</count></meta></more>" + site("2G0", "SiGNET", "NGI_SI")));
  REQUIRE(page);
  CHECK(page->entries == std::vector<Site>{{"2G0", "SiGNET", "NGI_SI"}});
}

TEST_CASE("a page of too many records or elements is left") {
  std::string sites;
  for (std::size_t i = 0; i <= gocdb::most_records; ++i)
    sites += "<SITE/>";
  CHECK(read_site_list(results(sites.substr(7))));
  CHECK(read_site_list(results(sites)).error().what ==
        "the answer has no end: 20001 records in 20001 elements and attributes, and more");
  std::string elements;
  for (int i = 0; i <= 500'000; ++i)
    elements += "<a/>";
  CHECK(read_site_list(results(elements)).error().what ==
        "the answer has no end: 0 records in 500001 elements and attributes, and more");
}

TEST_CASE("a list of ROCs, and an empty answer") {
  const auto rocs = read_roc_list(results("<ROC PRIMARY_KEY=\"2G0\" ROC_NAME=\"AfricaArabia\"/>"
                                          "<ROC PRIMARY_KEY=\"3G0\" ROC_NAME=\"EGI.eu\"/>"));
  REQUIRE(rocs);
  CHECK(*rocs == std::vector<std::string>{"AfricaArabia", "EGI.eu"});
  CHECK(read_roc_list(head + "<results/>").value().empty());
  CHECK(read_site_list(head + "<results/>").value().entries.empty());
}

TEST_CASE("what is no answer is told as what it is, with the remedy") {
  const auto says = [](const std::string& xml, const std::string& words) {
    const auto told = wrong(xml);
    INFO(told);
    CHECK(told.find(words) != std::string::npos);
  };
  says("", "the answer is empty");
  says(" \n", "the answer is empty");
  says("<error>Unsupported parameter: sitenam</error>",
       "GOCDB says: Unsupported parameter: sitenam (check teams.gocdb_scope");
  says("<error>Unsuported chracter in value: <x></error>", "GOCDB says: ");
  says("Unable to find method: get_sites", "no XML (line 1");
  says("Unable to find method: get_sites", "'Unable to find method: get_sites'");
  says("<!DOCTYPE html>\n<html><body><form>Who are you?<br></form></html>", "is a web page");
  says("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><title>x", "a login page or a proxy");
  says("<html><body>Sign in</body></html>", "is a web page");
  says("<?xml version=\"1.0\"?><feed/>", "the answer is <feed>, not <results>");
  says(std::string("\0\0\0", 3), "no XML");
  says(head + "<results>\n" + site("1G0", "CSC", "NGI_FI"), "cut off or damaged: line 4");
  says(head + "<results>\n  <SITE ID=\"1\" PRIMARY", "cut off or damaged: line 3");
  says(results(site("1G0", "CSC", "NGI_FI")) + "<b>Warning</b>", "cut off or damaged");
  says(results(site("1G0", "C\xe4SC", "NGI_FI")), "not proper UTF-8");
  says("<?xml version=\"1.0\" encoding=\"klingon\"?><results/>", "klingon");
  says(results(site("1G0", "&nobody;", "NGI_FI")), "'nobody' not defined");
  std::string deep;
  for (int i = 0; i < 1'000; ++i)
    deep += "<a>";
  says(results(deep), "too deep");
}

TEST_CASE("what would keep libxml2 busy is left before it begins") {
  const auto says = [](const std::string& xml, const std::string& words) {
    const auto told = wrong(xml);
    INFO(told);
    CHECK(told.find(words) != std::string::npos);
  };
  std::string attributes; // each is compared with all of them
  std::string names;      // each is looked up among all of them
  std::string namespaces;
  for (int i = 0; i < 10'000; ++i) {
    const auto number = std::to_string(i);
    attributes += " a" + number + "=\"\"";
    names += "<a" + number + "/>";
    if (i < 20)
      namespaces += " xmlns:a" + number + "=\"x\"";
  }
  says(results("<SITE" + attributes + "/>"), "a tag or a comment that is too long");
  says(utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?><results><SITE" + attributes +
             "/></results>"),
       "a tag or a comment that is too long");
  says(results("<!--" + attributes + "-->"), "a tag or a comment that is too long");
  says(results(names), "too many different names");
  says(results("<SITE" + namespaces + "/>"), "too many different names");
  const std::string text(5'000'000, 'x'); // is passed over as it comes
  CHECK(read_site_list(results("<A>" + text + "</A>" + site("1G0", "CSC", "NGI_FI")))
            .value()
            .entries.size() == 1);
}

TEST_CASE("a DOCTYPE is never read: no entity grows, no file is opened") {
  const std::string doctype =
      "<!DOCTYPE results [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
      "<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n";
  for (const char* name : {"&b;", "&x;", "plain"}) {
    const auto told = wrong("<?xml version=\"1.0\"?>\n" + doctype + "<results>" +
                            site("1G0", name, "NGI_FI") + "</results>");
    CHECK(told.find("DOCTYPE") != std::string::npos);
  }
}

TEST_CASE("an encoding that the document declares is believed") {
  const std::string latin1 = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<results>" +
                             site("1G0", "CSC", "NGI_FI\" X=\"\xe4") + "</results>";
  CHECK(read_site_list(latin1).value().entries == std::vector<Site>{{"1G0", "CSC", "NGI_FI"}});
  const auto wide = utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<results>" +
                          site("1G0", "CSC", "NGI_FI") + "</results>");
  CHECK(read_site_list(wide).value().entries == std::vector<Site>{{"1G0", "CSC", "NGI_FI"}});
}

TEST_CASE("what cannot be a team is left out, and told") {
  const auto listing = gocdb::checked({{"1G0", "CSC", "NGI_FI"},
                                       {"2G0", "Izola MRF", "NGI_SI"},
                                       {"3G0", "SiGNET", "NGI_XX"},
                                       {"", "CSCS-LCG2", "NGI_CH"},
                                       {"4G0", std::string(256, 'a'), "NGI_CH"},
                                       {"5G0", "a\nb", "NGI_CH"},
                                       {"1G0", "CSC", "NGI_FI"},
                                       {"1G0", "CSC-2", "NGI_FI"},
                                       {"6G0", "", "NGI_CH"}},
                                      {"NGI_FI", "NGI_SI", "NGI_CH", "NGI FR", "NGI_FI"});
  CHECK(listing.sites == std::vector<Site>{{"1G0", "CSC", "NGI_FI"}});
  CHECK(listing.rocs == std::vector<std::string>{"NGI_CH", "NGI_FI", "NGI_SI"});
  CHECK(listing.strays == std::vector<std::string>{"NGI_XX"});
  const std::vector<std::string> about = {"'NGI FR'", "'Izola MRF'", "'NGI_XX'", "PRIMARY_KEY",
                                          "…",        "'a b'",       "''",       "the site 'CSC'"};
  REQUIRE(listing.remarks.size() == about.size());
  for (std::size_t i = 0; i < about.size(); ++i) {
    CAPTURE(listing.remarks[i]);
    CHECK(listing.remarks[i].find(about[i]) != std::string::npos);
    CHECK(base::fits_one_line(listing.remarks[i]));
  }
}

TEST_CASE("a blank at the end of a name is shown, and the key by which the site is found") {
  const auto listing = gocdb::checked(
      {{"901G0", " LEAD", "NGI_IT"}, {"902G0", "x", "NGI_IT"}, {"903G0", "é\xff ", "NGI_IT"}},
      {"NGI_IT"});
  CHECK(listing.remarks ==
        std::vector<std::string>{
            "the site ' LEAD' (901G0) is left out: its name is none that GOCDB allows",
            "the site 'é\uFFFD ' (903G0) is left out: its name is none that GOCDB allows"});
}

TEST_CASE("a list full of what cannot be a team is told in a few lines") {
  const auto listing = gocdb::checked(std::vector<Site>(100, {"1G0", "a b", "NGI_FI"}), {"NGI_FI"});
  CHECK(listing.sites.empty());
  REQUIRE(listing.remarks.size() == 21);
  CHECK(listing.remarks.back() == "and 80 more");
}
