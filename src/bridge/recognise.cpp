// SPDX-License-Identifier: Apache-2.0
#include "bridge/recognise.hpp"

#include "base/digest.hpp"
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/automatic.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"

#include <algorithm>

namespace bridge {
namespace {

using rollout::MailArrived;

bool is_one_of(std::string_view name, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& one) { return base::same_ignoring_case(one, name); });
}

base::TicketId to_ticket(std::string_view digits) {
  return {std::stoll(std::string(digits))}; // the patterns allow at most 15 digits
}

// QUIRK: RT 5 writes the ticket into the Message-IDs of its mails:
// <rt-5.0.3-pid-time-random.TICKET-scrip-sent@org> (RT::Interface::Email::GenMessageId). Another
// RT's numbers mean nothing here.
std::optional<base::TicketId> rt_letter(std::string_view message_id, const Settings& settings) {
  static const base::Pattern rt(R"(^rt-[^@\s]*?-\d+-\d+-\d+\.(\d{1,15})-\d+-\d+@(.+)$)");
  const auto found = rt.find(message_id);
  if (!found || !is_one_of(found->groups[2], settings.rt_organizations))
    return std::nullopt;
  const auto ticket = to_ticket(found->groups[1]);
  return ticket.value == 0 ? std::nullopt : std::optional(ticket);
}

std::optional<base::TicketId> find_ticket(const mail::Message& message, const Settings& settings,
                                          const OurLetters& our_letters) {
  for (const auto& reference : message.references) {
    if (const auto ours = our_letters(reference))
      return ours;
    if (const auto rts = rt_letter(reference, settings))
      return rts;
  }
  return subject_tag(message.subject, settings.rt_names);
}

// Our own letters and RT's own mails, come back by some road.
bool has_our_mark(const mail::Message& message, const Settings& settings) {
  const auto ours = mail::header(message, "X-Rollout-Bridge");
  const auto rts = mail::header(message, "X-RT-Loop-Prevention");
  return (ours && base::trim(*ours) == settings.loop_mark) ||
         (rts && is_one_of(base::trim(*rts), settings.rt_names));
}

} // namespace

std::optional<base::TicketId> subject_tag(std::string_view subject,
                                          const std::vector<std::string>& names) {
  static const base::Pattern tag(R"(\[([^\[\]\s]+)\s+#(\d{1,15})\s*\])");
  for (auto found = tag.find(subject); found; found = tag.find(subject, found->end))
    if (names.empty() || is_one_of(found->groups[1], names))
      return to_ticket(found->groups[2]);
  return std::nullopt;
}

MailArrived recognise(std::string_view raw, const Arrival& arrival, const Settings& settings,
                      const OurLetters& our_letters, base::Instant at) {
  const mail::Message message = mail::parse(raw);
  MailArrived mail;
  const std::string fingerprint = mail::fingerprint(raw);
  mail.cause = fingerprint.substr(0, 16);
  mail.blob = base::sha256(raw);
  mail.message_id = message.message_id.empty()
                        ? "unnamed." + mail.cause + "@" + settings.policy.domain
                        : message.message_id;
  mail.from = message.from;
  mail.subject = message.subject;
  mail.action = arrival.action.empty() ? "correspond" : arrival.action;
  mail.queue = arrival.queue.empty() ? settings.policy.queue : arrival.queue;
  mail.at = at;
  mail.unreadable = message.unreadable;
  mail.remarks = message.remarks;
  mail.ticket = find_ticket(message, settings, our_letters);
  if (!mail.ticket) // to two queues it makes two tickets
    mail.cause = base::short_digest(fingerprint + "/" + mail.queue + "/" + mail.action);

  // Where the MTA did not tell the envelope sender, its absence proves nothing.
  const std::string sender =
      arrival.sender_known ? arrival.sender : message.from.value_or("unknown");
  const auto automatic = mail::automatic(message, sender, settings.rt_names);
  mail.because = automatic.because;
  mail.null_sender = arrival.sender_known && arrival.sender.empty();
  if (has_our_mark(message, settings))
    mail.kind = MailArrived::Kind::ours;
  else if (automatic.answer == mail::Automatic::Answer::yes)
    mail.kind = MailArrived::Kind::automatic;
  else if (automatic.answer == mail::Automatic::Answer::doubtful)
    mail.kind = MailArrived::Kind::doubtful;

  auto fresh = mail::fresh_text(message);
  mail.text = std::move(fresh.text);
  mail.html_text = std::move(fresh.html_text);
  return mail;
}

} // namespace bridge
