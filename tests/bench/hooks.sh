#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Web hooks per second, from the request to 202 after the commit, through `rollout-bridge serve` (store
# on the disk of DIR, RT away, so that the rows stay), and beside it Debian's `webhook` running /bin/true:
# once answering before the command has ended (its default), once after. Client and server share the
# machine. Needs the package webhook for the second half.
#   hooks.sh BUILD [DIR] [SECONDS]     (BUILD: a release build with the target hook_load)
set -eu
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
base=$(mktemp -d "${2:-/var/tmp}/hook-bench.XXXXXX")
for_seconds=${3:-5}
chmod 700 "$base"
mkdir "$base/drop"
pid=
finish() {
  status=$?
  [ -z "$pid" ] || { kill "$pid"; wait "$pid" || true; }
  rm -rf "$base"
  exit $status
}
trap finish EXIT
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
wait_for() { until (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do sleep 0.05; done; }

secret=whsec_$(head -c 32 /dev/urandom | base64 -w 0)
(
  umask 077
  echo "$secret" >"$base/secret"
  echo password >"$base/password"
)
port=$(free_port)
cat >"$base/conf" <<END
[rt]
url = http://127.0.0.1:1
name = bench
password_file = $base/password
[mail]
drop_dir = $base/drop
from = a@bench.example.test
owner = b@bench.example.test
domain = bench.example.test
sendmail = /bin/true
templates_dir = $root/templates
[web]
listen = 127.0.0.1:$port
secret_file = $base/secret
[store]
path = $base/store.db
[log]
file = $base/log
END

transaction=1
# rows STATUS: three lines of figures, each run with transactions of its own
rows() {
  printf '%-12s %10s %9s %9s %9s %7s %12s\n' connections 'events/s' 'p50 ms' 'p99 ms' 'max ms' wrong 'memory MB'
  for connections in 1 16 128; do
    printf '%-12s %10s %9s %9s %9s %7s' "$connections" \
      $("$build/tests/hook_load" "$port" "$secret" "$connections" "$for_seconds" "$1" "$transaction")
    awk '/VmRSS/ { printf " %12.1f\n", $2 / 1024 }' "/proc/$pid/status"
    transaction=$((transaction + 10000000))
  done
}

echo "rollout-bridge serve: signed, committed (WAL, synchronous=FULL), then 202; $(nproc) cores"
"$build/src/rollout-bridge" --config "$base/conf" serve &
pid=$!
wait_for "$port"
rows 202
kill "$pid"
wait "$pid" || true
pid=

command -v webhook >/dev/null || { echo "install the package webhook for the rest"; exit 0; }
for waits in false true; do
  port=$(free_port)
  cat >"$base/hooks.json" <<END
[{"id": "rt", "execute-command": "/bin/true", "include-command-output-in-response": $waits}]
END
  echo
  echo "webhook running /bin/true: unsigned, nothing kept, 200 $([ $waits = true ] && echo after || echo before) it has ended"
  webhook -hooks "$base/hooks.json" -ip 127.0.0.1 -port "$port" >/dev/null 2>&1 &
  pid=$!
  wait_for "$port"
  rows 200
  kill "$pid"
  wait "$pid" || true
  pid=
done
