// SPDX-License-Identifier: Apache-2.0
#include "rt/wire.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"

#include <utility>

namespace rt {
namespace {

// Nothing in an answer tells that the session has died and the password was checked instead, so we
// ask now and then. A dead one costs time only.
constexpr int calls_between_looks = 200;

constexpr std::size_t most_words = 300;
constexpr std::string_view cookie_prefix = "RT_SID_";

std::string session_cookie(const net::Response& answer) {
  std::string cookie;
  for (const auto& header : answer.headers) {
    if (!base::starts_with_ignoring_case(header, "Set-Cookie:"))
      continue;
    const auto value = base::trim(std::string_view(header).substr(11));
    if (value.starts_with(cookie_prefix))
      cookie = value.substr(0, value.find(';'));
  }
  return cookie;
}

std::string without_end_slash(std::string url) {
  while (!url.empty() && url.back() == '/')
    url.pop_back();
  return url;
}

} // namespace

Wire::Wire(Settings settings) : settings_(std::move(settings)) {
  settings_.url = without_end_slash(std::move(settings_.url));
}

base::Result<net::Response> Wire::send(net::Request request) {
  request.url = settings_.url + request.url;
  request.timeout = settings_.timeout;
  request.ca_file = settings_.ca_file;
  // Starman holds a worker for one idle second per kept connection.
  request.headers.emplace_back("Connection: close");
  auto answer = http_.send(request);
  if (!answer)
    answer.error().what = "RT at " + answer.error().what;
  return answer;
}

bool Wire::session_lives() {
  const auto answer = send({"GET", "/REST/2.0/rt", {"Cookie: " + cookie_}, {}, {}, {}});
  return answer && answer->status == 200; // a dead one: 302
}

// An error only when RT cannot be reached at all: then the call itself need not be tried.
base::Result<void> Wire::keep_session() {
  if (calls_++ % calls_between_looks != 0 || (!cookie_.empty() && session_lives()))
    return {};
  cookie_.clear();
  const auto answer = send({"POST",
                            "/NoAuth/Login.html",
                            {"Content-Type: application/x-www-form-urlencoded"},
                            form({{"user", settings_.user}, {"pass", settings_.password}}),
                            {},
                            {}});
  if (!answer) {
    calls_ = 0;
    return base::fail(answer.error());
  }
  cookie_ = session_cookie(*answer);
  if (!cookie_.empty() && !session_lives()) // RT gives a cookie with a refusal, too
    cookie_.clear();
  return {};
}

base::Result<net::Response> Wire::rest(net::Request request) {
  if (auto kept = keep_session(); !kept)
    return base::fail(kept.error());
  request.url = "/REST/2.0" + request.url;
  request.headers.push_back("Authorization: Basic " +
                            base::encode_base64(settings_.user + ':' + settings_.password));
  if (!cookie_.empty())
    request.headers.push_back("Cookie: " + cookie_);
  const auto method = request.method;
  const auto path = request.url;
  auto answer = send(std::move(request));
  if (answer && (answer->status == 401 || answer->status >= 500))
    return base::fail(fault_of(*answer, method + ' ' + path.substr(0, path.find('?'))));
  return answer;
}

base::Result<net::Response> Wire::get(const std::string& path) {
  return rest({"GET", path, {}, {}, {}, {}});
}

base::Result<net::Response> Wire::put(const std::string& path, const Value& body,
                                      const std::vector<std::string>& extra) {
  net::Request request{"PUT", path, {"Content-Type: application/json"}, write_json(body), {}, {}};
  request.headers.insert(request.headers.end(), extra.begin(), extra.end());
  return rest(std::move(request));
}

base::Result<net::Response> Wire::post(const std::string& path, const Value& body) {
  return rest({"POST", path, {"Content-Type: application/json"}, write_json(body), {}, {}});
}

base::Result<net::Response> Wire::post_form(const std::string& path, const std::string& body) {
  return rest({"POST", path, {"Content-Type: application/x-www-form-urlencoded"}, body, {}, {}});
}

base::Result<net::Response> Wire::page(const std::string& path) {
  if (auto kept = keep_session(); !kept)
    return base::fail(kept.error());
  auto answer = send({"GET", path, {"Cookie: " + cookie_}, {}, {}, {}});
  if (answer && answer->status != 200)
    return base::fail(base::Fault::refused, "RT at " + settings_.url +
                                                " does not show us its page " +
                                                path.substr(0, path.find('?')));
  return answer;
}

// RT_SID_NAME.PORT=…
std::string Wire::rt_name() const {
  const auto end = cookie_.find('=');
  if (end == cookie_.npos)
    return {};
  const auto name = cookie_.substr(cookie_prefix.size(), end - cookie_prefix.size());
  const auto dot = name.rfind('.');
  const bool has_port =
      dot != name.npos && name.find_first_not_of("0123456789", dot + 1) == name.npos;
  return has_port ? name.substr(0, dot) : name;
}

base::Result<net::Response> Wire::post_mail(const std::string& content_type, std::string body) {
  return send({"POST",
               "/REST/1.0/NoAuth/mail-gateway",
               {"Content-Type: " + content_type},
               std::move(body),
               {},
               {}});
}

base::Result<Value> Wire::json(const base::Result<net::Response>& answer,
                               const std::string& about) {
  if (!answer)
    return base::fail(answer.error());
  if (answer->status != 200 && answer->status != 201)
    return base::fail(fault_of(*answer, about));
  auto value = read_json(answer->body);
  if (!value)
    value.error().what =
        "RT at " + settings_.url + " answers with " + value.error().what + " for " + about;
  return value;
}

base::Error Wire::fault_of(const net::Response& answer, const std::string& about) const {
  const std::string said = words_of(answer);
  base::Error error{base::Fault::temporary,
                    "RT at " + settings_.url + " answers " + std::to_string(answer.status) +
                        " for " + about + (said.empty() ? "" : ": " + said),
                    {}};
  error.in_doubt = gave_up_waiting(answer);
  switch (answer.status) {
  case 401:
    error.hint = "check rt.user and its password";
    break;
  case 403:
    error.hint = "the user " + settings_.user + " lacks a right; apply rt-config again";
    break;
  case 404:
    error.fault = base::Fault::not_found;
    break;
  case 500:
    error.hint = "the cause stands in RT's own log";
    break;
  default:
    if (answer.status >= 300 && answer.status < 400)
      error.hint = "check rt.url: redirects are not followed";
  }
  return error;
}

bool gave_up_waiting(const net::Response& answer) {
  return answer.status == 502 || answer.status == 504;
}

std::string header_of(const net::Response& answer, std::string_view name) {
  for (const std::string_view header : answer.headers)
    if (header.size() > name.size() && header[name.size()] == ':' &&
        base::starts_with_ignoring_case(header, name))
      return std::string(base::trim(header.substr(name.size() + 1)));
  return {};
}

std::string words_of(const net::Response& answer) {
  const auto value = read_json(answer.body);
  if (!value)
    return {};
  std::vector<std::string> words;
  for (const auto& item : value->items)
    if (!item.text.empty())
      words.push_back(item.text);
  if (!(*value)["message"].text.empty())
    words.push_back((*value)["message"].text);
  return base::join(words, "; ").substr(0, most_words);
}

} // namespace rt
