// SPDX-License-Identifier: Apache-2.0
// The downtimes of sites: what is read of them, what is left out, and what the client asks for.
#include "base/text.hpp"
#include "fakes/http_server.hpp"
#include "gocdb/client.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using base::from_unix;
using gocdb::Affected;
using gocdb::Downtime;
using gocdb::Remarks;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const auto start = from_unix(1'308'729'600); // 2011-06-22 08:00 UTC
const auto end = from_unix(1'308'938'400);   // 2011-06-24 18:00 UTC

std::string affected(const std::string& host, const std::string& site) {
  return "<SERVICE><PRIMARY_KEY>4000G0</PRIMARY_KEY><HOSTNAME>" + host +
         "</HOSTNAME><SERVICE_TYPE>WMS</SERVICE_TYPE><ENDPOINT>" + host + "WMS</ENDPOINT>" +
         "<HOSTED_BY>" + site +
         "</HOSTED_BY><AFFECTED_ENDPOINTS><ENDPOINT><HOSTNAME>no</HOSTNAME>" +
         "</ENDPOINT></AFFECTED_ENDPOINTS></SERVICE>";
}

// As GOCDB writes it, with `changes` to some of its fields; a field of no text is left out.
std::string downtime(const std::string& id, const Fields& changes = {},
                     const std::string& services = affected("wms.example.test", "CSC")) {
  std::string out =
      "  <DOWNTIME ID=\"" + id + "\" PRIMARY_KEY=\"3" + id + "G0\" CLASSIFICATION=\"SCHEDULED\">\n";
  for (auto [name, text] :
       Fields{{"SEVERITY", "WARNING"},
              {"DESCRIPTION", "New release\n of the WMS &amp; more"},
              {"INSERT_DATE", "1308560400"},
              {"START_DATE", "1308729600"},
              {"END_DATE", "1308938400"},
              {"FORMATED_START_DATE", "2011-06-22 08:00"},
              {"FORMATED_END_DATE", "2011-06-24 18:00"},
              {"GOCDB_PORTAL_URL",
               "https://gocdb.example.test/portal/index.php?Page_Type=Downtime&amp;id=" + id}}) {
    for (const auto& [changed, to] : changes)
      if (changed == name)
        text = to;
    if (!text.empty())
      out += "    <" + name + ">" + text + "</" + name + ">\n";
  }
  return out + "    <NEW_ONE/>\n    <SERVICES>" + services + "</SERVICES>\n  </DOWNTIME>\n";
}

std::string results(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<results>\n" + inside + "</results>\n";
}

std::vector<Downtime> read(const std::string& inside, Remarks& remarks) {
  const auto page = gocdb::read_downtimes(results(inside), remarks);
  REQUIRE(page);
  return page->entries;
}

gocdb::Downtimes only(const std::string& inside, base::Instant from, base::Instant to) {
  Remarks remarks;
  auto all = read(inside, remarks);
  return gocdb::only_of({"CSC", "SiGNET"}, from, to, std::move(all), remarks);
}

void has(const std::vector<std::string>& remarks, const std::string& words) {
  REQUIRE(remarks.size() == 1);
  INFO(remarks[0]);
  CHECK(base::fits_one_line(remarks[0]));
  CHECK(remarks[0].find(words) != std::string::npos);
}

gocdb::Client client_of(const fakes::HttpServer& server) {
  return gocdb::Client({server.url() + "/gocdbpi/public/", "EGI", "", base::Seconds{1}});
}

} // namespace

TEST_CASE("a downtime, with its services and its times in UTC") {
  Remarks remarks;
  CHECK(read(downtime("22000", {},
                      affected("wms.example.test", "CSC") + affected("lb.example.test", "SiGNET")),
             remarks) ==
        std::vector<Downtime>{
            {"22000",
             "SCHEDULED",
             "WARNING",
             "New release  of the WMS & more",
             start,
             end,
             "2011-06-24 18:00",
             from_unix(1'308'560'400),
             "https://gocdb.example.test/portal/index.php?Page_Type=Downtime&id=22000",
             {{"wms.example.test", "WMS", "CSC"}, {"lb.example.test", "WMS", "SiGNET"}}}});
  CHECK(remarks.take().empty());
}

TEST_CASE("what a downtime does not say is empty") {
  Remarks remarks;
  const auto all = read(downtime("1", {{"SEVERITY", ""},
                                       {"DESCRIPTION", ""},
                                       {"INSERT_DATE", ""},
                                       {"FORMATED_END_DATE", ""},
                                       {"GOCDB_PORTAL_URL", ""}}),
                        remarks);
  REQUIRE(all.size() == 1);
  CHECK((all[0].severity + all[0].description + all[0].formatted_end + all[0].portal).empty());
  CHECK(all[0].announced == std::nullopt);
  CHECK(remarks.take().empty());
}

TEST_CASE("a long description is cut, and one line") {
  Remarks remarks;
  std::string text;
  for (int i = 0; i < 600; ++i)
    text += "\xc3\xa4\n";
  const auto all = read(downtime("1", {{"DESCRIPTION", text}}), remarks);
  REQUIRE(all.size() == 1);
  CHECK(all[0].description.size() <= 500 + 3);
  CHECK(all[0].description.ends_with("…"));
  CHECK(base::fits_one_line(all[0].description));
}

TEST_CASE("a downtime that cannot be named or has no time is left out, and told") {
  const auto left_out = [](const std::string& bad, const std::string& words) {
    Remarks remarks;
    const auto all = read(bad + downtime("2"), remarks);
    REQUIRE(all.size() == 1);
    CHECK(all[0].id == "2");
    CHECK(all[0].services.size() == 1);
    has(remarks.take(), words);
  };
  left_out(downtime(""), "the downtime '' is left out: it has no ID");
  left_out(downtime("a b"), "it has no ID");
  for (const std::string text : {"", "-1", "soon", "1308729600.5", "0x10", "2011-06-22 08:00",
                                 "99999999999999999999", "253402300800", "+1"}) {
    CAPTURE(text);
    left_out(downtime("1", {{"START_DATE", text}}), "its START_DATE is no time: '" + text + "'");
    left_out(downtime("1", {{"END_DATE", text}}), "its END_DATE is no time");
  }
  left_out(downtime("1", {{"END_DATE", "1308729599"}, {"FORMATED_END_DATE", ""}}),
           "'1' is left out: it ends before it starts");
}

TEST_CASE("a time that is written twice in two ways is told, and the seconds count") {
  for (const std::string text : {"2011-06-24 20:00", "24-JUN-11 18:00", "2011-06-24"}) {
    Remarks remarks;
    const auto all = read(downtime("1", {{"FORMATED_END_DATE", text}}), remarks);
    REQUIRE(all.size() == 1);
    CHECK(all[0].end == end);
    CHECK(all[0].formatted_end == text);
    has(remarks.take(), "'1': its FORMATED_END_DATE is '" + text +
                            "', its END_DATE 2011-06-24T18:00:00Z, which counts");
  }
}

TEST_CASE("a service without a proper name is left out of its downtime, and told") {
  for (const auto& [host, site] :
       {std::pair{"", "CSC"}, {"a b", "CSC"}, {"a.example.test", "Izola MRF"}}) {
    Remarks remarks;
    const auto all =
        read(downtime("1", {}, affected(host, site) + affected("b.example.test", "CSC")), remarks);
    REQUIRE(all.size() == 1);
    CHECK(all[0].services == std::vector<Affected>{{"b.example.test", "WMS", "CSC"}});
    has(remarks.take(), "is left out: it has a name that is none that GOCDB allows");
  }
}

TEST_CASE("a downtime counts where any moment of it is after the beginning and before the end") {
  const auto second = base::Seconds{1};
  const auto count = [](base::Instant from, base::Instant to) {
    return only(downtime("1"), from, to).downtimes.size();
  };
  CHECK(count(start, end) == 1);
  CHECK(count(start - second, start) == 0);
  CHECK(count(start - second, start + second) == 1);
  CHECK(count(end, end + second) == 0);
  CHECK(count(end - second, end + second) == 1);
  CHECK(only(downtime("1"), end, end + second).remarks.empty());
}

TEST_CASE("a downtime is there once, with the services of the sites that were asked for") {
  const auto csc = affected("b.example.test", "CSC");
  const auto all = only(downtime("1", {}, csc + affected("x.example.test", "CSCS-LCG2")) +
                            downtime("1", {}, csc + affected("a.example.test", "SiGNET")) +
                            downtime("2", {}, csc),
                        start, end);
  CHECK(all.remarks.empty());
  REQUIRE(all.downtimes.size() == 2);
  CHECK(all.downtimes[0].services == std::vector<Affected>{{"a.example.test", "WMS", "SiGNET"},
                                                           {"b.example.test", "WMS", "CSC"}});
  const auto two = only(downtime("1") + downtime("1", {{"SEVERITY", "OUTAGE"}}), start, end);
  REQUIRE(two.downtimes.size() == 1);
  CHECK(two.downtimes[0].severity == "WARNING");
  has(two.remarks, "the downtime '1' is left out: it has the key of the downtime '1'");
  const auto none = only(downtime("1", {}, affected("x.example.test", "LRZ")), start, end);
  CHECK(none.downtimes.empty());
  has(none.remarks, "the downtime '1' is left out: it affects no service of a site");
}

TEST_CASE("the downtimes of many sites are asked for in one question, of every scope") {
  const fakes::HttpServer server(
      {{200, results(downtime("1") + downtime("2", {{"END_DATE", "1308740400"}})), {}, {}}});
  const auto all = client_of(server).downtimes_of({"CSC", "prague_cesnet_lcg2"},
                                                  end - base::Seconds{1}, end + base::Seconds{1});
  REQUIRE(all);
  REQUIRE(all->downtimes.size() == 1);
  CHECK(all->downtimes[0].id == "1");
  const auto asked = server.asked();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].target ==
        "/gocdbpi/public/?method=get_downtime_nested_services&sitelist=CSC,prague_cesnet_lcg2"
        "&windowstart=2011-06-24&windowend=2011-06-24&scope=");
}

