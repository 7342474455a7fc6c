#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What rt-config promises, seen on a running RT: who may write which field, who gets which mail, what
# the gateway does to a ticket's status, and that the bridge's few rights are enough for its work.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$(dirname "$here")")
# shellcheck source=tests/rt-config/check.sh
. "$here/check.sh"
command -v rt-setup-database-5 >/dev/null || { echo "skipped: request-tracker5 is not installed"; exit 77; }

work=$(mktemp -d)
trap '"$root/scripts/lab" down "$work/lab" >/dev/null; rm -rf "$work"' EXIT
"$root/scripts/lab" up "$work/lab" --no-serve
# shellcheck disable=SC1091 # written by lab up
. "$work/lab/lab.env"
# shellcheck source=tests/e2e/rt.sh
. "$root/tests/e2e/rt.sh"
as_bridge() { RT_AS=rollout-bridge RT_PASSWORD=$(cat "$work/lab/secrets/rt-password") "$@"; }
as() { RT_AS=$1 "${@:2}"; }
quietly() { "$@" >/dev/null 2>&1; }
count() { head -n 1; }

check 'up on a running laboratory says so' holds "$("$root/scripts/lab" up "$work/lab" --no-serve)" 'is up already'
check 'mail to LAB_SENT_DIR is one whole file' is "$(echo letter | "$work/lab/bin/sendmail-bridge" -t; cat "$LAB_SENT_DIR"/*.eml)" letter
check 'secrets are not readable by others' is "$(find "$work/lab/secrets" -type f ! -perm 0600)" ''

# --- who writes what
rollout=$(rt_create_rollout 'Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64' NGI_IT-INFN-T1 NGI_UK-UKI-LT2-QMUL)
release=$(rt_create sw-rel 'EMI CREAM 1.13.1-1')
for field in 'EA Accepted' 'EA Rejected' Reports 'Rollout Status' 'Rollout Journal' 'Rollout Key'; do
  check "mgr1 cannot write $field" not quietly as mgr1 rt_set_field "$rollout" "$field" 'by mgr1'
  check "the bridge writes $field" as_bridge rt_set_field "$rollout" "$field" 'by the bridge'
done
check 'anna cannot write EA Accepted' not quietly as anna rt_set_field "$rollout" 'EA Accepted' 'by anna'
jar=$work/cookies
curl -s -o /dev/null -c "$jar" --data-urlencode user=mgr1 --data-urlencode "pass=$LAB_USER_PASSWORD" "$LAB_RT_URL/NoAuth/Login.html"
web_add() { # field's name, value
  local id
  id=$(rt_rest GET "ticket/$rollout" | jq -r --arg name "$1" '.CustomFields[] | select(.name == $name) | .id')
  curl -s -o /dev/null -b "$jar" -H "Referer: $LAB_RT_URL/" --data-urlencode "id=$rollout" \
    --data-urlencode "Object-RT::Ticket-$rollout-CustomField-$id-AddValue=$2" "$LAB_RT_URL/Ticket/Modify.html"
}
web_add 'EA Accepted' 'by the page'
check 'mgr1 cannot write EA Accepted in the page' is "$(rt_field "$rollout" 'EA Accepted')" 'by the bridge'
web_add 'EA Teams' 'NGI_CZ-prague_cesnet_lcg2'
check 'mgr1 adds to EA Teams in the page' holds "$(rt_field "$rollout" 'EA Teams')" 'NGI_CZ-prague_cesnet_lcg2'
check 'mgr1 chooses EA Teams' as mgr1 rt_set_field "$rollout" 'EA Teams' NGI_IT-INFN-T1 NGI_FRANCE-IN2P3-CC
check 'a team that is not in the roster is refused' not quietly as mgr1 rt_set_field "$rollout" 'EA Teams' NGI_XX-NOWHERE
as mgr1 rt_set_field "$rollout" 'EA Teams' NGI_IT-INFN-T1 NGI_UK-UKI-LT2-QMUL
check 'the bridge does not choose EA Teams' not quietly as_bridge rt_set_field "$rollout" 'EA Teams' NGI_IT-INFN-T1
check 'the bridge does not decide' not quietly as_bridge rt_set_field "$rollout" Outcome ACCEPT
check 'mgr1 decides' as mgr1 rt_set_field "$rollout" Outcome ACCEPT
check 'mgr1 sets the document' as mgr1 rt_set_field "$rollout" 'Document ID' 254
check 'mgr1 moves the exposure' as mgr1 rt_set_field "$rollout" 'Exposure Until' 2026-12-24
check 'the bridge moves the exposure' as_bridge rt_set_field "$rollout" 'Exposure Until' 2026-12-31
check 'the bridge asks for the move of packages' as_bridge rt_set_field "$release" RepoAction MoveToStageRollOut
check 'the bridge tells the parent the outcome' as_bridge rt_set_field "$release" 'Rollout Outcome' ACCEPT
check 'anna sees the teams' holds "$(as anna rt_field "$rollout" 'EA Teams')" NGI_UK-UKI-LT2-QMUL
check 'anna sees where the rollout stands' is "$(as anna rt_field "$rollout" 'Rollout Status')" 'by the bridge'
for person in anna mgr1 owner1; do
  check "$person does not see the journal" is "$(as "$person" rt_field "$rollout" 'Rollout Journal')" ''
  check "$person sees no change of it" lacks "$(as "$person" rt_rest GET "ticket/$rollout/history?fields=Field,NewValue,Description")" Journal
