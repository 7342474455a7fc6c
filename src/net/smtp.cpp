// SPDX-License-Identifier: Apache-2.0
#include "net/smtp.hpp"

#include "base/text.hpp"
#include "net/curl_options.hpp"
#include "net/envelope.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace net {
namespace {

constexpr std::size_t most_answer_bytes = 2000;

struct SlistFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistFree>;

struct Conversation {
  std::string bytes; // of the mail
  std::size_t sent = 0;
  std::string refusal; // the last 4xx or 5xx answer, all its lines; QUIT is still said after it
  bool more = false;   // it goes on ("550-…")
};

std::size_t give_bytes(char* room, std::size_t, std::size_t size, void* from) {
  auto& talk = *static_cast<Conversation*>(from);
  const auto count = std::min(size, talk.bytes.size() - talk.sent);
  std::memcpy(room, talk.bytes.data() + talk.sent, count);
  talk.sent += count;
  return count;
}

std::size_t take_answer(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& talk = *static_cast<Conversation*>(to);
  const std::string_view line = base::trim({bytes, count});
  if (line.empty() || (line.front() != '4' && line.front() != '5'))
    return count;
  if (!talk.more)
    talk.refusal.clear();
  talk.more = line.size() > 3 && line[3] == '-';
  if (talk.refusal.size() < most_answer_bytes)
    talk.refusal.append(talk.refusal.empty() ? "" : " ").append(line.substr(0, most_answer_bytes));
  return count;
}

// All but what is said once we are let in.
void introduce(void* curl, const MailServer& server, Conversation& talk) {
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  // The total timeout does not hold for the answer to QUIT, for which libcurl waits two minutes.
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(server.timeout.count()));
  if (server.require_tls)
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_answer);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &talk);
}

void fill(void* curl, const MailServer& server, const Outgoing& mail, const curl_slist* recipients,
          Conversation& talk) {
  introduce(curl, server, talk);
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  if (!mail.envelope_from.empty()) // not set: MAIL FROM:<>
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail.envelope_from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(talk.bytes.size()));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(curl, CURLOPT_READDATA, &talk);
}

// In the words of the configuration, where that is what is to be mended.
void add_remedy(base::Error& error, CURLcode code, const MailServer& server) {
  if (code == CURLE_PEER_FAILED_VERIFICATION) {
    error.what = place(server.url) + " shows a certificate that is not trusted; nothing was sent";
    error.hint = "mail.smtp_ca_file must name the authority that signed it (or the certificate "
                 "itself), and mail.smtp the host that it was made for";
  } else if (code == CURLE_SSL_CACERT_BADFILE) {
    error.what = "the certificates in " + server.ca_file + " cannot be read; nothing was sent";
    error.hint = "check mail.smtp_ca_file: a file of PEM certificates";
  } else if (code == CURLE_USE_SSL_FAILED) {
    error.what = place(server.url) + " offers no TLS, and mail.smtp_tls is yes; nothing was sent";
    error.hint = "name a server in mail.smtp that offers STARTTLS, or set mail.smtp_tls to no";
  } else if (code == CURLE_LOGIN_DENIED) {
    error.hint = "check mail.smtp_user and the password in mail.smtp_password_file";
  }
}

base::Error failure(void* curl, CURLcode code, const MailServer& server, const Conversation& talk) {
  base::Error error = transfer_error(curl, code, server.url);
  long answer = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  add_remedy(error, code, server);
  if (answer < 400 || answer > 599 || code == CURLE_USE_SSL_FAILED)
    return error;
  error.what = place(server.url) + " says: " + talk.refusal;
  // A wrong password of ours or a missing STARTTLS says nothing about this mail.
  const bool about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED ||
                        answer == 530 || answer == 534 || answer == 535 || answer == 538;
  error.fault = answer >= 500 && !about_us ? base::Fault::refused : base::Fault::temporary;
  return error;
}

