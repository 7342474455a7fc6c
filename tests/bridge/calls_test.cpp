// SPDX-License-Identifier: Apache-2.0
// A call for volunteers on its way to its lists and back, and the word that it is over.
#include "bridge/beginning.hpp"
#include "bridge/forms.hpp"
#include "bridge/posts.hpp"

namespace {

using std::chrono::hours;

const std::string emi = "early-adopters-emi@lists.example.test";
const std::string osg = "osg-general@lists.example.test";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Its one team has rejected, and a call is prepared. A Monday, 10:00 UTC.
struct Call : Beginning {
  Call() {
    now = base::from_unix(1'795'428'000); // 2026-11-23
    settings.policy.lists.address = "early-adopters-{stack}@lists.example.test";
    moves("InVerification", "StageRollOut");
    sweep();
    child = rollouts().front()->id.value;
    ticket().fields["EA Teams"] = {infn};
    changed(child, "CustomField");
    sweep();
    answers("reject " + infn);
  }
  rollout::Ticket& ticket() { return rt.tickets.at(child); }
  void answers(const std::string& line) {
    arrives(reply(anna, line, "a" + std::to_string(++said_) + "@example.test", "",
                  "Re: [rt.example.test #" + std::to_string(child) + "] x"));
    works();
  }
  // Without regard to jobs that fail.
  void manager_types(const std::string& line) {
    const auto id = rt.changes.back().transaction.value + 1;
    rt.changes.push_back({{child}, {id}, "Correspond", "", "", "", manager, now});
    rt.sayings[id] = {page_headers, std::nullopt, "<p>" + line + "</p>", {}};
    now += base::Seconds{60};
    REQUIRE(bridge::begin(world, now));
  }
  void manager_says(const std::string& line) {
    manager_types(line);
    CHECK(works() == 0);
  }
  void refuses(const std::string& list) {
    post.fault = base::Fault::refused;
    post.only = list;
  }
  // The ID that the note with these words asks for.
  std::string id_in(const std::string& words) {
    const auto text = note(words);
    const auto at = text.find("send ");
    return at == std::string::npos ? "" : text.substr(at + 5, 9);
  }
  void sends(const std::string& words) { manager_says("send " + id_in(words)); }
  void orders(const std::string& words) { // the mail server may not take it
    manager_types("send " + id_in(words));
    works();
  }
  // The line of Rollout Status that begins so.
  std::string status(const std::string& begin) {
    const auto all = rollout::first_value(ticket(), "Rollout Status");
    for (const auto line : base::lines(all))
      if (line.starts_with(begin))
        return std::string(line.substr(begin.size()));
    return "";
  }
  std::string call() { return status("Call for volunteers: "); }
  std::string end() { return status("End of the call for volunteers: "); }
  void ends_with(const std::string& outcome) {
    ticket().fields["Outcome"] = {outcome};
    changed(child, "CustomField", "", outcome);
    const auto before = ticket().status;
    ticket().status = "resolved";
    changed(child, "Status", before, "resolved");
    sweep();
  }
  // Copies that wait for the mail server, oldest first.
  std::vector<store::Listed> copies_for(const std::string& list) {
    std::vector<store::Listed> out;
    const auto rows = store::list(database, false).value();
    for (const auto& row : rows)
      if (row.which == store::Which::outbox && row.job.key.ends_with("/" + list))
        out.push_back(row);
    return out;
  }
  // Our posts to `list`, oldest first.
  std::vector<std::size_t> posts(const std::string& list) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < post.sent.size(); ++i)
      if (post.sent[i].to == list)
        out.push_back(i);
    return out;
  }
  // The list brings the post to its members, of whom we are one.
  void list_brings(std::size_t at) {
    const auto to = post.sent.at(at).to;
    arrives("Return-Path: <" + to.substr(0, to.find('@')) +
                "-bounces@lists.example.test>\r\nList-Id: <" + to + ">\r\n" +
                post.sent.at(at).bytes,
            to.substr(0, to.find('@')) + "-bounces@lists.example.test", "list");
    works();
  }
  void list_holds(const std::string& list, const std::string& subject) {
    arrives("From: " + list.substr(0, list.find('@')) + "-bounces@lists.example.test\n" +
                "Subject: Your message to " + list + " awaits moderator approval\n" +
                "Message-ID: <held." + list + ">\nX-Mailman-Version: 3.3.8\n\nYour mail to '" +
                list + "' with the subject\n\n    " + subject +
                "\n\nIs being held until the list moderator can review it for approval.\n\nThe "
                "message is being held because:\n\n    The message is not from a list member\n\n"
                "Either the message will get posted to the list, or you will receive\n",
            list.substr(0, list.find('@')) + "-bounces@lists.example.test");
    works();
  }
  std::int64_t child = 0;

private:
  int said_ = 0;
};

} // namespace

