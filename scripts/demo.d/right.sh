# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The state in which the story of scripts/demo must end. Sourced after end.sh.

wrong=0
# must WHAT IS SHOULD-BE
must() {
  if [ "$2" = "$3" ]; then
    told ok "$1"
  else
    wrong=$((wrong + 1))
    told WRONG "$1"
    printf 'is:\n%s\nshould be:\n%s\n' "$2" "$3" | told_text
  fi
}

everything_is_right() {
  heading "The end state, compared with what it must be"
  the_first_is_right "$first_release" "$first_rollout"
  the_second_is_right "$release" "$rollout"
  the_lists_are_right
  the_folder_is_right
  must "each person got one letter for each request, answer, report and step of the clock" \
    "$(of_letters To | grep -v -e "^$emi$" -e "^$general$" | count_each)" \
    "$(printf '%s\n' '2 aldo@infn' '5 anna@infn' '7 carla@ciemat' '3 fabien@in2p3' '1 fanny@in2p3' '3 mgr1@lab' '2 petr@cesnet' '5 quinn@qmul' | sed 's/$/.example.test/')"
  must "no mail lies in the drop-box" "$(find "$LAB_DROP_DIR" -type f)" ""
  must "nothing is stuck, nothing was tried in vain and left" "$(open_rows)" ""
}

count_each() { sort | uniq -c | sed 's/^ *//'; }

the_first_is_right() { # RELEASE ROLLOUT
  must "release #$1 has one rollout" "$(children "$1")" "$2"
  must "rollout #$2 is resolved, with three accepts and no reject" \
    "$(rt_status "$2"; rt_field "$2" 'EA Accepted' | sort; rt_field "$2" 'EA Rejected')" \
    "$(echo resolved; printf '%s\n' "$italy" "$britain" "$spain" | sort)"
  must "each mail of a person stands in RT once, in order; the notice of a program does not" \
    "$(rt_correspondences "$2" | tail -n +2 | sed 's/^rt-5.*@lab/typed@lab/')" \
    "$(printf '%s\n' anna-1@infn quinn-1@qmul quinn-2@qmul carla-1@ciemat typed@lab aldo-1@infn fanny-1@in2p3 stranger-1@elsewhere \
      forged@elsewhere anna-2@infn anna-3@infn quinn-3@qmul carla-2@ciemat | sed 's/$/.example.test/')"
  must "Rollout Status tells it" "$(rt_field "$2" 'Rollout Status' | sed -n 2p)" \
    "3 of 4 asked have accepted: $italy, $britain, $spain"
  must "three reports are taken, Anna's under the name that she gave it" "$(rt_field "$2" Reports | sort)" \
    "$(printf '%s\n' "ea $italy EMI SE-DPM_mysql 1.8.0-1.odt" "ea-$britain-EMI-SE-DPM_mysql-1.8.0-1.odt" \
      "ea-$spain-EMI-SE-DPM_mysql-1.8.0-1.odt" | sort)"
  must "the file of another version is held no more" "$(rt_field "$2" 'Rollout Status' | grep -c ^Held)" 0
  must "the GGUS ticket and the document are linked, once each" "$(rt_rest GET "ticket/$2" |
    jq -r '._hyperlinks[] | select(.ref == "refers-to") | ._url' | grep -e ggus -e document | sort)" \
    "$(printf '%s\n' https://documents.egi.eu/document/1234 'https://ggus.eu/?mode=ticket_info&ticket_id=84509')"
  must "release #$1 was told its outcome and its document, once" "$(what_was_told "$1")" "$(printf '%s\n' ACCEPT 1234 'the outcome is ACCEPT')"
  must "managers have one note on each answer, report, mail to look at, and step that is theirs" "$(note_titles "$2" | count_each)" \
    "$(printf '%s\n' '1 a draft of the summary' '1 a mail is held' '1 a mail to look at' '1 an announcement' '5 answers recorded' \
      '1 commands from an address in no team' '1 good for wider deployment' '4 reports came with a mail' '1 resolved with gaps' \
      '1 teams that do not answer' '1 what speaks against it is set aside')"
}

the_second_is_right() { # RELEASE ROLLOUT
  must "rollout #$2 is resolved" "$(rt_status "$2")" resolved
  must "release #$1 was told that it is rejected, and then that it is accepted" "$(what_was_told "$1")" \
    "$(printf '%s\n' ACCEPT 'the outcome is REJECT' 'amended: the outcome is ACCEPT')"
}
what_was_told() { # RELEASE
  rt_field "$1" 'Rollout Outcome'
  rt_field "$1" 'Document ID'
  note_titles "$1"
}

the_lists_are_right() {
  local list
  for list in "$emi" "$general"; do
    must "$list got three announcements: of the first rollout, of the second, and that this is amended" "$(of_letters Subject "$list" | sed 's/^.*] //')" \
      "$(printf '%s: Staged Rollout %s\n' ACCEPT "$component" REJECT 'EMI-1.0 CREAM 1.14.0-1 SL5 x86_64' 'amended: ACCEPT' 'EMI-1.0 CREAM 1.14.0-1 SL5 x86_64')"
    must "the third answers the second" "$(of_letters In-Reply-To "$list")" "$(of_letters Message-ID "$list" | sed -n 2p)"
  done
  must "each has one Message-ID for both lists" "$(of_letters Message-ID "$emi")" "$(of_letters Message-ID "$general")"
}

the_folder_is_right() {
  must "the folder holds what was sent, byte by byte, as its SHA256SUMS says" \
    "$(cd "$dir/reports" && sha256sum -c --quiet SHA256SUMS && cut -d ' ' -f 1 SHA256SUMS | sort)" \
    "$(sha256sum "$mails"/{italy,britain,spain}.odt | cut -d ' ' -f 1 | sort)"
}
