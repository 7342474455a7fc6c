#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The lines for Postfix that we ship, put as they are into a real Postfix: mails by the transport and by
# each alias reach the drop-box, with their action and queue, and the null sender stays one. Needs root.
#   postfix_lines_test.sh FILTER SOURCE_DIR
set -eu
export LC_ALL=C
filter=$(realpath "$1") source=$(realpath "$2")
[ "$(id -u)" = 0 ] && command -v postfix >/dev/null || { echo "needs root and Postfix" >&2; exit 77; }
base=$(mktemp -d "${TMPDIR:-/tmp}"/postfix-lines.XXXXXX)
drop=$base/drop install=$source/scripts/install postfix=$source/tests/e2e/private_postfix.sh
chmod 755 "$base"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
finish() {
  status=$?
  [ $status = 0 ] || tail -n 40 "$base/log/mail.log" >&2 || true
  "$postfix" down "$base" || status=1
  rm -rf "$base"
  exit $status
}
trap finish EXIT

cp "$filter" "$base/rollout-filter"
"$install/drop-box" "$drop" bin bin "$base/rollout-filter" >/dev/null
ours() { sed "s|/usr/bin/rollout-filter|$base/rollout-filter --drop $drop|"; }
ours <"$install/postfix-aliases" | sed -E "s/^([a-z-]+):/\1/" >"$base/aliases" # a texthash has no colon
# The comments of postfix-master.cf hold what belongs into main.cf and the transport map.
sed -nE 's/^#   (rollout_[a-z_]+ = .*)/\1/p' "$install/postfix-master.cf" >"$base/extra.cf"
sed -nE 's/^#   ([a-z-]+)@rt.example.org( +rollout:)$/piped@mx.example.test\2/p' "$install/postfix-master.cf" >"$base/transport"
[ "$(wc -l <"$base/extra.cf")" = 2 ] && [ -s "$base/transport" ] || { echo "the comments of postfix-master.cf have changed"; exit 1; }
ours <"$install/postfix-master.cf" | "$postfix" up "$base" "$port"

/usr/bin/python3 -B - "$port" <<'PYTHON'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as server:
    for name in ("piped", "staged-rollout", "staged-rollout-comment", "sw-rel", "sw-rel-comment", "rollout-bounces"):
        for sender in ("anna@infn.example.test", ""):
            server.sendmail(sender, [name + "@mx.example.test"], "From: a@infn.example.test\nSubject: x\n\nx\n")
PYTHON

taken() { find "$drop" -type f -perm -u+x | wc -l; }
end=$((SECONDS + 30))
until [ "$(taken)" = 12 ]; do
  [ $SECONDS -lt $end ] || { echo "$(taken) of 12 mails arrived"; exit 1; }
  sleep 0.1
done
# recipient, queue, action and sender of each
diff - <(find "$drop" -type f -perm -u+x -exec awk '
  /^$/ { print of["recipient"], of["queue"], of["action"], "<" of["sender"] ">"; exit }
  { at = index($0, ": "); of[substr($0, 1, at - 1)] = substr($0, at + 2) }' {} \; | sort) <<'EXPECTED'
piped@mx.example.test staged-rollout correspond <>
piped@mx.example.test staged-rollout correspond <anna@infn.example.test>
rollout-bounces@mx.example.test  bounce <>
rollout-bounces@mx.example.test  bounce <anna@infn.example.test>
staged-rollout-comment@mx.example.test staged-rollout comment <>
staged-rollout-comment@mx.example.test staged-rollout comment <anna@infn.example.test>
staged-rollout@mx.example.test staged-rollout correspond <>
staged-rollout@mx.example.test staged-rollout correspond <anna@infn.example.test>
sw-rel-comment@mx.example.test sw-rel comment <>
sw-rel-comment@mx.example.test sw-rel comment <anna@infn.example.test>
sw-rel@mx.example.test sw-rel correspond <>
sw-rel@mx.example.test sw-rel correspond <anna@infn.example.test>
EXPECTED