TEST_CASE("more sites than a URL holds are asked for in several questions") {
  const fakes::HttpServer server({{200, "<results/>", {}, {}}});
  std::vector<std::string> sites;
  for (int i = 0; i < 30; ++i)
    sites.push_back(std::string(200, 'a') + std::to_string(i));
  CHECK(client_of(server).downtimes_of(sites, start, end).value().downtimes.empty());
  const auto asked = server.asked();
  std::size_t names = 0;
  for (const auto& one : asked) {
    CHECK(one.target.size() < 2'200);
    names += 1 + static_cast<std::size_t>(std::count(one.target.begin(), one.target.end(), ','));
  }
  CHECK(asked.size() == 4);
  CHECK(names == sites.size());
}

TEST_CASE("pages of downtimes are turned") {
  const fakes::HttpServer server([](const fakes::Asked& asked) -> fakes::Canned {
    const bool first = asked.target.find("cursor") == std::string::npos;
    return {200,
            results("<meta><link rel=\"next\" href=\"?next_cursor=1\"/><count>" +
                    std::string(first ? "1" : "0") + "</count></meta>" +
                    (first ? downtime("1", {},
                                      affected("a.example.test", "CSC") +
                                          affected("b.example.test", "CSC"))
                           : "")),
            {},
            {}};
  });
  const auto all = client_of(server).downtimes_of({"CSC"}, start, end);
  REQUIRE(all);
  CHECK(all->downtimes.size() == 1);
  CHECK(server.asked().size() == 2);
}

TEST_CASE("of no site, of what is no name, and of no time nothing is asked") {
  const fakes::HttpServer server({{200, "<results/>", {}, {}}});
  CHECK(client_of(server).downtimes_of({}, start, end).value().downtimes.empty());
  for (const std::string bad : {"", "a b", "CSC,LRZ", "CSC&id=1"})
    CHECK(client_of(server).downtimes_of({"CSC", bad}, start, end).error().fault ==
          base::Fault::invalid);
  CHECK(client_of(server).downtimes_of({"CSC"}, end, start).error().fault == base::Fault::invalid);
  CHECK(server.asked().empty());
}

TEST_CASE("what is no whole list of downtimes is told with its place") {
  const auto says = [](const std::string& body, const std::string& words) {
    const fakes::HttpServer server({{200, body, {}, {}}});
    const auto all = client_of(server).downtimes_of({"CSC"}, start, end);
    REQUIRE_FALSE(all);
    const auto told = base::describe(all.error());
    INFO(told);
    CHECK(told.find("/, get_downtime_nested_services: ") != std::string::npos);
    CHECK(told.find(words) != std::string::npos);
  };
  says("<error>Unsupported parameter: sitelist</error>", "GOCDB says: Unsupported parameter");
  says("", "empty");
  says("<!DOCTYPE html><html>Who are you?", "web page");
  says("<!DOCTYPE results [<!ENTITY a \"b\">]>" + results(downtime("1")), "DOCTYPE");
  says(results(downtime("1", {{"DESCRIPTION", "&x;"}})), "'x' not defined");
  says("<results>" + downtime("1"), "cut off");
  says(results("<meta><count>2</count></meta>" + downtime("1")), "counts '2' records holds 1");
}

TEST_CASE("a downtime of very many services is read") {
  std::string services;
  for (int i = 0; i < 10'000; ++i)
    services += affected("a" + std::to_string(i), "CSC");
  const auto all = only(downtime("1", {}, services), start, end);
  REQUIRE(all.downtimes.size() == 1);
  CHECK(all.downtimes[0].services.size() == 10'000);
}