done
check 'the bridge sees the journal' is "$(as_bridge rt_field "$rollout" 'Rollout Journal')" 'by the bridge'
check 'owner1 sees what is released' holds "$(as owner1 rt_rest GET "ticket/$release" | jq -c '[.CustomFields[].name]')" 'RepoStatus'
check 'carla, who was not asked, sees nothing' not quietly as carla rt_rest GET "ticket/$rollout"

# --- who gets which mail
as_bridge rt_say comment "$rollout" 'comment of the bridge' 'Rollout note 1'
as mgr1 rt_say comment "$rollout" 'comment of a manager'
as mgr1 rt_say correspond "$rollout" 'letter of a manager'
check 'a comment of the bridge goes to the managers alone' is \
  "$(rt_mailed 'comment of the bridge' | grep -v staged-rollout)" "$(printf 'mgr1@lab.example.test\nmgr2@lab.example.test')"
check 'a comment of a manager goes to the managers alone' is \
  "$(rt_mailed 'comment of a manager' | grep -v staged-rollout)" 'mgr2@lab.example.test'
check 'a letter goes to the teams, each member once' is "$(rt_mailed 'letter of a manager' | grep -v staged-rollout)" \
  "$(printf '%s\n' aldo@infn.example.test anna@infn.example.test mgr2@lab.example.test quinn@qmul.example.test)"
inner=$(rt_rest POST groups '[{"field":"Name","value":"ea-NGI_UK-UKI-LT2-QMUL"}]' | jq -r '.items[0].id')
umbrella=$(rt_rest POST group '{"Name": "teams-of-the-uk"}' | jq -r .id)
rt_rest PUT "group/$umbrella/members" "[\"$inner\"]" >/dev/null
nested=$(rt_create staged-rollout 'of a group of groups' '{"AdminCc": ["group:teams-of-the-uk"]}')
as_bridge rt_say comment "$nested" 'nested comment of the bridge'
as mgr1 rt_say correspond "$nested" 'nested letter of a manager'
check 'a letter goes to a team in a group of groups' holds "$(rt_mailed 'nested letter of a manager')" 'quinn@qmul.example.test'
check 'a comment of the bridge does not' is "$(rt_mailed 'nested comment of the bridge' | grep -v staged-rollout)" \
  "$(printf 'mgr1@lab.example.test\nmgr2@lab.example.test')"
check 'managers see comments' holds "$(as mgr2 rt_comments "$rollout")" 'Rollout note 1'
check 'teams do not see comments' is "$(as anna rt_comments "$rollout" | count)" 0
check 'teams see letters' is "$(as anna rt_correspondences "$rollout" | count)" 1
check 'a team answers in RT' as anna rt_say correspond "$rollout" 'accept NGI_IT-INFN-T1'
check 'a team does not comment' not quietly as anna rt_say comment "$rollout" 'psst'
helpdesk=$(rt_create General 'of another queue' '{"AdminCc": ["anna@infn.example.test"]}')
rt_say comment "$helpdesk" 'comment in another queue'
check 'other queues mail comments as they did' is "$(rt_mailed 'comment in another queue' | grep -v '^rt')" 'anna@infn.example.test'

