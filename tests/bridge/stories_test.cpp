// SPDX-License-Identifier: Apache-2.0
// tests/stories: one folder, one rule, named as a sentence. `family.json` is what RT holds,
// `event.eml` the mail (`event-2.eml`, ... those that come after it, an hour apart), or `steps.txt`
// what people do, a line each (steps.hpp); `expected.txt` all that comes of it. tests/approve
// writes what came out as expected.
#include "base/table.hpp"
#include "base/text.hpp"
#include "bridge/losing.hpp"
#include "bridge/steps.hpp"
#include "fakes/fake_teams.hpp"

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

// As the story's family.json has it, which is given back.
nlohmann::json furnish(House& house, const std::filesystem::path& story) {
  auto family = nlohmann::json::parse(slurp(story / "family.json"));
  house.rt.tickets.clear();
  house.rt.members.clear();
  house.rt.privileged = {};
  house.rt.managers = family.value("managers", std::set<std::string>{});
  auto all = family.value("tickets", nlohmann::json::array());
  if (const auto& one = family.value("ticket", nlohmann::json()); !one.is_null())
    all.push_back(one);
  for (const auto& ticket : all) {
    const std::int64_t id = ticket.at("id");
    house.rt.tickets[id] = {
        {id},
        ticket.at("queue"),
        ticket.at("subject"),
        ticket.at("status"),
        ticket.at("fields").get<std::map<std::string, std::vector<std::string>>>()};
    // Who was asked before the story begins is in AdminCc.
    for (const auto& team : rollout::field(house.rt.tickets[id], "EA Teams"))
      house.rt.tickets[id].groups.push_back("ea-" + team);
  }
  house.rt.members = family.at("teams").get<std::map<std::string, std::set<std::string>>>();
  const auto groups = family.value("groups", nlohmann::json::object());
  for (const auto& [name, people] : groups.items())
    house.rt.groups[name] = people.get<std::set<std::string>>();
  house.rt.made_with = family.value("queue_fields", std::vector<std::string>{});
  rollout::Policy& policy = house.settings.policy;
  policy.stacks = rollout::Stacks::read(family.value("stacks", ""), "stacks").value();
  policy.experience =
      rollout::Experience::read(family.value("experience", ""), "experience").value();
  policy.working_times = calendar::WorkingTimes::read(family.value("zones", ""), "zones").value();
  policy.lists.ask = family.value("poll", "ask") == "ask";
  policy.lists.announcements =
      rollout::Announcements::read(family.value("announce", ""), "announce").value();
  if (family.value("announcement", "send") == "ask")
    policy.lists.announcing = rollout::Announcing::ask;
  policy.quorums = rollout::Quorums::read(family.value("quorum", ""), "quorum").value();
  policy.end.accept_action = family.value("accept_action", "");
  policy.begin.verification_field = family.value("verification_field", "");
  policy.begin.repo_action = family.value("repo_action", "");
  if (family.value("watch_sites", false)) {
    policy.asks.watch_sites = true;
    house.world.site_source = &house.sites;
  }
  if (family.value("check_documents", false)) {
    policy.documents.check = true;
    house.world.document_source = &house.documents;
  }
  house.settings.teams.ngis = family.value("ngis", std::vector<std::string>{});
  return family;
}

// The list of sites as it was fetched, one `sites` after the other; then, with `sites_fail`, no
// more for a day.
void read_sites(House& house, FakeTeams& source, const nlohmann::json& family) {
  const auto step_all = [&] {
    while (bridge::step(house.world, {"teams"}, house.now).value() != bridge::Stepped::nothing) {
    }
    house.now += house.settings.teams.refresh;
  };
  house.settings.teams.source = "GOCDB";
  house.world.team_source = &source;
  for (const auto& sites : family.at("sites")) {
    source.list = {};
    for (const auto& site : sites)
      source.list.sites.push_back({site.at("key"), site.at("name"), site.at("ngi")});
    for (const auto& site : source.list.sites)
      source.list.ngis.push_back(site.ngi);
    if (&sites == &family.at("sites").front())
      REQUIRE(bridge::begin(house.world, house.now));
    step_all();
  }
  if (family.value("sites_fail", false))
    source.fault = base::Error{base::Fault::temporary, "GOCDB does not answer", ""};
  for (int i = 0; source.fault && i < 24; ++i)
    step_all();
}

std::string indented(const std::string& text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += line.empty() ? "\n" : "    " + std::string(line) + "\n";
  return out;
}

