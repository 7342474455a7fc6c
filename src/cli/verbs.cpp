// SPDX-License-Identifier: Apache-2.0
#include "cli/verbs.hpp"

#include "base/text.hpp"
#include "cli/config.hpp"

#include <cstdio>

namespace cli {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

constexpr std::string_view overview =
    R"(rollout-bridge joins Request Tracker and e-mail for staged rollouts.

A mail goes this way: the MTA runs rollout-filter, which leaves the mail in the
drop-box; `serve` (or `work`, once) takes it up, gives the original to RT, reads
its lines, and then owes RT and people something: fields, notes, one letter.

  MTA -> rollout-filter -> drop-box -> inbox -> decision -> outbox -> RT, people

usage: rollout-bridge [--config FILE] [--json] VERB [WORDS]

)";

constexpr std::string_view afterword = R"(
  help [VERB]        more about a verb; `help config` prints a sample configuration

Every key of the configuration is an option too: --log.level=debug.
Exit status: 0 done, 1 the answer is no, 2 wrong usage or configuration,
75 try again later.

Set up anew, or something is odd? `rollout-bridge doctor` looks at all there is.
A mail seems lost? `rollout-bridge trace MESSAGE-ID` shows all that became of it.
Something waits?   `rollout-bridge queue list` shows what, since when and why.
A rollout does not go on? `rollout-bridge why TICKET` says what it waits for.
)";

} // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all{
      {"serve",
       "serve",
       "takes up mails and keeps RT right, until SIGTERM",
       "Runs until SIGTERM or SIGINT and then finishes the job in hand. SIGHUP makes it read its\n"
       "configuration again and reopen its log. One at a time may work on a store: a second one "
       "ends\n"
       "with status 75.\n",
       {},
       false,
       serve},
      {"work",
       "work [--now TIME]",
       "does all that is due, once, and ends (for cron)",
       "--now TIME (2026-11-21T09:00:00Z) is the clock of this run: mails that nobody has thought "
       "about\n"
       "yet arrive at that time, and alarms up to it ring.\n"
       "Status 75 when something has to be tried again or waits for a human.\n\n"
       "  */5 * * * *  rollout-bridge work\n",
       {"now"},
       false,
       work},
      {"check",
       "check mail|subject|report …",
       "says what would be read in a mail, a title, a report's name; offline",
       "Needs no RT and no configuration. Status 1 unless every mail is without complaint, every\n"
       "title a rollout's, every name exact and no file's content doubtful.\n"
       "--json gives one object a line for each input.\n\n"
       "  check mail [FILE…]     a mail; without FILE from stdin\n"
       "  check subject TITLE…   a ticket's title: - reads lines from stdin\n"
       "  check report [--subject TITLE] [--file PATH] NAME…\n"
       "                         the name of a report's file on the ticket of that title; without\n"
       "                         a title the readings that are possible. --file looks into the\n"
       "                         file, too; NAME is then its own name, unless it is given\n\n"
       "--teams FILE (lines NGI<TAB>Site) names the teams that exist, else every well-formed one\n"
       "does; --stacks A,B the software stacks; --rtname A,B says which subject tags [A #4711] "
       "are\n"
       "ours. What your bridge goes by is read from --config FILE, or from single keys, as in\n"
       "--mail.report_topics=FILE; else the defaults are.\n\n"
       "  rollout-bridge check mail --teams sites.tsv reply.eml\n"
       "  ls reports | rollout-bridge check report --teams sites.tsv \\\n"
       "      --subject 'Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64' -\n"
       "  for f in reports/*; do rollout-bridge check report --subject \"$title\" --file \"$f\"; "
       "done\n",
       {"teams", "stacks", "rtname", "subject", "file"},
       true,
       check},
      {"queue",
       "queue list|show|retry|drop [ID]",
       "the two queues, for a human",
       "  queue list           what is not done yet: state, due time, tries, the last error;\n"
       "                       and how many mails are held\n"
       "  queue list --all     what is done too\n"
       "  queue show ID        one row whole; ID is its key, or inbox:N or outbox:N\n"
       "  queue retry ID       a stuck or waiting row is due at once\n"
       "  queue drop ID        it is given up, and what waits behind it goes on\n",
       {"all"},
       true,
       queue},
      {"trace",
       "trace ID",
       "all that became of a Message-ID, a ticket or a key",
       "Shows when it arrived, what was decided and why, what was done and how often it was "
       "tried. The ID of a held mail, or of a flood, shows what is held under it.\n\n"
       "  rollout-bridge trace reply-1@infn.example\n  rollout-bridge trace 4711\n",
       {},
       true,
       trace},
      {"why",
       "why [--now TIME] TICKET",
       "where a rollout stands, what it waits for, until when, and what would move it",
       "Reads RT and the store, and writes nothing. First comes what is stuck in the queues about\n"
       "it, then one paragraph. Of a release: where its rollout is, or why it has none.\n"
       "--json gives ticket, status, sentence, waits_for (team, until) and stuck.\n"
       "Status 1 when RT shows us no such ticket, 75 when RT cannot be asked.\n\n"
       "  rollout-bridge why 4711\n",
       {"now"},
       true,
       why},
      {"plan",
       "plan [--now TIME] mail|hook|ticket …",
       "what it would lead to: every field, note and letter, and nothing done",
       "Reads RT and the store, and writes nothing.\n\n"
       "  plan mail FILE    a mail that would come now; what is decided when RT has it, too\n"
       "  plan hook FILE    what RT's scrip sends (JSON); no signature is asked for\n"
       "  plan ticket N     what is owed on it as it stands\n\n"
       "Each effect (*) with its key, each time (@) at which it is thought about again. What was\n"
       "owed before under the same key is not done again, and is marked so.\n"
       "--json gives one object for each effect and alarm, and for a decision that has none.\n"
       "--now TIME (2026-11-21T09:00:00Z) is the clock of this look.\n"
       "Status 1 when RT shows us no such ticket, 75 when RT cannot be asked.\n\n"
       "  rollout-bridge plan mail reply.eml\n  rollout-bridge plan ticket 4711\n",
       {"now"},
       true,
       plan},
      {"reports",
       "reports TICKET --into DIR",
       "all reports of a rollout in one folder, with an index and check sums",
       "Fetches what stands on the ticket and may be a report or the summary. Each file is put "
       "into\n"
       "DIR as it was sent; another one of the same name becomes name~2.odt. What is there is "
       "never\n"
       "overwritten, and what is there as it was sent is not fetched again. RT and the store are\n"
       "only read.\n\n"
       "  INDEX.tsv     what each file is: team, verdict, whether it counts (the newest one "
       "taken),\n"
       "                when and from whom it came, its digest, its right name; written anew\n"
       "  SHA256SUMS    for `sha256sum -c`\n\n"
       "--json gives one object for each file, and for each team that accepted and sent none.\n"
       "Status 1 when RT shows us no such rollout, or a file could not be fetched; 75 when RT or\n"
       "the disk failed: a second run does the rest.\n\n"
       "  rollout-bridge reports 4711 --into reports-4711\n",
       {"into", "now"},
       true,
       reports},
      {"figures",
       "figures [--since DATE] [--until DATE] [--team TEAM]",
       "how teams keep to what they had agreed to: answers, reports, and in time",
       "Reads the store alone: made anew from what was recorded, for requests from --since on and\n"
       "before --until (2026-11-21, or 2026-11-21T09:00:00Z). What each figure counts stands "
       "below\n"
       "the table; columns in which nobody has anything are left out of it.\n\n"
       "--csv gives a line for each team below a line of names, --json an object a line; what is\n"
       "not known is empty there, or null. Neither has a total.\n"
       "--now TIME: as things stood then. Status 1 when no such team was ever asked.\n\n"
       "  rollout-bridge figures --since 2026-01-01 --until 2026-07-01\n"
       "  rollout-bridge figures --team NGI_IT-INFN-T1 --json\n",
       {"since", "until", "team", "csv", "now"},
       true,
       figures},
      {"rebuild",
       "rebuild [--now TIME]",
       "makes a lost store anew from the journals that RT keeps",
       "Each rollout's ticket has its part of the ledger in the custom field Rollout Journal: who "
       "was\n"
       "asked, reminded and told, what was answered, sent and reported. When store.path is lost, "
       "or an\n"
       "old copy of it was restored: stop `serve`, run this as the user of the bridge, start "
       "`serve`.\n\n"
       "All tickets of rt.queue are read; what the ledger lacks is entered, and nothing else is\n"
       "changed, so that a second time does nothing. RT is not written to, and nobody gets a "
       "letter.\n"
       "Raw mails, held mails and what waited in the queues are not in RT, and stay lost.\n"
       "--json gives ticket, added, known and faults, a line for each. --now TIME is the clock of "
       "this\n"
       "run.\n"
       "Status 1 when something could not be read, 75 when RT cannot be asked or another "
       "rollout-bridge\n"
       "works on the store.\n\n"
       "  systemctl stop rollout-bridge\n"
       "  runuser -u rollout-bridge -- rollout-bridge rebuild\n"
       "  systemctl start rollout-bridge\n",
       {"now"},
       false,
       rebuild},
      {"doctor",
       "doctor",
       "looks at RT, teams, lists, clock and files; says what is wrong and how to mend it",
       "Asks RT, the mail server, the outside sources and `serve`, and reads files and the store; "
       "it\n"
       "writes nothing and sends no mail. Run it as the user of the bridge, also beside "
       "`serve`.\n\n"
       "One line for each thing: fine, a remark, or wrong with what mends it. --json gives an\n"
       "object a line: area, check, verdict (fine, remark, wrong), text, remedy.\n"
       "Status 0 when nothing is wrong, 1 when something is, 2 when the configuration cannot be\n"
       "read at all.\n\n"
       "  runuser -u rollout-bridge -- rollout-bridge doctor\n",
       {},
       false,
       doctor},
      {"help", "help [VERB|config]", "this, or more about a verb", "", {}, true, help},
  };
  return all;
}

