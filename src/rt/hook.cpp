// SPDX-License-Identifier: Apache-2.0
#include "rt/hook.hpp"

#include "rt/json.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace rt {
namespace {

using base::Result;
using nlohmann::json;

constexpr const char* shape =
    R"(send {"v":1,"ticket":N,"queue":"…","transactions":[{"id":N,"type":"…",…}]})";

tl::unexpected<base::Error> wrong(const std::string& what) {
  return base::fail(base::Fault::invalid, what, shape);
}

const json* member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// Perl writes one id as 4711 here and as "4711" there.
Result<std::int64_t> read_id(const json& object, const char* name, const std::string& place) {
  const json* value = member(object, name);
  std::int64_t id = 0;
  if (value != nullptr && value->is_number_integer()) {
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() <= std::uint64_t{INT64_MAX})
      id = value->get<std::int64_t>();
  } else if (value != nullptr && value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
      id = 0;
  }
  if (id <= 0)
    return wrong(place + name + " is no positive whole number");
  return id;
}

Result<std::string> read_text(const json& object, const char* name, const std::string& place) {
  const json* value = member(object, name);
  if (value == nullptr)
    return "";
  if (value->is_string())
    return value->get<std::string>();
  if (value->is_number())
    return value->dump();
  return wrong(place + name + " is no text");
}

Result<HookTransaction> read_transaction(const json& item, const std::string& place) {
  if (!item.is_object())
    return wrong(place + " is no object");
  const std::string inside = place + ".";
  HookTransaction out;
  auto id = read_id(item, "id", inside);
  if (!id)
    return base::fail(id.error());
  out.id = {*id};
  const std::pair<const char*, std::string HookTransaction::*> texts[] = {
      {"type", &HookTransaction::type},
      {"field", &HookTransaction::field},
      {"old", &HookTransaction::old_value},
      {"new", &HookTransaction::new_value},
      {"creator", &HookTransaction::creator}};
  for (const auto& [name, where] : texts) {
    auto text = read_text(item, name, inside);
    if (!text)
      return base::fail(text.error());
    out.*where = std::move(*text);
  }
  return out;
}

} // namespace

Result<Hook> read_hook(std::string_view body) {
  if (too_deep(body))
    return wrong("the JSON is nested too deeply");
  const auto root = json::parse(body, nullptr, false);
  if (!root.is_object())
    return wrong("the body is no JSON object");
  const json* version = member(root, "v");
  if (version == nullptr || !version->is_number_integer() || *version != 1)
    return wrong("v is not 1");
  const auto ticket = read_id(root, "ticket", "");
  if (!ticket)
    return base::fail(ticket.error());
  auto queue = read_text(root, "queue", "");
  if (!queue)
    return base::fail(queue.error());
  const json* list = member(root, "transactions");
  if (list == nullptr || !list->is_array())
    return wrong("transactions is no list");
  if (list->size() > most_hook_transactions)
    return wrong("more than " + std::to_string(most_hook_transactions) + " transactions");
  Hook out{{*ticket}, std::move(*queue), {}};
  out.transactions.reserve(list->size());
  for (const auto& item : *list) {
    auto one =
        read_transaction(item, "transactions[" + std::to_string(out.transactions.size()) + "]");
    if (!one)
      return base::fail(one.error());
    out.transactions.push_back(std::move(*one));
  }
  return out;
}

} // namespace rt
