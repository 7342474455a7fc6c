#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# rt-config/apply against an RT that lived before us: nothing of the site's own changes, a second run
# changes no row, half an application is completed, and what contradicts is named and left alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$(dirname "$here")")
# shellcheck source=tests/rt-config/check.sh
. "$here/check.sh"
command -v rt-setup-database-5 >/dev/null || { echo "skipped: request-tracker5 is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RT_SITE_CONFIG=$work/RT_SiteConfig.pm RT_SITE_CONFIG_DIR=$work/site.d TMPDIR=$work/tmp
mkdir -p "$work/rt" "$RT_SITE_CONFIG_DIR" "$TMPDIR"
sed -e "s|@DIR@|$work|g" -e 's|@PORT@|1|g' -e 's|@BRIDGE_PORT@|1|g' "$root/scripts/lab.d/RT_SiteConfig.pm.in" >"$RT_SITE_CONFIG"
cat >"$RT_SITE_CONFIG_DIR/site.pm" <<'TEXT'
Set(%Lifecycles, 'of-the-site' => { initial => ['fresh'], active => ['busy'], inactive => ['over'],
    transitions => { '' => ['fresh'], fresh => ['busy'], busy => ['over'] } });
1;
TEXT
database=$work/rt/rt.sqlite
roster=$work/roster.tsv
(umask 077 && echo 'a-bridge-password' >"$work/password")
printf '# teams\nNGI_IT\tINFN-T1\nNGI_FRANCE\tIN2P3-CC\n' >"$roster"

# Every row of every table, one a line; the two rows that RT rewrites to tell its caches are left out.
dump() {
  perl -MDBI -e '
    my $db = DBI->connect("dbi:SQLite:dbname=$ARGV[0]", "", "", { RaiseError => 1 });
    for my $table (sort map { $_->[0] } @{ $db->selectall_arrayref(q{select name from sqlite_master where type = "table"}) }) {
      next if $table =~ /^(?:sqlite_|sessions)/i;
      for my $row (@{ $db->selectall_arrayref("select * from $table") }) {
        next if $table eq "Attributes" and $row->[1] =~ /CacheNeedsUpdate$/;
        print join("|", $table, map { my $v = $_ // "NULL"; $v =~ s/\n/\\n/g; $v } @$row), "\n";
      }
    }' "$database" | sort
}
sql() { perl -MDBI -e 'my $db = DBI->connect("dbi:SQLite:dbname=$ARGV[0]", "", "", { RaiseError => 1 }); $db->do($ARGV[1])' "$database" "$1"; }

said=''
status=0
run_apply() {
  status=0
  said=$("$root/rt-config/apply" --roster "$roster" --password-file "$work/password" \
    --site-config-dir "$RT_SITE_CONFIG_DIR" "$@" 2>&1) || status=$?
}

# refuses NAME PART…: the next run fails, says all parts, changes no row.
refuses() {
  local name=$1 part
  shift
  dump >"$work/before"
  run_apply
  check "$name: exit 1" is $status 1
  for part; do check "$name: says '$part'" holds "$said" "$part"; done
  dump >"$work/after"
  check "$name: no row changed" cmp "$work/before" "$work/after"
}

rt-setup-database-5 --action init --skip-create --force </dev/null >"$work/setup.log" 2>&1
rt-setup-database-5 --action insert --datafile "$here/site_of_its_own.pl" --skip-create --force \
  </dev/null >>"$work/setup.log" 2>&1
check 'the site has its own things' not grep -E '\[(error|crit)' "$work/setup.log"
dump >"$work/vanilla"

run_apply --dry-run
dump >"$work/after"
check 'a dry run says what it would do' holds "$said" 'would create queue staged-rollout'
check 'a dry run changes no row' cmp "$work/vanilla" "$work/after"
check 'a dry run installs no lifecycle' not test -e "$RT_SITE_CONFIG_DIR/rollout-lifecycles.pm"

printf 'NGI_IT INFN-T1\n' >"$work/broken.tsv"
good=$roster roster=$work/broken.tsv
refuses 'a broken roster' 'line 1' 'is not NGI<TAB>Site'
roster=$good
chmod 0644 "$work/password"
refuses 'a password that others can read' 'can be read by others' 'chmod 600'
chmod 0600 "$work/password"
check 'a failed run takes its lifecycle file back' not test -e "$RT_SITE_CONFIG_DIR/rollout-lifecycles.pm"

run_apply
dump >"$work/first"
check 'the first run is good' is $status 0
check 'it says that RT must be restarted' holds "$said" 'RT must be restarted'
check 'it leaves the like-named field of another queue alone' holds "$said" 'custom field Version of other queues'
check 'it warns of a right that is too wide' holds "$said" 'ModifyCustomField on every queue is granted to'
check 'every row of the site is as it was' is "$(comm -23 "$work/vanilla" "$work/first")" ''
check 'it made rows' test "$(wc -l <"$work/first")" -gt "$(wc -l <"$work/vanilla")"
# shellcheck disable=SC2016 # it is Perl
check 'the lifecycle of the site is still there' perl -I/usr/share/request-tracker5/lib -MRT -e \
  'RT::LoadConfig(); my %l = RT->Config->Get("Lifecycles"); exit !($l{"of-the-site"} and $l{"sw-rel"} and $l{default})'

run_apply
dump >"$work/second"
check 'the second run is good' is $status 0
check 'the second run creates nothing' holds "$said" 'created 0,'
check 'the second run changes no row' cmp "$work/first" "$work/second"

printf 'NGI_UK\tUKI-LT2-QMUL\n' >>"$roster"
run_apply
check 'a new team is added' holds "$said" 'created value NGI_UK-UKI-LT2-QMUL'
check 'a new team is all that is added' holds "$said" 'created 1,'

sql "delete from ObjectCustomFields where CustomField = (select id from CustomFields where Name = 'Rollout Journal')"
sql "delete from ACL where ObjectType = 'RT::CustomField' and ObjectId = (select id from CustomFields where Name = 'Rollout Journal')"
sql "delete from CustomFields where Name = 'Rollout Journal'"
run_apply
check 'an earlier RT gets the journal' holds "$said" 'created custom field Rollout Journal (TextSingle)'
check 'with its right to write' holds "$said" 'created right ModifyCustomField on custom field Rollout Journal for user rollout-bridge'
check 'and the bridge alone is granted to read it' is "$(grep -o 'SeeCustomField on custom field Rollout Journal.*' <<<"$said")" 'SeeCustomField on custom field Rollout Journal for user rollout-bridge'

cp "$database" "$work/whole"
sql "insert into ACL (PrincipalType, PrincipalId, RightName, ObjectType, ObjectId) select 'Group', id, 'SeeCustomField', 'RT::Queue', (select id from Queues where Name = 'staged-rollout') from Groups where Name = 'sw-rel-sr'"
run_apply
check 'a right that shows the journal is named' holds "$said" "SeeCustomField on queue staged-rollout is granted to sw-rel-sr, who therefore has the bridge's Rollout Journal"
check 'the right of the bridge itself is not' lacks "$said" 'SeeCustomField on queue staged-rollout is granted to rollout-bridge'
sql "delete from ACL where RightName in ('SeeGroup', 'ModifyCustomField') and ObjectType <> 'RT::System'"
sql "delete from ObjectCustomFields where CustomField = (select id from CustomFields where Name = 'Outcome')"
sql "delete from ObjectScrips where Scrip in (select id from Scrips where Description like 'Rollout:%')"
sql "delete from Scrips where Description like 'Rollout:%'"
sql "delete from CustomFieldValues where Name = 'REJECT'"
run_apply
check 'half an application is completed' holds "$said" 'created custom field Outcome on queue staged-rollout'
run_apply
check 'and is whole then' holds "$said" 'created 0,'
sql "delete from ObjectScrips where Scrip = (select id from Scrips where Description = 'Rollout: the bridge is told of news') and ObjectId = (select id from Queues where Name = 'sw-rel')"
run_apply
check 'a scrip that is missing on one queue is put there' holds "$said" "created scrip 'Rollout: the bridge is told of news' on queue sw-rel"
check 'and nothing else is made' holds "$said" 'created 1,'

cp "$work/whole" "$database"
sql "update CustomFields set Type = 'Freeform' where Name = 'EA Teams'"
sql "update Queues set Lifecycle = 'default' where Name = 'sw-rel'"
sql "update Groups set Name = 'sw-rel-sr-old' where Name = 'sw-rel-sr'"
echo 'another-password' >"$work/password"
sql "update Scrips set CustomCommitCode = '2;' where Description = 'Rollout: the bridge is told of news'"
sql "update Scrips set CustomPrepareCode = '2;' where Description like 'Rollout: comments%'"
refuses 'an RT that contradicts' 'custom field EA Teams (id' 'has the type FreeformMultiple, not SelectMultiple' \
  'rename that field' "queue sw-rel has the lifecycle 'default', not 'sw-rel'" \
  'user rollout-bridge has another password' 'has other code than rt-config/scrips/nudge.pl' \
  'has other code than rt-config/scrips/comments_by_right.pl' 'delete the scrip in RT' 'nothing was changed'

cp "$work/whole" "$database"
echo 'a-bridge-password' >"$work/password"
sql "update ObjectScrips set Stage = 'TransactionCreate'"
refuses 'a scrip in another stage' 'runs in the stage TransactionCreate, not TransactionBatch' 'choose the stage'

cp "$work/whole" "$database"
echo 'a-bridge-password' >"$work/password"
echo '# edited' >>"$RT_SITE_CONFIG_DIR/rollout-lifecycles.pm"
refuses 'a lifecycle file that was edited' 'differs from rt-config/rollout-lifecycles.pm' 'remedy'
done_checking
