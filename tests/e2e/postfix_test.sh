#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# rollout-filter called by a real Postfix, by pipe(8) and by an alias `|command`, while things go
# wrong: full disk, no drop-box, one that cannot be written, the filter killed, its caller killed, a
# sender that hangs. Each mail has a number: in the end each is in the drop-box exactly once, none has
# bounced; only the one of 60 MB has, at once, and its sender reads why. Needs root.
#   postfix_test.sh FILTER DROP_BOX_SCRIPT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
filter=$(realpath "$1") script=$(realpath "$2")
[ "$(id -u)" = 0 ] || { echo "postfix_test: needs root for a Postfix of its own and a small disk" >&2; exit 77; }

base=$(mktemp -d "${TMPDIR:-/tmp}"/postfix-test.XXXXXX)
drop=$base/drop trouble=$base/trouble log=$base/log/mail.log
chmod 755 "$base"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

finish() {
  status=$?
  [ $status = 0 ] || tail -n 60 "$log" >&2
  "$here/private_postfix.sh" down "$base" || status=1
  ! mountpoint -q "$drop" || umount "$drop"
  rm -rf "$base"
  exit $status
}
trap finish EXIT
fail() { echo "postfix_test: $*" >&2; exit 1; }
began=${EPOCHREALTIME/./}
step() {
  local tenths=$(((${EPOCHREALTIME/./} - began) / 100000))
  printf '%4d.%d s  %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

# eventually COMMAND...: waits until it succeeds
eventually() {
  local end=$((SECONDS + 30))
  until "$@"; do
    [ $SECONDS -lt $end ] || fail "waited 30 s in vain for: $*"
    sleep 0.1
  done
}

# ------------------------------------------------------------------ the house
cp "$filter" "$base/rollout-filter"
"$script" "$drop" bin bin "$base/rollout-filter" >/dev/null
mkdir -m 777 "$base/bounced"
cp "$here/trouble.py" "$base"
command="/usr/bin/python3 -B $base/trouble.py $trouble $base/rollout-filter --drop $drop --queue q --action correspond --url https://rt.example.test/"
cat >"$base/transport" <<END
rt-pipe@mx.example.test filter:
END
cat >"$base/aliases" <<END
rt-alias "|$command"
sender $base/bounced/mbox
postmaster $base/bounced/postmaster
END
cat >"$base/extra.cf" <<END
message_size_limit = 80000000
mailbox_size_limit = 0
default_privs = nobody
filter_destination_recipient_limit = 1
END
"$here/private_postfix.sh" up "$base" "$port" <<END
filter unix - n n - 20 pipe
  flags=DRXhu null_sender= user=nobody argv=$command --sender \${sender} --recipient \${recipient}
END
step "Postfix is up"

# ------------------------------------------------------------------ tools
next=1
# send ROUTE COUNT [OPTION...]
send() {
  local route=$1 count=$2
  shift 2
  /usr/bin/python3 -B "$here/inject.py" "$port" "rt-$route@mx.example.test" $next "$count" "$@"
  next=$((next + count))
}
send_both() { send pipe 1; send alias 1; }
deferred() { grep -c "status=deferred.*$1" "$log" || true; }
at_least() { [ "$("${@:2}")" -ge "$1" ]; }
taken() { find "$drop" -type f -perm -u+x 2>/dev/null | wc -l; }
queue_is_empty() { [ -z "$(postqueue -c "$base/etc" -j)" ]; }
flush() { postqueue -c "$base/etc" -f; }

# everything sent so far arrives, exactly once; only where the filter was killed may a mail come again: it
# may have been on the disk already, nobody knew, and the bridge does not think about it twice
killed=false
all_arrive() {
  local end=$((SECONDS + 40))
  until queue_is_empty; do
    [ $SECONDS -lt $end ] || { postqueue -c "$base/etc" -p; fail "$1: mails stay in the queue"; }
    flush
    sleep 0.3
  done
  diff <(seq $((next - 1))) <(/usr/bin/python3 -B "$here/count.py" "$drop" | if $killed; then uniq; else cat; fi) ||
    fail "$1: the mails in the drop-box are not those sent (< sent, > arrived)"
  step "$1"
}

# while_so NAME TEXT: one mail by each route is deferred, with TEXT in Postfix's log
while_so() {
  local before
  before=$(deferred "$2")
  send_both
  eventually at_least $((before + 2)) deferred "$2"
}

# ------------------------------------------------------------------ the test
send_both
all_arrive "exit 0 by both routes"

send pipe 20 --connections 20
send alias 20 --connections 20
all_arrive "20 at once by each route"

mv "$drop" "$drop.away"
while_so missing "temporary failure"
mv "$drop.away" "$drop"
all_arrive "no drop-box"

chmod 0500 "$drop"
while_so unwritable "temporary failure"
chmod 3730 "$drop"
all_arrive "a drop-box that cannot be written"

mv "$drop" "$drop.away"
mkdir "$drop"
mount -t tmpfs -o size=16k,mode=3730,uid="$(id -u bin)",gid="$(id -g bin)" none "$drop"
head -c 16384 /dev/zero >"$drop/.ballast" || true
while_so full "temporary failure"
[ "$(find "$drop" -type f ! -name .ballast | wc -l)" = 0 ] || fail "full disk: a piece was left"
umount "$drop"
rmdir "$drop"
mv "$drop.away" "$drop"
all_arrive "a full disk"

for what in kill part hang; do
  echo $what >"$trouble"
  case $what in hang) text="temporary failure" ;; *) text="signal 9" ;; esac
  while_so $what "$text"
  rm "$trouble"
done
killed=true
all_arrive "the filter killed; its caller killed; a sender that hangs"

[ ! -e "$base/bounced/mbox" ] || fail "a mail has bounced"
for route in pipe alias; do
  last=$next
  send $route 1 --bytes 60000000
  next=$last # it must not arrive
done
bounced() { grep -c "^Status: 5.3.4" "$base/bounced/mbox" 2>/dev/null || true; }
eventually at_least 2 bounced
grep -q "This address takes mails of up to 50 MB" "$base/bounced/mbox" || fail "the bounce does not say why"
[ "$(grep -c '^From ' "$base/bounced/mbox")" = 2 ] || fail "more bounces than large mails"
! grep -q 'status=deferred.*60000000\|Broken pipe' "$log" || fail "the large mail broke a pipe"
all_arrive "60 MB refused at once, with the reason"

unfinished=$(find "$drop" -type f ! -perm -u+x | wc -l)
step "$((next - 1)) mails, each once; $unfinished unfinished files of killed filters lie without the mark"
