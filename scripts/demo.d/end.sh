# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034
# How a rollout ends: the second part of the story that scripts/demo plays. Sourced after begin.sh and clock.sh.

there_is_more_time() {
  heading "20. The managers give the teams some days more to run it"
  a_manager_types "extend $(date -u -d "6 days $clock" +%F)"
  later "10 minutes"
  show_letters
  show_notes "$rollout"
  told "RT #$rollout" "Exposure Until: $(rt_field "$rollout" 'Exposure Until')"
}
a_manager_types() {
  RT_AS=mgr1 rt_say comment "$rollout" "$1"
  told "in RT" "typed by mgr1, as a comment:"
  told_text <<<"$1"
}

reports_may_come() {
  heading "21. Five days after their accept two teams have not reported: the report may come now"
  time_goes_on "may come"
  heading "22. Quinn sends his, under its right name"
  report "$britain installed SE-DPM_mysql 1.8.0-1 with yum." "Tests: a week of transfers." \
    "GGUS tickets: none." "Recommendation: ACCEPT" >"$mails/britain.odt"
  mail_file quinn-3 quinn@qmul.example.test "ea-$britain-EMI-SE-DPM_mysql-1.8.0-1.odt" <"$mails/britain.odt"
  later "2 hours"
  show "$rollout"
}

a_report_is_late() {
  heading "23. The last day of the exposure ($(rt_field "$rollout" 'Exposure Until')): Carla's report is due"
  time_goes_on "is due"
  heading "24. It does not come, and she is reminded"
  time_goes_on "no report yet"
  heading "25. There it is: all have reported, and the managers get a draft of the summary"
  report "$spain upgraded SE-DPM_mysql to 1.8.0-1 with yum." "Tests: transfers and reboots, all well." \
    "GGUS tickets: 84509, solved." "Recommendation: ACCEPT" >"$mails/spain.odt"
  mail_file carla-2 carla@ciemat.example.test "ea-$spain-EMI-SE-DPM_mysql-1.8.0-1.odt" <"$mails/spain.odt"
  later "1 hour"
  show "$rollout"
  show_draft
}
show_draft() {
  local id
  id=$(rt_rest GET "transaction/$(notes "$rollout" | tail -n 1)/attachments?fields=Filename" |
    jq -r '.items[] | select(.Filename != "") | .id')
  rt_rest GET "attachment/$id" | jq -r .Content | base64 -d >"$mails/draft.odt"
  told draft "says:"
  perl -MIO::Uncompress::Unzip=unzip -e 'unzip $ARGV[0] => \my $xml, Name => "content.xml" or die "$ARGV[0]: no odt\n";
    for ($xml) { s{</text:(?:p|h)></table:table-cell>}{; }g; s{</(?:text:(?:p|h)|table:table-row)>}{\n}g; s/<[^>]*>//g; s/(?:; )+$//gm; s/&amp;/&/g; print }' \
    "$mails/draft.odt" | told_text
}

a_manager_sets_it_aside() {
  heading "26. The GGUS ticket of scene 9 is still in its way: rollout-bridge why $rollout --now $clock"
  bridge why "$rollout" --now "$clock"
  heading "27. A manager sets that aside, with his reason: now it is called good, and the decision stays theirs"
  a_manager_types "override: GGUS 84509 is solved, the notes tell of it"
  later "10 minutes"
  show_letters
  show_notes "$rollout"
}

a_manager_accepts() {
  heading "28. The manager names the document, decides, and resolves: the release hears of it, once"
  a_manager_types "document 1234"
  later "10 minutes"
  a_manager_decides ACCEPT
  RT_AS=mgr1 rt_set_status "$rollout" resolved
  told "" "open -> $(rt_status "$rollout")"
  later "10 minutes"
  show_letters
  show_notes "$rollout"
  show_release
}
a_manager_decides() {
  RT_AS=mgr1 rt_set_field "$rollout" Outcome "$1"
  told "in RT" "mgr1 sets Outcome: $1"
}
show_release() {
  told "RT #$release" "$(rt_status "$release")"
  told "" "Rollout Outcome: $(rt_field "$release" 'Rollout Outcome' | one_line)"
  told "" "Document ID: $(rt_field "$release" 'Document ID' | one_line)"
  show_notes "$release"
}

the_lists_hear() {
  heading "29. Half an hour later, in which a manager could have stopped it, the lists hear of it"
  time_goes_on "ACCEPT: "
  heading "30. A day later: nobody hears anything twice"
  later "1 day"
  show_letters
  show_notes "$rollout"
  show_notes "$release"
}

the_reports_are_collected() {
  heading "31. All reports in one folder: rollout-bridge reports $rollout --into reports; ls reports"
  (cd "$dir" && bridge reports "$rollout" --into reports && ls reports)
}

another_is_rejected() {
  first_release=$release first_rollout=$rollout
  heading "32. Another release: one team takes part, and says no in its report"
  release=$(RT_AS=owner1 rt_create sw-rel "EMI-1.0 CREAM 1.14.0-1 SL5 x86_64" '{"CustomFields": {"Software Stack": "EMI-1.0",
    "Component": "CREAM", "Version": "1.14.0-1", "OS": "SL5", "Arch": "x86_64"}}')
  RT_AS=owner1 rt_set_status "$release" InVerification
  RT_AS=owner1 rt_set_status "$release" StageRollOut
  later "1 hour"
  rollout=$(children "$release")
  told "RT #$release" "$(rt_status "$release"), its rollout is #$rollout"
  RT_AS=mgr1 rt_set_field "$rollout" 'EA Teams' "$france"
  told "in RT" "mgr1 sets EA Teams: $france"
  later "1 hour"
  mail fabien-1 fabien@in2p3.example.test <<<"accept $france"
  later "1 hour"
  report "$france installed CREAM 1.14.0-1 with yum." "Tests: 200 jobs, half of them lost." \
    "GGUS tickets: none." "Recommendation: REJECT" >"$mails/france.odt"
  mail_file fabien-2 fabien@in2p3.example.test "ea-$france-EMI-CREAM-1.14.0-1.odt" <"$mails/france.odt"
  later "1 day"
  letters_shown=$(letters | wc -l) # as in scenes 2, 3 and 21
  show_notes "$rollout"
  heading "33. The managers reject it: release and lists hear that"
  a_manager_decides REJECT
  RT_AS=mgr1 rt_set_status "$rollout" resolved
  later "10 minutes"
  show_notes "$rollout"
  show_release
  later "30 minutes"
  show_letters
}

and_accepted_in_the_end() {
  heading "34. Two days later they find that the site's disks were full, and change the outcome: all hear that it is amended"
  a_manager_decides ACCEPT
  later "2 days"
  show_notes "$rollout"
  show_release
  later "30 minutes"
  show_letters
}

the_operator_looks() {
  heading "35. How the teams keep to what they have agreed to: rollout-bridge figures --now $clock"
  bridge figures --now "$clock"
  heading "36. What became of Anna's mail: rollout-bridge trace anna-1@infn.example.test"
  bridge trace anna-1@infn.example.test
  heading "37. What is left to do: rollout-bridge queue list"
  bridge queue list
}
