#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Names of reports: 339 teams, all products of UMD and CMD, five stacks, each made and read back; and names a second, CPU's time.
#   tests/bench/names.sh BUILD_DIR [RUNS]     as: tests/bench/names.sh build/release
# Prints the median of RUNS (3) runs; fails when two names are the same, or one reads back as another.
set -eu
build=$1 runs=${2:-3}
data=$(dirname "$0")/../data
for ((run = 0; run < runs; run++)); do
  "$build/tests/bench_names" "$data/sites.tsv" "$data/products.tsv"
done | sort -k4,4n | awk -v load="$(cut -d' ' -f1-3 /proc/loadavg)" '{line[NR] = $0} END {split(line[int((NR + 1) / 2)], f, " ")
  printf "%d names made, %d the same, %d misread; a second: %.2f M exact, %.2f M deviating, %.2f M wrong; load %s\n",
    f[1], f[2], f[3], f[4] / 1e6, f[5] / 1e6, f[6] / 1e6, load; exit f[2] + f[3] > 0}'
