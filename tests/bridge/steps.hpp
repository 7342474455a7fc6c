// SPDX-License-Identifier: Apache-2.0
// What people do in a story, a line each:
//   #100 moves from InVerification to StageRollOut
//   #4711 EA Teams: NGI_IT-INFN-T1, NGI_UK-UKI-LT2-QMUL
//   #4711 status: resolved
//   #4711 is due in 96 hours
//   anna@infn.example.test mails on #4711: accept NGI_IT-INFN-T1
//   mgr1@example.test types on #4711: send <ID>            (the ID that the newest note asks for)
//   anna@infn.example.test sends ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt on #4711: It recommends …
//   a list brings from petr@x.example on #4711: accept NGI_CZ-prague
//   the list brings our post                                (our newest letter, to us as to all)
//   26 hours pass
//   RT fails                                                (the next call)
//   GOCDB marks ce01.infn.example of INFN-T1 as BETA
//   GOCDB has no mark at INFN-T1
//   GOCDB tells of a downtime of ce01.infn.example of INFN-T1 for 48 hours
//   the document server has 254: Staged rollout EMI CREAM 1.13.1-1 | a.docx, b.docx
//   the document server has no 254
//   the document server is down, or: is up again
// After each of them RT is swept and all is done that is due.
#pragma once

#include "base/base64.hpp"
#include "base/pattern.hpp"
#include "bridge/house.hpp"
#include "documents/samples.hpp"

class Steps {
public:
  explicit Steps(House& house) : house_(house) {}

  void play(const std::string& text) {
    REQUIRE(bridge::begin(house_.world, house_.now));
    house_.works();
    for (const auto line : base::lines(text)) {
      if (base::trim(line).empty() || line.starts_with("# "))
        continue;
      CAPTURE(std::string(line));
      step(std::string(base::trim(line)));
      house_.now += base::Seconds{60};
      house_.works();
    }
  }

private:
  using Words = std::vector<std::string>;
  struct Kind {
    base::Pattern pattern;
    void (Steps::*deed)(const Words&);
  };

  void step(const std::string& line) {
    static const Kind kinds[] = {
        {base::Pattern(R"(^#(\d+) moves from (.+) to (.+)$)"), &Steps::moves},
        {base::Pattern(R"(^#(\d+) status: (.+)$)"), &Steps::status},
        {base::Pattern(R"(^#(\d+) is due in (\d+) hours$)"), &Steps::due},
        {base::Pattern(R"(^#(\d+) ([A-Za-z ]+): ?(.*)$)"), &Steps::field},
        {base::Pattern(R"(^(\S+) mails on #(\d+): (.+)$)"), &Steps::mails},
        {base::Pattern(R"(^(\S+) sends (.+) on #(\d+): (.+)$)"), &Steps::sends},
        {base::Pattern(R"(^the document server has (\d+): (.+) \| ?(.*)$)"), &Steps::publish},
        {base::Pattern(R"(^the document server has no (\d+)$)"), &Steps::unpublish},
        {base::Pattern(R"(^the document server is (down|up again)$)"), &Steps::turn},
        {base::Pattern(R"(^a list brings from (\S+) on #(\d+): (.+)$)"), &Steps::listed},
        {base::Pattern(R"(^the list brings our post$)"), &Steps::brought},
        {base::Pattern(R"(^(\S+) types on #(\d+): (.+)$)"), &Steps::types},
        {base::Pattern(R"(^(\d+) hours pass$)"), &Steps::pass},
        {base::Pattern(R"(^GOCDB marks (\S+) of (\S+) as BETA$)"), &Steps::mark},
        {base::Pattern(R"(^GOCDB has no mark at (\S+)$)"), &Steps::unmark},
        {base::Pattern(R"(^GOCDB tells of a downtime of (\S+) of (\S+) for (\d+) hours$)"),
         &Steps::down},
        {base::Pattern(R"(^RT fails$)"), &Steps::fail}};
    for (const auto& kind : kinds)
      if (const auto found = kind.pattern.find(line))
        return (this->*kind.deed)(Words(found->groups.begin() + 1, found->groups.end()));
    FAIL("no such step: " << line);
  }

