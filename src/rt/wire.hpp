// SPDX-License-Identifier: Apache-2.0
// One line to RT: who we are, how an answer's status is understood. RT checks a password with
// bcrypt (a quarter of a second of its CPU) but a session cookie at once, so both are sent: while
// the session lives the cookie counts, when it is dead the very same request is let in by the
// password.
#pragma once

#include "net/http.hpp"
#include "rt/client.hpp"
#include "rt/json.hpp"

#include <string>
#include <vector>

namespace rt {

class Wire {
public:
  explicit Wire(Settings settings);

  // REST2; `path` begins after /REST/2.0. Any status but 401 and 5xx comes back, those are
  // Fault::temporary. Header lines that are needed once go into `extra`.
  base::Result<net::Response> get(const std::string& path);
  base::Result<net::Response> put(const std::string& path, const Value& body,
                                  const std::vector<std::string>& extra = {});
  base::Result<net::Response> post(const std::string& path, const Value& body);
  base::Result<net::Response> post_form(const std::string& path, const std::string& body);

  // A page that RT makes for people. Fault::refused: RT shows it to us not, or not without a
  // session.
  base::Result<net::Response> page(const std::string& path);

  // The mail gateway, which asks for no password; the answer whatever its status.
  base::Result<net::Response> post_mail(const std::string& content_type, std::string body);

  // What stands in a 200 or 201 answer; any other status is the fault that `fault_of` tells.
  base::Result<Value> json(const base::Result<net::Response>& answer, const std::string& about);

  // `about` names what was asked for ("ticket 4711").
  base::Error fault_of(const net::Response& answer, const std::string& about) const;

  const std::string& user() const { return settings_.user; }
  const std::string& url() const { return settings_.url; }
  // RT's rtname, as the name of our session's cookie tells it; empty: there is no session.
  std::string rt_name() const;

private:
  base::Result<net::Response> rest(net::Request request);
  base::Result<net::Response> send(net::Request request);
  base::Result<void> keep_session();
  bool session_lives();

  Settings settings_;
  net::Http http_;
  std::string cookie_;
  int calls_ = 0;
};

// A proxy before RT says that it did not wait for RT's answer: RT may be at it still.
bool gave_up_waiting(const net::Response& answer);

// The value of the header `name` (any case), empty when there is none.
std::string header_of(const net::Response& answer, std::string_view name);

// What RT said, for people: the sentences of an array, or of {"message": …}.
std::string words_of(const net::Response& answer);

} // namespace rt
