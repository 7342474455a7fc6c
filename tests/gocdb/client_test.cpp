// SPDX-License-Identifier: Apache-2.0
// The client against a server in GOCDB's place: what it asks for, how it turns pages, and where it
// stops.
#include "fakes/http_server.hpp"
#include "gocdb/client.hpp"

#include <catch2/catch.hpp>

using fakes::Asked;
using fakes::Canned;
using fakes::HttpServer;

namespace {

const std::string path = "/gocdbpi/public/";
const std::string rocs = "<results><ROC PRIMARY_KEY=\"2G0\" ROC_NAME=\"NGI_IT\"/></results>";

std::string site(int number) {
  const auto text = std::to_string(number);
  return "<SITE PRIMARY_KEY=\"" + text + "G0\" NAME=\"SITE-" + text + "\" ROC=\"NGI_IT\"/>";
}

// One site, and a link to what comes next.
std::string page(int number, const std::string& next) {
  return "<results><meta><link rel=\"next\" href=\"" + next + "\"/><count>1</count></meta>" +
         site(number) + "</results>";
}

// A GOCDB whose list of sites is as told; `asked` tells the query.
HttpServer::Answer gocdb_that(std::function<Canned(const std::string& query)> answers) {
  return [answers = std::move(answers)](const Asked& asked) -> Canned {
    if (asked.target == path + "?method=get_roc_list")
      return {200, rocs, {}, {}};
    return answers(asked.target.substr(path.size()));
  };
}

gocdb::Client client_of(const HttpServer& server, const std::string& scope = "") {
  return gocdb::Client({server.url() + path, scope, "", base::Seconds{1}});
}

std::string wrong(const HttpServer& server) {
  const auto listing = client_of(server).listing();
  REQUIRE_FALSE(listing);
  return base::describe(listing.error());
}

std::string wrong(std::function<Canned(const std::string&)> answers) {
  return wrong(HttpServer(gocdb_that(std::move(answers))));
}

bool has(const std::string& text, const std::string& words) {
  INFO(text);
  CHECK(text.find(words) != std::string::npos);
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("every scope is asked for unless told, and closed sites are not") {
  const HttpServer server(gocdb_that([](const std::string&) -> Canned {
    return {200, "<results>" + site(1) + "</results>", {}, {}};
  }));
  REQUIRE(client_of(server).listing());
  REQUIRE(client_of(server, "EGI,Local & more").listing());
  const auto asked = server.asked();
  REQUIRE(asked.size() == 4);
  CHECK(asked[0].target == path + "?method=get_roc_list"); // GOCDB refuses a scope here
  CHECK(asked[1].target ==
        path + "?method=get_site_list&exclude_certification_status=Closed&scope=");
  CHECK(asked[3].target == path + "?method=get_site_list&exclude_certification_status=Closed&scope="
                                  "EGI%2CLocal%20%26%20more");
}

TEST_CASE("pages are turned until there is none, or one is empty") {
  const std::string end = GENERATE("<results><meta><link rel=\"next\" href=\"?cursor=9\"/><count>0"
                                   "</count></meta></results>",
                                   "<results><SITE PRIMARY_KEY=\"3G0\" NAME=\"SITE-3\" ROC=\"NGI_IT"
                                   "\"/></results>");
  const HttpServer server(gocdb_that([&](const std::string& query) -> Canned {
    if (query == "?cursor=2&amp=1")
      return {200, page(2, path + "?cursor=3"), {}, {}};
    if (query == "?cursor=3")
      return {200, end, {}, {}};
    // As a proxy that ends TLS before GOCDB makes it: another scheme, no port.
    return {200, page(1, "https://127.0.0.1" + path + "?cursor=2&amp;amp=1"), {}, {}};
  }));
  const auto listing = client_of(server).listing();
  REQUIRE(listing);
  CHECK(listing->sites.size() == (end.find("SITE-3") == std::string::npos ? 2 : 3));
  CHECK(server.asked().size() == 4);
}

TEST_CASE("a next page elsewhere is not asked for") {
  for (const std::string next :
       {"https://other.example.test/gocdbpi/public/?a=1", "http://127.0.0.1/gocdbpi/private/?a=1",
        "/etc/?a=1", "file:///etc/hostname", "https://127.0.0.1@other.example.test/?a=1",
        "https://127.0.0.1:1@other.example.test/gocdbpi/public/?a=1"})
    has(wrong([&](const std::string&) -> Canned {
          return {200, page(1, next), {}, {}};
        }),
        "elsewhere: " + next);
}

TEST_CASE("pages in a circle, and pages without end, are left") {
  has(wrong([](const std::string& query) -> Canned {
        return {200, page(1, query == "?a=2" ? "?a=1" : "?a=2"), {}, {}};
      }),
      "page 3 names one as the next that was read before");
  int number = 0;
  has(wrong([&](const std::string&) -> Canned {
        ++number;
        return {200, page(number, "?a=" + std::to_string(number)), {}, {}};
      }),
      "the list has no end: 101 pages");
  CHECK(number == 101);
}

TEST_CASE("each bad day of a GOCDB is told with its place and its remedy") {
  using Manner = Canned::Manner;
  const auto in_place = [](Canned canned) {
    return wrong([canned](const std::string&) { return canned; });
  };
  has(in_place({503, "", {}, {}}), "get_site_list: status 503 (it is asked again)");
  has(in_place({404, "", {}, {}}), "status 404 (check teams.gocdb_url)");
  has(in_place({302, "", {"Location: https://sso.example.test/"}, {}}),
      "it sends us on to https://sso.example.test/ (status 302) (no redirection");
  for (const int status : {300, 302})
    has(in_place({status, "", {}, {}}),
        "status " + std::to_string(status) + " without an address (check teams.gocdb_url)");
  has(in_place({200, "\x1f\x8b\x08", {"Content-Encoding: gzip"}, {}}),
      "get_site_list: the answer is compressed (gzip), though we did not ask for it (look");
  has(in_place({200, "\xff\xfe<", {}, {}}), "'\uFFFD<'");
  has(in_place({200, "<error>Unsupported parameter: scop</error>", {}, {}}),
      "get_site_list: GOCDB says: Unsupported parameter: scop");
  has(in_place({200, "<!DOCTYPE html><html>Who are you?", {}, {}}), "is a web page");
  has(in_place({200, "<results/>", {}, {}}), "it names no site (is there one of the scope ''?");
  has(in_place({200, "<results>" + site(1), {}, {}}), "cut off");
  has(in_place({200, "", {}, Manner::cut}), "broke off in the middle of its answer (it is asked");
  has(in_place({200, "", {}, Manner::gone}), "closed the connection without an answer");
  has(in_place({200, "", {}, Manner::no_http}),
      ": what answers there is no web server (check teams.gocdb_url)");
  has(wrong(HttpServer({{200, "<results/>", {}, {}}})), "get_roc_list: it names no ROC");
  has(wrong(HttpServer({{200, rocs, {}, {}}, {200, "", {}, Manner::silent}})),
      "answered too slowly: nothing whole within 1 s (teams.gocdb_timeout is 1 s)");
  gocdb::Client nobody({"http://127.0.0.1:1" + path, "", "", base::Seconds{1}});
  has(base::describe(nobody.listing().error()), "connection refused");
}

TEST_CASE("an answer without end is left") {
  const HttpServer server(gocdb_that([](const std::string&) -> Canned {
    return {200, "", {}, Canned::Manner::endless};
  }));
  gocdb::Client client({server.url() + path, "", "", base::Seconds{60}});
  has(base::describe(client.listing().error()),
      "sends an answer without end (at most 32 MiB are taken)");
}

TEST_CASE("what is no address of a GOCDB is said before it is asked") {
  for (const char* good : {"https://goc.egi.eu/gocdbpi/public/", "http://127.0.0.1:8080/g/"})
    CHECK(gocdb::check_url(good));
  for (const char* bad :
       {"", "goc.egi.eu", "ftp://goc.egi.eu/", "https://goc.egi.eu",
        "https://goc.egi.eu/?method=", "https://me:secret@goc.egi.eu/x/", "https:///gocdbpi/",
        "https://goc.egi.eu/a b/", "https://goc.egi.eu/#x"}) {
    CAPTURE(bad);
    CHECK_FALSE(gocdb::check_url(bad));
  }
}
