// SPDX-License-Identifier: Apache-2.0
#include "bridge/recognise.hpp"

#include "base/digest.hpp"
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "bridge/files.hpp"
#include "mail/address.hpp"
#include "mail/authentication.hpp"
#include "mail/automatic.hpp"
#include "mail/field_signs.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"
#include "mail/notice.hpp"
#include "mail/relayed.hpp"
#include "mail/spam.hpp"
#include "rollout/notes.hpp"
#include "rollout/subject_text.hpp"

#include <array>

namespace bridge {
namespace {

using rollout::MailArrived;

// RT 5 writes it itself into every message, so that the last word is its own: of a mail "Email".
constexpr std::string_view interface_header = "X-RT-Interface:";

base::TicketId to_ticket(std::string_view digits) {
  return {std::stoll(std::string(digits))}; // the patterns allow at most 15 digits
}

// QUIRK: RT 5 writes the ticket into the Message-IDs of its mails:
// <rt-5.0.3-pid-time-random.TICKET-scrip-sent@org> (RT::Interface::Email::GenMessageId). Another
// RT's numbers mean nothing here.
std::optional<base::TicketId> rt_letter(std::string_view message_id, const Settings& settings) {
  static const base::Pattern rt(R"(^rt-[^@\s]*?-\d+-\d+-\d+\.(\d{1,15})-\d+-\d+@(.+)$)");
  const auto found = rt.find(message_id);
  if (!found || !base::is_one_of(found->groups[2], settings.rt_organizations))
    return std::nullopt;
  const auto ticket = to_ticket(found->groups[1]);
  return ticket.value == 0 ? std::nullopt : std::optional(ticket);
}

std::optional<base::TicketId> find_ticket(const mail::Message& message, const Settings& settings,
                                          const Sent& sent) {
  for (const auto& reference : message.references) {
    if (const auto ours = sent.letter(reference); ours && ours->value != 0)
      return ours;
    if (const auto rts = rt_letter(reference, settings))
      return rts;
  }
  return rollout::subject_tag(message.subject, settings.rt_names);
}

// Our own letters and RT's own mails, come back by some road.
bool has_our_mark(const mail::Message& message, const Settings& settings) {
  const auto ours = mail::header(message, "X-Rollout-Bridge");
  const auto rts = mail::header(message, "X-RT-Loop-Prevention");
  return (ours && base::trim(*ours) == settings.loop_mark) ||
         (rts && base::is_one_of(base::trim(*rts), settings.rt_names));
}

// A list may take our marks away or alter the text, but it keeps the Message-ID; and a copy made
// for RT has the Message-ID of the person's mail, so that it is known by its mark. Both are looked
// up: a mark that anybody may write, and an unknown one, makes no mail ours.
std::optional<std::string> sign_of_ours(const mail::Message& message, const Sent& sent) {
  if (!message.message_id.empty() && sent.letter(message.message_id))
    return "Message-ID: <" + message.message_id + ">";
  if (const auto mark = mail::header(message, mail::relay_header); mark && sent.relayed(*mark))
    return std::string(mail::relay_header) + ": " + *mark;
  return std::nullopt;
}

// What the letters of a mail say, by whatever door it came. Envelope and identity are the caller's.
MailArrived read(const mail::Message& message, std::string_view envelope_sender,
                 const Settings& settings) {
  MailArrived mail;
  mail.message_id = message.message_id;
  mail.from = message.from;
  mail.subject = message.subject;
  mail.unreadable = message.unreadable;
  mail.remarks = message.remarks;
  if (const auto reply_to = mail::header(message, "Reply-To"))
    if (const auto other = mail::read_mailbox(*reply_to);
        other && !base::same_ignoring_case(other->address, message.from.value_or("")))
      mail.reply_to = other->address;

  mail.spam = mail::spam_mark(message, settings.spam_marks);
  const auto automatic = mail::automatic(message, envelope_sender, settings.rt_names);
  mail.because = automatic.because;
  if (has_our_mark(message, settings))
    mail.kind = MailArrived::Kind::ours;
  else if (automatic.answer == mail::Automatic::Answer::yes)
    mail.kind = MailArrived::Kind::automatic;
  else if (automatic.answer == mail::Automatic::Answer::doubtful)
    mail.kind = MailArrived::Kind::doubtful;

  auto fresh = mail::fresh_text(message);
  if (fresh.cut)
    mail.remarks.emplace_back(mail::cut_remark);
  mail.text = std::move(fresh.text);
  mail.html_text = std::move(fresh.html_text);
  mail.links = std::move(fresh.links);
  mail.doubted = std::move(fresh.doubted);
  mail.files = names_of(message);
  return mail;
}

// What comes back to our envelope sender is about what we sent. What comes by another road may be
// about somebody behind the list, whose affair is not ours.
std::optional<rollout::NoticeOf> notice_of(const mail::Message& message, const Arrival& arrival,
                                           const Sent& sent) {
  using Kind = rollout::NoticeOf::Kind;
  static constexpr std::array kinds{Kind::held, Kind::rejected, Kind::bounced, Kind::delayed};
  const auto notice = mail::read_notice(message);
  if (!notice)
    return std::nullopt;
  const auto post = sent.about(*notice);
  const auto kind = kinds.at(static_cast<std::size_t>(notice->kind));
  const bool of_delivery = kind == Kind::bounced || kind == Kind::delayed;
  if (!post ||
      (of_delivery && arrival.action != "bounce" && !base::is_one_of(notice->list, post->to)))
    return std::nullopt;
  return rollout::NoticeOf{kind, post->message_id, notice->list, notice->why};
}

// A list that we are on has brought it to us: so it has brought it to all. Our letters to lists go
// to one each.
std::optional<rollout::NoticeOf> seen_on_list(const mail::Message& message, const Arrival& arrival,
                                              const Sent& sent) {
  if (arrival.action != "list" || message.message_id.empty() || !sent.letter(message.message_id))
    return std::nullopt;
  const auto to = mail::read_mailbox(mail::header(message, "To").value_or(""));
  return rollout::NoticeOf{rollout::NoticeOf::Kind::seen, message.message_id, to ? to->address : "",
                           ""};
}

rollout::Proof prove(const mail::Message& message, const Settings& settings) {
  using Kind = rollout::Proof::Kind;
  const auto found = mail::authenticate(message, settings.authserv_ids, settings.own_hosts);
  switch (found.verdict) {
  case mail::Authentication::Verdict::pass:
    return {Kind::passed, found.because};
  case mail::Authentication::Verdict::fail:
    return {Kind::failed, found.because};
  case mail::Authentication::Verdict::none:
    break;
  }
  return {};
}

// The message as RT keeps it: headers without those of MIME, and text that RT has decoded.
mail::Message message_of(const Said& said) {
  std::string raw;
  bool of_mime = false;
  for (const auto line : base::lines(said.headers)) {
    const bool continued = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    if (!continued)
      of_mime = base::starts_with_ignoring_case(line, "Content-") ||
                base::starts_with_ignoring_case(line, "MIME-");
    if (!of_mime && !line.empty())
      raw += std::string(line) + "\n";
  }
  auto message = mail::parse(raw + "\n");
  message.plain = said.plain;
  message.html = said.html;
  return message;
}

void place(MailArrived& mail, const InRt& in_rt, const Settings& settings, base::Instant at) {
  for (const auto& file : in_rt.said.files)
    mail.files.push_back({file.name, file.bytes});
  mail.cause = rollout::cause_of(in_rt.change.transaction);
  mail.ticket = in_rt.change.ticket;
  mail.user = in_rt.change.creator;
  mail.action = in_rt.change.type == "Comment" ? "comment" : "correspond";
  mail.queue = settings.policy.queue;
  mail.at = at;
  if (mail.message_id.empty())
    mail.message_id = "unnamed." + mail.cause + "@" + settings.policy.domain;
}

} // namespace

MailArrived recognise(std::string_view raw, const Arrival& arrival, const Settings& settings,
                      const Sent& sent, base::Instant at) {
  const mail::Message message = mail::parse(std::string(raw));
  // Where the MTA did not tell the envelope sender, its absence proves nothing.
  MailArrived mail = read(
      message, arrival.sender_known ? arrival.sender : message.from.value_or("unknown"), settings);
  if (auto sign = sign_of_ours(message, sent)) {
    mail.kind = MailArrived::Kind::ours;
    mail.because = std::move(*sign);
  }
  const std::string fingerprint = mail::fingerprint(raw);
  mail.cause = fingerprint.substr(0, 16);
  mail.blob = base::sha256(raw);
  if (mail.message_id.empty())
    mail.message_id = "unnamed." + mail.cause + "@" + settings.policy.domain;
  mail.action = arrival.action.empty() ? "correspond" : arrival.action;
  mail.queue = arrival.queue.empty() ? settings.policy.queue : arrival.queue;
  mail.at = at;
  mail.null_sender = arrival.sender_known && mail::is_null_sender(arrival.sender);
  mail.proof = prove(message, settings);
  mail.notice = mail.kind == MailArrived::Kind::ours ? seen_on_list(message, arrival, sent)
                                                     : notice_of(message, arrival, sent);
  mail.ticket = find_ticket(message, settings, sent);
  if (!mail.ticket && mail.notice)
    if (const auto about = sent.letter(mail.notice->message_id); about && about->value > 0)
      mail.ticket = about;
  if (!mail.ticket) // to two queues it makes two tickets
    mail.cause = base::short_digest(fingerprint + "/" + mail.queue + "/" + mail.action);
  return mail;
}

bool was_typed_in_rt(const Said& said) {
  bool in_page = false;
  for (const auto line : base::lines(said.headers)) {
    for (const char* sender : {"From:", "Reply-To:", "Sender:", "Received:", "Return-Path:"})
      if (base::starts_with_ignoring_case(line, sender))
        return false;
    if (!base::starts_with_ignoring_case(line, interface_header))
      continue;
    const auto value = base::trim(line.substr(interface_header.size()));
    if (value != "Web" && value != "Mobile" && value != "REST" && value != "REST2")
      return false;
    in_page = true;
  }
  return in_page;
}

MailArrived recognise_typed(const InRt& in_rt, const Person& author, const Settings& settings,
                            base::Instant at) {
  MailArrived mail = read(message_of(in_rt.said), author.address, settings);
  place(mail, in_rt, settings, at);
  mail.door = rollout::Door::page;
  mail.proof = {rollout::Proof::Kind::page, author.name};
  mail.from = author.address;
  mail.kind = MailArrived::Kind::person;
  return mail;
}

MailArrived recognise_gateway_mail(const InRt& in_rt, const Settings& settings, base::Instant at) {
  const auto message = message_of(in_rt.said);
  MailArrived mail = read(message, message.from.value_or("unknown"), settings);
  place(mail, in_rt, settings, at);
  mail.door = rollout::Door::gateway;
  return mail;
}

std::optional<std::string> relay_mark(const Said& said) {
  const std::string name = std::string(mail::relay_header) + ":";
  for (const auto line : base::lines(said.headers))
    if (base::starts_with_ignoring_case(line, name))
      return std::string(base::trim(line.substr(name.size())));
  return std::nullopt;
}

} // namespace bridge
