// SPDX-License-Identifier: Apache-2.0
#include "bridge/codec.hpp"

#include <nlohmann/json.hpp>

#include <array>

// JSON and values, both ways, field by field. nlohmann finds these by the namespace of the value.
namespace base {
template <class Tag> void to_json(nlohmann::json& json, const Id<Tag>& id) {
  json = id.value;
}
template <class Tag> void from_json(const nlohmann::json& json, Id<Tag>& id) {
  id.value = json.get<std::int64_t>();
}
} // namespace base

namespace nlohmann {
template <class T> struct adl_serializer<std::optional<T>> {
  static void to_json(json& out, const std::optional<T>& value) {
    out = value ? json(*value) : json(nullptr);
  }
  static void from_json(const json& in, std::optional<T>& value) {
    value = in.is_null() ? std::nullopt : std::optional<T>(in.get<T>());
  }
};
template <> struct adl_serializer<base::Instant> {
  static void to_json(json& out, const base::Instant& at) { out = base::to_iso(at); }
  static void from_json(const json& in, base::Instant& at) {
    const auto read = base::read_iso(in.get<std::string>());
    if (!read)
      throw std::invalid_argument(read.error().what);
    at = *read;
  }
};
} // namespace nlohmann

namespace rollout {
NLOHMANN_JSON_SERIALIZE_ENUM(MailArrived::Kind, {{MailArrived::Kind::person, "person"},
                                                 {MailArrived::Kind::automatic, "automatic"},
                                                 {MailArrived::Kind::doubtful, "doubtful"},
                                                 {MailArrived::Kind::ours, "ours"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Door, {{Door::mail, "mail"},
                                    {Door::page, "page"},
                                    {Door::gateway, "gateway"}})
NLOHMANN_JSON_SERIALIZE_ENUM(NoticeOf::Kind, {{NoticeOf::Kind::held, "held"},
                                              {NoticeOf::Kind::rejected, "rejected"},
                                              {NoticeOf::Kind::bounced, "bounced"},
                                              {NoticeOf::Kind::delayed, "delayed"},
                                              {NoticeOf::Kind::seen, "seen"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Proof::Kind, {{Proof::Kind::unauthenticated, "unauthenticated"},
                                           {Proof::Kind::passed, "passed"},
                                           {Proof::Kind::failed, "failed"},
                                           {Proof::Kind::page, "page"},
                                           {Proof::Kind::released, "released"}})
NLOHMANN_JSON_SERIALIZE_ENUM(MailHeld::Ground, {{MailHeld::Ground::unproved, "unproved"},
                                                {MailHeld::Ground::reply_to, "reply_to"},
                                                {MailHeld::Ground::gateway, "gateway"},
                                                {MailHeld::Ground::spam, "spam"},
                                                {MailHeld::Ground::flood, "flood"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Attached::Content,
                             {{Attached::Content::unknown, "unknown"},
                              {Attached::Content::fine, "fine"},
                              {Attached::Content::doubtful, "doubtful"},
                              {Attached::Content::refused, "refused"},
                              {Attached::Content::not_inspected, "not_inspected"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Attached::Finding, code, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Attached, name, bytes, digest, content, findings,
                                                recommendation)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Proof, kind, because)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(NoticeOf, kind, message_id, list, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MailArrived, door, proof, user, reply_to,
                                                impersonates, cause, blob, message_id, from,
                                                subject, action, queue, ticket, kind, null_sender,
                                                because, spam, text, html_text, links, doubted,
                                                files, unreadable, remarks, newer_than, at, notice)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReplyReceived, mail)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MailHeld, ground, mail, id, why, trip)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TicketChanged, ticket, transaction, type, field,
                                                old_value, new_value, creator, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Look, ticket, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Relay, ticket, queue, action, blob, cause,
                                                message_id, newer_than)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FieldChange, field, add, remove, set)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SetFields, ticket, changes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Comment, ticket, subject, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Summary, file, title, facts, teams, problems,
                                                missing, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AttachSummary, note, summary)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AddLink, ticket, relation, target)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SendMail, to, form, message_id, references, words,
                                                lists, from, envelope, to_list, ticket)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(QuoteLetter, note, letter)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MakeTicket, queue, subject, fields, key_field, key,
                                                parent, admin_cc, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SetWatchers, ticket, add, remove)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SetStatus, ticket, status, only_from)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(HandOver, ticket, group, role)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WriteToGroup, ticket, group, also, about, letter)
} // namespace rollout

namespace bridge {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Arrival, sender, sender_known, recipient, queue,
                                                action)

namespace {

using nlohmann::json;

constexpr std::array event_kinds{"mail", "reply", "held", "changed", "look"};
constexpr std::array action_kinds{"relay",    "fields", "comment", "link",  "letter",  "ticket",
                                  "watchers", "status", "owner",   "group", "summary", "quote"};
static_assert(event_kinds.size() == std::variant_size_v<rollout::Event>);
static_assert(action_kinds.size() == std::variant_size_v<rollout::Action>);

// Mails hold bytes that are no UTF-8 in spite of all care: those become U+FFFD, never an exception.
template <class T> std::string dump(const T& value) {
  return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}

template <class Variant, std::size_t at = 0, class Kinds>
Variant read_as(std::string_view kind, const json& body, const Kinds& kinds) {
  if constexpr (at == std::variant_size_v<Variant>) {
    throw std::invalid_argument("unknown kind '" + std::string(kind) + "'");
  } else {
    if (kind == kinds[at])
      return body.get<std::variant_alternative_t<at, Variant>>();
    return read_as<Variant, at + 1>(kind, body, kinds);
  }
}

template <class Read>
auto guarded(std::string_view what, Read read) -> base::Result<decltype(read())> {
  try {
    return read();
  } catch (const std::exception& error) {
    return base::fail(base::Fault::internal,
                      "a row of the queues cannot be read: " + std::string(what) + ": " +
                          error.what(),
                      "was it written by a newer rollout-bridge?");
  }
}

} // namespace

std::string kind_of(const rollout::Event& event) {
  return event_kinds.at(event.index());
}
std::string kind_of(const rollout::Action& action) {
  return action_kinds.at(action.index());
}

std::string to_json(const rollout::Event& event) {
  return std::visit([](const auto& one) { return dump(one); }, event);
}
std::string to_json(const rollout::Action& action) {
  return std::visit([](const auto& one) { return dump(one); }, action);
}
std::string to_json(const Arrival& arrival) {
  return dump(arrival);
}

base::Result<rollout::Event> read_event(std::string_view kind, std::string_view text) {
  return guarded(kind,
                 [&] { return read_as<rollout::Event>(kind, json::parse(text), event_kinds); });
}
base::Result<rollout::Action> read_action(std::string_view kind, std::string_view text) {
  return guarded(kind,
                 [&] { return read_as<rollout::Action>(kind, json::parse(text), action_kinds); });
}
base::Result<Arrival> read_arrival(std::string_view text) {
  return guarded("arrival", [&] { return json::parse(text).get<Arrival>(); });
}

} // namespace bridge