const Verb* find_verb(std::string_view name) {
  for (const auto& verb : verbs())
    if (verb.name == name)
      return &verb;
  return nullptr;
}

int help(const CommandLine& line) {
  const std::string about = line.verb == "help" && !line.words.empty() ? line.words.front()
                            : line.verb == "help"                      ? ""
                                                                       : line.verb;
  if (about == "config") {
    print(sample());
    return exit_done;
  }
  if (const Verb* verb = find_verb(about); verb != nullptr && about != "help") {
    print("usage: rollout-bridge " + std::string(verb->usage) + "\n" + std::string(verb->summary) +
          "\n\n" + std::string(verb->help));
    return exit_done;
  }
  if (!about.empty() && about != "help")
    return complain(
        {base::Fault::invalid, "there is no verb '" + about + "'", "rollout-bridge --help"});
  print(overview);
  for (const auto& verb : verbs())
    if (verb.name != "help") {
      std::string usage(verb.usage);
      usage.resize(std::max<std::size_t>(usage.size() + 1, 34), ' ');
      print("  " + usage + std::string(verb.summary) + "\n");
    }
  print(afterword);
  return exit_done;
}

int complain(const base::Error& error) {
  std::fprintf(stderr, "rollout-bridge: %s\n", base::describe(error).c_str());
  return error.fault == base::Fault::temporary ? exit_later : exit_usage;
}

} // namespace cli
