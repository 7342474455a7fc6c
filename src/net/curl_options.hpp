// SPDX-License-Identifier: Apache-2.0
// What every libcurl handle of ours has in common: locked down first, opened by name after. Handles
// are `void*` here (what CURL* is), so that libcurl stays out of headers.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace net {

struct CloseHandle {
  void operator()(void* handle) const;
};
using CurlHandle = std::unique_ptr<void, CloseHandle>;

CurlHandle new_handle(); // ends the program when libcurl has no memory for one

struct Lock {
  const char* protocols; // "http,https"
  base::Seconds timeout; // of the whole exchange
  base::Seconds silence; // and with next to no bytes moving for so long; 0: `timeout` alone counts
  std::string ca_file;   // empty: the system's
};

// Takes back all that an earlier use had set. No redirects, no proxy, no signals, TLS verified.
void lock_down(void* handle, const Lock& lock);

// Why a transfer failed, with the place in it and the remedy; `code` is a CURLcode other than
// CURLE_OK.
base::Error transfer_error(void* handle, int code, const std::string& url);

// "https://rt.example:8443" of any URL: what may stand in a log (no user, no password, no path).
std::string place(std::string_view url);

// Fault::invalid when `text` holds CR, LF or NUL: libcurl 7.88 would send them on.
base::Result<void> one_line(std::string_view text, const char* what);

} // namespace net
