// SPDX-License-Identifier: Apache-2.0
// What we believe of RT, asked of a real RT 5: how the tests reach it. Needs ROLLOUT_TEST_RT_URL,
// ROLLOUT_TEST_RT_PASSWORD (of ROLLOUT_TEST_RT_USER, default rollout-bridge) and
// ROLLOUT_TEST_RT_ROOT_PASSWORD; or ROLLOUT_TEST_RT, a lab.env with LAB_RT_URL and
// LAB_RT_ROOT_PASSWORD, and ROLLOUT_TEST_RT_PASSWORD. Without them the program ends with 77.
// The RT needs rt-config, the people of scripts/lab and the custom role of role.pl.
// It makes tickets, queues, users and groups, so point it at no RT of value.
#pragma once

#include "rt/client.hpp"
#include "rt/wire.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <utility>

namespace lab {

using base::Fault;
using rt::Value;

rt::Settings ours();
rt::Settings roots();
rt::Client& bridge();
rt::Wire& root();

std::string fresh(); // a word that no other run has used

template <class T> T must(base::Result<T> result) {
  if (!result)
    FAIL(base::describe(result.error()));
  return std::move(*result);
}
inline void must(const base::Result<void>& result) {
  if (!result)
    FAIL(base::describe(result.error()));
}

Value as_root(const std::string& method, const std::string& path, const Value& body = {});
base::TicketId new_ticket(const std::string& queue = "staged-rollout");
void change(base::TicketId id, const Value::Object& what); // as root
void set_status(base::TicketId id, const std::string& status);
int count_of(base::TicketId id, const std::string& type); // transactions of a type
base::UserId new_user(const std::string& name, const std::string& address);
base::GroupId new_group(const std::string& name);
void put_into(base::GroupId group, std::int64_t member);

rt::Relay relay_of(std::optional<base::TicketId> ticket, const std::string& message_id,
                   const std::string& given_mark = {});

// To the gateway, as an earlier try of ours, or another program (no mark), had done it.
void post_directly(rt::Relay mail, bool with_mark);

} // namespace lab
