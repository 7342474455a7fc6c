// SPDX-License-Identifier: Apache-2.0
#include "net/curl_options.hpp"

#include "base/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace net {
namespace {

constexpr long least_bytes_per_second = 16;
constexpr base::Seconds connect_timeout{10};

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK)
    std::abort();
}

// libcurl's own sentence, or the operating system's when it knows better ("Connection refused").
std::string cause(void* handle, CURLcode code) {
  long os_error = 0;
  curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &os_error);
  if (code == CURLE_COULDNT_CONNECT && os_error != 0)
    return base::lower(std::generic_category().message(static_cast<int>(os_error)));
  return base::lower(curl_easy_strerror(code));
}

const char* remedy(CURLcode code) {
  switch (code) {
  case CURLE_COULDNT_RESOLVE_HOST:
    return "check the name in the URL, and the name server";
  case CURLE_COULDNT_CONNECT:
    return "is it running, and is the port right?";
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_CONNECT_ERROR:
    return "name the file with the right certificate authority as ca_file";
  case CURLE_USE_SSL_FAILED:
    return "the server offers no STARTTLS; use one that does or do not require it";
  case CURLE_LOGIN_DENIED:
    return "check the user and the password for this server";
  default:
    return "";
  }
}

// True when not one byte of the request can have left.
bool never_left(void* handle, CURLcode code) {
  if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
      code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
      code == CURLE_SSL_CACERT_BADFILE)
    return true;
  double ready = 0; // 0 while the connection (and TLS on it) was still being made
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME, &ready);
  return code == CURLE_OPERATION_TIMEDOUT && ready == 0;
}

} // namespace

void CloseHandle::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

CurlHandle new_handle() {
  start_libcurl();
  CurlHandle handle(curl_easy_init());
  if (!handle)
    std::abort();
  return handle;
}

void lock_down(void* handle, const Lock& lock) {
  curl_easy_reset(handle);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, lock.protocols);
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, lock.protocols);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, ""); // also shuts out http_proxy of the environment
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!lock.ca_file.empty())
    curl_easy_setopt(handle, CURLOPT_CAINFO, lock.ca_file.c_str());
  const auto connect = std::min(lock.timeout, connect_timeout);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(lock.timeout.count()));
  if (lock.silence.count() > 0) {
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, least_bytes_per_second);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(lock.silence.count()));
  }
}

base::Error transfer_error(void* handle, int code, const std::string& url) {
  const auto curl_code = static_cast<CURLcode>(code);
  if (curl_code == CURLE_URL_MALFORMAT || curl_code == CURLE_UNSUPPORTED_PROTOCOL)
    return {base::Fault::invalid, place(url) + ": " + cause(handle, curl_code),
            "check the URL in the configuration"};
  const bool in_doubt = !never_left(handle, curl_code);
  return {base::Fault::temporary,
          place(url) + " does not answer: " + cause(handle, curl_code) +
              (in_doubt ? "; what was sent may have arrived" : "; nothing was sent"),
          remedy(curl_code), in_doubt};
}

std::string place(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos)
    return "(a URL without a scheme)";
  const auto begin = scheme + 3;
  auto authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos)
    authority.remove_prefix(at + 1);
  return std::string(url.substr(0, begin)) + std::string(authority);
}

base::Result<void> one_line(std::string_view text, const char* what) {
  if (base::fits_one_line(text))
    return {};
  return base::fail(base::Fault::invalid, std::string(what) + " holds CR, LF or NUL");
}

} // namespace net
