// SPDX-License-Identifier: Apache-2.0
#include "lab.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

namespace lab {

namespace {

std::map<std::string, std::string> lab() {
  std::map<std::string, std::string> result;
  const char* path = std::getenv("ROLLOUT_TEST_RT");
  std::ifstream file(path == nullptr ? "" : path);
  for (std::string line; std::getline(file, line);) {
    const auto equals = line.find('=');
    if (equals == std::string::npos)
      continue;
    auto value = line.substr(equals + 1);
    std::erase_if(value, [](char letter) { return letter == '\'' || letter == '"'; });
    auto name = line.substr(0, equals);
    result[name.starts_with("export ") ? name.substr(7) : name] = value;
  }
  return result;
}

std::string need(const char* name, const char* lab_name, const char* otherwise = nullptr) {
  static const auto from_lab = lab();
  if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
    return value;
  if (const auto found = from_lab.find(lab_name); found != from_lab.end())
    return found->second;
  if (otherwise != nullptr)
    return otherwise;
  std::fprintf(stderr, "skipped: %s is not set; see tests/rt/conformance/lab.hpp\n", name);
  std::exit(77);
}

} // namespace

rt::Settings ours() {
  return {need("ROLLOUT_TEST_RT_URL", "LAB_RT_URL"),
          need("ROLLOUT_TEST_RT_USER", "LAB_RT_USER", "rollout-bridge"),
          need("ROLLOUT_TEST_RT_PASSWORD", "LAB_RT_PASSWORD"),
          {},
          base::Seconds{60}};
}

rt::Settings roots() {
  auto settings = ours();
  settings.user = "root";
  settings.password = need("ROLLOUT_TEST_RT_ROOT_PASSWORD", "LAB_RT_ROOT_PASSWORD");
  return settings;
}

rt::Client& bridge() {
  static rt::Client client(ours());
  return client;
}

rt::Wire& root() {
  static rt::Wire wire(roots());
  return wire;
}

// A word that no other test run has used.
std::string fresh() {
  static int count = 0;
  static const auto start = std::chrono::system_clock::now().time_since_epoch().count();
  return std::to_string(start) + "-" + std::to_string(++count);
}

Value as_root(const std::string& method, const std::string& path, const Value& body) {
  auto answer = method == "GET"   ? root().get(path)
                : method == "PUT" ? root().put(path, body)
                                  : root().post(path, body);
  return must(root().json(answer, path));
}

base::TicketId new_ticket(const std::string& queue) {
  const auto made = as_root("POST", "/ticket",
                            Value::Object{{"Queue", queue}, {"Subject", "conformance " + fresh()}});
  return {made["id"].number()};
}

void change(base::TicketId id, const Value::Object& what) {
  as_root("PUT", "/ticket/" + to_string(id), what);
}

void set_status(base::TicketId id, const std::string& status) {
  change(id, {{"Status", status}});
  REQUIRE(must(bridge().ticket(id)).status == status);
}

int count_of(base::TicketId id, const std::string& type) {
  int count = 0;
  const auto history =
      as_root("GET", "/ticket/" + to_string(id) + "/history?fields=Type&per_page=100");
  for (const auto& row : history["items"].items)
    count += row["Type"].text == type ? 1 : 0;
  return count;
}

// Adding the group's or user's rights is the lab's work; making one more is root's.
base::UserId new_user(const std::string& name, const std::string& address) {
  as_root("POST", "/user",
          Value::Object{{"Name", name}, {"EmailAddress", address}, {"Privileged", "1"}});
  const auto user = must(bridge().user_by_name(name));
  REQUIRE(user);
  return user->id;
}

base::GroupId new_group(const std::string& name) {
  const auto made = as_root("POST", "/group", Value::Object{{"Name", name}});
  return {made["id"].number()};
}

void put_into(base::GroupId group, std::int64_t member) {
  must(root().put("/group/" + to_string(group) + "/members", Value::List{std::to_string(member)}));
}

rt::Relay relay_of(std::optional<base::TicketId> ticket, const std::string& message_id,
                   const std::string& given_mark) {
  const std::string& mark = given_mark.empty() ? message_id : given_mark; // each mail has its own
  rt::Relay mail;
  mail.ticket = ticket;
  mail.queue = "staged-rollout";
  mail.action = "correspond";
  mail.message_id = message_id;
  mail.mark_header = "X-Rollout-Relay";
  mail.mark = mark;
  mail.raw = "From: anna@infn.example.test\nTo: rt@example.test\nSubject: conformance " +
             message_id + "\nMessage-ID: <" + message_id + ">\nX-Rollout-Relay: " + mark +
             "\nRT-Control: no-autoopen\nMIME-Version: 1.0\n"
             "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n"
             "--b\nContent-Type: application/octet-stream\n\nx\n--b--\n";
  return mail;
}

// The gateway as an earlier try of ours, or another program, had called it.
void post_directly(rt::Relay mail, bool with_mark) {
  if (!with_mark) {
    const auto at = mail.raw.find("X-Rollout-Relay");
    mail.raw.erase(at, mail.raw.find('\n', at) + 1 - at);
  }
  std::string body =
      "--B\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n" + mail.raw + "\r\n";
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"queue", mail.queue},
                                          {"action", mail.action},
                                          {"ticket", mail.ticket ? to_string(*mail.ticket) : ""}})
    if (!value.empty())
      body +=
          "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  const auto answer = must(root().post_mail("multipart/form-data; boundary=B", body + "--B--\r\n"));
  REQUIRE(answer.body.substr(0, 2) == "ok");
}

} // namespace lab
