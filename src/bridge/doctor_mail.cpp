// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_mail.hpp"

#include "base/text.hpp"

namespace bridge {

void judge_lists(Findings& findings, const std::vector<std::string>& addresses,
                 const std::vector<net::Known>& answers) {
  Area area(findings, "mail");
  std::vector<std::string> unknown;
  std::size_t known = 0;
  for (std::size_t at = 0; at < std::min(addresses.size(), answers.size()); ++at) {
    known += answers[at] == net::Known::yes ? 1 : 0;
    if (answers[at] == net::Known::no)
      unknown.push_back(addresses[at]);
  }
  if (!unknown.empty())
    area.wrong(
        "lists", "the mail server knows no such address: " + some_of(unknown),
        "make the lists, or mend lists.address, lists.extra, lists.announce, rollout.stacks or "
        "rt.stacks");
  else if (known > 0)
    area.fine("lists", "of the " + counted(addresses.size(), "list") +
                           " that are named the mail server knows " + std::to_string(known) +
                           ", and tells nothing of the others");
  else if (!addresses.empty())
    area.fine("lists", counted(addresses.size(), "list") +
                           " are named; whether they exist nobody tells before a mail is sent");
}

void judge_proofs(Findings& findings, const Settings& settings) {
  Area area(findings, "mail");
  if (!settings.authserv_ids.empty())
    return area.fine("proofs", "Authentication-Results of " +
                                   base::join(settings.authserv_ids, ", ") + " are believed");
  area.remark(
      "proofs",
      settings.policy.unauthenticated == rollout::Unproved::take
          ? "nothing proves that a mail is its sender's, and it is taken all the same, marked "
            "unauthenticated"
          : "nothing proves that a mail is its sender's",
      "name the mail servers of your own whose Authentication-Results can be believed in "
      "mail.authserv_ids");
}

void judge_serve(Findings& findings, const std::string& where,
                 const base::Result<net::Response>& answer) {
  Area area(findings, "serve");
  if (!answer)
    return area.remark("readyz", "no `serve` answers at " + where + " (web.listen)",
                       "systemctl start rollout-bridge; with `work` in cron it is not needed, but "
                       "then no web hook is taken");
  std::vector<std::string> wrong;
  for (const auto line : base::lines(answer->body))
    if (line.starts_with("wrong "))
      wrong.emplace_back(line.substr(6));
  if (answer->status == 200 && wrong.empty())
    return area.fine("readyz", "`serve` answers at " + where + ", and finds itself ready");
  for (const auto& line : wrong)
    area.wrong("readyz", "`serve` says: " + line, "its log (log.file) says why");
  if (wrong.empty())
    area.wrong("readyz",
               "something else than `serve` answers at " + where + ", with status " +
                   std::to_string(answer->status),
               "give it another place, or name another in web.listen");
}

} // namespace bridge
