// SPDX-License-Identifier: Apache-2.0
#include "cli/rows.hpp"

#include "cli/wiring.hpp"

#include <nlohmann/json.hpp>

namespace cli {

base::Result<store::Database> open_store(const CommandLine& line) {
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return base::fail(config.error());
  const auto& path = (*config)["store.path"];
  if (auto found = find_store(path); !found)
    return base::fail(found.error());
  return store::Database::open(path);
}

std::string id_of(const store::Listed& row) {
  return std::string(store::to_word(row.which)) + ":" + std::to_string(row.job.id);
}

std::string row_line(const store::Listed& row) {
  const auto& job = row.job;
  std::string out = id_of(row) + "  " + job.state + "  " + job.key;
  if (job.finished)
    return out + "  at " + base::to_iso(*job.finished);
  out += "  due " + base::to_iso(job.due);
  if (job.attempt > 0)
    out += "  tried " + std::to_string(job.attempt) + (job.attempt == 1 ? " time" : " times");
  return job.error.empty() ? out : out + "  " + job.error;
}

std::string row_page(const store::Listed& row) {
  const auto& job = row.job;
  const auto body = nlohmann::json::parse(job.body, nullptr, false);
  std::string out = "row       " + id_of(row) + "\nkey       " + job.key + "\nlane      " +
                    job.lane + "\nkind      " + job.kind + "\nstate     " + job.state +
                    "\ncreated   " + base::to_iso(job.created) + "\ndue       " +
                    base::to_iso(job.due) + "\ntries     " + std::to_string(job.attempt);
  if (job.finished)
    out += "\nfinished  " + base::to_iso(*job.finished);
  if (!job.error.empty())
    out += "\nerror     " + job.error;
  return out + "\nbody      " + (body.is_discarded() ? job.body : body.dump(2));
}

std::string row_json(const store::Listed& row) {
  const auto& job = row.job;
  nlohmann::ordered_json out{{"id", id_of(row)},
                             {"key", job.key},
                             {"lane", job.lane},
                             {"kind", job.kind},
                             {"state", job.state},
                             {"created", base::to_iso(job.created)},
                             {"due", base::to_iso(job.due)},
                             {"tries", job.attempt},
                             {"error", job.error}};
  out["finished"] = job.finished ? nlohmann::ordered_json(base::to_iso(*job.finished)) : nullptr;
  out["body"] = nlohmann::json::parse(job.body, nullptr, false);
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace cli
