// SPDX-License-Identifier: Apache-2.0
// A household whose people also type into RT's page.
#pragma once

#include "bridge/household.hpp"
#include "bridge/news.hpp"

inline const std::string anna = "anna@infn.example.test";
inline const std::string manager = "mgr1@example.test";

inline const std::string page_headers =
    "Message-ID: <rt-5.0.3-1-2-3.4711-0-0@rt.example.test>\n"
    "X-RT-Interface: Web\nMIME-Version: 1.0\nContent-Type: text/html";

struct House : Household {
  House() {
    rt.privileged = {anna, manager};
    rt.managers = {manager};
  }
  // Somebody says something in RT, in transaction `id`; nobody has told us yet.
  void said(std::int64_t id, const std::string& who, const std::string& html,
            const std::string& headers = page_headers, const std::string& type = "Correspond",
            std::vector<bridge::SaidFile> files = {}) {
    rt.changes.push_back({{4711}, {id}, type, "", "", "", who, now});
    rt.sayings[id] = {headers, std::nullopt, html, std::move(files)};
  }
  void hook(std::int64_t id, std::int64_t ticket = 4711) {
    REQUIRE(
        store::put(database, store::Which::inbox, bridge::news_row({ticket}, {id}), now).value());
  }
  void sweep() {
    now += base::Seconds{60};
    REQUIRE(bridge::begin(world, now));
    CHECK(works() == 0);
  }
  std::string note(const std::string& words) {
    for (auto comment = rt.comments.rbegin(); comment != rt.comments.rend(); ++comment)
      if (comment->subject.find(words) != std::string::npos)
        return comment->text;
    return "";
  }
  std::size_t notes(const std::string& words) const {
    return static_cast<std::size_t>(
        std::count_if(rt.comments.begin(), rt.comments.end(), [&](const auto& comment) {
          return comment.subject.find(words) != std::string::npos;
        }));
  }
  // The ID that a note asks for.
  std::string held_id() {
    const std::string text = note("a mail is held");
    const auto at = text.find("release ");
    REQUIRE(at != std::string::npos);
    return text.substr(at + 8, 9);
  }
};
