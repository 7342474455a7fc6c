// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"

#include "store/schema.hpp"

#include <sqlite3.h>

#include <chrono>
#include <map>
#include <optional>
#include <thread>

namespace store {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr int application_id = 0x524F4C42; // "ROLB": tells our files from other SQLite files

// Which results can mend themselves. A full disk does, once somebody has made room.
Fault fault_of(int code) {
  switch (code & 0xff) {
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return Fault::invalid;
  case SQLITE_CONSTRAINT:
  case SQLITE_MISUSE:
  case SQLITE_ERROR:
  case SQLITE_RANGE:
  case SQLITE_MISMATCH:
    return Fault::internal;
  default:
    return Fault::temporary;
  }
}

std::string hint_of(int code) {
  switch (code & 0xff) {
  case SQLITE_FULL:
    return "make room on the disk of store.path";
  case SQLITE_CANTOPEN:
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return "check store.path and the rights on its folder";
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return "restore the file from a backup";
  default:
    return {};
  }
}

tl::unexpected<base::Error> another_programs(const std::string& path) {
  return fail(Fault::invalid, "store " + path + " is a database of another program",
              "name another file in store.path");
}

tl::unexpected<base::Error> newer_than_we_know(std::size_t version, std::size_t known) {
  return fail(Fault::invalid,
              "the store has schema " + std::to_string(version) + ", this program knows up to " +
                  std::to_string(known),
              "use the newer rollout-bridge, or restore the backup made before the upgrade");
}

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, at, *whole);
  if (const auto* words = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, at, words->data(), words->size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  if (const auto* bytes = std::get_if<Bytes>(&value))
    return sqlite3_bind_blob64(statement, at, bytes->data.data(), bytes->data.size(),
                               SQLITE_TRANSIENT);
  return sqlite3_bind_null(statement, at);
}

Value column(sqlite3_stmt* statement, int at) {
  const auto bytes_of = [&](const void* start) {
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
    return size == 0 ? std::string{} : std::string(static_cast<const char*>(start), size);
  };
  switch (sqlite3_column_type(statement, at)) {
  case SQLITE_INTEGER:
    return std::int64_t{sqlite3_column_int64(statement, at)};
  case SQLITE_NULL:
    return nullptr;
  case SQLITE_BLOB:
    return Bytes{bytes_of(sqlite3_column_blob(statement, at))};
  default:
    return bytes_of(sqlite3_column_text(statement, at));
  }
}

// Who writes is done in a millisecond or less, so we look again soon: SQLite's own handler sleeps
// up to a tenth of a second. Not for ever: 10 seconds.
int wait_for_lock(void*, int tries) {
  std::this_thread::sleep_for(std::chrono::microseconds{tries < 1000 ? 200 : 1000});
  return tries < 10'000 ? 1 : 0;
}

} // namespace

struct Database::Connection {
  sqlite3* handle = nullptr;
  std::string path;
  std::map<std::string, sqlite3_stmt*, std::less<>> prepared; // by text: our statements are few

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    for (const auto& [sql, statement] : prepared)
      sqlite3_finalize(statement);
    sqlite3_close(handle);
  }

  tl::unexpected<base::Error> error(int code) const {
    return fail(fault_of(code),
                "store " + path + ": " + (handle != nullptr ? sqlite3_errmsg(handle) : "no memory"),
                hint_of(code));
  }

  Result<sqlite3_stmt*> prepare(std::string_view sql) {
    if (const auto known = prepared.find(sql); known != prepared.end())
      return known->second;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
      return error(code);
    prepared.emplace(std::string(sql), statement);
    return statement;
  }
};

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

std::int64_t Database::changed() const {
  return sqlite3_changes64(connection_->handle);
}

Result<std::vector<Row>> Database::run(std::string_view sql, const std::vector<Value>& values) {
  auto prepared = connection_->prepare(sql);
  if (!prepared)
    return fail(prepared.error());
  sqlite3_stmt* statement = *prepared;
  std::vector<Row> rows;
  int code = SQLITE_OK;
  for (std::size_t i = 0; i < values.size() && code == SQLITE_OK; ++i)
    code = bind(statement, static_cast<int>(i) + 1, values[i]);
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      Row row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i)
        row.push_back(column(statement, i));
      rows.push_back(std::move(row));
    }
  }
  std::optional<tl::unexpected<base::Error>> failure;
  if (code != SQLITE_DONE)
    failure = connection_->error(code);
  sqlite3_reset(statement); // repeats the result of step, which was looked at
  sqlite3_clear_bindings(statement);
  if (failure)
    return *failure;
  return rows;
}