# --- the gateway
mail() { # ticket, Message-ID, more header lines…
  printf 'From: Anna <anna@infn.example.test>\nTo: staged-rollout@lab.example.test\nSubject: Re: [lab.example.test #%s] x\nMessage-ID: <%s>\n' "$1" "$2"
  [ $# -lt 3 ] || printf '%s\n' "${@:3}"
  printf '\naccept NGI_IT-INFN-T1\n'
}
fresh=$(rt_create staged-rollout 'Staged Rollout CA 1.38')
check 'the gateway takes a mail' is "$(mail "$fresh" a1@infn 'RT-Control: no-autoopen' | rt_mail staged-rollout correspond)" ok
check 'with no-autoopen a new rollout stays new' is "$(rt_status "$fresh")" new
check 'the mail stands in the ticket under its Message-ID' is "$(rt_correspondences "$fresh")" "$(printf '1\na1@infn')"
mail "$fresh" a2@infn | rt_mail staged-rollout correspond >/dev/null
check 'without it RT opens a new rollout' is "$(rt_status "$fresh")" open
rt_set_status "$fresh" resolved
mail "$fresh" a3@infn 'RT-Control: no-autoopen' | rt_mail staged-rollout correspond >/dev/null
check 'with no-autoopen a resolved rollout stays resolved' is "$(rt_status "$fresh")" resolved
mail "$fresh" a4@infn | rt_mail staged-rollout correspond >/dev/null
check 'without it RT reopens a resolved rollout' is "$(rt_status "$fresh")" open
rt_set_status "$fresh" stalled
mail "$fresh" a5@infn 'RT-Control: no-autoopen' | rt_mail staged-rollout correspond >/dev/null
check 'with no-autoopen a stalled rollout stays stalled' is "$(rt_status "$fresh")" stalled

# --- the bridge's work over REST2
group=$(rt_rest POST groups '[{"field":"Name","value":"ea-NGI_IT-INFN-T1"}]' | jq -r '.items[0].id')
check 'the bridge finds groups' is \
  "$(as_bridge rt_rest POST groups '[{"field":"Name","operator":"STARTSWITH","value":"ea-"}]' | jq '.items | length')" 6
check 'the bridge reads members' is "$(as_bridge rt_rest GET "group/$group" | jq -c '[.Members[].id] | sort')" '["aldo","anna"]'
user=$(as_bridge rt_rest POST users '[{"field":"EmailAddress","value":"ANNA@infn.example.test"}]' | jq -r '.items[0].id')
check 'the bridge finds a user by address and reads him' is \
  "$(as_bridge rt_rest GET "user/$user" | jq -c '[.Name, .EmailAddress, .Privileged]')" '["anna","anna@infn.example.test",1]'
check 'the bridge finds a mail by its Message-ID' is \
  "$(as_bridge rt_rest POST 'attachments?fields=TransactionId' '[{"field":"MessageId","value":"a1@infn"}]' | jq '.items | length')" 1
child=$(as_bridge rt_create staged-rollout 'Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64' "{\"Parent\": $release,
  \"AdminCc\": [\"group:ea-NGI_IT-INFN-T1\"], \"CustomFields\": {\"Rollout Key\": \"sr-$release\", \"Component\": \"CREAM\"}}")
check 'the bridge makes a child with its key' is "$(rt_field "$child" 'Rollout Key')" "sr-$release"
links() { rt_rest GET "ticket/$1" | jq -r --arg ref "$2" '._hyperlinks[] | select(.ref == $ref) | ._url // .id'; }
check 'the child hangs on its parent' holds "$(links "$child" parent)" "/ticket/$release"
as_bridge rt_rest PUT "ticket/$rollout" '{"AddRefersTo": ["https://ggus.eu/?mode=ticket_info&ticket_id=84509"]}' >/dev/null
check 'the bridge adds a link' holds "$(links "$rollout" refers-to)" 'ticket_id=84509'
watchers() { rt_rest GET "ticket/$1" | jq -r '.AdminCc[].id'; }
owners=$(rt_rest POST groups '[{"field":"Name","value":"sw-rel-sr"}]' | jq -r '.items[0].id')
rt_rest PUT "ticket/$release" '{"Owner": "owner1"}' >/dev/null
as_bridge rt_rest PUT "ticket/$release" "{\"AdminCc\": [\"$owners\"], \"Owner\": \"Nobody\"}" >/dev/null
check 'the bridge gives the parent to sw-rel-sr' is "$(watchers "$release")" "$owners"
check 'and takes it from its owner' is "$(rt_rest GET "ticket/$release" | jq -r .Owner.id)" Nobody
check 'the bridge changes a status' as_bridge rt_set_status "$rollout" resolved
check 'the bridge finds its comment by its subject' holds "$(as_bridge rt_comments "$rollout")" 'Rollout note 1'
seen() { # the transactions of a queue that the bridge sees
  as_bridge rt_rest GET "transactions?query=$(rt_encode "id > 0 AND ObjectType='RT::Ticket' AND TicketQueue='$1'")&fields=Type&per_page=100" |
    jq -r '[.items[].Type] | unique | join(" ")'
}
check 'the bridge sees what happens in staged-rollout' holds "$(seen staged-rollout)" 'Comment Correspond Create CustomField'
check 'the bridge sees what happens in sw-rel' holds "$(seen sw-rel)" 'Create CustomField'
check 'the bridge cannot change who is in a team' not quietly as_bridge rt_rest PUT "group/$group/members" '["mgr1"]'
check 'the bridge cannot change a user' lacks "$(as_bridge rt_rest PUT "user/$user" '{"EmailAddress": "x@y.example"}' 2>/dev/null)" 'x@y.example'

# --- the back and forth of a release
for status in InVerification StageRollOut InVerification StageRollOut Production; do
  check "a release goes to $status" rt_set_status "$release" $status
done

"$root/scripts/lab" stop-rt "$work/lab"
check 'a stopped RT does not answer' not quietly rt_status "$rollout"
"$root/scripts/lab" up "$work/lab" --no-serve
check 'up starts a stopped laboratory with its data' is "$(rt_status "$rollout")" resolved
check 'RT logged no error' not grep -E '\[(error|crit)' "$work/lab/log/rt.log"
done_checking
