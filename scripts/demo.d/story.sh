# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034
# The story that scripts/demo plays, and the state in which it must end. Sourced after stage.sh.

italy=NGI_IT-INFN-T1 britain=NGI_UK-UKI-LT2-QMUL spain=NGI_IBERGRID-CIEMAT-LCG2
component="EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64"

the_release_gets_ready() {
  heading "1. A release is verified, and goes to staged rollout"
  release=$(RT_AS=owner1 rt_create sw-rel "$component" '{"CustomFields": {"Software Stack": "EMI-1.0",
    "Component": "SE-DPM_mysql", "Version": "1.8.0-1", "OS": "SL5", "Arch": "x86_64"}}')
  told "RT #$release" "$(rt_rest GET "ticket/$release" | jq -r '"\(.Queue.Name // "sw-rel"): \(.Subject)"')"
  RT_AS=owner1 rt_set_status "$release" InVerification
  RT_AS=owner1 rt_set_status "$release" StageRollOut
  told "" "Unverified -> InVerification -> $(rt_status "$release"), by owner1"
}

a_manager_asks_three_teams() {
  heading "2. A manager asks three Early Adopter teams"
  rollout=$(RT_AS=mgr1 rt_create_rollout "Staged Rollout $component" "$italy" "$britain" "$spain")
  # RT asks for rights at both ends of a link, and managers may not modify releases.
  rt_rest PUT "ticket/$rollout" "{\"AddParent\": [$release]}" >/dev/null
  told "RT #$rollout" "staged-rollout: Staged Rollout $component"
  told "" "child of #$release, $(rt_status "$rollout"), by mgr1 (in this release the ticket is made by hand)"
  told "" "EA Teams: $(rt_field "$rollout" 'EA Teams' | one_line)"
  RT_AS=mgr1 rt_say correspond "$rollout" "Please install $component at your site and answer with one line:

accept <your-team>   or   reject <your-team>"
  wait_until 20 request_is_sent
  MAIL_REPLY_TO=$(header_of Message-ID "$(request)" | tr -d '<> ')
  MAIL_SUBJECT="Re: $(header_of Subject "$(request)")"
  told "RT's mail" "to $(rt_mailed "$rollout" 'answer with one line' | grep -v -e '^rt@' -e '^staged-rollout@' | one_line)"
  told "" "Subject: ${MAIL_SUBJECT#Re: }"
}
request() { grep -lr 'answer with one line' "$LAB_RT_SENT_DIR" | sort | head -n 1; }
request_is_sent() { [ -n "$(request)" ]; }

anna_accepts() {
  heading "3. Anna accepts, above the quoted request"
  mail anna-1 anna@infn.example.test <<TEXT
accept $italy

We start on Monday.

On Fri, 20 Nov 2026 at 09:00, mgr1 wrote:
> answer with one line:
> reject $italy
TEXT
  outcome "$rollout"
}

quinn_mistypes() {
  heading "4. Quinn mistypes, and gets the right line"
  mail quinn-1 quinn@qmul.example.test <<<"acept $britain"
  outcome "$rollout"
  heading "5. Quinn sends that line"
  mail quinn-2 quinn@qmul.example.test <<<"accept $britain"
  outcome "$rollout"
}

carla_changes_her_mind() {
  heading "6. Carla rejects"
  mail carla-1 carla@ciemat.example.test <<<"reject $spain"
  outcome "$rollout"
  heading "7. Carla changes her mind, in RT's page: the last answer counts, the history keeps both"
  RT_AS=carla rt_say correspond "$rollout" "accept $spain"
  told "in RT" "typed by carla:"
  told_text <<<"accept $spain"
  outcome "$rollout"
}

a_mail_comes_twice() {
  heading "8. The MTA delivers Anna's mail again, twice"
  deliver anna-1 anna@infn.example.test
  deliver anna-1 anna@infn.example.test
  outcome "$rollout"
}

rt_is_down() {
  heading "9. RT is stopped; Aldo, the other member of Anna's team, answers"
  "$here/lab" stop-rt "$dir" >/dev/null
  told RT "stopped"
  mail aldo-1 aldo@infn.example.test <<TEXT
accept $italy
See https://ggus.eu/?mode=ticket_info&ticket_id=84509 for what to watch.
TEXT
  wait_until 30 relay_was_tried
  told waits "rollout-bridge queue list"
  bridge queue list | grep -v -e ' sweep/' -e ' purge/' | told_text
  "$here/lab" start-rt "$dir" >/dev/null
  told RT "started"
  outcome "$rollout"
  told "" "Links: $(rt_rest GET "ticket/$rollout" | jq -r '._hyperlinks[] | select(.ref == "refers-to") | ._url' | one_line)"
}
relay_was_tried() { bridge --json queue list | jq -es 'any(.kind == "relay" and .tries > 0 and .error != "")' >/dev/null; }

