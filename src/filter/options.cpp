// SPDX-License-Identifier: Apache-2.0
#include "filter/options.hpp"

#include <strings.h>

#include <charconv>
#include <iterator>
#include <string_view>

namespace filter {

const char* const usage =
    "usage: rollout-filter [--drop DIR] [--sender ADDR] [--recipient ADDR] [--queue NAME]\n"
    "                      [--action correspond|comment|list|bounce] [--extension queue|action]\n"
    "                      [--limit BYTES] [--deadline SECONDS]\n"
    "Takes one mail on standard input and leaves it in the drop-box of rollout-bridge.\n"
    "  --drop DIR       the drop-box (default " ROLLOUT_DROP_DIR ")\n"
    "  --sender ADDR    envelope sender (default $SENDER); empty or MAILER-DAEMON: the null "
    "sender\n"
    "  --recipient ADDR envelope recipient (default $RECIPIENT); several words are several "
    "recipients\n"
    "  --queue NAME     the queue of new tickets\n"
    "  --action WHAT    correspond (default), comment; list: received as a member of a list;\n"
    "                   bounce: came back to our envelope sender. The last two never reach RT\n"
    "  --extension X    take the queue or the action from $EXTENSION (address extension)\n"
    "  --limit BYTES    refuse larger mails (default 52428800)\n"
    "  --deadline SECS  give up, for the MTA to try again (default 30)\n"
    "Options of rt-mailgate without meaning here are taken and ignored: --url --jar --timeout\n"
    "--ca-file --debug --[no-]verify-ssl.\n"
    "Exit status: 0 the mail is on the disk; 69 it is larger than the limit; 75 anything else, "
    "this\n"
    "text too: the MTA keeps the mail and tries again. Diagnostics go to syslog (mail).\n";

namespace {

enum class Meaning {
  drop,
  sender,
  recipient,
  queue,
  action,
  extension,
  limit,
  deadline,
  help,
  version,
  ignored_value,
  ignored_flag
};

struct Known {
  std::string_view name;
  Meaning meaning;
  bool of_mailgate; // may be abbreviated, as Getopt::Long lets one do
};

constexpr Known known_options[] = {
    {"drop", Meaning::drop, false},
    {"sender", Meaning::sender, false},
    {"recipient", Meaning::recipient, false},
    {"limit", Meaning::limit, false},
    {"deadline", Meaning::deadline, false},
    {"version", Meaning::version, false},
    {"queue", Meaning::queue, true},
    {"action", Meaning::action, true},
    {"extension", Meaning::extension, true},
    {"help", Meaning::help, true},
    {"url", Meaning::ignored_value, true},
    {"jar", Meaning::ignored_value, true},
    {"timeout", Meaning::ignored_value, true},
    {"ca-file", Meaning::ignored_value, true},
    {"debug", Meaning::ignored_flag, true},
    {"verify-ssl", Meaning::ignored_flag, true},
    {"no-verify-ssl", Meaning::ignored_flag, true},
    {"noverify-ssl", Meaning::ignored_flag, true},
};

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

const Known* find(std::string_view name) {
  const Known* abbreviated = nullptr;
  bool several = false;
  for (const Known& option : known_options) {
    if (same(name, option.name)) {
      return &option;
    }
    if (option.of_mailgate && !name.empty() && same(name, option.name.substr(0, name.size()))) {
      several = several || abbreviated != nullptr;
      abbreviated = &option;
    }
  }
  return several ? nullptr : abbreviated;
}

bool takes_value(Meaning meaning) {
  return meaning != Meaning::help && meaning != Meaning::version &&
         meaning != Meaning::ignored_flag;
}

template <class Number>
bool number(std::string_view text, Number least, Number most, Number& into) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc() || stopped != end || value < least || value > most) {
    return false;
  }
  into = value;
  return true;
}

// Postfix writes the null sender of a bounce as MAILER-DAEMON unless told otherwise (null_sender=).
std::string null_if_daemon(std::string_view sender) {
  return sender == "<>" || same(sender, "MAILER-DAEMON") ? std::string() : std::string(sender);
}

