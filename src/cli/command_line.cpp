// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include "cli/config.hpp"
#include "cli/verbs.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <cstdlib>

namespace cli {
namespace {

namespace options = boost::program_options;
using base::fail;
using base::Fault;

options::options_description all_options() {
  options::options_description all;
  all.add_options()("config", options::value<std::string>())("json", "")("help,h", "")("version",
                                                                                       "");
  all.add_options()("all", "")("csv", "");
  for (const char* name :
       {"now", "since", "until", "team", "teams", "stacks", "rtname", "subject", "into"})
    all.add_options()(name, options::value<std::string>());
  all.add_options()("file", options::value<std::vector<std::string>>());
  for (const auto& key : keys())
    all.add_options()(std::string(key.name).c_str(), options::value<std::string>());
  all.add_options()("words", options::value<std::vector<std::string>>());
  return all;
}

std::vector<std::string> option_names() {
  std::vector<std::string> out{"config", "json",    "help",  "version", "all",   "csv",
                               "now",    "since",   "until", "team",    "teams", "stacks",
                               "rtname", "subject", "file",  "into"};
  for (const auto& key : keys())
    out.emplace_back(key.name);
  return out;
}

std::string default_config() {
  const char* set = std::getenv("ROLLOUT_BRIDGE_CONFIG");
  return set != nullptr && *set != '\0' ? set : "/etc/rollout-bridge/rollout-bridge.conf";
}

} // namespace

namespace {

// QUIRK: the library takes no empty value, and `--web.listen=` is how a key is emptied. Takes such
// arguments out and gives the keys.
std::vector<std::string> take_emptied_keys(std::vector<std::string>& arguments) {
  std::vector<std::string> emptied;
  std::erase_if(arguments, [&](const std::string& argument) {
    const auto is_it = [&](const Key& key) {
      return argument == "--" + std::string(key.name) + "=";
    };
    const auto found = std::find_if(keys().begin(), keys().end(), is_it);
    if (found == keys().end())
      return false;
    emptied.emplace_back(found->name);
    return true;
  });
  return emptied;
}

} // namespace

base::Result<CommandLine> read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  for (const auto& key : take_emptied_keys(arguments))
    line.overrides[key] = "";
  line.config = default_config();
  options::variables_map given;
  try {
    const auto described = all_options();
    options::positional_options_description positional;
    positional.add("words", -1);
    namespace style = options::command_line_style;
    options::store(options::command_line_parser(arguments)
                       .options(described)
                       .positional(positional)
                       .style(style::unix_style & ~style::allow_guessing)
                       .run(),
                   given);
  } catch (const options::unknown_option& error) {
    std::string name = error.get_option_name();
    name.erase(0, name.find_first_not_of('-'));
    const std::string near = nearest(name, option_names());
    return fail(Fault::invalid, "there is no option --" + name,
                near.empty() ? "rollout-bridge --help" : "did you mean --" + near + "?");
  } catch (const options::error& error) {
    return fail(Fault::invalid, error.what(), "rollout-bridge --help");
  }
  if (given.contains("words"))
    line.words = given["words"].as<std::vector<std::string>>();
  if (!line.words.empty()) {
    line.verb = line.words.front();
    line.words.erase(line.words.begin());
  }
  line.config_named = given.contains("config");
  if (line.config_named)
    line.config = given["config"].as<std::string>();
  line.json = given.contains("json");
  line.help = given.contains("help");
  line.version = given.contains("version");
  for (const auto& key : keys())
    if (given.contains(std::string(key.name)))
      line.overrides[std::string(key.name)] = given[std::string(key.name)].as<std::string>();
  for (const char* name :
       {"now", "since", "until", "team", "teams", "stacks", "rtname", "subject", "into"})
    if (given.contains(name))
      line.options[name] = given[name].as<std::string>();
  for (const char* name : {"all", "csv"})
    if (given.contains(name))
      line.options[name] = "";
  if (given.contains("file")) {
    line.files = given["file"].as<std::vector<std::string>>();
    line.options["file"] = line.files.front();
  }

  const Verb* verb = find_verb(line.verb);
  if (verb == nullptr)
    return line;
  for (const auto& [name, value] : line.options)
    if (std::find(verb->options.begin(), verb->options.end(), name) == verb->options.end())
      return fail(Fault::invalid, "--" + name + " does not go with " + line.verb,
                  "rollout-bridge help " + line.verb);
  if (!verb->takes_words && !line.words.empty())
    return fail(Fault::invalid, line.verb + " takes no words, and got '" + line.words.front() + "'",
                "rollout-bridge help " + line.verb);
  return line;
}

} // namespace cli