a_program_writes() {
  heading "10. An out-of-office notice comes, with the command quoted in it"
  mail quinn-away quinn@qmul.example.test 'Auto-Submitted: auto-replied' 'Precedence: bulk' <<TEXT
I am away until Monday.
reject $britain
TEXT
  outcome "$rollout"
}

others_try() {
  heading "11. Fanny, of a team that was not asked, tries to answer for Anna's"
  mail fanny-1 fanny@in2p3.example.test <<<"reject $italy"
  outcome "$rollout"
  heading "12. A stranger tries the same, and gets no answer at all"
  mail stranger-1 mallory@elsewhere.example.test <<<"reject $italy"
  outcome "$rollout"
}

somebody_goes_past_us() {
  heading "13. Mallory posts a mail in Anna's name straight to RT's gateway"
  local raw
  raw=$(printf '%s\n' "From: anna@infn.example.test" "To: staged-rollout@lab.example.test" \
    "Subject: Re: [lab.example.test #$rollout]" "Message-ID: <forged@elsewhere.example.test>" "" "reject $italy")
  told_text <<<"$raw"
  rt_mail staged-rollout correspond <<<"$raw" >/dev/null
  told RT "took it as a reply of Anna's"
  outcome "$rollout"
}

anna_reports() {
  heading "14. Anna sends her report, under the name of another version"
  report "$italy installed SE-DPM_mysql 1.8.0-1 with yum." "Tests: 500 transfers, all well." \
    "GGUS tickets: none." "Recommendation: ACCEPT" >"$mails/report.odt"
  mail_file anna-2 anna@infn.example.test "ea-$italy-EMI-SE-DPM_mysql-1.8.1-1.odt" <"$mails/report.odt"
  outcome "$rollout"
  heading "15. She sends it again, with blanks for dashes: it is clear which report it is"
  mail_file anna-3 anna@infn.example.test "ea $italy EMI SE-DPM_mysql 1.8.0-1.odt" <"$mails/report.odt"
  outcome "$rollout"
}

the_operator_looks() {
  heading "16. What became of Anna's mail: rollout-bridge trace anna-1@infn.example.test"
  bridge trace anna-1@infn.example.test
  heading "17. What is left to do: rollout-bridge queue list"
  bridge queue list
}

everything_is_right() {
  heading "The end state, compared with what it must be"
  must "release #$release is in StageRollOut" "$(rt_status "$release")" StageRollOut
  must "rollout #$rollout is open" "$(rt_status "$rollout")" open
  must "three teams have accepted" "$(rt_field "$rollout" 'EA Accepted' | sort)" \
    "$(printf '%s\n' "$italy" "$britain" "$spain" | sort)"
  must "none has rejected" "$(rt_field "$rollout" 'EA Rejected')" ""
  must "each mail of a person stands in RT once, in order; the notice of a program does not" \
    "$(rt_correspondences "$rollout" | tail -n +3 | sed 's/^rt-5.*@lab/typed@lab/')" \
    "$(printf '%s\n' anna-1@infn quinn-1@qmul quinn-2@qmul carla-1@ciemat typed@lab aldo-1@infn fanny-1@in2p3 \
      stranger-1@elsewhere forged@elsewhere anna-2@infn anna-3@infn | sed 's/$/.example.test/')"
  must "one letter for each answer and report of a member, and to Anna of the mail that is held" \
    "$(letters | while read -r file; do header_of To "$file"; done | sort | uniq -c | awk '{ print $1, $2 }')" \
    "$(printf '%s\n' '1 aldo@infn' '4 anna@infn' '2 carla@ciemat' '1 fanny@in2p3' '2 quinn@qmul' | sed 's/$/.example.test/')"
  must "managers have a note on every answer and report, the notice, the stranger and the mail that is held" "$(notes "$rollout" | grep -c .)" 10
  must "Rollout Status tells it" "$(rt_field "$rollout" 'Rollout Status' | head -n 2 | tail -n 1)" \
    "3 of 3 asked have accepted: $(rt_field "$rollout" 'EA Teams' | one_line)"
  must "Anna's report is taken under the name that she gave it" "$(rt_field "$rollout" Reports)" \
    "ea $italy EMI SE-DPM_mysql 1.8.0-1.odt"
  must "the file of another version is held no more" "$(rt_field "$rollout" 'Rollout Status' | grep -c ^Held)" 0
  must "the GGUS ticket is linked once" "$(rt_rest GET "ticket/$rollout" |
    jq -r '._hyperlinks[] | select(.ref == "refers-to") | ._url')" "https://ggus.eu/?mode=ticket_info&ticket_id=84509"
  must "no mail lies in the drop-box" "$(find "$LAB_DROP_DIR" -type f)" ""
  must "nothing is stuck, nothing was tried in vain and left" \
    "$(bridge --json queue list | jq -r 'select(.kind != "sweep" and .kind != "purge") | .key')" ""
}
