// SPDX-License-Identifier: Apache-2.0
// An answer as it goes over the wire (RFC 9112), with its length, and whether the connection stays.
#pragma once

#include "net/http_server.hpp"

#include <string>

namespace net {

// HTTP/1.1 with its length; `keep`: the connection stays open after it.
std::string to_bytes(const Answer& answer, bool keep);

} // namespace net
