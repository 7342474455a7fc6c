#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is shipped beside the programs tells the same story as they do: the sample configuration, the man
# pages, the README and the map; and the systemd unit is as closed as it claims.
#   shipped_test.sh BRIDGE FILTER SOURCE_DIR TEMPLATES_DIR
set -eu
export LC_ALL=C
bridge=$1 filter=$2 source=$3 templates=$4
install=$source/scripts/install
bad=0
wrong() { printf '%s\n' "$*"; bad=1; }

# --- the sample is what `help config` prints
sed "s|/usr/share/rollout-bridge/templates|$templates|" "$install/rollout-bridge.conf" |
  diff - <("$bridge" help config) || wrong "rollout-bridge.conf differs from \`rollout-bridge help config\` (>)"

# --- rollout-bridge(1): every verb and key there is, and no other
known=$("$bridge" help config | while read -r line; do
  case $line in
  "["*) section=${line#[} section=${section%]} ;;
  *) word=$(sed -nE 's/^(# )?([a-z_]+) =.*/\2/p' <<<"$line"); [ -z "$word" ] || echo "$section.$word" ;;
  esac
done | sort)
described=$(sed -nE 's/^\.B ([a-z]+\.[a-z_]+)$/\1/p' "$install/man/rollout-bridge.1" | sort)
diff <(echo "$known") <(echo "$described") || wrong "keys of the program (<) and of rollout-bridge.1 (>)"
[ "$(wc -l <<<"$known")" -gt 20 ] || wrong "too few keys were found: $known"
verbs=$("$bridge" help | sed -nE 's/^  ([a-z]+) .*/\1/p')
[ "$(wc -w <<<"$verbs")" -ge 6 ] || wrong "too few verbs were found: $verbs"
for verb in $verbs; do
  grep -qE "^\.(B|BI) \"?$verb\b" "$install/man/rollout-bridge.1" || wrong "rollout-bridge.1 has no entry for the verb $verb"
done

# --- rollout-filter(8): every option
options=$("$filter" --help 2>&1 | grep -oE -- '--[a-z]+(-[a-z]+)*' | sort -u)
[ "$(wc -w <<<"$options")" -ge 8 ] || wrong "too few options of rollout-filter were found: $options"
for option in $options; do
  grep -qF -- "${option//-/\\-}" "$install/man/rollout-filter.8" || wrong "rollout-filter.8 does not name $option"
done

for page in "$install"/man/*; do
  ! command -v groff >/dev/null || [ -z "$(groff -man -Tutf8 -ww -z "$page" 2>&1)" ] || wrong "$(groff -man -Tutf8 -ww -z "$page" 2>&1)"
done

# --- what README.md and the map speak of exists
for text in "$source/README.md" "$source/src/README.md"; do
  for key in $(grep -oE '`(rt|mail|teams|documents|clock|web|store|log)\.[a-z_]+`' "$text" | tr -d '`' | sort -u); do
    grep -qxF "$key" <<<"$known" || wrong "$text speaks of the key $key, which does not exist"
  done
  for path in $(grep -oE '`(scripts|src|tests|rt-config|templates)/[A-Za-z0-9_./-]+`' "$text" | tr -d '`' | sort -u); do
    [ -e "$source/$path" ] || wrong "$text speaks of $path, which does not exist"
  done
done
version=$("$bridge" --version | cut -d' ' -f2)
grep -q "^### $version" "$source/README.md" || wrong "README.md says nothing of the changes in $version"
for page in "$install"/man/*; do
  grep -q "rollout-bridge $version" "$page" || wrong "$page is of another version than $version"
done

# --- the map describes every room of src/CMakeLists.txt
rooms=$(sed -nE 's/^room\(([a-z]+).*/\1/p' "$source/src/CMakeLists.txt")
[ "$(wc -w <<<"$rooms")" -ge 8 ] || wrong "too few rooms were found: $rooms"
for room in $rooms; do
  grep -q "^| \`$room\` |" "$source/src/README.md" || wrong "src/README.md does not describe the room $room"
done
for room in $(sed -nE 's/^\| `([a-z]+)` \|.*/\1/p' "$source/src/README.md"); do
  grep -qx "$room" <<<"$rooms" || wrong "src/README.md describes a room $room, which does not exist"
done

# --- the unit
if command -v systemd-analyze >/dev/null; then
  said=$(systemd-analyze security --offline=true --threshold=20 "$install/rollout-bridge.service" 2>&1) ||
    wrong "rollout-bridge.service: $(tail -n 1 <<<"$said")"
fi
exit $bad
