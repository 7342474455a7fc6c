// SPDX-License-Identifier: Apache-2.0
// The configuration (contract 4): one INI file, each key also as an option of the command line. An
// unknown key is an error that names the nearest known one; secrets come from files that nobody
// else may read.
#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

struct Key {
  std::string_view name;     // "rt.url"
  std::string_view standard; // default; "" where the key must be given or may be empty
  std::string_view help;
  bool required = false;
};

// Every key there is, in the order of the sample.
const std::vector<Key>& keys();

class Config {
public:
  // Defaults, then the file, then `overrides` (from the command line, key -> value).
  static base::Result<Config> load(const std::string& file,
                                   const std::map<std::string, std::string>& overrides);
  // The same as far as given: no key is needed, and `file` may be empty (none).
  static base::Result<Config> load_offline(const std::string& file,
                                           const std::map<std::string, std::string>& overrides);

  const std::string&
  operator[](std::string_view key) const; // a key that is no key ends the program
  // The same with this key empty.
  Config without(std::string_view key) const;
  base::Result<long> number(std::string_view key, long least, long most) const;
  std::vector<std::string> list(std::string_view key) const; // comma-separated

  // The first line of the file that `key` names; "" when it names none. Refused when others may
  // read it.
  base::Result<std::string> secret(std::string_view key) const;
  // All its lines.
  base::Result<std::vector<std::string>> secrets(std::string_view key) const;

private:
  std::map<std::string, std::string, std::less<>> values_;
};

// The commented sample that is shipped: every key with its default.
std::string sample();

// The known name nearest to `name`; "" when none is near.
std::string nearest(std::string_view name, const std::vector<std::string>& known);

} // namespace cli