// What the world looks like afterwards, in the words of the people in it.
std::string aftermath(House& house, const nlohmann::json& family) {
  std::string out;
  for (const auto& relay : house.rt.relayed)
    out +=
        "RT gets the original" +
        (relay.ticket ? " on #" + base::to_string(*relay.ticket) : std::string(", on no ticket")) +
        "\n";
  for (const auto& [id, ticket] : house.rt.tickets)
    for (const auto& [name, values] : ticket.fields)
      if (name != "Rollout Journal" || family.value("show_journal", false))
        out += "#" + std::to_string(id) + " " + name + ": " + base::join(values, ", ") + "\n";
  for (const auto& [id, ticket] : house.rt.tickets)
    if (ticket.fields.contains("Rollout Key"))
      out += "#" + std::to_string(id) + " is " + ticket.status + ", called " + ticket.subject +
             (ticket.parents.empty() ? "" : ", child of #" + base::to_string(ticket.parents[0])) +
             "\n";
  for (const auto& [id, ticket] : house.rt.tickets)
    if (!ticket.groups.empty() && family.contains("groups"))
      out += "#" + std::to_string(id) + " AdminCc: " + base::join(ticket.groups, ", ") + "\n";
  if (!house.rt.first_words.empty())
    out += "the first words of the new rollout, which RT mails to the managers:\n" +
           indented(house.rt.first_words);
  for (const auto& link : house.rt.links)
    out += "#" + base::to_string(link.ticket) + " " + link.relation + " " + link.target + "\n";
  for (const auto& comment : house.rt.comments)
    out += "note for the managers on #" + base::to_string(comment.ticket) + ": " +
           comment.subject.substr(comment.subject.find(']') + 2) +
           (house.rt.notes_with.contains(comment.subject)
                ? ", with the file " + house.rt.notes_with.at(comment.subject).first
                : "") +
           "\n" + indented(comment.text);
  // Letters that another story shows as well are told by their subjects.
  const bool brief = family.value("short", false);
  for (std::size_t i = 0; i < house.post.sent.size(); ++i) {
    const auto letter = house.letter(i);
    const bool whole = !brief || house.post.sent[i].to.find("lists.") != std::string::npos;
    out += "letter to " + house.post.sent[i].to + ": " + letter.subject + "\n" +
           (whole ? indented(letter.plain.value_or("")) : "");
  }
  const auto rows = store::list(house.database, true).value();
  for (const auto& row : rows)
    if (row.job.state == "ready" && row.job.kind == "look" && row.job.due > house.now)
      out += "#" + row.job.key.substr(0, row.job.key.find('/')) + " is looked at again on " +
             base::to_iso(row.job.due) + "\n";
    else if (row.job.state != "done" && row.job.kind != "sweep" && row.job.kind != "purge" &&
             row.job.kind != "teams" && row.job.kind != "sites" && row.job.kind != "documents")
      out += "left over: " + row.job.state + " " + row.job.key + " " + row.job.error + "\n";
  return out;
}

std::vector<std::filesystem::path> mails_of(const std::filesystem::path& story) {
  std::vector<std::filesystem::path> out{story / "event.eml"};
  if (!std::filesystem::exists(out.front()))
    return {};
  while (true) {
    auto next = story / ("event-" + std::to_string(out.size() + 1) + ".eml");
    if (!std::filesystem::exists(next))
      return out;
    out.push_back(std::move(next));
  }
}

std::vector<std::filesystem::path> all_stories() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/stories"))
    if (entry.is_directory())
      out.push_back(entry.path());
  return out;
}

// What is told in the story's folder comes to pass in `house`.
void tell(House& house, FakeTeams& source, const std::filesystem::path& story,
          const nlohmann::json& family) {
  if (family.contains("sites"))
    read_sites(house, source, family);
  const auto steps = story / "steps.txt";
  const auto mails = mails_of(story);
  CHECK((std::filesystem::exists(steps) || !mails.empty())); // else nothing happens in it
  if (std::filesystem::exists(steps))
    play(house, slurp(steps));
  for (const auto& mail : mails) {
    house.arrives(slurp(mail), family.value("envelope_sender", "somebody@example.test"),
                  family.value("action", "correspond"));
    house.works();
    house.now += std::chrono::hours(1);
  }
}

} // namespace

TEST_CASE("every story ends as it is told") {
  int told = 0;
  for (const auto& story : all_stories()) {
    CAPTURE(story.filename().string());
    House house;
    const auto family = furnish(house, story);
    FakeTeams source;
    tell(house, source, story, family);
    const std::string found = aftermath(house, family);
    if (std::getenv("ROLLOUT_APPROVE") != nullptr)
      std::ofstream(story / "expected.txt") << found;
    CHECK(found == slurp(story / "expected.txt"));
    ++told;
  }
  CHECK(told >= 12);
}

TEST_CASE("whatever the story, its store can be lost and made anew from RT") {
  std::size_t lines = 0;
  for (const auto& story : all_stories()) {
    CAPTURE(story.filename().string());
    House house;
    const auto family = furnish(house, story);
    give_journals(house);
    FakeTeams source;
    tell(house, source, story, family);
    house.works(); // what the last mail left
    look_at_all(house);
    const auto remembered = remembered_in(house);
    const auto shown = shown_to_people(house);
    const auto figures = figures_of(house);
    lose_store(house);
    lines += added_in(rebuild(house));
    CHECK(remembered_in(house) == remembered);
    CHECK(figures_of(house) == figures);
    CHECK(added_in(rebuild(house)) == 0);
    REQUIRE(bridge::begin(house.world, house.now));
    house.works();
    CHECK(shown_to_people(house) == shown);
  }
  CHECK(lines > 300);
}

TEST_CASE("each requirement of a rollout has a story, or a reason for none") {
  const std::filesystem::path shelf = SOURCE_DIR "/tests/stories";
  const auto text = slurp(shelf / "requirements.tsv");
  std::set<std::string> named;
  for (const auto& row : base::rows(text, "requirements.tsv")) {
    CAPTURE(row.place);
    REQUIRE(row.columns.size() == 2);
    named.insert(std::string(row.columns[0]));
    if (row.columns[1].starts_with('-'))
      continue; // a reason
    for (const auto& number : base::split(row.columns[1], ',')) {
      CAPTURE(number);
      const bool there =
          std::any_of(std::filesystem::directory_iterator(shelf),
                      std::filesystem::directory_iterator(), [&](const auto& one) {
                        return one.path().filename().string().starts_with(number + "-");
                      });
      CHECK(there);
    }
  }
  for (const auto& [first, last] : {std::pair{1, 40}, std::pair{43, 49}, std::pair{54, 63}})
    for (int number = first; number <= last; ++number)
      CHECK(named.contains("R" + std::to_string(number)));
}
