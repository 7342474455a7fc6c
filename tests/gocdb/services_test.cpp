// SPDX-License-Identifier: Apache-2.0
// The services of a site: what is read of them, what is left out, and what the client asks for.
#include "base/text.hpp"
#include "fakes/http_server.hpp"
#include "gocdb/client.hpp"

#include <catch2/catch.hpp>

using gocdb::Remarks;
using gocdb::Service;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// As GOCDB writes it, with `changes` to some of its fields; a field of no text is left out.
std::string service(const std::string& number, const Fields& changes = {}) {
  std::string out = "  <SERVICE_ENDPOINT PRIMARY_KEY=\"" + number + "G0\">\n";
  for (auto [name, text] :
       Fields{{"PRIMARY_KEY", number + "G0"},
              {"HOSTNAME", "ce" + number + ".example.test"},
              {"GOCDB_PORTAL_URL",
               "https://gocdb.example.test/portal/index.php?Page_Type=Service&amp;id=" + number},
              {"HOSTDN", "/O=Grid/CN=ce.example.test"},
              {"BETA", "N"},
              {"SERVICE_TYPE", "CREAM-CE"},
              {"IN_PRODUCTION", "Y"},
              {"NODE_MONITORED", "Y"},
              {"SITENAME", "prague_cesnet_lcg2"},
              {"URL", "ldap://ce.example.test:2170/mds-vo-name=x,o=grid"}}) {
    for (const auto& [changed, to] : changes)
      if (changed == name)
        text = to;
    if (!text.empty())
      out += "    <" + name + ">" + text + "</" + name + ">\n";
  }
  return out +
         "    <CORE/>\n    <ENDPOINTS>\n      <ENDPOINT><ID>7</ID><NAME>other</NAME>"
         "<URL>https://other.example.test/</URL><HOSTNAME>other.example.test</HOSTNAME>"
         "<BETA>Y</BETA></ENDPOINT>\n    </ENDPOINTS>\n    <SCOPES><SCOPE>EGI</SCOPE></SCOPES>\n"
         "    <NEW_ONE>of a later GOCDB</NEW_ONE>\n  </SERVICE_ENDPOINT>\n";
}

std::string results(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<results>\n" + inside + "</results>\n";
}

Service one(const Fields& changes) {
  Remarks remarks;
  const auto page = gocdb::read_services(results(service("1", changes)), remarks);
  REQUIRE(page);
  REQUIRE(page->entries.size() == 1);
  return page->entries[0];
}

// The remark about a service that is left out.
std::string left_out(const Fields& changes) {
  Remarks remarks;
  const auto page = gocdb::read_services(results(service("1", changes) + service("2")), remarks);
  REQUIRE(page);
  REQUIRE(page->entries.size() == 1);
  CHECK(page->entries[0].key == "2G0");
  const auto told = remarks.take();
  REQUIRE(told.size() == 1);
  CHECK(base::fits_one_line(told[0]));
  return told[0];
}

fakes::HttpServer::Answer always(const std::string& body) {
  return [body](const fakes::Asked&) -> fakes::Canned { return {200, body, {}, {}}; };
}

gocdb::Client client_of(const fakes::HttpServer& server) {
  return gocdb::Client({server.url() + "/gocdbpi/public/", "EGI", "", base::Seconds{1}});
}

} // namespace

TEST_CASE("a service, without what belongs to its endpoints") {
  CHECK(one({{"BETA", "Y"}, {"NODE_MONITORED", "N"}}) ==
        Service{"1G0", "ce1.example.test", "CREAM-CE", "prague_cesnet_lcg2", true, true, false,
                "ldap://ce.example.test:2170/mds-vo-name=x,o=grid",
                "https://gocdb.example.test/portal/index.php?Page_Type=Service&id=1"});
}

TEST_CASE("a flag that is not Y or N is unknown") {
  CHECK(one({{"BETA", "N"}}).beta == false);
  for (const std::string text : {"", "true", "1", "y", "YN", "&lt;"}) {
    CAPTURE(text);
    CHECK(one({{"BETA", text}}).beta == std::nullopt);
    CHECK(one({{"IN_PRODUCTION", text}}).in_production == std::nullopt);
    CHECK(one({{"NODE_MONITORED", text}}).monitored == std::nullopt);
  }
}

TEST_CASE("an address that is none is not shown") {
  for (const std::string text :
       {"", "https://a b/", "https://a&lt;b", "https://a&gt;b", "https://a'b", "https://a`b",
        "https://a&quot;b", "https://\xc3\xa4/", "https://a/\n#"}) {
    CAPTURE(text);
    CHECK(one({{"URL", text}}).url.empty());
    CHECK(one({{"GOCDB_PORTAL_URL", text}}).portal.empty());
  }
  CHECK(one({{"URL", std::string(501, 'a')}}).url.empty());
  CHECK(one({{"GOCDB_PORTAL_URL", "javascript:alert(1)"}}).portal.empty());
}

