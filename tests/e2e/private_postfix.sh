#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A Postfix of one's own, on loopback: configuration, queue, data and log in BASE, nothing outside; no
# systemd; a failed delivery is tried again after 5 seconds. Needs root and the package postfix.
#   private_postfix.sh up BASE PORT < TRANSPORTS     (TRANSPORTS: more lines of master.cf)
#   private_postfix.sh down BASE
# Before `up`, BASE/transport (map), BASE/aliases and BASE/extra.cf (more of main.cf) may be written.
set -eu
verb=$1 base=$2

if [ "$verb" = down ]; then
  postfix -c "$base/etc" stop >/dev/null 2>&1 || true
  for _ in $(seq 100); do # `stop` does not wait for the queue manager's children
    postfix -c "$base/etc" status >/dev/null 2>&1 || exit 0
    sleep 0.1
  done
  echo "private_postfix: the Postfix in $base does not stop" >&2
  exit 1
fi

port=$3
[ "$(id -u)" = 0 ] || { echo "private_postfix: needs root (Postfix starts as root)" >&2; exit 1; }
command -v postfix >/dev/null || { echo "private_postfix: install the package postfix" >&2; exit 1; }
mkdir -p "$base/etc" "$base/queue" "$base/data" "$base/log"
chmod 755 "$base"
chown postfix "$base/data"
touch "$base/transport" "$base/aliases" "$base/extra.cf"

cat >"$base/etc/main.cf" <<END
compatibility_level = 3.6
queue_directory = $base/queue
data_directory = $base/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = $base/log/mail.log
maillog_file_prefixes = $base
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.test
mydestination = mx.example.test
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
disable_dns_lookups = yes
default_transport = error:no mail leaves this host
relay_transport = error:no mail leaves this host
alias_maps = texthash:$base/aliases
alias_database =
transport_maps = texthash:$base/transport
local_recipient_maps =
biff = no
queue_run_delay = 5s
minimal_backoff_time = 5s
maximal_backoff_time = 5s
transport_retry_time = 5s
END
cat "$base/extra.cf" >>"$base/etc/main.cf"

cat >"$base/etc/master.cf" <<END
127.0.0.1:$port inet n - n - - smtpd
postlog   unix-dgram n - n - 1 postlogd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
local     unix - n n - - local
anvil     unix - - n - 1 anvil
END
cat >>"$base/etc/master.cf"
postfix -c "$base/etc" start >"$base/log/start" 2>&1 || { cat "$base/log/start" "$base/log/mail.log" >&2; exit 1; }
