#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Whole rollouts on a real RT 5 of scripts/lab (SQLite, 2 workers): releases go to StageRollOut, each rollout
# asks its teams, all of them answer by mail through rollout-filter, a manager closes it with an outcome, and
# `rollout-bridge serve` does the work.
# In each phase people and mails come first, while the bridge is at its door only; then it starts, and is
# measured until its last question or letter: the wall, how much of it RT itself took (a proxy in between
# holds the watch), the requests of each kind for one beginning, one team asked, one answer, one end, CPU and memory.
# Last, what an idle bridge costs. CPU of RT is the figure that hangs least on what else the machine does.
# Fails when one answer does not stand in its field, or a letter did not go out exactly once.
#   rollouts.sh BUILD [--rollouts N] [--teams N]     as: tests/bench/rollouts.sh build/release --rollouts 3
# BUILD: a release build. The default, 50 rollouts of 10 teams, takes RT half an hour of one core alone.
# TMPDIR names another disk than that of /var/tmp. Needs what scripts/lab needs.
set -eu
ROLLOUT_BUILD_DIR=$(cd "$1" && pwd) TMPDIR=${TMPDIR:-/var/tmp}
export ROLLOUT_BUILD_DIR TMPDIR
shift
exec /usr/bin/python3 -B "$(dirname "$0")/rollouts.py" "$@"