bool is_action(std::string_view text) {
  return text == "correspond" || text == "comment" || text == "list" || text == "bounce";
}

class Reader {
public:
  Reader(int count, const char* const* words) : count_(count), words_(words) {}

  Options read(const Surroundings& around) {
    options_.drop = ROLLOUT_DROP_DIR;
    for (at_ = 1; at_ < count_ && options_.wrong.empty(); ++at_) {
      word(words_[at_]);
    }
    fill_in(around);
    return std::move(options_);
  }

private:
  void word(std::string_view text) {
    if (text.size() < 2 || text.front() != '-') {
      // Postfix turns "--recipient ${recipient}" into one word per recipient
      if (among_recipients_) {
        add_recipient(text);
      } else {
        options_.wrong = "no option: \"" + std::string(text) + "\"";
      }
      return;
    }
    among_recipients_ = false;
    std::string_view name = text.substr(text.starts_with("--") ? 2 : 1);
    const std::size_t equals = name.find('=');
    std::optional<std::string_view> value;
    if (equals != std::string_view::npos) {
      value = name.substr(equals + 1);
      name = name.substr(0, equals);
    }
    const Known* const option = find(name);
    if (option == nullptr) {
      options_.wrong = "unknown option \"" + std::string(text.substr(0, text.find('='))) + "\"";
      return;
    }
    if (takes_value(option->meaning) && !value) {
      if (++at_ == count_) {
        options_.wrong = "option \"" + std::string(text) + "\" needs a value";
        return;
      }
      value = words_[at_];
    }
    set(option->meaning, value.value_or(""));
  }

  void set(Meaning meaning, std::string_view value) {
    switch (meaning) {
    case Meaning::drop:
      options_.drop = value;
      break;
    case Meaning::sender:
      options_.envelope.sender = null_if_daemon(value);
      options_.envelope.sender_known = true;
      break;
    case Meaning::recipient:
      add_recipient(value);
      among_recipients_ = true;
      break;
    case Meaning::queue:
      options_.envelope.queue = value;
      break;
    case Meaning::action:
      options_.envelope.action = value;
      check(is_action(value), "--action", value, "correspond, comment, list or bounce");
      break;
    case Meaning::extension:
      extension_ = value;
      break;
    case Meaning::limit:
      check(number<std::uint64_t>(value, 1, UINT64_MAX, options_.limit), "--limit", value,
            "a number of bytes");
      break;
    case Meaning::deadline:
      check(number(value, 1, 3600, options_.deadline), "--deadline", value, "1 to 3600 seconds");
      break;
    case Meaning::help:
      options_.help = true;
      break;
    case Meaning::version:
      options_.version = true;
      break;
    case Meaning::ignored_value:
    case Meaning::ignored_flag:
      break;
    }
  }

  void check(bool good, const char* option, std::string_view value, const char* wanted) {
    if (!good) {
      options_.wrong =
          std::string(option) + " must be " + wanted + ", not \"" + std::string(value) + "\"";
    }
  }

  void add_recipient(std::string_view recipient) {
    std::string& all = options_.envelope.recipient;
    all.append(recipient_given_ ? ", " : "").append(recipient);
    recipient_given_ = true;
  }

  void fill_in(const Surroundings& around) {
    drop::Envelope& envelope = options_.envelope;
    if (!envelope.sender_known && around.sender) {
      envelope.sender = null_if_daemon(*around.sender);
      envelope.sender_known = true;
    }
    if (!recipient_given_) {
      envelope.recipient = around.recipient.value_or("");
    }
    const std::string extension = around.extension.value_or("");
    if (same(extension_, "queue") && !extension.empty()) {
      envelope.queue = extension;
    }
    // Strangers choose the extension: it must neither fail the run nor keep a mail from RT.
    if (same(extension_, "action") && (extension == "correspond" || extension == "comment")) {
      envelope.action = extension;
    }
  }

  int count_;
  const char* const* words_;
  int at_ = 1;
  bool among_recipients_ = false, recipient_given_ = false;
  std::string extension_;
  Options options_;
};

} // namespace

Options read_options(int count, const char* const* words, const Surroundings& around) {
  return Reader(count, words).read(around);
}

} // namespace filter
