#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The conformance test of the RT client against a real RT: the truth that the fakes must share.
#   conformance_test.sh PROGRAM        77: RT's packages are missing
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
[ -x /usr/share/request-tracker5/libexec/rt-server ] || exit 77
lab=$(mktemp -d "${TMPDIR:-/tmp}"/rollout-conformance.XXXXXX)
chmod 755 "$lab"
trap '"$here/../../scripts/lab" down "$lab" >/dev/null 2>&1 || true; rm -rf "$lab"' EXIT
prepare() {
  "$here/../../scripts/lab" up "$lab" --no-serve &&
    RT_SITE_CONFIG=$lab/rt/RT_SiteConfig.pm RT_SITE_CONFIG_DIR=$lab/rt/site.d "$here/conformance/role.pl" &&
    "$here/../../scripts/lab" restart-rt "$lab"
}
prepare >"$lab.log" 2>&1 || { cat "$lab.log"; rm -f "$lab.log"; exit 1; }
rm -f "$lab.log"
ROLLOUT_TEST_RT=$lab/lab.env ROLLOUT_TEST_RT_PASSWORD=$(cat "$lab/secrets/rt-password") "$program"
