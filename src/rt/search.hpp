// SPDX-License-Identifier: Apache-2.0
// Searches in RT, read to their true end. RT takes away the rows that we may not see *after* it has
// cut a page, so a short or an empty page is not the last one.
#pragma once

#include "base/id.hpp"
#include "rt/json.hpp"
#include "rt/wire.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rt {

// One condition of a search by JSON. Equal fields with `=` are alternatives, different ones add up.
// A field that RT does not search by is ignored by it without a word: check what comes back.
struct Condition {
  std::string field;
  std::string value;
  std::string comparison = "=";
};

// Rows of /users, /groups or /attachments, by id. The first page is enough where at most a hundred
// rows can be meant and none of them is hidden from us: the true end costs two more calls.
enum class Pages { all, first };
base::Result<std::vector<Value>> find_rows(Wire& wire, const std::string& collection,
                                           const std::string& fields,
                                           const std::vector<Condition>& conditions,
                                           Pages pages = Pages::all);

enum class Rows { with_fields, bare }; // bare: with id and EffectiveId alone
// Tickets that meet `where` (TicketSQL), by id, whatever their status, with Subject, EffectiveId
// and CustomFields; deleted ones are in no search of RT.
base::Result<std::vector<Value>> find_tickets(Wire& wire, const std::string& where,
                                              Rows rows = Rows::with_fields);

// The newest of them; nullopt: there is none that we may see.
base::Result<std::optional<base::TicketId>> newest_ticket(Wire& wire, const std::string& where);

// Transactions on tickets newer than `after` that meet `where` (TransactionSQL), by id.
base::Result<std::vector<Value>> find_transactions(Wire& wire, const std::string& where,
                                                   base::TransactionId after);

// The first of them, a page of RT's (100): enough where none can be hidden from us.
base::Result<std::vector<Value>> find_some_transactions(Wire& wire, const std::string& where,
                                                        base::TransactionId after);

// The one with this id; nullopt when there is none on a ticket that we may see.
// QUIRK: to `GET /transaction/N` of a number that does not exist RT 5.0.3 answers 500.
base::Result<std::optional<Value>> find_transaction(Wire& wire, base::TransactionId id);

// The newest id that `where` lets through; 0 when there is none that we may see.
base::Result<base::TransactionId> newest_transaction(Wire& wire, const std::string& where);

} // namespace rt
