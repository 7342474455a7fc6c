// SPDX-License-Identifier: Apache-2.0
#include "cli/config.hpp"

#include "base/text.hpp"

#include <boost/program_options.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace cli {
namespace {

namespace options = boost::program_options;
using base::fail;
using base::Fault;
using base::Result;

std::vector<std::string> key_names() {
  std::vector<std::string> out;
  for (const auto& key : keys())
    out.emplace_back(key.name);
  return out;
}

Result<void> read_file(const std::string& path,
                       std::map<std::string, std::string, std::less<>>& values) {
  std::ifstream in(path);
  std::error_code unknown;
  if (!in || std::filesystem::is_directory(path, unknown))
    return fail(Fault::invalid, "the configuration " + path + " cannot be read",
                "name another with --config or ROLLOUT_BRIDGE_CONFIG; `rollout-bridge help config` "
                "prints a sample");
  options::options_description known;
  for (const auto& key : keys())
    known.add_options()(std::string(key.name).c_str(), options::value<std::string>());
  std::set<std::string> given;
  try {
    const auto parsed = options::parse_config_file(in, known, true);
    for (const auto& option : parsed.options) {
      if (option.unregistered) {
        const std::string near = nearest(option.string_key, key_names());
        return fail(Fault::invalid, path + ": there is no key " + option.string_key,
                    near.empty() ? "`rollout-bridge help config` lists all keys"
                                 : "did you mean " + near + "?");
      }
      if (!given.insert(option.string_key).second)
        return fail(Fault::invalid, path + ": " + option.string_key + " is given twice",
                    "leave the one that counts");
      values[option.string_key] = option.value.empty() ? "" : option.value.front();
    }
  } catch (const options::error& error) {
    return fail(
        Fault::invalid, path + ": " + error.what(),
        "lines are `key = value` below a [section]; `rollout-bridge help config` prints a sample");
  }
  return {};
}

} // namespace

