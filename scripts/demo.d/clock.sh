# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The clock of scripts/demo, once `serve` is stopped: it stands at $clock, and `rollout-bridge work --now`
# does what is due by then. Sourced after stage.sh.

work() { bridge work --now "$clock" >/dev/null; }

# time_goes_on WORDS: to where the bridge wants to look again, until a letter or a note has come with these words
# in its subject. Which day that is, and what comes on the same day, depends on the calendar.
time_goes_on() {
  local looks=0
  until is_told "$1"; do
    looks=$((looks + 1))
    [ $looks -le 20 ] || { echo "demo: after 20 looks nothing tells of '$1'" >&2; return 1; }
    clock=$(bridge --json queue list | jq -rs 'map(select(.kind == "look") | .due) | min')
    work
  done
  told clock "$clock$([ $looks -gt 0 ] || echo ", and it is told above already")"
  show_letters
  show_notes "$rollout"
}
is_told() { { of_letters Subject; new_note_titles "$rollout"; } | grep -F -- "$1" >/dev/null; }

# later TIME: so much goes by (`30 minutes`, `2 days`), and the bridge does what is due then.
later() {
  clock=$(date -u -d "$1 $clock" +%FT%TZ)
  told clock "$clock"
  work
}
