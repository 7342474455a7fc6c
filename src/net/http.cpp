// SPDX-License-Identifier: Apache-2.0
#include "net/http.hpp"

#include "base/text.hpp"
#include "net/curl_options.hpp"

#include <curl/curl.h>

#include <algorithm>

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
  Response response;
  std::size_t header_bytes = 0;
  bool too_much = false;
};

// MAXFILESIZE does nothing when no length is announced, so the bytes are counted here.
std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& arriving = *static_cast<Arriving*>(to);
  if (arriving.response.body.size() + count > Http::most_bytes) {
    arriving.too_much = true;
    return 0;
  }
  arriving.response.body.append(bytes, count);
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
  arriving.too_much = arriving.header_bytes > most_header_bytes;
  return arriving.too_much ? 0 : count;
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
  Arriving arriving;
  const Slist headers = header_list(request);
  fill(curl, request, headers.get(), arriving);
  const CURLcode code = curl_easy_perform(curl);
  if (arriving.too_much)
    return base::fail(base::Fault::temporary, place(request.url) + " sends an answer without end",
                      "at most 72 MiB are taken");
  if (code != CURLE_OK)
    return base::fail(transfer_error(curl, code, request.url));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  arriving.response.status = static_cast<int>(status);
  return std::move(arriving.response);
}

} // namespace net