base::Result<void> check(const MailServer& server) {
  if (auto fit = one_line(server.url, "the URL of the mail server"); !fit)
    return fit;
  if (auto fit = one_line(server.user, "the user for the mail server"); !fit)
    return fit;
  if (server.timeout.count() <= 0)
    return base::fail(base::Fault::invalid, "a timeout of 0 seconds would wait for ever");
  return one_line(server.password, "the password for the mail server");
}

base::Result<void> speak_smtp(const MailServer& server, const Outgoing& mail) {
  if (auto fit = check(server); !fit)
    return fit;
  Slist recipients;
  for (const auto& recipient : mail.recipients)
    recipients.reset(curl_slist_append(recipients.release(), recipient.c_str()));
  const CurlHandle curl = new_handle();
  // A server may be silent for long while it takes a mail in, and a mail given up then is sent
  // twice.
  lock_down(curl.get(), {"smtp,smtps", server.timeout, base::Seconds{0}, server.ca_file});
  Conversation talk{with_line_ends(mail.bytes, "\r\n"), 0, {}, false};
  fill(curl.get(), server, mail, recipients.get(), talk);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK)
    return {};
  return base::fail(failure(curl.get(), code, server, talk));
}

std::size_t forget(char*, std::size_t, std::size_t count, void*) {
  return count;
}

// One command on a connection that stays open for the next one: NOOP, or VRFY of an address.
struct Answer {
  CURLcode code = CURLE_OK;
  long number = 0;
  Conversation talk;
};
Answer say(void* curl, const MailServer& server, const std::string& address) {
  Answer out;
  Slist addresses(address.empty() ? nullptr : curl_slist_append(nullptr, address.c_str()));
  lock_down(curl, {"smtp,smtps", server.timeout, base::Seconds{0}, server.ca_file});
  introduce(curl, server, out.talk);
  curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, forget);
  if (address.empty())
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
  else
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, addresses.get());
  out.code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out.number);
  return out;
}

base::Result<void> try_program(const std::string& path) {
  if (::access(path.c_str(), X_OK) == 0)
    return {};
  return base::fail(base::Fault::invalid, path + " is no program that can be run",
                    "name the sendmail program in mail.sendmail, or a server in mail.smtp");
}

} // namespace

base::Result<void> try_mail_server(const MailServer& server) {
  if (server.url.empty())
    return try_program(server.sendmail);
  if (auto fit = check(server); !fit)
    return fit;
  const CurlHandle curl = new_handle();
  const auto answer = say(curl.get(), server, "");
  if (answer.code == CURLE_OK)
    return {};
  return base::fail(failure(curl.get(), answer.code, server, answer.talk));
}

base::Result<std::vector<Known>> ask_mail_server(const MailServer& server,
                                                 const std::vector<std::string>& addresses) {
  std::vector<Known> out(addresses.size(), Known::untold);
  if (server.url.empty())
    return out;
  if (auto fit = check(server); !fit)
    return base::fail(fit.error());
  const CurlHandle curl = new_handle();
  for (std::size_t at = 0; at < addresses.size(); ++at) {
    if (auto fit = one_line(addresses[at], "an address"); !fit)
      return base::fail(fit.error());
    const auto answer = say(curl.get(), server, addresses[at]);
    // 252 and 502 tell nothing of it; nor does a server that hides who is there behind another 5xx.
    if (answer.number == 250 || answer.number == 251)
      out[at] = Known::yes;
    else if (answer.number == 550 || answer.number == 551 || answer.number == 553)
      out[at] = Known::no;
    else if (answer.code != CURLE_OK && answer.number == 0)
      return base::fail(failure(curl.get(), answer.code, server, answer.talk));
  }
  return out;
}

base::Result<void> send_mail(const MailServer& server, const Outgoing& mail) {
  if (auto fit = check_envelope(mail); !fit)
    return fit;
  return server.url.empty() ? run_sendmail(server, mail) : speak_smtp(server, mail);
}

} // namespace net
