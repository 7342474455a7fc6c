// SPDX-License-Identifier: Apache-2.0
#include "rt/gateway.hpp"

#include "base/digest.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"
#include "rt/mail_search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

namespace rt {
namespace {

constexpr std::string_view crlf = "\r\n";

std::string boundary_for(const std::string& mail) {
  std::string boundary = "rollout-" + base::sha256(mail).substr(0, 40);
  while (mail.find(boundary) != std::string::npos)
    boundary += 'x';
  return boundary;
}

void add_part(std::string& body, const std::string& boundary, const std::string& name,
              std::string_view type, const std::string& value) {
  body.append("--").append(boundary).append(crlf);
  body.append("Content-Disposition: form-data; name=\"").append(name).append("\"").append(crlf);
  if (!type.empty())
    body.append("Content-Type: ").append(type).append(crlf);
  body.append(crlf).append(value).append(crlf);
}

bool begins(std::string_view text, std::string_view word) {
  if (!base::starts_with_ignoring_case(text, word))
    return false;
  const auto rest = text.substr(word.size());
  return rest.empty() || rest.front() == ' ' || rest.front() == '\r' || rest.front() == '\n';
}

base::Result<void> check(const Relay& mail) {
  if (mail.queue.empty() || !base::fits_one_line(mail.queue))
    return base::fail(base::Fault::invalid, "a mail for RT without a queue");
  if (mail.action != "correspond" && mail.action != "comment")
    return base::fail(base::Fault::invalid, "no action of RT's gateway: '" + mail.action + "'");
  if (mail.raw.empty() || mail.message_id.empty() || mail.mark_header.empty() || mail.mark.empty())
    return base::fail(
        base::Fault::invalid,
        "a mail for RT that could not be found there again: no text, Message-ID or mark");
  return {};
}

std::string first_line(std::string_view text) {
  const auto all = base::lines(text.substr(0, 300));
  return all.empty() ? "" : std::string(base::trim(all.front()));
}

// Can a mail that RT has taken be found there by us? Not on a ticket or in a queue that we may not
// see.
base::Result<bool> would_be_seen(Wire& wire, const Relay& mail) {
  if (mail.ticket) {
    const auto seen = see_ticket(wire, *mail.ticket);
    if (!seen && seen.error().fault != base::Fault::not_found)
      return base::fail(seen.error());
    return seen.has_value();
  }
  const auto about = "the tickets of queue " + mail.queue;
  const auto tickets = wire.json(wire.get("/tickets?per_page=100&orderby=id&order=DESC&query=" +
                                          base::percent_encoded("Queue=" + quoted(mail.queue))),
                                 about);
  if (!tickets)
    return base::fail(tickets.error());
  return !(*tickets)["items"].items.empty();
}

// QUIRK: RT's gateway says `ok` also when its database has refused the transaction (full disk, a
// lock held too long): only what stands there is stored. The second search is for an RT that was
// restored and counts from lower numbers than we remember, or has merged the ticket meanwhile: a
// mail must not be posted again for that.
base::Result<void> check_stored(Wire& wire, Relay mail, const std::string& place) {
  auto found = find_mail(wire, mail, place);
  if (found && !*found) {
    const auto visible = would_be_seen(wire, mail);
    if (!visible)
      return base::fail(visible.error());
    if (!*visible)
      return {};
    mail.newer_than = {};
    found = find_mail(wire, mail);
  }
  if (!found)
    return base::fail(found.error());
  if (*found)
    return {};
  return base::fail(base::Fault::temporary,
                    "the mail gateway of RT at " + wire.url() + " said ok, but the mail <" +
                        mail.message_id + "> does not stand in RT",
                    "the cause stands in RT's log: is its disk full, or its database locked?");
}

} // namespace

Multipart gateway_form(const Relay& mail) {
  const auto boundary = boundary_for(mail.raw);
  Multipart form{"multipart/form-data; boundary=" + boundary, {}};
  form.body.reserve(mail.raw.size() + 1024);
  add_part(form.body, boundary, "message", "application/octet-stream", mail.raw);
  add_part(form.body, boundary, "queue", {}, mail.queue);
  add_part(form.body, boundary, "action", {}, mail.action);
  if (mail.ticket)
    add_part(form.body, boundary, "ticket", {}, base::to_string(*mail.ticket));
  form.body.append("--").append(boundary).append("--").append(crlf);
  return form;
}

Verdict read_verdict(int status, std::string_view body) {
  const auto text = base::trim(body);
  if (status != 200)
    return Verdict::temporary;
  if (begins(text, "not ok"))
    return Verdict::not_ok;
  return begins(text, "ok") ? Verdict::ok : Verdict::temporary;
}

base::Result<Relayed> Client::relay(const Relay& mail) {
  if (auto fit = check(mail); !fit)
    return base::fail(fit.error());
  auto& wire = session_->wire;
  const auto place = place_of(wire, mail);
  if (!place)
    return base::fail(place.error());
  const auto found = find_mail(wire, mail, *place);
  if (!found)
    return base::fail(found.error());
  if (*found)
    return Relayed::already;
  auto form = gateway_form(mail);
  const auto answer = wire.post_mail(form.content_type, std::move(form.body));
  if (!answer)
    return base::fail(answer.error());
  const auto said = "the mail gateway of RT at " + wire.url() + " says (" +
                    std::to_string(answer->status) + "): " + first_line(answer->body);
  switch (read_verdict(answer->status, answer->body)) {
  case Verdict::ok:
    if (auto stored = check_stored(wire, mail, *place); !stored)
      return base::fail(stored.error());
    return Relayed::now;
  case Verdict::not_ok:
    return base::fail(base::Fault::refused, said,
                      "the cause stands in RT's log: no right for the sender, or a loop");
  case Verdict::temporary:
    break;
  }
  return base::fail({base::Fault::temporary, said,
                     "is " + mail.queue + " a queue there, and does the web server let us reach " +
                         "/REST/1.0/NoAuth/mail-gateway?",
                     gave_up_waiting(*answer)});
}

base::Result<std::optional<base::TicketId>> Client::ticket_of_mail(const Relay& mail) {
  using Found = std::optional<base::TicketId>;
  if (auto fit = check(mail); !fit)
    return base::fail(fit.error());
  auto& wire = session_->wire;
  const auto found = find_mail(wire, mail);
  if (!found)
    return base::fail(found.error());
  if (!*found)
    return Found{};
  const auto about = "transaction " + base::to_string(**found);
  const auto value = wire.json(wire.get("/transaction/" + base::to_string(**found)), about);
  if (!value)
    return base::fail(value.error());
  const auto& object = (*value)["Object"];
  if (object["type"].text != "ticket" || object["id"].number() <= 0)
    return base::fail(base::Fault::temporary, "RT tells no ticket for " + about);
  return Found{base::TicketId{object["id"].number()}};
}

} // namespace rt
