#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The arrows of the house: each `#include "room/…"` must be in the SEES of the room that says it, no
# room sees a later one, and a wrapped library is included in its own room only and never in a header.
#   arrows.sh SOURCE_DIR
set -eu
cd "$1/src"
bad=0
complain() { printf '%s\n' "$*"; bad=1; }

declare -A sees
order=()
while read -r name rest; do
  order+=("$name")
  rest=${rest%%WRAPS*}
  sees[$name]=" $name ${rest#SEES} "
done < <(sed -n 's/^room(\([a-z]*\) *\(.*\))$/\1 \2/p' CMakeLists.txt)

earlier=" "
for name in "${order[@]}"; do
  earlier+="$name "
  for seen in ${sees[$name]}; do
    case "$earlier" in *" $seen "*) ;; *) complain "src/CMakeLists.txt: $name SEES $seen, a later room" ;; esac
  done
  while IFS=: read -r file line what; do
    target=${what#*\"}; target=${target%%/*}
    case "${sees[$name]}" in
    *" $target "*) ;;
    *) complain "src/$file:$line: $name may not see $target (room line in src/CMakeLists.txt)" ;;
    esac
  done < <(grep -nH '^#include "' "$name"/*.[ch]pp 2>/dev/null || true)
done

for dir in $(ls -d */*.cpp | cut -d/ -f1 | sort -u); do
  case " ${order[*]} " in *" ${dir%/} "*) ;; *) complain "src/$dir/ is no room in src/CMakeLists.txt" ;; esac
done

# library header -> its one room, or the two that read XML
while read -r room pattern; do
  while IFS=: read -r file line _; do
    [[ ",$room," = *",${file%%/*},"* ]] || complain "src/$file:$line: <$pattern belongs to the room $room"
    case "$file" in *.hpp) complain "src/$file:$line: <$pattern must not be in a header" ;; esac
  done < <(grep -nHE "^#include <$pattern" */*.[ch]pp || true)
done <<'LIBRARIES'
base pcre2
base openssl/
base spdlog/
calendar date/
mail mimetic/
mail libxml/HTML
documents,xml libxml/parser
mail kainjow/
mail iconv
documents zip
net curl/
net boost/asio
net boost/beast
store sqlite3
cli boost/program_options
LIBRARIES
while IFS=: read -r file line _; do
  complain "src/$file:$line: JSON stays in .cpp files"
done < <(grep -nH '^#include <nlohmann' */*.hpp || true)
while IFS=: read -r file line _; do
  case "$file" in cli/* | filter/*) ;; *) complain "src/$file:$line: time is an argument; only cli and filter have a clock" ;; esac
done < <(grep -nHE '(system_clock|steady_clock)::now|\btime\((nullptr|NULL|0)\)|gettimeofday|clock_gettime' */*.[ch]pp || true)
exit $bad
