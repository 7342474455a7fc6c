#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# rollout-filter (static, drop-box on the disk of DIR), RT's rt-mailgate and /bin/true side by side: one
# run alone, and mails per second through Postfix's pipe(8), end to end. rt-mailgate talks to a stub
# that answers `ok` at once: what RT itself needs for a mail comes on top of its figures, while for
# rollout-filter the mail is safe on the disk. Needs root, postfix, time, rt5-clients.
#   filter.sh FILTER [DIR]     (FILTER: a release build; DIR: on a real disk, default /var/tmp)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
e2e=$here/../e2e
[ "$(id -u)" = 0 ] || { echo "filter.sh: needs root for a Postfix of its own" >&2; exit 77; }
mailgate=/usr/bin/rt-mailgate-5
[ -x $mailgate ] || { echo "filter.sh: install the package rt5-clients" >&2; exit 77; }

base=$(mktemp -d "${2:-/var/tmp}/filter-bench.XXXXXX")
chmod 755 "$base"
mkdir -m 3777 "$base/drop"
cp "$1" "$base/rollout-filter"
filter="$base/rollout-filter --drop $base/drop --queue q --action correspond"

mkfifo "$base/stub.in"
setsid /usr/bin/python3 -B "$here/stub_server.py" <"$base/stub.in" >"$base/stub.port" &
stub=$!
exec 9>"$base/stub.in"
finish() {
  status=$?
  "$e2e/private_postfix.sh" down "$base" || true
  exec 9>&-
  wait $stub || true
  rm -rf "$base"
  exit $status
}
trap finish EXIT
until [ -s "$base/stub.port" ]; do sleep 0.05; done
gate="$mailgate --queue q --action correspond --url http://127.0.0.1:$(cat "$base/stub.port")"

{ printf 'From: a@example.test\nSubject: a mail\n\n'; head -c 1450 /dev/zero | base64; } >"$base/mail"

echo "one run with a mail of $(stat -c %s "$base/mail") bytes ($(nproc) cores; medians)"
printf '%-16s %10s %10s %10s %12s\n' program 'wall ms' 'p99 ms' 'CPU ms' 'memory KB'
# row NAME N COMMAND...
row() {
  printf '%-16s %10s %10s %10s %12s\n' "$1" $(/usr/bin/python3 -B "$here/one_run.py" "$2" "$base/mail" "${@:3}")
}
row /bin/true 300 /bin/true
row rollout-filter 300 $filter
row rt-mailgate 30 $gate

port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
flags="flags=DRXhu null_sender= user=nobody"
for route in true filter gate; do echo "rt-$route@mx.example.test $route:"; done >"$base/transport"
for route in true filter gate; do echo "${route}_destination_recipient_limit = 1"; done >"$base/extra.cf"
"$e2e/private_postfix.sh" up "$base" "$port" <<END
true unix - n n - 20 pipe
  $flags argv=/bin/true
filter unix - n n - 20 pipe
  $flags argv=$filter --sender \${sender} --recipient \${recipient}
gate unix - n n - 20 pipe
  $flags argv=$gate
END

# rate ROUTE COUNT: mails per second from the first connection to the last delivery
rate() {
  local began before want
  before=$(grep -c "relay=$1,.*status=sent" "$base/log/mail.log" || true)
  want=$((before + $2))
  began=${EPOCHREALTIME/./}
  /usr/bin/python3 -B "$e2e/inject.py" "$port" "rt-$1@mx.example.test" 1 "$2"
  until [ "$(grep -c "relay=$1,.*status=sent" "$base/log/mail.log")" -ge $want ]; do
    [ $(((${EPOCHREALTIME/./} - began) / 1000000)) -lt 120 ] || { echo "stalled"; return; }
    sleep 0.02
  done
  echo $(($2 * 1000000 / (${EPOCHREALTIME/./} - began)))
}
median() { sort -n | sed -n 3p; } # of five

echo
echo "mails per second through Postfix's pipe, 2 KB, 4 connections, median of 5 rounds in turn"
rate true 200 >/dev/null # the first round starts Postfix's processes
for _ in 1 2 3 4 5; do
  rate true 600 >>"$base/rate.true"
  rate filter 600 >>"$base/rate.filter"
  rate gate 60 >>"$base/rate.gate"
done
declare -A program=([true]=/bin/true [filter]=rollout-filter [gate]=rt-mailgate)
for route in true filter gate; do
  printf '%-16s %10s   (%s)\n' "${program[$route]}" "$(median <"$base/rate.$route")" "$(tr '\n' ' ' <"$base/rate.$route")"
done
echo "rollout-filter reaches $(($(median <"$base/rate.filter") * 100 / $(median <"$base/rate.true"))) % of /bin/true"
