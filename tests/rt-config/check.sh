# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# check NAME COMMAND…: runs the command and says whether it came true. is A B: both are the same text.
failures=0
checks=0

check() {
  local name=$1
  shift
  checks=$((checks + 1))
  if "$@"; then
    echo "ok - $name"
  else
    failures=$((failures + 1))
    echo "NOT OK - $name"
  fi
}

is() {
  [ "$1" = "$2" ] && return
  printf '  got:      %s\n  expected: %s\n' "$1" "$2"
  return 1
}

holds() { # text, part
  case $1 in *"$2"*) return 0 ;; esac
  printf '  no "%s" in:\n%s\n' "$2" "$1"
  return 1
}

lacks() {
  case $1 in *"$2"*) printf '  "%s" in:\n%s\n' "$2" "$1"; return 1 ;; esac
}

not() { ! "$@"; }

done_checking() {
  echo "$checks checks, $failures failed"
  [ $failures -eq 0 ] && [ $checks -gt 0 ]
}