TEST_CASE("a call is sent when the mail server has taken it, not when that is decided") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.post.fault = base::Fault::temporary;
  house.orders("a call for volunteers");
  CHECK(house.call() == "goes out now");
  house.post.fault.reset();
  house.pass(hours{1});
  CHECK(house.posts(emi).size() == 1);
  CHECK(house.posts(osg).size() == 1);
  CHECK(house.call().starts_with("sent 2026-11-23 1"));
}

TEST_CASE("whoever orders a call has read what its lists get") {
  Call house;
  const auto note = house.note("a call for volunteers");
  house.sends("a call for volunteers");
  const auto message = mail::parse(house.post.sent.at(house.posts(emi).at(0)).bytes);
  CHECK(has(note, "\n    " + message.subject + "\n"));
  REQUIRE(message.plain);
  for (const auto line : base::lines(*message.plain))
    CHECK((line.empty() || has(note, "\n    " + std::string(line) + "\n")));
}

TEST_CASE("a call whose text cannot be made is told of all the same") {
  rollout::SendMail letter;
  letter.form = "no-such-form";
  const auto note =
      bridge::with_letter({}, {{{4711}, "[mark] a call", "A call is ready.\n"}, letter});
  CHECK(note.text ==
        "A call is ready.\n\nIts text cannot be shown: there is no form 'no-such-form'\n");
}

TEST_CASE("of two lists one takes no mail: the other one has it, and that is told") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.refuses(emi);
  house.orders("a call for volunteers");
  CHECK(house.call() == "goes out now, 1 of 2 lists have it");
}

TEST_CASE("our own post comes back from its list: it is delivered, and nothing else comes of it") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.sends("a call for volunteers");
  const auto sent = house.post.sent.size();
  const auto relayed = house.rt.relayed.size();
  const auto notes = house.rt.comments.size();
  house.list_brings(house.posts(emi).front());
  CHECK(has(house.call(), ", seen on 1 of 2 lists 2026-11-23 "));
  house.list_brings(house.posts(osg).front());
  house.list_brings(house.posts(osg).front());
  CHECK(has(house.call(), ", seen on 2 of 2 lists 2026-11-23 "));
  CHECK(house.post.sent.size() == sent);
  CHECK(house.rt.relayed.size() == relayed);
  CHECK(house.rt.comments.size() == notes);
  CHECK(house.open_rows() == 0);
}

TEST_CASE("two lists bring one and the same mail: both are counted") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.sends("a call for volunteers");
  CHECK(mail::parse(house.post.sent[house.posts(emi).front()].bytes).message_id ==
        mail::parse(house.post.sent[house.posts(osg).front()].bytes).message_id);
  house.list_brings(house.posts(emi).front());
  house.list_brings(house.posts(osg).front());
  CHECK(has(house.call(), "seen on 2 of 2 lists"));
}

TEST_CASE("a post that a list held and then brought is held no more") {
  Call house;
  house.sends("a call for volunteers");
  const auto at = house.posts(emi).front();
  house.list_holds(emi, house.letter(at).subject);
  CHECK(has(house.call(), "not delivered yet, sent "));
  CHECK(has(house.call(), "held: The message is not from a list member (" + emi + ")"));
  house.list_brings(at);
  CHECK(has(house.call(), ", seen on the list "));
  CHECK_FALSE(has(house.call(), "held"));
  CHECK(house.call().starts_with("sent "));
}

TEST_CASE("what comes back by another road than a list's proves nothing") {
  Call house;
  house.sends("a call for volunteers");
  house.arrives(house.post.sent[house.posts(emi).front()].bytes);
  house.works();
  CHECK_FALSE(has(house.call(), "seen"));
}

TEST_CASE("a list has a sender and a beginning of subjects of its own") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.settings.policy.lists.table =
      rollout::MailingLists::read(osg + "\tposter@egi.example.test\t[Rollout]\n", "lists").value();
  house.sends("a call for volunteers");
  const auto usual = house.letter(house.posts(emi).front());
  const auto own = house.letter(house.posts(osg).front());
  CHECK(usual.from == house.settings.from);
  CHECK_FALSE(mail::header(usual, "Reply-To"));
  CHECK(own.from == "poster@egi.example.test");
  CHECK(mail::header(own, "Reply-To") == house.settings.from);
  CHECK(own.subject == "[Rollout] " + usual.subject);
  CHECK(has(*own.plain, "write to " + house.settings.from));
  CHECK(has(*own.html, "mailto:" + house.settings.from));
  CHECK(own.message_id == usual.message_id);
  house.list_brings(house.posts(osg).front());
  CHECK(has(house.call(), "seen on 1 of 2 lists"));
}

