// SPDX-License-Identifier: Apache-2.0
// What a site writes down about its stacks, teams and lists, in tables of lines with tabs:
//   STACK[-MAJOR]  repository (a URL)  its two managers (addresses, commas)  lists (addresses)
//   TEAM           components (commas)
//   COMPONENT      how many teams have to accept it before it can be called good
//   STACK[-MAJOR]  ACCEPT, REJECT or *  lists that hear of such an outcome (addresses, commas)
//   LIST           sender of posts (an address)  what their subjects begin with
// `*` in the first column of the third and fourth stands for all others, or for all.
// A `-` stands for an empty column. Strict: any other line is Fault::invalid with its place.
#pragma once

#include "base/result.hpp"
#include "rollout/subject.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Stack {
  std::string repository;            // of the staged rollouts (R3); empty: not known
  std::vector<std::string> managers; // addresses (R46)
  std::vector<std::string> lists;    // where its early adopters are; empty: the pattern counts
};

class Stacks {
public:
  static base::Result<Stacks> read(std::string_view text, std::string_view where);
  // The line of "EMI-1.0"; else that of "EMI"; nullptr: there is none.
  const Stack* of(const Release& release) const;
  const std::map<std::string, Stack>& lines() const { return lines_; }

private:
  std::map<std::string, Stack> lines_; // by name in lower case
};

class Experience {
public:
  static base::Result<Experience> read(std::string_view text, std::string_view where);
  // Teams that know this component (R49), in the order of the table.
  std::vector<std::string> with(std::string_view component) const;
  std::vector<std::string> teams() const;

private:
  std::vector<std::pair<std::string, std::vector<std::string>>> lines_;
};

class Quorums {
public:
  static base::Result<Quorums> read(std::string_view text, std::string_view where);
  // The component's own line; else that of *; else one team is enough.
  int of(std::string_view component) const;

private:
  std::map<std::string, int> lines_; // by component in lower case
};

class Announcements {
public:
  static base::Result<Announcements> read(std::string_view text, std::string_view where);
  // All lists of the lines that fit, each once.
  std::vector<std::string> lists_of(const Release& release, std::string_view outcome) const;
  std::vector<std::string> addresses() const;

private:
  struct Line {
    std::string stack;   // in lower case, or *
    std::string outcome; // or *
    std::vector<std::string> lists;
  };
  std::vector<Line> lines_;
};

struct MailingList {
  std::string from;   // one that it lets post; empty: the usual one
  std::string prefix; // of subjects
};

class MailingLists {
public:
  static base::Result<MailingLists> read(std::string_view text, std::string_view where);
  // What it wants of a post; of one that has no line: nothing.
  const MailingList& of(std::string_view address) const;
  // All that stand in it: lists and senders.
  std::vector<std::string> addresses() const;

private:
  std::map<std::string, MailingList> lines_; // by address in lower case
};

} // namespace rollout