const std::vector<Key>& keys() {
  static const std::vector<Key> all{
      {"rt.url", "", "where RT answers, without a slash at the end", true},
      {"rt.web_url", "", "where people see RT's pages; stands in letters; empty: rt.url"},
      {"rt.name", "", "RT's name(s) as in [name #4711] of its subjects; the first stands in ours",
       true},
      {"rt.organization", "",
       "RT's Organization, the right half of its Message-IDs; empty: rt.name"},
      {"rt.user", "rollout-bridge", "RT user of the bridge"},
      {"rt.password_file", "", "file that holds its password, mode 0600", true},
      {"rt.ca_file", "", "CA certificates for https; empty: the system's"},
      {"rt.timeout", "30", "seconds for one call"},
      {"rt.linger", "15",
       "seconds that RT may be at a call after we stopped waiting; no repeat before"},
      {"rt.queue", "staged-rollout", "queue of the rollouts"},
      {"rt.release_queue", "sw-rel", "queue of the releases"},
      {"rt.team_prefix", "ea-", "stands before a team's name in the name of its group"},
      {"rt.managers_group", "staged-rollout", "RT group of the rollout managers"},
      {"rt.closed", "resolved, rejected, deleted", "statuses of a rollout that is over"},
      {"rt.teams_field", "EA Teams", "custom field: the teams that are asked"},
      {"rt.accepted_field", "EA Accepted", "custom field, written by the bridge alone"},
      {"rt.rejected_field", "EA Rejected", "custom field, written by the bridge alone"},
      {"rt.status_field", "Rollout Status", "custom field, written by the bridge alone"},
      {"rt.journal_field", "Rollout Journal",
       "custom field, written by the bridge alone: what `rebuild` makes a lost store of; empty: "
       "none"},
      {"rt.outcome_field", "Outcome", "custom field: ACCEPT or REJECT, set by managers"},
      {"rt.exposure_field", "Exposure Until", "custom field: a day, set by managers' extend"},
      {"rt.document_field", "Document ID", "custom field: a number, set by managers' document"},
      {"rt.reports_field", "Reports", "custom field, written by the bridge alone"},
      {"rt.stack_field", "Software Stack",
       "custom field: read where a title says no stack; likewise the next two"},
      {"rt.component_field", "Component", "custom field"},
      {"rt.version_field", "Version", "custom field"},
      {"rt.key_field", "Rollout Key",
       "custom field, written by the bridge alone: which release a rollout belongs to"},
      {"rt.state_field", "",
       "custom field that holds the state of a release; empty: the ticket's status"},
      {"rt.rollout_outcome_field", "Rollout Outcome",
       "custom field of a release: how its rollout ended, written by the bridge alone"},
      {"rt.repo_field", "RepoAction", "custom field of a release: what its packages wait for"},
      {"rt.repo_status_field", "RepoStatus", "custom field of a release: where its packages are"},
      {"rt.verification_field", "",
       "custom field of a release: link to the report of its verification; empty: none"},
      {"rt.links", "Release Notes, Issues Fixed, Documentation",
       "custom fields with the links that a rollout copies from its release; an empty one is told"},
      {"rt.os_field", "OS", "custom field"},
      {"rt.arch_field", "Arch", "custom field"},
      {"rt.owners_group", "sw-rel-sr",
       "RT group that a release in staged rollout goes over to; empty: none"},
      {"rt.owners_role", "", "custom role that shows this group, besides AdminCc; empty: none"},
      {"rt.stacks",
       "EMI, UMD, IGE, gLite, ARC, UNICORE, Globus, dCache, CMD, CMD-ONE, CMD-OS, OpsTools, "
       "Operational Tools",
       "the software stacks, as titles name them"},
      {"rt.later_title", "{stack}.{component}.{os}.{arch}",
       "a second form of titles, of {stack} {major} {component} {version} {os} {arch}; empty: "
       "none"},
      {"rollout.from", "InVerification",
       "the state that a release comes from when a rollout begins"},
      {"rollout.to", "StageRollOut", "and the one that it comes to"},
      {"rollout.repo_action", "",
       "what is then written into rt.repo_field, such as MoveToStageRollOut; empty: nothing"},
      {"rollout.stacks", "",
       "table: STACK-MAJOR, tab, repository, tab, managers, tab, lists; - for none; empty: no "
       "table"},
      {"rollout.experience", "",
       "table: TEAM, tab, components that it knows, comma-separated; empty: no table"},
      {"rollout.report_template", "https://documents.egi.eu/document/254",
       "where teams find the template of the report"},
      {"rollout.answer_days", "1", "working days that a team has to answer"},
      {"rollout.reminders", "1",
       "reminders to a team that does not answer, a working day apart, before the managers hear"},
      {"rollout.exposure_days", "7", "calendar days of production use from the first accept"},
      {"rollout.exposure_least", "5",
       "of these a team's own, from its accept, before its report is expected"},
      {"rollout.chases", "2", "letters about a report that is late, before the managers hear"},
      {"rollout.chase_days", "2", "working days between two of them"},
      {"rollout.quorum", "",
       "table: COMPONENT or *, tab, teams that have to accept it before it can be called good; "
       "empty: one"},
      {"rollout.accept_action", "",
       "what is written into rt.repo_field when a rollout ends with ACCEPT; empty: nothing"},
      {"rollout.reject_action", "", "likewise with REJECT"},
      {"rollout.beta_days", "5",
       "working days after a rollout in which its teams unmark their services in GOCDB, "
       "and between two reminders of that"},
      {"rollout.beta_reminders", "3", "such reminders, before the managers hear"},
      {"lists.address", "early-adopters-{stack}@mailman.egi.eu",
       "the list of a stack's early adopters; {stack} in lower case"},
      {"lists.extra", "", "other lists that get a call for volunteers, comma-separated"},
      {"lists.table", "",
       "table: LIST, tab, sender of posts that it lets in, tab, what their subjects begin with; - "
       "for none; empty: no table"},
      {"lists.poll", "ask",
       "a call for volunteers: ask (a manager's word is waited for), send (after lists.hold)"},
      {"lists.announcement", "send",
       "the announcement of an outcome: send (after lists.hold), ask (a manager's word is waited "
       "for), off"},
      {"lists.announce", "",
       "table: STACK or *, tab, ACCEPT, REJECT or *, tab, lists that hear of such an outcome "
       "besides "
       "the early adopters' own; empty: none"},
      {"lists.hold", "30", "minutes in which a manager can stop what goes out by itself"},
      {"mail.drop_dir", "/var/spool/rollout-bridge/drop", "where rollout-filter leaves mails"},
      {"mail.from", "", "address of our letters; an answer to it must come back to the filter",
       true},
      {"mail.bounce_address", "", "envelope sender of our letters; empty: mail.from"},
      {"mail.owner", "", "address of who runs the bridge: is told what waits for a human", true},
      {"mail.domain", "", "right half of our Message-IDs", true},
      {"mail.smtp", "", "smtp://host:port or smtps://host:port; empty: mail.sendmail"},
      {"mail.smtp_tls", "no", "yes: never send without TLS"},
      {"mail.smtp_user", "", "login at the mail server; empty: none"},
      {"mail.smtp_password_file", "", "file that holds its password, mode 0600"},
      {"mail.smtp_ca_file", "", "CA certificates; empty: the system's"},
      {"mail.sendmail", "/usr/sbin/sendmail", "the sendmail program, where mail.smtp is empty"},
      {"mail.authserv_ids", "",
       "names in Authentication-Results of our own border mail servers; empty: none is believed"},
      {"mail.own_hosts", "", "mail hosts between these and us, as their Received lines name them"},
      {"mail.failed", "hold", "a mail that fails their check: hold, refuse or take"},
      {"mail.unauthenticated", "auto",
       "a mail that they say nothing of: hold, refuse, take; auto: hold where mail.authserv_ids is "
       "set, else take"},
      {"mail.rt_gateway", "hold",
       "commands in mail that RT's gateway took past us: hold; believe where nobody else can reach "
       "it"},
      {"mail.spam_header", "X-Spam-Flag: YES, X-Spam-Status: Yes, X-Spam: Yes",
       "fields with which your spam filter marks a mail, each with the beginning of its value, "
       "comma-separated; such mail is held; empty: none"},
      {"mail.flood_window", "600", "seconds within which the next three are counted"},
      {"mail.most_of_sender", "20",
       "mails of one sender on one ticket, or to one queue without a ticket; more are held"},
      {"mail.most_on_ticket", "100", "mails on one ticket; more are held"},
      {"mail.most_letters", "100", "letters to one address; more of them wait"},
      {"mail.templates_dir", TEMPLATES_DIR, "the forms of our letters"},
      {"mail.report_topics", "",
       "what a report should tell of: a table as the shipped report-topics.tsv, which is read "
       "where "
       "this is empty"},
      {"mail.report_template", "",
       "the unfilled template, .docx or .odt: a report with the same text is unfilled"},
      {"mail.most_complaints", "5", "letters of complaint to one address a day"},
      {"teams.source", "rt",
       "where the list of known sites comes from: rt (RT's groups are all there is), file or "
       "gocdb"},
      {"teams.file", "", "for file: lines of NGI, tab, site; # begins a comment"},
      {"teams.gocdb_url", "https://goc.egi.eu/gocdbpi/public/",
       "for gocdb: the public interface of a GOCDB"},
      {"teams.gocdb_scope", "", "scope tags of the sites, comma-separated; empty: all sites"},
      {"teams.gocdb_ca_file", "", "CA certificates for it; empty: the system's"},
      {"teams.gocdb_timeout", "30", "seconds for one page of it"},
      {"teams.gocdb_watch", "",
       "yes: BETA services and downtimes of the teams' sites are read there and shown; needs a "
       "list of sites (teams.source = file or gocdb); no; empty: yes where it is gocdb"},
      {"teams.refresh", "3600", "seconds between two readings of the list, and of the sites"},
      {"teams.least", "",
       "sites that a list must have to be believed; empty: one that lost more than 3 and more than "
       "a tenth waits for 7 days"},
      {"teams.ngis",
       "AfricaArabia, AsiaPacific, CERN, EGI.eu, IDGF, NGI_AEGIS, NGI_AL, "
       "NGI_ARMGRID, NGI_BA, NGI_BG, NGI_BY, NGI_CH, NGI_CHINA, NGI_CYGRID, NGI_CZ, "
       "NGI_DE, NGI_FI, NGI_FRANCE, NGI_GE, NGI_GR, NGI_GRNET, NGI_HR, NGI_HU, "
       "NGI_IBERGRID, NGI_IE, NGI_IL, NGI_IT, NGI_MARGI, NGI_MD, NGI_ME, NGI_NDGF, "
       "NGI_NL, NGI_PL, NGI_RO, NGI_SI, NGI_SK, NGI_TR, NGI_UA, NGI_UK, NGI_ZA, "
       "NI4OS, ROC_Canada, ROC_IGALC, ROC_LA, Russia, iris.ac.uk",
       "names of NGIs, to tell where one ends in the name of an RT group; a list adds its own"},
      {"documents.url", "https://documents.egi.eu",
       "the document server, without a slash at the end: a rollout is linked to its document "
       "there"},
      {"documents.check", "no",
       "yes: documents that rollouts name are asked for there, as everybody may see them: is there "
       "one, has it its title, does it hold all reports"},
      {"documents.files", "",
       "web address at which the document server finds the files that count, copied from the "
       "folder "
       "that `reports` fills (whose index and other files are not for everybody), with {ticket} in "
       "it, without a slash at the end; empty: it is sent to RT's pages"},
      {"documents.submitter", "",
       "who uploads there: first name, blank, last name, as the document server has them"},
      {"documents.ca_file", "", "CA certificates for it; empty: the system's"},
      {"documents.timeout", "30", "seconds for one answer of it"},
      {"clock.sweep", "60", "seconds between two readings of RT's transactions"},
      {"clock.zones", "",
       "table: team, NGI or *, tab, time zone, tab, calendar, tab, weekend; empty: all work in "
       "Europe/Amsterdam and close as TARGET does"},
      {"clock.calendars", "", "folder of calendars, NAME.tsv, for that table; empty: none"},
      {"web.listen", "127.0.0.1:8090",
       "where RT's web hooks and monitoring come in, or unix:/PATH; empty: nowhere"},
      {"web.secret_file", "",
       "file of the live secrets of web hooks (whsec_…), one a line, mode 0600; empty: no hook is "
       "taken"},
      {"web.pages", "no",
       "yes: pages for those who do not see RT, /rollouts and /rollouts/N: where each rollout "
       "stands, as its ticket says it"},
      {"web.max_body", "262144", "bytes of the largest hook"},
      {"web.timeout", "10", "seconds for a whole request"},
      {"store.path", "/var/lib/rollout-bridge/rollout-bridge.db", "the database"},
      {"store.keep_days", "90", "days that raw mails are kept"},
      {"log.file", "", "the log; empty: stderr"},
      {"log.level", "info", "debug, info, warning or error"},
  };
  return all;
}