Result<void> Database::in_transaction(const std::function<Result<void>()>& work) {
  if (auto begun = run("BEGIN IMMEDIATE"); !begun)
    return fail(begun.error());
  auto result = work();
  if (result) {
    if (auto committed = run("COMMIT"); committed)
      return {};
    else
      result = fail(committed.error());
  }
  if (sqlite3_get_autocommit(connection_->handle) == 0) // some errors have rolled back already
    if (auto undone = run("ROLLBACK"); !undone)
      return fail(undone.error());
  return result;
}

Result<Database> Database::connect(const std::string& path, int flags) {
  auto connection = std::make_unique<Connection>();
  connection->path = path;
  const int code =
      sqlite3_open_v2(path.c_str(), &connection->handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK)
    return connection->error(code);
  sqlite3_busy_handler(connection->handle, wait_for_lock, nullptr);
  return Database(std::move(connection));
}

Result<Database> Database::open(const std::string& path) {
  auto opened = connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!opened)
    return opened;
  auto& database = *opened;
  for (const char* pragma :
       {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"})
    if (auto set = database.run(pragma); !set)
      return fail(set.error());
  auto id = database.run("PRAGMA application_id");
  auto tables = database.run("SELECT count(*) FROM sqlite_master");
  if (!id || !tables)
    return fail(!id ? id.error() : tables.error());
  if (number(id->at(0).at(0)) != application_id) {
    if (number(tables->at(0).at(0)) != 0)
      return another_programs(path);
    if (auto marked = database.run("PRAGMA application_id=" + std::to_string(application_id));
        !marked)
      return fail(marked.error());
  }
  if (auto migrated = migrate(database, schema_steps()); !migrated)
    return fail(migrated.error());
  return opened;
}

Result<Database> Database::open_to_look(const std::string& path) {
  auto opened = connect(path, SQLITE_OPEN_READONLY);
  if (!opened)
    return opened;
  auto id = opened->run("PRAGMA application_id");
  auto version = opened->run("PRAGMA user_version");
  if (!id || !version)
    return fail(!id ? id.error() : version.error());
  if (number(id->at(0).at(0)) != application_id)
    return another_programs(path);
  const auto at = static_cast<std::size_t>(number(version->at(0).at(0)));
  if (at > schema_steps().size())
    return newer_than_we_know(at, schema_steps().size());
  if (at < schema_steps().size())
    return fail(Fault::invalid,
                "store " + path + " has schema " + std::to_string(at) + ", not " +
                    std::to_string(schema_steps().size()) + " yet",
                "`serve` or `work` of this version brings it up to date");
  return opened;
}

Result<void> migrate(Database& database, const std::vector<std::string>& steps) {
  // The version is read inside the transaction: two programs may open a new file at the same time.
  bool behind = true;
  while (behind) {
    auto moved = database.in_transaction([&]() -> Result<void> {
      auto version = database.run("PRAGMA user_version");
      if (!version)
        return fail(version.error());
      const auto at = static_cast<std::size_t>(number(version->at(0).at(0)));
      if (at > steps.size())
        return newer_than_we_know(at, steps.size());
      behind = at < steps.size();
      if (!behind)
        return {};
      for (const auto& statement : split_statements(steps[at]))
        if (auto done = database.run(statement); !done)
          return fail(done.error());
      if (auto set = database.run("PRAGMA user_version=" + std::to_string(at + 1)); !set)
        return fail(set.error());
      return {};
    });
    if (!moved)
      return moved;
  }
  return {};
}

std::string text(const Value& value) {
  if (const auto* words = std::get_if<std::string>(&value))
    return *words;
  if (const auto* bytes = std::get_if<Bytes>(&value))
    return bytes->data;
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return std::to_string(*whole);
  return {};
}

std::int64_t number(const Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  return whole != nullptr ? *whole : 0;
}

} // namespace store
