#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Four readers of MIME on the same mails: parse and decode every leaf, mails in memory, CPU's time.
#   tests/bench/mime.sh BUILD_DIR FOLDER [RUNS]     as: tests/bench/mime.sh build/release tests/corpus
# Prints the median of RUNS (5) runs: MB of mails a second, peak memory of the process.
set -eu
build=$1 folder=$2 runs=${3:-5}
here=$(dirname "$0")
mapfile -d '' mails < <(find "$folder" -type f -name '*.eml' -print0 | sort -z)
[ ${#mails[@]} -gt 0 ] || { echo "mime.sh: no mail in $folder" >&2; exit 2; }
printf '%s mails, %s MB, load %s\n' "${#mails[@]}" \
  "$(cat "${mails[@]}" | wc -c | awk '{printf "%.1f", $1 / 1e6}')" "$(cut -d' ' -f1-3 /proc/loadavg)"

# reader ROUNDS COMMAND…: enough rounds that each run takes a while
reader() {
  local name=$1 rounds=$2
  shift 2
  for ((run = 0; run < runs; run++)); do "$@" "$rounds" "${mails[@]}"; done | sort -n |
    awk -v name="$name" '{line[NR] = $0} END {split(line[int((NR + 1) / 2)], f, " ")
      printf "%-22s %8.1f MB/s  %6.1f MB peak  %d bytes decoded\n", name, f[1], f[2], f[3]}'
}
scale=${ROUNDS:-20}
reader "rollout-bridge" "$scale" "$build/tests/mime_ours"
reader "GMime" "$scale" "$build/tests/mime_gmime"
reader "Perl MIME::Parser" "$(((scale + 19) / 20))" /usr/bin/perl "$here/mime_perl.pl"
reader "Python email" "$(((scale + 19) / 20))" /usr/bin/python3 "$here/mime_python.py"
