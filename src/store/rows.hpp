// SPDX-License-Identifier: Apache-2.0
// How a row of a queue is read: one list of columns, one reader for it; and how what a row leaves
// behind is written.
#pragma once

#include "store/queue.hpp"

namespace store {

inline constexpr std::string_view job_columns =
    "id, key, lane, kind, body, blob, state, due, attempt, error, created, finished";

Job to_job(const Row& row);

// In a transaction of the caller's.
base::Result<void> leave(Database& database, const Settlement& settlement, base::Instant now);

} // namespace store
