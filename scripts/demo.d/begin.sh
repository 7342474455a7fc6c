# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034
# How a rollout begins: the first part of the story that scripts/demo plays. Sourced after stage.sh.

italy=NGI_IT-INFN-T1 britain=NGI_UK-UKI-LT2-QMUL spain=NGI_IBERGRID-CIEMAT-LCG2 bohemia=NGI_CZ-prague_cesnet_lcg2
france=NGI_FRANCE-IN2P3-CC emi=early-adopters-emi@mailman.egi.eu general=osg-general@lists.example.test
component="EMI-1.0 SE-DPM_mysql 1.8.0-1 SL5 x86_64"

the_release_gets_ready() {
  heading "1. A release is verified, and goes to staged rollout: its rollout begins by itself"
  release=$(RT_AS=owner1 rt_create sw-rel "$component" '{"CustomFields": {"Software Stack": "EMI-1.0",
    "Component": "SE-DPM_mysql", "Version": "1.8.0-1", "OS": "SL5", "Arch": "x86_64",
    "Release Notes": "https://notes.example.org/dpm-1.8.0", "Issues Fixed": "https://bugs.example.org/dpm-1.8.0"}}')
  told "RT #$release" "$(rt_rest GET "ticket/$release" | jq -r '"\(.Queue.Name // "sw-rel"): \(.Subject)"')"
  RT_AS=owner1 rt_set_status "$release" InVerification
  RT_AS=owner1 rt_set_status "$release" StageRollOut
  told "" "Unverified -> InVerification -> $(rt_status "$release"), by owner1"
  wait_until 60 rollout_is_there
  rollout=$(children "$release")
  outcome "$rollout"
  told "" "child of #$release: $(rt_rest GET "ticket/$rollout" | jq -r .Subject)"
  show_first_of_rt "$rollout"
}
children() { rt_rest GET "ticket/$1" | jq -r '._hyperlinks[] | select(.ref == "child") | .id'; }
rollout_is_there() { [ -n "$(children "$release")" ]; }

a_manager_asks_three_teams() {
  heading "2. A manager chooses three Early Adopter teams: they are asked, each by its own working days"
  RT_AS=mgr1 rt_set_field "$rollout" 'EA Teams' "$italy" "$britain" "$spain"
  told "in RT" "mgr1 sets EA Teams: $(rt_field "$rollout" 'EA Teams' | one_line)"
  outcome "$rollout"
}

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
  bridge queue list | grep -v -e ' sweep/' -e ' purge/' -e '/look/at-' | told_text
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
    "GGUS tickets: none." "Recommendation: ACCEPT" >"$mails/italy.odt"
  mail_file anna-2 anna@infn.example.test "ea-$italy-EMI-SE-DPM_mysql-1.8.1-1.odt" <"$mails/italy.odt"
  outcome "$rollout"
  heading "15. She sends it again, with blanks for dashes: it is clear which report it is"
  mail_file anna-3 anna@infn.example.test "ea $italy EMI SE-DPM_mysql 1.8.0-1.odt" <"$mails/italy.odt"
  outcome "$rollout"
}

a_team_is_silent() {
  heading "16. A fourth team is asked"
  RT_AS=mgr1 rt_set_field "$rollout" 'EA Teams' "$italy" "$britain" "$spain" "$bohemia"
  told "in RT" "mgr1 adds $bohemia"
  outcome "$rollout"
  "$here/lab" stop-bridge "$dir" >/dev/null # its clock is the machine's; that of \`work\` is the story's
  heading "17. Petr does not answer: his time is over"
  time_goes_on "no answer yet"
  heading "18. Nor does he now: the managers hear of it, once"
  time_goes_on "teams that do not answer"
  heading "19. Where the rollout stands by then: rollout-bridge why $rollout --now $clock"
  bridge why "$rollout" --now "$clock"
}
