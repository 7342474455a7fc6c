# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# RT for end-to-end tests: source it after lab.env. REST2 as root unless RT_AS=user (a user of the
# laboratory) is set. A function ends with status 1 and a line on stderr when RT refuses.

rt_password() { if [ "${RT_AS:-root}" = root ]; then echo "$LAB_RT_ROOT_PASSWORD"; else echo "$LAB_USER_PASSWORD"; fi; }

# rt_rest METHOD PATH [JSON]: the body of the answer; status 1 unless 2xx.
rt_rest() {
  local method=$1 path=$2 code body
  local data=()
  [ $# -ge 3 ] && data=(-H 'Content-Type: application/json' --data-binary "$3")
  body=$(curl -sS --max-time 30 -X "$method" -u "${RT_AS:-root}:${RT_PASSWORD:-$(rt_password)}" "${data[@]}" \
    -w '\n%{http_code}' "$LAB_RT_URL/REST/2.0/$path") || return 1
  code=${body##*$'\n'}
  printf '%s\n' "${body%$'\n'*}"
  case $code in 2*) return 0 ;; esac
  echo "rt: $method $path: $code" >&2
  return 1
}

rt_encode() { jq -rn --arg text "$1" '$text | @uri'; }

# rt_create QUEUE SUBJECT [JSON of more keys]: the number of a new ticket.
rt_create() {
  local more=${3:-}
  [ -n "$more" ] || more='{}'
  rt_rest POST ticket "$(jq -n --arg queue "$1" --arg subject "$2" --argjson more "$more" \
    '{Queue: $queue, Subject: $subject, ContentType: "text/plain", Content: $subject} + $more')" | jq -r .id
}

# rt_create_rollout SUBJECT TEAM…: the number of a new staged-rollout ticket with EA Teams, status open.
rt_create_rollout() {
  local subject=$1 ticket teams watchers
  shift
  teams=$(jq -nc '$ARGS.positional' --args -- "$@")
  watchers=$(jq -nc '$ARGS.positional | map("group:ea-" + .)' --args -- "$@")
  ticket=$(rt_create staged-rollout "$subject" \
    "{\"CustomFields\": {\"EA Teams\": $teams}, \"AdminCc\": $watchers}") || return 1
  rt_set_status "$ticket" open || return 1
  if [ "$(rt_field "$ticket" 'EA Teams' | sort)" != "$(printf '%s\n' "$@" | sort)" ]; then
    echo "rt: ticket $ticket did not get its teams: $*" >&2
    return 1
  fi
  echo "$ticket"
}

# rt_field N NAME: the values of a custom field, one a line (a value of many lines stays as it is).
rt_field() {
  rt_rest GET "ticket/$1" | jq -r --arg name "$2" '.CustomFields[] | select(.name == $name) | .values[]'
}

# rt_set_field N NAME VALUE…: replaces the values; none clears. Read back.
rt_set_field() {
  local ticket=$1 name=$2
  shift 2
  rt_rest PUT "ticket/$ticket" "$(jq -n --arg name "$name" '{CustomFields: {($name): $ARGS.positional}}' \
    --args -- "$@")" >/dev/null || return 1
  [ "$(rt_field "$ticket" "$name" | sort)" = "$(printf '%s\n' "$@" | sort)" ] && return
  echo "rt: ticket $ticket kept '$name'" >&2
  return 1
}

rt_status() { rt_rest GET "ticket/$1" | jq -r .Status; }

# rt_set_status N STATUS: read back.
rt_set_status() {
  local answer
  answer=$(rt_rest PUT "ticket/$1" "{\"Status\": \"$2\"}") || return 1
  [ "$(rt_status "$1")" = "$2" ] && return
  echo "rt: ticket $1 is not $2: $answer" >&2
  return 1
}

# rt_say comment|correspond N TEXT [SUBJECT]
rt_say() {
  rt_rest POST "ticket/$2/$1" "$(jq -n --arg text "$3" --arg subject "${4:-}" \
    '{Content: $text, ContentType: "text/plain"} + if $subject == "" then {} else {Subject: $subject} end')" >/dev/null
}

# rt_transactions N TYPE: ids, oldest first.
rt_transactions() {
  rt_rest GET "transactions?query=$(rt_encode "ObjectType='RT::Ticket' AND ObjectId=$1 AND Type='$2'")&orderby=id&order=ASC&per_page=100" |
    jq -r '.items[].id'
}

# The root part of a transaction as JSON: MessageId, Subject, Headers, Content …
rt_root_part() {
  local part
  part=$(rt_rest GET "transaction/$1/attachments" | jq -r '[.items[].id | tonumber] | min // empty') || return 1
  [ -n "$part" ] && rt_rest GET "attachment/$part"
}

# rt_correspondences N: "COUNT", then one Message-ID a line, oldest first (without < >).
# The ticket's first message counts only when it came by mail or was typed in with it: type Create is left out.
rt_correspondences() { rt_messages "$1" Correspond MessageId; }

# rt_comments N: "COUNT", then one subject a line, oldest first.
rt_comments() { rt_messages "$1" Comment Subject; }

rt_messages() { # N TYPE KEY
  local ids id
  ids=$(rt_transactions "$1" "$2") || return 1
  printf '%s\n' "$ids" | grep -c . || true
  for id in $ids; do rt_root_part "$id" | jq -r --arg key "$3" '.[$key] // ""'; done
}

# rt_mail QUEUE ACTION < raw mail: through RT's own gateway; prints RT's answer.
rt_mail() {
  curl -sS --max-time 60 -F "queue=$1" -F "action=$2" -F 'message=<-;type=application/octet-stream' \
    "$LAB_RT_URL/REST/1.0/NoAuth/mail-gateway"
}

# rt_mailed WORD…: addresses that RT sent a mail to which contains all the words, one a line.
rt_mailed() {
  local files word
  files=$(find "$LAB_RT_SENT_DIR" -name '*.eml')
  for word; do
    [ -n "$files" ] || return 0
    files=$(printf '%s\n' "$files" | xargs grep -lF -- "$word") || return 0
  done
  # shellcheck disable=SC2016 # it is Perl
  printf '%s\n' "$files" | xargs -r perl -0777 -ne '
    my ($head) = split /\r?\n\r?\n/;
    $head =~ s/\r?\n[ \t]+/ /g;
    print "$_\n" for map { /[\w.+-]+\@[\w.-]+/g } $head =~ /^(?:To|Cc|Bcc):(.*)$/gim;' | sort -u
}
