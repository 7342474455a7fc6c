// SPDX-License-Identifier: Apache-2.0
#include "rollout/notes.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "rollout/harmless.hpp"

#include <algorithm>
#include <charconv>

namespace rollout {

std::string rt_lane(base::TicketId ticket) {
  return "rt/" + base::to_string(ticket);
}

std::string post_lane(std::string_view key) {
  return "post/" + std::string(key);
}

std::string key_for(const MailArrived& mail, std::string_view what) {
  return (mail.ticket ? base::to_string(*mail.ticket) : std::string("mail")) + "/" +
         std::string(what) + "/" + mail.cause;
}

std::string cause_of(base::TransactionId transaction) {
  return "txn-" + base::to_string(transaction);
}

std::optional<base::TransactionId> read_cause(std::string_view cause) {
  constexpr std::string_view mark = "txn-";
  base::TransactionId id;
  if (!cause.starts_with(mark))
    return std::nullopt;
  const auto* end = cause.data() + cause.size();
  const auto read = std::from_chars(cause.data() + mark.size(), end, id.value);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(id) : std::nullopt;
}

std::optional<base::TransactionId> transaction_of(const MailArrived& mail) {
  return read_cause(mail.cause);
}

std::string note_subject(std::string_view key, std::string_view words) {
  constexpr std::size_t most = 69; // RT folds longer ones, and would not find them again
  return ("[rollout-bridge " + base::short_digest(key) + "] " + std::string(words)).substr(0, most);
}

std::string message_id_for(std::string_view key, const Policy& policy) {
  return "rollout." + base::short_digest(key) + "@" + policy.domain;
}

std::string describe_mail(const MailArrived& mail) {
  if (mail.door == Door::page)
    return "Typed in RT by " + mail.user + " at " + base::to_iso(mail.at);
  return "Message-ID <" + mail.message_id + "> from " + mail.from.value_or("nobody we can name") +
         ", arrived " + base::to_iso(mail.at) +
         (mail.door == Door::gateway ? " at RT's own gateway" : "") +
         (mail.remarks.empty() ? "" : " (" + base::join(mail.remarks, "; ") + ")");
}

bool is_proved(const Proof& proof) {
  return proof.kind == Proof::Kind::passed || proof.kind == Proof::Kind::page ||
         proof.kind == Proof::Kind::released;
}

std::string describe_proof(const Proof& proof) {
  switch (proof.kind) {
  case Proof::Kind::page:
    return "logged in at RT as " + proof.because;
  case Proof::Kind::passed:
  case Proof::Kind::released:
    return proof.because;
  case Proof::Kind::failed:
    return "From address only, against " + proof.because;
  case Proof::Kind::unauthenticated:
    return "From address only (unauthenticated)";
  }
  return "";
}

const char* to_word(MailHeld::Ground ground) {
  switch (ground) {
  case MailHeld::Ground::unproved:
    return "unproved";
  case MailHeld::Ground::reply_to:
    return "reply_to";
  case MailHeld::Ground::gateway:
    return "gateway";
  case MailHeld::Ground::spam:
    return "spam";
  case MailHeld::Ground::flood:
    return "flood";
  }
  return "";
}

const char* to_word(NoticeOf::Kind kind) {
  switch (kind) {
  case NoticeOf::Kind::held:
    return "held";
  case NoticeOf::Kind::rejected:
    return "rejected";
  case NoticeOf::Kind::bounced:
    return "bounced";
  case NoticeOf::Kind::delayed:
    return "delayed";
  case NoticeOf::Kind::seen:
    return "seen";
  }
  return "";
}

std::string in_words(const NoticeOf& notice) {
  const std::string why = notice.why.empty() ? "no reason is told" : notice.why;
  return std::string(to_word(notice.kind)) + ": " + why +
         (notice.list.empty() ? "" : " (" + notice.list + ")");
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t most_lines = 20;
  constexpr std::size_t most_bytes = 200; // of a line
  std::string out;
  std::size_t count = 0;
  for (const auto line : base::lines(text)) {
    if (++count > most_lines)
      return out + "| …\n";
    out += "| " + std::string(base::front(line, most_bytes)) + "\n";
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out(base::trim(text));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; }, ' ');
  return out;
}

std::string for_people(base::Instant at) {
  const std::string iso = base::to_iso(at);
  return iso.substr(0, 10) + " " + iso.substr(11, 5) + " UTC";
}

Note note_of(const MailArrived& mail, std::string what, std::string about, std::string words) {
  return {mail.ticket ? mail.ticket->value : 0, std::move(what), std::move(about), mail.cause,
          std::move(words)};
}

std::string in_words(const TicketChanged& change) {
  return "seen in RT: " + change.type + (change.field.empty() ? "" : " " + change.field) + " '" +
         change.old_value + "' -> '" + change.new_value + "' by " + change.creator;
}

Alarm look_at(base::TicketId ticket, base::Instant at, std::string_view cause, std::string why) {
  return {base::to_string(ticket) + "/look/" + std::string(cause), rt_lane(ticket), at,
          Look{ticket, std::move(why)}};
}

Effect letter_to_owner(std::string_view key, const Policy& policy, std::string_view about,
                       std::string_view text) {
  SendMail letter;
  letter.to = policy.owner;
  letter.form = "owner";
  letter.message_id = message_id_for(key, policy);
  letter.words = {{"about", one_line(about)},
                  {"text", harmless(text.substr(0, text.find_last_not_of(" \n") + 1))}};
  return {std::string(key), post_lane(key), std::move(letter)};
}

} // namespace rollout