Result<Config> Config::load_offline(const std::string& file,
                                    const std::map<std::string, std::string>& overrides) {
  Config config;
  for (const auto& key : keys())
    config.values_[std::string(key.name)] = key.standard;
  if (!file.empty())
    if (auto read = read_file(file, config.values_); !read)
      return fail(read.error());
  for (const auto& [key, value] : overrides)
    config.values_[key] = value;
  return config;
}

Result<Config> Config::load(const std::string& file,
                            const std::map<std::string, std::string>& overrides) {
  auto config = load_offline(file, overrides);
  if (config)
    for (const auto& key : keys())
      if (key.required && (*config)[key.name].empty())
        return fail(Fault::invalid, file + ": " + std::string(key.name) + " is missing",
                    std::string(key.help));
  return config;
}

const std::string& Config::operator[](std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) {
    std::fprintf(stderr, "no such key: %s\n", std::string(key).c_str());
    std::abort();
  }
  return found->second;
}

Config Config::without(std::string_view key) const {
  Config out = *this;
  out.values_[std::string(key)] = "";
  return out;
}

Result<long> Config::number(std::string_view key, long least, long most) const {
  const std::string& text = (*this)[key];
  char* end = nullptr;
  const long value = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || value < least || value > most)
    return fail(Fault::invalid, std::string(key) + " = '" + text + "' is no number that fits",
                "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return value;
}

