// SPDX-License-Identifier: Apache-2.0
// One SQLite file that holds all that the bridge must not forget. WAL and synchronous=FULL: what
// was committed survives a power cut. Every result of SQLite decides the answer.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace store {

struct Bytes {
  std::string data; // bound as a BLOB
};
using Value = std::variant<std::nullptr_t, std::int64_t, std::string, Bytes>;
using Row = std::vector<Value>;

// The value as text or number; SQL NULL gives "" and 0.
std::string text(const Value& value);
std::int64_t number(const Value& value);

class Database {
public:
  // Opens or makes the file and brings its schema to ours. Fault::invalid: the file is no database
  // of ours, is damaged, or was written by a newer version.
  static base::Result<Database> open(const std::string& path);
  // Opens the file for reading alone, beside whoever works on it: whatever is tried with it, the
  // file stays as it is. Fault::invalid also where its schema is not ours yet.
  static base::Result<Database> open_to_look(const std::string& path);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  // Runs one statement and gives all its rows.
  base::Result<std::vector<Row>> run(std::string_view sql, const std::vector<Value>& values = {});

  // `work` between BEGIN IMMEDIATE and COMMIT; an Error of it, or of COMMIT, leaves everything as
  // it was.
  base::Result<void> in_transaction(const std::function<base::Result<void>()>& work);

  // How many rows the last statement changed.
  std::int64_t changed() const;

private:
  struct Connection;
  explicit Database(std::unique_ptr<Connection> connection);
  static base::Result<Database> connect(const std::string& path, int flags);
  std::unique_ptr<Connection> connection_;
};

// Brings the schema from the version that the file has to `steps.size()`, one transaction a step.
// Fault::invalid when the file's version is newer than that.
base::Result<void> migrate(Database& database, const std::vector<std::string>& steps);

} // namespace store