TEST_CASE("a team accepts after the call: managers can say on the same lists that it is over") {
  Call house;
  house.sends("a call for volunteers");
  house.settings.policy.lists.address = "elsewhere@lists.example.test";
  house.answers("accept " + infn);
  const auto note = house.note("the call is over");
  CHECK(has(note, "The call for volunteers is over: " + infn + " has accepted.\n"));
  CHECK(has(note, "is prepared for " + emi + ".\n"));
  CHECK(house.posts(emi).size() == 1);
  CHECK(has(house.end(), "waits for a manager's word"));
  SECTION("it goes out once, in the thread of the call") {
    house.sends("the call is over");
    REQUIRE(house.posts(emi).size() == 2);
    const auto call = house.letter(house.posts(emi).front());
    const auto end = house.letter(house.posts(emi).back());
    CHECK(end.references == std::vector{call.message_id});
    CHECK(mail::header(end, "In-Reply-To") == "<" + call.message_id + ">");
    CHECK(end.message_id != call.message_id);
    CHECK(has(*end.html, infn + " has accepted<"));
    CHECK(house.end().starts_with("sent "));
    house.ticket().status = "resolved";
    house.changed(house.child, "Status", "open", "resolved");
    house.sweep();
    house.pass(hours{48});
    CHECK(house.posts(emi).size() == 2);
    house.list_brings(house.posts(emi).back());
    CHECK(has(house.end(), "seen on the list"));
  }
  SECTION("or not") {
    house.manager_says("cancel " + house.id_in("the call is over"));
    house.pass(hours{48});
    CHECK(house.posts(emi).size() == 1);
    CHECK(house.end().starts_with("cancelled "));
  }
  SECTION("the accept is withdrawn: it is not over, until another one comes") {
    const auto first = house.id_in("the call is over");
    house.answers("withdraw " + infn);
    CHECK(house.end().ends_with(": no team takes part any more"));
    house.answers("accept " + infn);
    const auto second = house.id_in("the call is over");
    CHECK(second != first);
    house.manager_says("send " + second);
    REQUIRE(house.posts(emi).size() == 2);
    CHECK(house.letter(house.posts(emi).back()).references ==
          std::vector{house.letter(house.posts(emi).front()).message_id});
  }
  SECTION("it is over, and then the team withdraws: there is another call") {
    house.settings.policy.lists.address = emi;
    house.sends("the call is over");
    REQUIRE(house.posts(emi).size() == 2);
    const auto first = house.id_in("a call for volunteers");
    house.answers("reject " + infn);
    const auto second = house.id_in("a call for volunteers");
    CHECK(second != first);
    house.manager_says("send " + second);
    REQUIRE(house.posts(emi).size() == 3);
    CHECK(house.letter(house.posts(emi).back()).message_id !=
          house.letter(house.posts(emi).front()).message_id);
  }
}

TEST_CASE("a call that was found needless is none: the next one is prepared when it is needed") {
  Call house;
  const auto first = house.id_in("a call for volunteers");
  house.answers("accept " + infn);
  CHECK(house.call().ends_with(": " + infn + " has accepted"));
  house.answers("reject " + infn);
  const auto second = house.id_in("a call for volunteers");
  CHECK(second != first);
  house.manager_says("send " + second);
  CHECK(house.posts(emi).size() == 1);
}

TEST_CASE("a copy that an operator takes out of the queue is told of, and has no end") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.refuses(emi);
  house.orders("a call for volunteers");
  const auto row = house.copies_for(emi).front();
  SECTION("before the end of the call is prepared") {
    REQUIRE(bridge::drop(house.database, row, house.now));
    house.works();
    house.answers("accept " + infn);
    CHECK(has(house.note("the call is over"), "is prepared for " + osg + ".\n"));
    house.sends("the call is over");
    CHECK(house.end().starts_with("sent "));
  }
  SECTION("while the end waits behind it") {
    house.answers("accept " + infn);
    house.orders("the call is over");
    REQUIRE(house.copies_for(emi).size() == 2);
    REQUIRE(bridge::drop(house.database, row, house.now));
    house.post.fault.reset();
    house.works();
    CHECK(house.end().ends_with("; taken out of the queue for " + emi));
  }
  CHECK(house.call().starts_with("sent 2026-11-23 "));
  CHECK(house.call().ends_with("; taken out of the queue for " + emi));
  house.pass(hours{2});
  CHECK(house.posts(emi).empty());
  CHECK(house.posts(osg).size() == 2);
  CHECK(house.open_rows() == 0);
}

