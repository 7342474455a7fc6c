# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034
# The stage of scripts/demo: shows what goes in and what comes out, waits until the bridge has nothing
# left to do, and compares the end with what it should be. Sourced after lab.env and tests/e2e/rt.sh.

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

heading() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
told() { printf '%-10s %s\n' "$1" "$2"; }
# What is told in many lines, without those that are empty.
told_text() { sed -e '/^[[:space:]]*$/d' -e 's/^/           | /'; }

bridge() { "$LAB_BRIDGE" --config "$LAB_CONFIG" "$@"; }

# --- what goes in -------------------------------------------------------------------------------

# mail NAME ADDRESS [HEADER-LINE…] < text: the answer to the request that went to that address, or to
# another's; the text is shown. Kept as $mails/NAME.eml.
mail() {
  local name=$1 address=$2 text
  shift 2
  text=$(cat)
  {
    mail_head "$name" "$address"
    [ $# = 0 ] || printf '%s\n' "$@"
    printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s\n' "$text"
  } >"$mails/$name.eml"
  told "mail in" "from $address, Message-ID <$name@${address#*@}>"
  [ $# = 0 ] || printf '%s\n' "$@" | told_text
  printf '%s\n' "$text" | told_text
  deliver "$name" "$address"
}
mail_head() { # NAME ADDRESS
  local request id
  request=$(request_to "$2")
  id=$(header_of Message-ID "$request")
  printf 'From: %s\nTo: staged-rollout@lab.example.test\nSubject: Re: %s\n' "$2" "$(header_of Subject "$request")"
  printf 'Date: %s\nMessage-ID: <%s@%s>\n' "$(date -R)" "$1" "${2#*@}"
  printf 'In-Reply-To: %s\nReferences: %s\n' "$id" "$id"
}
request_to() { # ADDRESS: the file of the letter that asked it; who was not asked has it from somebody
  local file first=
  while read -r file; do
    case $(header_of Subject "$file") in *"please answer for"*) ;; *) continue ;; esac
    first=${first:-$file}
    [ "$(header_of To "$file")" != "$1" ] || { echo "$file"; return; }
  done < <(letters)
  echo "$first"
}

# mail_file NAME ADDRESS FILENAME < content: a mail with that one file.
mail_file() {
  {
    mail_head "$1" "$2"
    printf 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=part\n\n'
    printf -- '--part\nContent-Type: text/plain\n\nOur report.\n--part\n'
    printf 'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="%s"\n' "$3"
    printf 'Content-Transfer-Encoding: base64\n\n%s\n--part--\n' "$(base64)"
  } >"$mails/$1.eml"
  told "mail in" "from $2, Message-ID <$1@${2#*@}>"
  told_text <<<"Our report.
attached: $3"
  deliver "$1" "$2"
}

# report LINE…: on stdout a document in OpenDocument's format that holds these lines.
report() {
  perl -MIO::Compress::Zip=:all -e '
    my $type = "application/vnd.oasis.opendocument.text";
    my $lines = join "", map { "<text:p>$_</text:p>" } @ARGV;
    my $ns = "urn:oasis:names:tc:opendocument:xmlns";
    my $zip = IO::Compress::Zip->new(\*STDOUT, Name => "mimetype", Method => ZIP_CM_STORE);
    $zip->print($type);
    $zip->newStream(Name => "META-INF/manifest.xml", Method => ZIP_CM_DEFLATE);
    $zip->print(qq{<manifest:manifest xmlns:manifest="$ns:manifest:1.0"><manifest:file-entry
      manifest:full-path="/" manifest:media-type="$type"/></manifest:manifest>});
    $zip->newStream(Name => "content.xml", Method => ZIP_CM_DEFLATE);
    $zip->print(qq{<office:document-content xmlns:office="$ns:office:1.0" xmlns:text="$ns:text:1.0">
      <office:body><office:text>$lines</office:text></office:body></office:document-content>});
    $zip->close' "$@"
}

# deliver NAME ADDRESS: what the MTA does with a mail, once.
deliver() {
  local began=${EPOCHREALTIME/./} status=0
  $LAB_FILTER --sender "$2" --recipient staged-rollout@lab.example.test <"$mails/$1.eml" || status=$?
  told filter "exit $status after $(((${EPOCHREALTIME/./} - began) / 1000)) ms"
  [ $status = 0 ]
}

# --- what comes out -----------------------------------------------------------------------------

# open_rows: the keys of what is to be done, but for chores and for looks at a time that is to come.
open_rows() {
  bridge --json queue list | jq -r --arg now "$(date -u +%FT%TZ)" 'select(.kind != "sweep" and .kind != "purge"
    and (.kind != "look" or .due <= $now)) | .key'
}
is_settled() {
  local open
  [ -z "$(find "$LAB_DROP_DIR" -type f)" ] || return 1
  open=$(open_rows) || return 1
  [ -z "$open" ]
}

# outcome TICKET: waits, then shows the letters and notes that are new, and RT's fields.
outcome() {
  local began=${EPOCHREALTIME/./} tenths
  if ! wait_until 90 is_settled; then
    bridge queue list
    echo "demo: the bridge did not finish its work" >&2
    return 1
  fi
  tenths=$(((${EPOCHREALTIME/./} - began) / 100000))
  told bridge "nothing left to do after $((tenths / 10)).$((tenths % 10)) s"
  show "$1"
}
show() { # TICKET
  show_letters
  show_notes "$1"
  show_ticket "$1"
}

