// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"
#include "base/text.hpp"
#include "cli/check.hpp"
#include "mail/automatic.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"
#include "rollout/reply.hpp"
#include "rollout/subject_text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

struct Reading {
  mail::Message message;
  mail::Automatic automatic;
  mail::FreshText fresh;
  rollout::Reply reply;
  std::optional<base::TicketId> ticket;
};

Reading read(std::string raw, const rollout::Roster& roster,
             const std::vector<std::string>& rt_names) {
  Reading out;
  out.message = mail::parse(std::move(raw));
  // Offline nobody tells the envelope sender; a Return-Path of <> is what the MTA leaves of the
  // null one.
  const auto path = mail::header(out.message, "Return-Path");
  out.automatic = mail::automatic(out.message, path.value_or("unknown"), {});
  out.fresh = mail::fresh_text(out.message);
  out.reply = rollout::read_reply(out.fresh.text, out.fresh.html_text, roster, out.fresh.links,
                                  out.fresh.doubted);
  out.ticket = rollout::subject_tag(out.message.subject, rt_names);
  using Answer = mail::Automatic::Answer;
  if (out.message.unreadable)
    out.reply.outcome = rollout::Outcome::unreadable;
  if (out.automatic.answer == Answer::doubtful)
    out.reply.outcome = rollout::Outcome::doubtful;
  if (out.automatic.answer == Answer::yes)
    out.reply.outcome = rollout::Outcome::automatic;
  if (out.reply.outcome != rollout::Outcome::commands)
    out.reply.commands.clear();
  return out;
}

struct Content {
  std::size_t size = 0;
  std::string sha256;
};

Content measure(const mail::Attachment& part) {
  Content content;
  base::Sha256 digest;
  mail::read(part, [&](std::string_view piece) {
    content.size += piece.size();
    digest.add(piece);
    return true;
  });
  content.sha256 = digest.hex();
  return content;
}

const char* word_of(mail::Automatic::Answer answer) {
  switch (answer) {
  case mail::Automatic::Answer::yes:
    return "yes";
  case mail::Automatic::Answer::doubtful:
    return "doubtful";
  case mail::Automatic::Answer::no:
    break;
  }
  return "no";
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json to_json(const std::string& input, const Reading& one) {
  Json attachments = Json::array();
  for (const auto& part : one.message.attachments) {
    const auto content = measure(part);
    attachments.push_back({{"name", part.name ? Json(*part.name) : Json(nullptr)},
                           {"type", part.type},
                           {"bytes", content.size},
                           {"sha256", content.sha256}});
  }
  Json commands = Json::array();
  for (const auto& command : one.reply.commands)
    commands.push_back({{"verb", to_word(command.verb)}, {"team", command.team}});
  Json complaints = Json::array();
  for (const auto& complaint : one.reply.complaints)
    complaints.push_back(
        {{"code", to_word(complaint.code)},
         {"line", complaint.line},
         {"text", complaint.text},
         {"suggestion",
          complaint.suggestions.empty() ? Json(nullptr) : Json(complaint.suggestions.front())}});
  return {{"input", input},
          {"message_id", text_or_null(one.message.message_id)},
          {"from", one.message.from ? Json(*one.message.from) : Json(nullptr)},
          {"subject", one.message.subject},
          {"ticket", one.ticket ? Json(one.ticket->value) : Json(nullptr)},
          {"structure", one.message.structure},
          {"attachments", std::move(attachments)},
          {"automatic", word_of(one.automatic.answer)},
          {"because", text_or_null(one.automatic.because)},
          {"fresh_text", one.fresh.text},
          {"outcome", to_word(one.reply.outcome)},
          {"commands", std::move(commands)},
          {"links", one.reply.links},
          {"complaints", std::move(complaints)}};
}

void print_text(const std::string& input, const Reading& one) {
  std::printf("%s: %s\n", base::visible(input).c_str(), to_word(one.reply.outcome));
  std::printf("  from     %s\n",
              base::visible(one.message.from.value_or("nobody we can name")).c_str());
  std::printf("  subject  %s\n", base::visible(one.message.subject).c_str());
  if (one.ticket)
    std::printf("  ticket   #%lld\n", static_cast<long long>(one.ticket->value));
  if (!one.automatic.because.empty())
    std::printf("  written by a program: %s (%s)\n", word_of(one.automatic.answer),
                one.automatic.because.c_str());
  for (const auto& command : one.reply.commands)
    std::printf("  command  %s %s\n", to_word(command.verb), base::visible(command.team).c_str());
  for (const auto& part : one.message.attachments)
    std::printf("  attached %s, %s, %zu bytes\n",
                base::visible(part.name.value_or("(no name)")).c_str(), part.type.c_str(),
                measure(part).size);
  for (const auto& link : one.reply.links)
    std::printf("  link     %s\n", base::visible(link).c_str());
  for (const auto& complaint : one.reply.complaints)
    std::printf("  line %d   %s: \"%s\"%s\n", complaint.line, to_word(complaint.code),
                base::visible(complaint.text).c_str(),
                complaint.suggestions.empty()
                    ? ""
                    : (" -> " + base::join(complaint.suggestions, ", or ")).c_str());
  if (one.fresh.cut)
    std::printf("  remark   %s\n", std::string(mail::cut_remark).c_str());
  for (const auto& remark : one.message.remarks)
    std::printf("  remark   %s\n", remark.c_str());
}

// Room for the largest mail that is taken in is asked for at once: growing by copies would hold a
// mail twice, and room that is not used costs nothing.
constexpr std::size_t usual_room = 64 * 1024 * 1024;

std::string slurp(std::istream& in) {
  std::string out;
  out.reserve(usual_room);
  std::array<char, 64 * 1024> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
    out.append(piece.data(), static_cast<std::size_t>(in.gcount()));
  return out;
}

} // namespace

int check_mail(const CommandLine& line, const Offline& by, const std::vector<std::string>& words) {
  std::vector<std::string> inputs = words;
  if (inputs.empty())
    inputs.emplace_back("-");
  int status = exit_done;
  for (const auto& input : inputs) {
    std::string raw;
    if (input == "-") {
      raw = slurp(std::cin);
    } else {
      std::ifstream in(input, std::ios::binary);
      std::error_code unknown;
      if (!in || std::filesystem::is_directory(input, unknown)) {
        status = complain(
            {base::Fault::invalid, input + " cannot be read", "name a file that holds one mail"});
        continue;
      }
      raw = slurp(in);
    }
    const Reading one = read(std::move(raw), by.roster, by.rt_names);
    if (line.json)
      std::puts(to_json(input, one).dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    else
      print_text(input, one);
    if (!one.reply.complaints.empty() && status == exit_done)
      status = exit_no;
  }
  return status;
}

} // namespace cli
