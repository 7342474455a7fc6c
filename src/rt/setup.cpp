// SPDX-License-Identifier: Apache-2.0
#include "base/percent.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"
#include "rt/pages.hpp"
#include "rt/people.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"
#include "rt/watchers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rt {
namespace {

// "Sun, 22 Nov 2026 13:43:51 GMT" (RFC 9110, 5.6.7).
std::optional<base::Instant> read_http_date(const std::string& text) {
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::array<char, 4> month{};
  unsigned day = 0;
  int year = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (std::sscanf(text.c_str(), "%*3s, %2u %3s %4d %2d:%2d:%2d GMT", &day, month.data(), &year,
                  &hour, &minute, &second) != 6)
    return std::nullopt;
  const auto found = std::find_if(months.begin(), months.end(), [&](const char* name) {
    return std::string_view(name) == month.data();
  });
  const std::chrono::year_month_day date{
      std::chrono::year{year},
      std::chrono::month{static_cast<unsigned>(found - months.begin()) + 1}, std::chrono::day{day}};
  if (!date.ok())
    return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         base::Seconds{second};
}

bool has_link(const Value& record, const char* ref) {
  const auto& links = record["_hyperlinks"].items;
  return std::any_of(links.begin(), links.end(),
                     [&](const Value& link) { return link["ref"].text == ref; });
}

} // namespace

base::Result<About> Client::about() {
  auto& wire = session_->wire;
  const auto answer = wire.get("/rt");
  const auto read = wire.json(answer, "its version");
  if (!read)
    return base::fail(read.error());
  if ((*read)["Version"].text.empty())
    return base::fail(base::Fault::temporary, wire.url() + " is no RT with REST2", "check rt.url");
  return About{(*read)["Version"].text, wire.rt_name(), read_http_date(header_of(*answer, "Date"))};
}

base::Result<QueueSetup> Client::queue_setup(const std::string& name) {
  auto& wire = session_->wire;
  const auto about = "queue " + name;
  const auto answer = wire.get("/queue/" + base::percent_encoded(name));
  // RT says 403 of one that is not there, too.
  if (answer && (answer->status == 403 || answer->status == 404))
    return base::fail(base::Fault::not_found, "RT at " + wire.url() + " shows us no " + about);
  const auto queue = wire.json(answer, about);
  if (!queue)
    return base::fail(queue.error());
  QueueSetup out{(*queue)["Name"].text,       (*queue)["Lifecycle"].text,
                 (*queue)["SubjectTag"].text, (*queue)["Disabled"].number() != 0,
                 has_link(*queue, "create"),  {}};
  for (const auto& field : (*queue)["TicketCustomFields"].items)
    out.fields[field["id"].number()] = field["name"].text;
  return out;
}

base::Result<std::vector<std::string>> Client::queues_seen() {
  const auto rows = find_rows(session_->wire, "queues", "Name", {});
  if (!rows)
    return base::fail(rows.error());
  std::vector<std::string> out;
  for (const auto& row : *rows)
    out.push_back(row["Name"].text);
  return out;
}

base::Result<std::vector<FieldSetup>> Client::fields_seen() {
  const auto rows = find_rows(session_->wire, "customfields",
                              "Name,Type,MaxValues,UniqueValues,Disabled&find_disabled_rows=1",
                              {{"LookupType", "RT::Queue-RT::Ticket"}});
  if (!rows)
    return base::fail(rows.error());
  std::vector<FieldSetup> out;
  for (const auto& row : *rows)
    out.push_back({row["id"].number(), row["Name"].text, row["Type"].text,
                   row["MaxValues"].number() != 1, row["UniqueValues"].number() != 0,
                   row["Disabled"].number() != 0});
  return out;
}

base::Result<std::vector<std::string>> Client::field_values(std::int64_t field) {
  const auto number = std::to_string(field);
  auto& wire = session_->wire;
  const auto read = wire.json(wire.get("/customfield/" + number), "custom field " + number);
  if (!read)
    return base::fail(read.error());
  std::vector<std::string> out;
  for (const auto& value : (*read)["Values"].items)
    out.push_back(value.text);
  return out;
}

base::Result<Statuses> Client::statuses() {
  const auto page = session_->wire.page("/Search/Build.html");
  if (!page)
    return base::fail(page.error());
  return statuses_on(page->body);
}

base::Result<std::optional<TicketRights>> Client::rights_on_newest(const std::string& queue) {
  auto& wire = session_->wire;
  const auto newest = newest_ticket(wire, "Queue=" + quoted(queue));
  if (!newest)
    return base::fail(newest.error());
  if (!*newest)
    return std::optional<TicketRights>{};
  const auto number = base::to_string(**newest);
  const auto ticket = wire.json(wire.get("/ticket/" + number), "ticket " + number);
  if (!ticket)
    return base::fail(ticket.error());
  const auto page = wire.page("/Ticket/Modify.html?id=" + (*ticket)["id"].text);
  if (!page)
    return base::fail(page.error());
  return TicketRights{{(*ticket)["id"].number()},
                      has_link(*ticket, "correspond"),
                      choices_of_status_on(page->body) > 1 || has_link(*ticket, "lifecycle"),
                      writable_fields_on(page->body)};
}

base::Result<bool> Client::may_change_group(const std::string& name) {
  auto& wire = session_->wire;
  const auto group = enabled_group(wire, name);
  if (!group)
    return base::fail(group.error());
  if (!*group)
    return false;
  const auto answer = wire.get("/group/" + base::to_string((*group)->id) + "/members");
  if (!answer)
    return base::fail(answer.error());
  return answer->status == 200;
}

} // namespace rt
