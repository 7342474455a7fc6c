// SPDX-License-Identifier: Apache-2.0
#include "store/rows.hpp"

namespace store {

Job to_job(const Row& row) {
  Job job;
  job.id = number(row[0]);
  job.key = text(row[1]);
  job.lane = text(row[2]);
  job.kind = text(row[3]);
  job.body = text(row[4]);
  if (!std::holds_alternative<std::nullptr_t>(row[5]))
    job.blob = text(row[5]);
  job.state = text(row[6]);
  job.due = base::from_unix(number(row[7]));
  job.attempt = static_cast<int>(number(row[8]));
  job.error = text(row[9]);
  job.created = base::from_unix(number(row[10]));
  if (!std::holds_alternative<std::nullptr_t>(row[11]))
    job.finished = base::from_unix(number(row[11]));
  return job;
}

} // namespace store