std::vector<std::string> Config::list(std::string_view key) const {
  return base::split((*this)[key], ',');
}

Result<std::vector<std::string>> Config::secrets(std::string_view key) const {
  const std::string& path = (*this)[key];
  std::vector<std::string> out;
  if (path.empty())
    return out;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return fail(Fault::invalid, std::string(key) + ": there is no file " + path,
                "make it, with mode 0600");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Fault::invalid, std::string(key) + ": others may read " + path,
                "chmod 0600 " + path);
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    out.emplace_back(base::trim(line));
  if (std::all_of(out.begin(), out.end(), [](const auto& line) { return line.empty(); }))
    return fail(Fault::invalid, std::string(key) + ": " + path + " cannot be read, or is empty",
                "it holds the secret as its first line and belongs to the bridge's user");
  return out;
}

Result<std::string> Config::secret(std::string_view key) const {
  auto lines = secrets(key);
  if (!lines)
    return fail(lines.error());
  if (!lines->empty() && lines->front().empty())
    return fail(Fault::invalid,
                std::string(key) + ": the first line of " + (*this)[key] + " is empty",
                "it holds the secret as its first line");
  return lines->empty() ? "" : lines->front();
}

std::string sample() {
  std::string out =
      "# rollout-bridge.conf: every key with its default. A key that is not set here can be\n"
      "# left out, unless it is marked as needed. Each is also an option: --rt.url=…\n";
  std::string section;
  for (const auto& key : keys()) {
    const auto dot = key.name.find('.');
    if (key.name.substr(0, dot) != section) {
      section = key.name.substr(0, dot);
      out += "\n[" + section + "]\n";
    }
    out += "# " + std::string(key.help) + (key.required ? " (needed)" : "") + "\n";
    out += (key.required ? "" : "# ") + std::string(key.name.substr(dot + 1)) + " =" +
           (key.standard.empty() ? "" : " ") + std::string(key.standard) + "\n";
  }
  return out;
}

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = 4;
  for (const auto& one : known)
    if (const auto far = base::distance(base::lower(name), one, 3); far < least) {
      least = far;
      best = one;
    }
  return best;
}

} // namespace cli
