// SPDX-License-Identifier: Apache-2.0
// tests/stories: one folder, one rule, named as a sentence. `family.json` is what RT holds,
// `event.eml` the mail, `expected.txt` all that comes of it. tests/approve writes what came out as
// expected.
#include "base/text.hpp"
#include "bridge/household.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void furnish(Household& house, const nlohmann::json& family) {
  house.rt.tickets.clear();
  house.rt.members.clear();
  const auto& ticket = family.at("ticket");
  if (!ticket.is_null()) {
    const std::int64_t id = ticket.at("id");
    house.rt.tickets[id] = {
        {id},
        ticket.at("queue"),
        ticket.at("subject"),
        ticket.at("status"),
        ticket.at("fields").get<std::map<std::string, std::vector<std::string>>>()};
  }
  house.rt.members = family.at("teams").get<std::map<std::string, std::set<std::string>>>();
}

std::string indented(const std::string& text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += line.empty() ? "\n" : "    " + std::string(line) + "\n";
  return out;
}

// What the world looks like afterwards, in the words of the people in it.
std::string aftermath(Household& house) {
  std::string out;
  for (const auto& relay : house.rt.relayed)
    out +=
        "RT gets the original" +
        (relay.ticket ? " on #" + base::to_string(*relay.ticket) : std::string(", on no ticket")) +
        "\n";
  for (const auto& [id, ticket] : house.rt.tickets)
    for (const auto& [name, values] : ticket.fields)
      out += "#" + std::to_string(id) + " " + name + ": " + base::join(values, ", ") + "\n";
  for (const auto& link : house.rt.links)
    out += "#" + base::to_string(link.ticket) + " " + link.relation + " " + link.target + "\n";
  for (const auto& comment : house.rt.comments)
    out += "note for the managers on #" + base::to_string(comment.ticket) + ": " +
           comment.subject.substr(comment.subject.find(']') + 2) + "\n" + indented(comment.text);
  for (std::size_t i = 0; i < house.post.sent.size(); ++i) {
    const auto letter = house.letter(i);
    out += "letter to " + house.post.sent[i].to + ": " + letter.subject + "\n" +
           indented(letter.plain.value_or(""));
  }
  const auto rows = store::list(house.database, true).value();
  for (const auto& row : rows)
    if (row.job.state != "done" && row.job.kind != "sweep" && row.job.kind != "purge")
      out += "left over: " + row.job.state + " " + row.job.key + " " + row.job.error + "\n";
  return out;
}

} // namespace

TEST_CASE("every story ends as it is told") {
  const std::filesystem::path shelf = SOURCE_DIR "/tests/stories";
  int told = 0;
  for (const auto& story : std::filesystem::directory_iterator(shelf)) {
    CAPTURE(story.path().filename().string());
    Household house;
    const auto family = nlohmann::json::parse(slurp(story.path() / "family.json"));
    furnish(house, family);
    house.arrives(slurp(story.path() / "event.eml"),
                  family.value("envelope_sender", "somebody@example.test"),
                  family.value("action", "correspond"));
    house.works();
    const std::string found = aftermath(house);
    if (std::getenv("ROLLOUT_APPROVE") != nullptr)
      std::ofstream(story.path() / "expected.txt") << found;
    CHECK(found == slurp(story.path() / "expected.txt"));
    ++told;
  }
  CHECK(told >= 12);
}