TEST_CASE("a service without a proper name is left out, and told") {
  const auto has = [](const std::string& told, const std::string& words) {
    INFO(told);
    CHECK(told.find(words) != std::string::npos);
  };
  has(left_out({{"HOSTNAME", "Izola MRF"}}),
      "the service 'CREAM-CE' of 'Izola MRF' at 'prague_cesnet_lcg2' is left out: its HOSTNAME");
  has(left_out({{"HOSTNAME", ""}}), "of '' at");
  has(left_out({{"HOSTNAME", "a\nb"}}), "of 'a b' at");
  has(left_out({{"HOSTNAME", std::string(256, 'a')}}), "…");
  has(left_out({{"SERVICE_TYPE", "CREAM CE"}}), "its SERVICE_TYPE");
  has(left_out({{"SITENAME", ""}}), "its SITENAME");
  has(left_out({{"PRIMARY_KEY", ""}}), "PRIMARY_KEY");
}

TEST_CASE("each of a site once, and of other sites none") {
  Remarks remarks;
  const auto read = [&](const std::string& xml) {
    return gocdb::read_services(results(xml), remarks).value().entries;
  };
  const auto services = gocdb::only_of(
      "prague_cesnet_lcg2",
      read(service("1") + service("2", {{"SITENAME", "prague-cesnet-lcg2"}}) + service("1") +
           service("1", {{"HOSTNAME", "x.example.test"}}) + service("3")),
      remarks);
  REQUIRE(services.services.size() == 2);
  CHECK(services.services[0].host == "ce1.example.test");
  CHECK(services.services[1].host == "ce3.example.test");
  REQUIRE(services.remarks.size() == 1);
  CHECK(services.remarks[0].find("'x.example.test' at 'prague_cesnet_lcg2' is left out: it has the "
                                 "key of the service 'CREAM-CE' of 'ce1.example.test'") !=
        std::string::npos);
}

TEST_CASE("the services of a site are asked for by its name, of every scope, page by page") {
  const fakes::HttpServer server([](const fakes::Asked& asked) -> fakes::Canned {
    const bool first = asked.target.find("cursor") == std::string::npos;
    return {200,
            results("<meta><link rel=\"next\" href=\"https://127.0.0.1/gocdbpi/public/?method=get_"
                    "service_endpoint&amp;next_cursor=1\"/><count>" +
                    std::string(first ? "1" : "0") + "</count></meta>" +
                    (first ? service("1") : "")),
            {},
            {}};
  });
  const auto services = client_of(server).services_of("prague_cesnet_lcg2");
  REQUIRE(services);
  CHECK(services->services.size() == 1);
  CHECK(services->remarks.empty());
  const auto asked = server.asked();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].target ==
        "/gocdbpi/public/?method=get_service_endpoint&sitename=prague_cesnet_lcg2&scope=");
  CHECK(asked[1].target == "/gocdbpi/public/?method=get_service_endpoint&next_cursor=1");
}

TEST_CASE("a site without services has none") {
  const fakes::HttpServer server(always("<results/>"));
  CHECK(client_of(server).services_of("CSC").value().services.empty());
}

TEST_CASE("what is no name of a site is not asked for") {
  const fakes::HttpServer server(always("<results/>"));
  for (const std::string bad : {"", "a b", "CSC&scope=x", "%", "a,b"}) {
    const auto services = client_of(server).services_of(bad);
    REQUIRE_FALSE(services);
    CHECK(services.error().fault == base::Fault::invalid);
  }
  CHECK(server.asked().empty());
}

TEST_CASE("what is no whole list of services is told with its place") {
  const auto wrong = [](const std::string& body) {
    const fakes::HttpServer server(always(body));
    const auto services = client_of(server).services_of("CSC");
    REQUIRE_FALSE(services);
    CHECK(services.error().what.find("/, get_service_endpoint of CSC: ") != std::string::npos);
    return base::describe(services.error());
  };
  const auto says = [&](const std::string& body, const std::string& words) {
    const auto told = wrong(body);
    INFO(told);
    CHECK(told.find(words) != std::string::npos);
  };
  says("<error>Unsupported parameter: sitenam</error>", "GOCDB says: Unsupported parameter");
  says("", "empty");
  says("<html><body>Sign in</body></html>", "web page");
  says("<!DOCTYPE results [<!ENTITY a \"b\">]>" + results(service("1")), "DOCTYPE");
  says(results(service("1", {{"HOSTNAME", "&x;"}})), "'x' not defined");
  says("<results>" + service("1"), "cut off");
  says(results("<meta><count>2</count></meta>" + service("1")), "counts '2' records holds 1");
}

TEST_CASE("a list of very many services is left soon") {
  std::string all;
  for (int i = 0; i < 100'000; ++i)
    all += "<SERVICE_ENDPOINT><PRIMARY_KEY>" + std::to_string(i) +
           "</PRIMARY_KEY><HOSTNAME>a</HOSTNAME><SERVICE_TYPE>b</SERVICE_TYPE><SITENAME>CSC"
           "</SITENAME></SERVICE_ENDPOINT>";
  Remarks remarks;
  const auto page = gocdb::read_services(results(all), remarks);
  REQUIRE_FALSE(page);
  CHECK(page.error().what.find("no end: 20001 records") != std::string::npos);
}