  void moves(const Words& words) {
    ticket(words[0]).status = words[2];
    changed(words[0], "Status", base::lower(words[1]), base::lower(words[2]));
  }
  void status(const Words& words) {
    const auto before = ticket(words[0]).status;
    ticket(words[0]).status = words[1];
    changed(words[0], "Status", before, words[1]);
  }
  void due(const Words& words) {
    ticket(words[0]).due = house_.now + std::chrono::hours{std::stoi(words[1])};
    changed(words[0], "Set", "", "");
  }
  void field(const Words& words) {
    ticket(words[0]).fields[words[1]] = base::split(words[2], ',');
    changed(words[0], "CustomField", "", words[2]);
  }
  void mails(const Words& words) { mail(words[0], words[1], words[2], "correspond"); }
  // A document with these words in it, and what every report tells.
  void sends(const Words& words) {
    using namespace documents_test;
    if (house_.rt.managers.contains(words[0]))
      house_.rt.privileged.insert(words[0]);
    const auto file = words[1].ends_with(".odt")
                          ? odt("<text:p>" + honest + "</text:p><text:p>" + words[3] + "</text:p>")
                          : docx(paragraph(honest) + paragraph(words[3]));
    house_.arrives(reply(words[0],
                         "--b\nContent-Type: text/plain\n\nOur report.\n--b\nContent-Type: "
                         "application/octet-stream\nContent-Disposition: attachment; filename=\"" +
                             words[1] + "\"\nContent-Transfer-Encoding: base64\n\n" +
                             base::encode_base64(file) + "\n--b--",
                         "m" + std::to_string(++mails_) + "@example.test",
                         "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n",
                         "Re: [rt.example.test #" + words[2] + "] Staged Rollout"),
                   words[0], "correspond");
  }
  void listed(const Words& words) { mail(words[0], words[1], words[2], "list"); }
  void brought(const Words&) {
    const auto& post = house_.post.sent.back();
    house_.arrives("List-Id: <" + post.to + ">\r\n" + post.bytes, "list-bounces@example.test",
                   "list");
  }
  void types(const Words& words) {
    const auto id = next();
    house_.rt.privileged.insert(words[0]);
    house_.rt.changes.push_back(
        {{std::stoll(words[1])}, id, "Correspond", "", "", "", words[0], house_.now});
    house_.rt.sayings[id.value] = {
        page_headers, std::nullopt, "<p>" + with_id(words[2]) + "</p>", {}};
  }
  void pass(const Words& words) {
    for (int i = 0; i < std::stoi(words[0]); ++i) {
      house_.now += std::chrono::hours{1};
      house_.works();
    }
  }
  void mark(const Words& words) {
    house_.sites.news[words[1]].beta.push_back(
        {words[0], "CREAM-CE", "https://gocdb.example.test/portal?id=1"});
  }
  void unmark(const Words& words) { house_.sites.news[words[0]].beta.clear(); }
  void down(const Words& words) {
    house_.sites.down[words[1]].push_back({"12345",
                                           "WARNING",
                                           house_.now,
                                           house_.now + std::chrono::hours{std::stoi(words[2])},
                                           {words[0]}});
  }
  void publish(const Words& words) {
    house_.documents.publish(std::stoll(words[0]), words[1], base::split(words[2], ','));
  }
  void unpublish(const Words& words) { house_.documents.shown.erase(std::stoll(words[0])); }
  void turn(const Words& words) {
    house_.documents.fault.reset();
    if (words[0] == "down")
      house_.documents.fault =
          base::Error{base::Fault::temporary, "the document server does not answer", ""};
  }
  void fail(const Words&) { house_.rt.fail_next(base::Fault::temporary); }

  rollout::Ticket& ticket(const std::string& number) {
    return house_.rt.tickets.at(std::stoll(number));
  }
  base::TransactionId next() const {
    const auto& changes = house_.rt.changes;
    return {changes.empty() ? 1000 : changes.back().transaction.value + 1};
  }
  void changed(const std::string& number, const std::string& type, const std::string& old_value,
               const std::string& new_value) {
    house_.rt.changes.push_back({{std::stoll(number)},
                                 next(),
                                 type,
                                 "",
                                 old_value,
                                 new_value,
                                 "mgr1@example.test",
                                 house_.now});
  }
  void mail(const std::string& who, const std::string& number, const std::string& words,
            const std::string& action) {
    house_.arrives(reply(who, with_id(words), "m" + std::to_string(++mails_) + "@example.test", "",
                         "Re: [rt.example.test #" + number + "] Staged Rollout"),
                   who, action);
  }
  std::string with_id(std::string words) const {
    const auto at = words.find("<ID>");
    if (at == words.npos)
      return words;
    const auto& notes = house_.rt.comments;
    for (auto note = notes.rbegin(); note != notes.rend(); ++note)
      if (const auto said = note->text.find("a reply: send "); said != std::string::npos)
        return words.replace(at, 4, note->text.substr(said + 14, 9));
    FAIL("no note asks for an ID");
    return words;
  }

  House& house_;
  int mails_ = 0;
};

inline void play(House& house, const std::string& steps) {
  Steps(house).play(steps);
}
