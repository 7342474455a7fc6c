// SPDX-License-Identifier: Apache-2.0
// The client against a server in DocDB's place: what it asks for, and what it does not believe.
#include "docdb/client.hpp"
#include "docdb/pages.hpp"
#include "fakes/http_server.hpp"

#include <catch2/catch.hpp>

using fakes::Canned;
using fakes::HttpServer;

namespace {

std::string wrong(Canned canned) {
  const HttpServer server({std::move(canned)});
  const auto shown = docdb::Client({server.url(), "", base::Seconds{1}}).show(254);
  REQUIRE_FALSE(shown);
  CHECK(shown.error().fault == base::Fault::temporary);
  return base::describe(shown.error());
}

bool has(const std::string& text, const std::string& words) {
  INFO(text);
  CHECK(text.find(words) != std::string::npos);
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("the public page of the newest version is asked for, without any login") {
  const HttpServer server(
      {{200, docdb_page(docdb_document("A title", docdb_file("x.doc"))), {}, {}}});
  docdb::Client client({server.url(), "", base::Seconds{1}});
  const auto shown = client.show(254);
  REQUIRE(shown);
  CHECK(shown->title == "A title");
  const auto asked = server.asked();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].method == "GET");
  CHECK(asked[0].target == "/public/ShowDocument?docid=254&outformat=xml");
  CHECK(asked[0].header("Authorization").empty());
}

TEST_CASE("a document that is not there is told from a server that is not") {
  const HttpServer server({{200, docdb_page(""), {}, {}}});
  const auto shown = docdb::Client({server.url(), "", base::Seconds{1}}).show(7);
  REQUIRE_FALSE(shown);
  CHECK(shown.error().fault == base::Fault::not_found);
  has(shown.error().what,
      server.url() + "/public/ShowDocument?docid=7&outformat=xml: it shows none");
}

TEST_CASE("each bad day of a document server is told with its place and its remedy") {
  using Manner = Canned::Manner;
  has(wrong({503, "", {}, {}}), "status 503 (it is asked again)");
  has(wrong({404, docdb_page(""), {}, {}}), "status 404 (check documents.url)");
  has(wrong({302, "", {"Location: https://sso.example.test/"}, {}}),
      "it sends us on to https://sso.example.test/ (status 302) (no redirection is followed: set "
      "documents.url");
  has(wrong({200, "<!DOCTYPE html><html>Who are you?", {}, {}}), "is a web page");
  has(wrong({200, docdb_page(std::string(5'000'000, ' ')), {}, {}}), "no end: 5000");
  has(wrong({200, "", {}, Manner::cut}), "broke off in the middle of its answer");
  has(wrong({200, "", {}, Manner::gone}), "closed the connection without an answer");
  has(wrong({200, "", {}, Manner::silent}), "timeout");
  wrong({200, "", {}, Manner::endless});
  docdb::Client nobody({"http://127.0.0.1:1", "", base::Seconds{1}});
  has(base::describe(nobody.show(254).error()), "connection refused");
}

TEST_CASE("what is no address of a document server is said before it is asked") {
  for (const char* good : {"https://documents.egi.eu", "http://127.0.0.1:8080/cgi-bin/DocDB"})
    CHECK(docdb::check_url(good));
  for (const char* bad :
       {"", "documents.egi.eu", "ftp://documents.egi.eu", "https://", "https:///x",
        "https://documents.egi.eu/", "https://me:secret@documents.egi.eu",
        "https://documents.egi.eu/?a", "https://documents.egi.eu/#x",
        "https://documents.egi.eu/a b", "https://documents.egi.eu\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(docdb::check_url(bad));
  }
}