header_of() { # NAME FILE…: the unfolded value, a line for each that has one
  perl -0777 -ne 'BEGIN { $name = shift } my ($head) = split /\r?\n\r?\n/; $head =~ s/\r?\n[ \t]/ /g;
    print "$1\n" if $head =~ /^\Q$name\E: *(.*?)\r?$/im' "$@"
}

letters() { find "$LAB_SENT_DIR" -name '*.eml' | sort; }
of_letters() { # NAME [ADDRESS]: this header of all letters, or of those to an address
  local files
  mapfile -t files < <(if [ $# = 1 ]; then letters; else letters | xargs grep -lx "To: $2.\?"; fi)
  [ ${#files[@]} = 0 ] || header_of "$1" "${files[@]}"
}

show_letters() {
  local file known=${letters_shown:-0} all
  mapfile -t all < <(letters)
  letters_shown=${#all[@]}
  [ "$letters_shown" -gt "$known" ] || told letter "none"
  for file in "${all[@]:known}"; do
    told letter "to $(header_of To "$file")"
    told "" "Subject: $(header_of Subject "$file")"
    case $(header_of To "$file") in "$emi" | "$general") told_thread "$file" ;; esac
    told_once "$(body_of "$file")"
  done
}
# What a letter says, between the mark and the words that every letter ends with.
body_of() {
  tr -d '\r' <"$1" | sed -e '1,/^-- Please reply above/d' -e '/^To change an answer/,$d' -e '/^Why you get this/,$d'
}
told_thread() { # FILE
  told "" "Message-ID: $(header_of Message-ID "$1")"
  [ -z "$(header_of In-Reply-To "$1")" ] || told "" "In-Reply-To: $(header_of In-Reply-To "$1")"
}
# Letters to several teams differ in little but the team's name: the first is shown.
told_once() {
  local same
  same=$(tr -s ' \n' ' ' <<<"$1" | sed 's/NGI_[A-Za-z]*-[A-Za-z0-9_-]*/TEAM/g')
  if [ "$1" = "${told_last:-}" ]; then
    told_text <<<"(the same)"
  elif [ "$same" = "${shown_last:-}" ]; then
    told_text <<<"(the same, for its own team)"
  else
    told_text <<<"$1"
  fi
  shown_last=$same told_last=$1
}

# What RT itself mailed first about a ticket.
show_first_of_rt() { # TICKET
  local file
  file=$(grep -lF "lab.example.test #$1]" "$LAB_RT_SENT_DIR"/*.eml | sort | head -n 1)
  told "RT's mail" "to $(rt_mailed "lab.example.test #$1]" | grep -v -e '^rt@' -e '^staged-rollout' | one_line)"
  told "" "Subject: $(header_of Subject "$file")"
  perl -0777 -ne 'print $1 if m{^ *Ticket URL:[^\n]*\n(.*?)\n-----}ms' "$file" | told_text
}

# The bridge's notes, not what managers type.
notes() { rt_transactions "$1" "Comment' AND Creator='rollout-bridge"; }

note_titles() { titles_of < <(notes "$1"); }
new_note_titles() { titles_of < <(notes "$1" | tail -n "+$((${notes_shown[$1]:-0} + 1))"); }
titles_of() { # < transactions
  local id
  while read -r id; do
    rt_rest GET "transaction/$id/attachments?fields=Subject" | jq -r '.items[0].Subject'
  done | sed 's/^\[rollout-bridge [0-9a-z]*\] //'
}

declare -A notes_shown
show_notes() { # TICKET
  local id known=${notes_shown[$1]:-0} all
  mapfile -t all < <(notes "$1")
  notes_shown[$1]=${#all[@]}
  [ "${#all[@]}" -gt "$known" ] || told note "none"
  for id in "${all[@]:known}"; do
    show_note "$id"
  done
}
show_note() { # TRANSACTION
  local parts
  parts=$(rt_rest GET "transaction/$1/attachments?fields=Subject,Content,ContentType,Filename")
  told note "$(jq -r '.items[].Subject' <<<"$parts" | tr -d '\n')"
  jq -r '[.items[] | select(.ContentType == "text/plain")][0].Content' <<<"$parts" | told_text
  jq -r '.items[] | select(.Filename != "") | "attached: \(.Filename)"' <<<"$parts" | told_text
}

one_line() { paste -sd, - | sed -e 's/,/, /g' -e 's/^$/-/'; }

show_ticket() { # TICKET
  local ticket
  ticket=$(rt_rest GET "ticket/$1")
  told "RT #$1" "$(jq -r .Status <<<"$ticket"), mails and replies in its history: $(rt_transactions "$1" Correspond | grep -c .)"
  jq -r '[.CustomFields[] | {(.name): .values}] | add
    | "EA Accepted: \(."EA Accepted" | join(", ") | if . == "" then "-" else . end)",
      "EA Rejected: \(."EA Rejected" | join(", ") | if . == "" then "-" else . end)",
      (.Reports | select(. != []) | "Reports: \(join(", "))")' <<<"$ticket" | sed 's/^/           /'
}
