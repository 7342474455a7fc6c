# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Background programs by pid file. A pid file holds the pid and the start time, so that a number that
# the system has given to another program is never taken for ours.

start_time() { # pid -> clock ticks since boot, nothing when there is no such process
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # shellcheck disable=SC2086 # the words after the program's name, which may hold blanks
  set -- ${stat##*) }
  [ "$1" != Z ] && echo "${20}"
}

is_running() { # pid file
  local pid born
  [ -s "$1" ] && read -r pid born <"$1" && [ -n "$born" ] && [ "$(start_time "$pid")" = "$born" ]
}

# start_program PIDFILE LOG COMMAND…: in a session of its own, output appended to LOG.
start_program() {
  local pidfile=$1 log=$2
  shift 2
  setsid "$@" </dev/null >>"$log" 2>&1 &
  echo "$! $(start_time $! || true)" >"$pidfile" # no time: it has ended already
}

# TERM and wait for the end; KILL its session after 20 s. Never INT: rt-server answers it with a chown.
stop_program() { # pid file
  local pid n=0
  if is_running "$1"; then
    read -r pid _ <"$1"
    kill -TERM "$pid" 2>/dev/null || true
    while is_running "$1"; do
      n=$((n + 1))
      if [ $n -gt 400 ]; then kill -KILL -- "-$pid" 2>/dev/null || true; fi
      sleep 0.05
    done
  fi
  rm -f "$1"
}

# wait_until SECONDS COMMAND…: 0 when the command came true, 1 when the time was over.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -ge $end ] && return 1
    sleep 0.05
  done
}
