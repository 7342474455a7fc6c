// SPDX-License-Identifier: Apache-2.0
// One mail from standard input to the drop-box. Returns the exit status of the program, with the
// reason in syslog: 0 on the disk, 69 larger than the limit (told on standard output), 75 else.
// `caller` is the process that waits for our answer: if it goes away before the end of the mail,
// the end was none, and nothing is committed.
#pragma once

#include "filter/options.hpp"

#include <sys/types.h>

namespace filter {

int take(const Options& options, pid_t caller);

} // namespace filter
