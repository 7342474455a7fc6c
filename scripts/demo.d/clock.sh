# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The clock of scripts/demo, once `serve` is stopped: it stands at $clock, and `rollout-bridge work --now`
# does what is due by then. Sourced after stage.sh.

work() { bridge work --now "$clock" >/dev/null; }

# Time goes on to where the bridge wants to look again, until it has something to tell.
time_goes_on() {
  local known looks=0
  known=$(told_so_far)
  while [ "$(told_so_far)" = "$known" ]; do
    looks=$((looks + 1))
    [ $looks -le 20 ] || { echo "demo: after 20 looks there is nothing to tell" >&2; return 1; }
    clock=$(bridge --json queue list | jq -rs 'map(select(.kind == "look") | .due) | min')
    work
  done
  told clock "$clock"
  show_letters
  show_notes "$rollout"
}
told_so_far() { letters; notes "$rollout"; }

# later TIME: so much goes by (`30 minutes`, `2 days`), and the bridge does what is due then.
later() {
  clock=$(date -u -d "$1 $clock" +%FT%TZ)
  told clock "$clock"
  work
}
