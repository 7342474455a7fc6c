// SPDX-License-Identifier: Apache-2.0
#include "net/http.hpp"

#include "base/text.hpp"
#include "net/curl_options.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>

namespace net {

struct Http::Handle {
  CurlHandle curl = new_handle();
};

namespace {

constexpr std::size_t most_header_bytes = 256U * 1024U;

struct SlistFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistFree>;

struct Arriving {
  std::size_t most_bytes;
  Response response = {};
  std::size_t header_bytes = 0;
  bool endless_body = false;
  bool endless_headers = false;
};

// Room for `size` bytes, by doubling as ever, but for `most` at the end: a string that is left to
// itself would double beyond it.
void make_room(std::string& body, std::size_t size, std::size_t most) {
  if (size <= body.capacity())
    return;
  const auto room = std::max(size, 2 * body.capacity());
  body.reserve(room > most / 2 ? most : room);
}

// MAXFILESIZE does nothing when no length is announced, so the bytes are counted here.
std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& arriving = *static_cast<Arriving*>(to);
  auto& body = arriving.response.body;
  arriving.endless_body = body.size() + count > arriving.most_bytes;
  if (arriving.endless_body)
    return 0;
  make_room(body, body.size() + count, arriving.most_bytes);
  body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& arriving = *static_cast<Arriving*>(to);
  const std::string_view line = base::trim({bytes, count});
  if (base::starts_with_ignoring_case(line, "HTTP/")) // a 1xx answer may have come before
    arriving.response.headers.clear();
  else if (!line.empty())
    arriving.response.headers.emplace_back(line);
  arriving.header_bytes += count;
  arriving.endless_headers = arriving.header_bytes > most_header_bytes;
  return arriving.endless_headers ? 0 : count;
}

base::Result<void> check(const Request& request) {
  if (auto fit = one_line(request.url, "the URL"); !fit)
    return fit;
  for (const auto& header : request.headers) {
    if (auto fit = one_line(header, "an HTTP header"); !fit)
      return fit;
    if (header.find(':') == std::string::npos || header.front() == ':')
      return base::fail(base::Fault::invalid, "an HTTP header without a name");
  }
  if (request.method.empty() ||
      !std::all_of(request.method.begin(), request.method.end(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z'; }))
    return base::fail(base::Fault::invalid, "no HTTP method: '" + request.method + "'");
  if (request.timeout.count() <= 0)
    return base::fail(base::Fault::invalid, "a timeout of 0 seconds would wait for ever");
  return {};
}

// `Expect:` without a value stops libcurl from waiting a second for `100 Continue`.
Slist header_list(const Request& request) {
  Slist list(curl_slist_append(nullptr, "Expect:"));
  for (const auto& header : request.headers)
    list.reset(curl_slist_append(list.release(), header.c_str()));
  return list;
}

void fill(void* curl, const Request& request, const curl_slist* headers, Arriving& arriving) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  if (!request.unix_socket.empty())
    curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, request.unix_socket.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  if (request.method == "HEAD")
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  const bool safe = request.method == "GET" || request.method == "HEAD";
  if (!request.body.empty() || !safe) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  // On a kept connection that turns out dead libcurl sends the request again by itself; only what
  // is safe to repeat may go that way.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, safe ? 0L : 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &arriving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &arriving);
}

std::string host_of(const std::string& url) {
  const auto authority = place(url).substr(place(url).find("://") + 3);
  return authority.substr(0, authority.ends_with(']') ? authority.npos : authority.rfind(':'));
}

// A wrong certificate: whose fault is it? `said` by libcurl, which has no code of its own for that.
void tell_certificate(base::Error& error, const Request& request, std::string_view said) {
  constexpr std::string_view problem = "SSL certificate problem: ";
  const std::string shows = place(request.url) + " shows a certificate that is not ";
  if (said.find("subject name") != said.npos) {
    error.what = shows + "for " + host_of(request.url);
    error.hint = "name in " + request.keys + "url the host that it was made for";
  } else {
    error.what = shows + "trusted";
    if (said.starts_with(problem))
      error.what.append(": ").append(said.substr(problem.size()));
    error.hint = "name the file with its certificate authority as " + request.keys + "ca_file";
  }
}

// In the words of whoever reads an answer, and of the configuration.
base::Error failure(void* curl, CURLcode code, const Request& request, std::string_view said) {
  auto error = transfer_error(curl, code, request.url);
  const auto there = place(request.url);
  const auto says = [&](const std::string& what, const std::string& hint) {
    error.what = there + what;
    error.hint = hint;
  };
  const auto url = request.keys + "url";
  double seconds = 0;
  curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
  switch (code) {
  case CURLE_RECV_ERROR:
  case CURLE_SEND_ERROR:
    says(" broke the connection off", "it is asked again; if it stays so, check " + url);
    break;
  case CURLE_PARTIAL_FILE:
    says(" broke off in the middle of its answer", "it is asked again");
    break;
  case CURLE_GOT_NOTHING:
    says(" closed the connection without an answer",
         "it is asked again; if it stays so, check " + url);
    break;
  case CURLE_OPERATION_TIMEDOUT:
    if (!error.in_doubt)
      return error; // nobody was there
    says(" answered too slowly: nothing whole within " +
             std::to_string(static_cast<long>(seconds + 0.5)) + " s",
         request.keys + "timeout is " + std::to_string(request.timeout.count()) + " s");
    break;
  case CURLE_UNSUPPORTED_PROTOCOL:
    if (!said.starts_with("Received HTTP/0.9"))
      return error; // a URL that we do not open
    error.fault = base::Fault::temporary;
    error.in_doubt = true;
    says(": what answers there is no web server", "check " + url);
    break;
  case CURLE_PEER_FAILED_VERIFICATION:
    tell_certificate(error, request, said);
    return error;
  case CURLE_SSL_CACERT_BADFILE:
    says(": the certificates in " + request.ca_file + " cannot be read",
         request.keys + "ca_file is to be a file of PEM certificates");
    return error;
  case CURLE_SSL_CONNECT_ERROR:
    if (said.find("wrong version number") != said.npos)
      says(" speaks no TLS", "is http:// meant? check " + url);
    else
      says(": no TLS could be agreed upon", "TLS 1.2 or newer is needed there");
    return error;
  default:
    if (!error.in_doubt)
      return error;
    says(" does not answer as it should: " + base::lower(curl_easy_strerror(code)), "check " + url);
  }
  // A question that was lost has done nothing, wherever it was lost.
  if (request.method != "GET" && request.method != "HEAD")
    error.what += "; what was sent may have arrived";
  return error;
}

} // namespace

Http::Http() : handle_(std::make_unique<Handle>()) {}
Http::~Http() = default;
Http::Http(Http&&) noexcept = default;

base::Result<Response> Http::send(const Request& request) {
  if (auto fit = check(request); !fit)
    return base::fail(fit.error());
  void* curl = handle_->curl.get();
  const base::Seconds silence{std::max<base::Seconds::rep>(1, request.timeout.count() * 2 / 3)};
  lock_down(curl, {"http,https", request.timeout, silence, request.ca_file});
  Arriving arriving{request.most_bytes};
  const Slist headers = header_list(request);
  fill(curl, request, headers.get(), arriving);
  std::array<char, CURL_ERROR_SIZE> said{};
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said.data());
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (arriving.endless_headers)
    return base::fail(base::Fault::temporary, place(request.url) + " sends headers without end",
                      "at most 256 KiB are taken");
  if (arriving.endless_body)
    return base::fail(base::Fault::temporary, place(request.url) + " sends an answer without end",
                      "at most " + std::to_string(request.most_bytes / 1024 / 1024) +
                          " MiB are taken");
  if (code != CURLE_OK)
    return base::fail(failure(curl, code, request, said.data()));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  arriving.response.status = static_cast<int>(status);
  return std::move(arriving.response);
}

} // namespace net
