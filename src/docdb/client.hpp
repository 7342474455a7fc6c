// SPDX-License-Identifier: Apache-2.0
// Asks a document server for what it shows to everybody: it has no login, and goes where it was
// told alone.
#pragma once

#include "base/instant.hpp"
#include "docdb/document.hpp"
#include "net/http.hpp"

#include <string>

namespace docdb {

struct Settings {
  std::string url; // without a slash at the end, such as https://documents.egi.eu
  std::string ca_file;
  base::Seconds timeout{30};
};

// Can it be asked there? Fault::invalid names what is wrong with `url`.
base::Result<void> check_url(const std::string& url);

// One object per thread.
class Client {
public:
  explicit Client(Settings settings) : settings_(std::move(settings)) {}

  // The newest version. Fault::not_found: there is no such document, or not for everybody.
  base::Result<Document> show(std::int64_t id);

private:
  base::Result<std::string> get(const std::string& target);

  Settings settings_;
  net::Http http_;
};

} // namespace docdb
