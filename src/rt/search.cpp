// SPDX-License-Identifier: Apache-2.0
// How the end is found. A cursor goes up by id: the next page is asked for as "id greater than the
// last one seen", so a short page costs one more question and loses nothing. An empty page means
// either the end, or a hundred rows in a row that are hidden from us; a short one, that one of them
// is near. Then the newest hundred rows after the cursor are asked for. If they are empty, there is
// nothing visible at either end
// and that is the end for now (rows in between would show up with the next visible one, since the
// caller's cursor has not passed them). If they are not, visible rows do follow, and pages are
// turned under the same cursor until one shows them, or the newest row's id has been passed.
#include "rt/search.hpp"

#include "rt/codes.hpp"

#include <algorithm>
#include <functional>

namespace rt {
namespace {

constexpr int most_pages = 20000;
constexpr std::int64_t rows_on_page = 100;

struct Page {
  std::int64_t after = 0;
  const char* order = "ASC";
  int number = 1;
};
using Ask = std::function<base::Result<std::vector<Value>>(const Page&)>;

std::string paging(const Page& page) {
  return std::string("&orderby=id&per_page=" + std::to_string(rows_on_page) + "&order=") +
         page.order + "&page=" + std::to_string(page.number);
}

// The rows of one answer; each must be newer than the cursor, or we would turn in circles.
base::Result<std::vector<Value>> rows_of(Wire& wire, const base::Result<net::Response>& answer,
                                         const std::string& about, const Page& page,
                                         bool has_numbers) {
  auto value = wire.json(answer, about);
  if (!value)
    return base::fail(value.error());
  const auto& items = (*value)["items"];
  if (items.kind != Value::Kind::list)
    return base::fail(base::Fault::temporary,
                      "RT at " + wire.url() + " answers without `items` for " + about);
  for (const auto& row : items.items)
    if (has_numbers && row["id"].number() <= page.after)
      return base::fail(base::Fault::temporary, "RT at " + wire.url() + " answers with row " +
                                                    row["id"].text + " of " + about +
                                                    ", newer than " + std::to_string(page.after) +
                                                    " were asked for");
  return items.items;
}

// On which page row `last` stands at the latest: no two rows have one id.
std::int64_t latest_page(std::int64_t last, const Page& page) {
  return (last - page.after + rows_on_page - 1) / rows_on_page;
}

base::Result<std::vector<Value>> page_behind_hidden_rows(const Ask& ask, Page page) {
  page.order = "DESC";
  auto newest = ask(page);
  if (!newest || newest->empty())
    return newest;
  std::int64_t last = page.after;
  for (const auto& row : *newest)
    last = std::max(last, row["id"].number());
  page.order = "ASC";
  // From the first one: a row that came since we asked for it may stand there.
  for (page.number = 1; page.number <= latest_page(last, page); ++page.number) {
    if (page.number > most_pages)
      return base::fail(base::Fault::temporary, "a search in RT has no end");
    auto rows = ask(page);
    if (!rows || !rows->empty())
      return rows;
  }
  return std::vector<Value>{}; // hidden from us since then
}

base::Result<std::vector<Value>> next_rows(const Ask& ask, const Page& page, bool end_is_near) {
  if (!end_is_near)
    if (auto rows = ask(page); !rows || !rows->empty())
      return rows;
  return page_behind_hidden_rows(ask, page);
}

base::Result<std::vector<Value>> read_all(const Ask& ask, std::int64_t after) {
  std::vector<Value> all;
  bool end_is_near = false;
  for (int pages = 0; pages < most_pages; ++pages) {
    auto rows = next_rows(ask, {after}, end_is_near);
    if (!rows)
      return base::fail(rows.error());
    if (rows->empty())
      return all;
    end_is_near = rows->size() < rows_on_page;
    after = rows->back()["id"].number();
    all.insert(all.end(), std::make_move_iterator(rows->begin()),
               std::make_move_iterator(rows->end()));
  }
  return base::fail(base::Fault::temporary, "a search in RT has no end");
}

Value as_json(const Condition& condition) {
  Value::Object object{{"field", condition.field}, {"value", condition.value}};
  if (condition.comparison != "=")
    object.emplace("operator", condition.comparison);
  return object;
}

} // namespace

base::Result<std::vector<Value>> find_rows(Wire& wire, const std::string& collection,
                                           const std::string& fields,
                                           const std::vector<Condition>& conditions, Pages pages) {
  std::vector<Value> body;
  for (const auto& condition : conditions)
    body.push_back(as_json(condition));
  // Users cannot be searched by id and their "id" is the name; there the page is the whole answer.
  const bool by_id = collection != "users" && pages == Pages::all;
  const Ask ask = [&](const Page& page) {
    auto limits = body;
    if (by_id)
      limits.push_back(as_json({"id", std::to_string(page.after), ">"}));
    const auto path = '/' + collection + "?fields=" + fields + paging(page);
    return rows_of(wire, wire.post(path, limits), collection, page, by_id);
  };
  return by_id ? read_all(ask, 0) : ask({});
}

namespace {

Ask asking_for_tickets(Wire& wire, const std::string& where, Rows rows) {
  return [&wire, where, rows](const Page& page) {
    // QUIRK: RT leaves merged tickets out, unless it is asked about EffectiveId.
    const auto query =
        "EffectiveId > 0 AND id > " + std::to_string(page.after) + " AND (" + where + ")";
    const auto path = std::string("/tickets?fields=Subject,EffectiveId") +
                      (rows == Rows::with_fields ? ",CustomFields" : "") + paging(page);
    return rows_of(wire, wire.post_form(path, form({{"query", query}})), "tickets", page, true);
  };
}

} // namespace

base::Result<std::vector<Value>> find_tickets(Wire& wire, const std::string& where, Rows rows) {
  return read_all(asking_for_tickets(wire, where, rows), 0);
}

base::Result<std::optional<base::TicketId>> newest_ticket(Wire& wire, const std::string& where) {
  const auto rows = asking_for_tickets(wire, where, Rows::bare)(Page{0, "DESC"});
  if (!rows)
    return base::fail(rows.error());
  if (rows->empty())
    return std::nullopt;
  return base::TicketId{rows->front()["id"].number()};
}

namespace {

Ask asking_for_transactions(Wire& wire, const std::string& where) {
  return [&wire, where](const Page& page) {
    const auto query =
        "ObjectType='RT::Ticket' AND id > " + std::to_string(page.after) + " AND (" + where + ")";
    const auto path =
        "/transactions?fields=Type,Field,OldValue,NewValue,ObjectId,Creator,Created" + paging(page);
    // QUIRK: as a GET, RT 5.0.3 takes any query with a `[` in it for JSON and answers 500.
    return rows_of(wire, wire.post_form(path, form({{"query", query}})), "transactions", page,
                   true);
  };
}

} // namespace

base::Result<std::vector<Value>> find_transactions(Wire& wire, const std::string& where,
                                                   base::TransactionId after) {
  return read_all(asking_for_transactions(wire, where), after.value);
}

base::Result<std::vector<Value>> find_some_transactions(Wire& wire, const std::string& where,
                                                        base::TransactionId after) {
  return asking_for_transactions(wire, where)(Page{after.value});
}

base::Result<std::optional<Value>> find_transaction(Wire& wire, base::TransactionId id) {
  auto rows = asking_for_transactions(wire, "id = " + base::to_string(id))({});
  if (!rows)
    return base::fail(rows.error());
  return rows->empty() ? std::nullopt : std::optional(std::move(rows->front()));
}

base::Result<base::TransactionId> newest_transaction(Wire& wire, const std::string& where) {
  const auto rows = asking_for_transactions(wire, where)(Page{0, "DESC"});
  if (!rows)
    return base::fail(rows.error());
  base::TransactionId newest;
  for (const auto& row : *rows)
    newest.value = std::max(newest.value, row["id"].number());
  return newest;
}

} // namespace rt
