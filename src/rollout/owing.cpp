// SPDX-License-Identifier: Apache-2.0
#include "rollout/owing.hpp"

#include "rollout/notes.hpp"

namespace rollout {

std::string Owing::key(const std::string& what) const {
  return base::to_string(ticket_) + "/" + what;
}

void Owing::owe(const std::string& key, Action action) {
  decision_.effects.push_back({key, rt_lane(ticket_), std::move(action)});
}

void Owing::note(const std::string& key, const std::string& words, const std::string& text) {
  owe(key, Comment{ticket_, note_subject(key, words), text});
}

void Owing::quote(const std::string& key, const std::string& words, const std::string& text,
                  SendMail letter) {
  owe(key, QuoteLetter{{ticket_, note_subject(key, words), text}, std::move(letter)});
}

void Owing::write(const std::string& key, const std::string& team, SendMail letter) {
  remember("letter", letter.message_id, letter.form + " to " + team);
  owe(key, WriteToGroup{ticket_, group_of(team), {}, team, std::move(letter)});
}

void Owing::remember(const std::string& what, const std::string& about, const std::string& words) {
  decision_.notes.push_back({ticket_.value, what, about, cause_, words});
}

Decision Owing::take() {
  if (next_)
    decision_.alarms.push_back(look_at(ticket_, *next_, "at-" + base::to_iso(*next_),
                                       "a time has come that was waited for"));
  next_.reset();
  return std::move(decision_);
}

} // namespace rollout