TEST_CASE("what the mail server has cannot be dropped, and its end goes out") {
  Call house;
  house.sends("a call for volunteers");
  house.refuses(emi);
  house.answers("accept " + infn);
  house.orders("the call is over");
  std::optional<store::Listed> call;
  const auto rows = store::list(house.database, true).value();
  for (const auto& row : rows)
    if (row.job.state == "done" && row.job.key.ends_with("/poll/1/" + emi))
      call = row;
  REQUIRE(call);
  CHECK(bridge::drop(house.database, *call, house.now).error().fault == base::Fault::refused);
  CHECK(house.call().starts_with("sent "));
  house.post.fault.reset();
  REQUIRE(store::retry(house.database, house.copies_for(emi).front(), house.now));
  house.works();
  CHECK(house.posts(emi).size() == 2);
}

TEST_CASE("an announcement that an operator takes out of the queue does not come again") {
  Call house;
  house.ends_with("REJECT");
  house.refuses(emi);
  house.manager_types("send " + house.id_in("an announcement"));
  house.works();
  REQUIRE(house.copies_for(emi).size() == 1);
  REQUIRE(bridge::drop(house.database, house.copies_for(emi).front(), house.now));
  house.post.fault.reset();
  house.works();
  house.pass(hours{5});
  CHECK(house.notes("an announcement") == 1);
  CHECK(house.posts(emi).empty());
}

TEST_CASE("each list that was asked for volunteers hears how the rollout ended") {
  Call house;
  house.settings.policy.lists.extra = {osg};
  house.sends("a call for volunteers");
  house.ends_with("REJECT");
  house.pass(hours{2});
  CHECK(house.posts(emi).size() == 2);
  CHECK(house.posts(osg).size() == 2);
}

TEST_CASE("who offers himself after a second call is told of again") {
  Call house;
  house.sends("a call for volunteers");
  const auto offers = [&] {
    int count = 0;
    for (const auto& comment : house.rt.comments)
      count += has(comment.subject, "a team offers to take part");
    return count;
  };
  const auto quinn_offers = [&](const std::string& id) {
    house.arrives(reply("quinn@qmul.example.test", "accept " + qmul, id, "",
                        "Re: [rt.example.test #" + std::to_string(house.child) + "] x"));
    house.works();
  };
  quinn_offers("q1@example.test");
  quinn_offers("q2@example.test");
  CHECK(offers() == 1);
  house.answers("accept " + infn);
  house.sends("the call is over");
  house.answers("reject " + infn);
  house.sends("a call for volunteers");
  quinn_offers("q3@example.test");
  CHECK(offers() == 2);
}

TEST_CASE("where calls go out by themselves, so does their end, and a manager can stop it") {
  Call house;
  house.settings.policy.lists.ask = false;
  house.sends("a call for volunteers");
  house.ticket().status = "resolved";
  house.changed(house.child, "Status", "open", "resolved");
  house.sweep();
  CHECK(has(house.note("the call is over"), "is over: the rollout is resolved."));
  CHECK(has(house.note("the call is over"), "It goes out by itself on 2026-11-23 1"));
  CHECK(house.posts(emi).size() == 1);
  SECTION("nobody does") {
    house.pass(hours{2});
    CHECK(house.posts(emi).size() == 2);
    CHECK(has(*house.letter(house.posts(emi).back()).html, "the rollout is resolved<"));
  }
  SECTION("one does") {
    house.manager_says("cancel " + house.id_in("the call is over"));
    house.pass(hours{2});
    CHECK(house.posts(emi).size() == 1);
  }
}

TEST_CASE("the end of an old call never goes by itself") {
  Call house;
  house.settings.policy.lists.ask = false;
  house.sends("a call for volunteers");
  house.now += hours{24 * 31};
  house.answers("accept " + infn);
  CHECK(
      has(house.note("the call is over"), "Look at the list first: the call went out 2026-11-23"));
  house.pass(hours{2});
  CHECK(house.posts(emi).size() == 1);
  house.sends("the call is over");
  CHECK(house.posts(emi).size() == 2);
}

TEST_CASE("a call that is on no list has no end") {
  Call house;
  SECTION("it was never sent") {
    house.answers("accept " + infn);
    CHECK(house.note("the call is over").empty());
  }
  SECTION("the mail server does not take it: its end waits behind it") {
    house.settings.policy.lists.extra = {osg};
    house.refuses(emi);
    house.orders("a call for volunteers");
    house.answers("accept " + infn);
    house.orders("the call is over");
    CHECK(house.posts(osg).size() == 2);
    CHECK(house.posts(emi).empty());
    CHECK(house.end() == "goes out now, 1 of 2 lists have it");
  }
}
