// SPDX-License-Identifier: Apache-2.0
#include "net/envelope.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace net {
namespace {

constexpr std::size_t most_address_bytes = 320; // 64 + @ + 255, RFC 5321

bool fit_for_a_command(unsigned char byte) {
  return byte > ' ' && byte != 0x7f && byte != '<' && byte != '>' && byte != '"' && byte != '\\' &&
         byte != ',' && byte != ';' && byte != '(' && byte != ')';
}

bool fit_address(std::string_view address) {
  return !address.empty() && address.size() <= most_address_bytes && address.front() != '-' &&
         std::all_of(address.begin(), address.end(),
                     [](char byte) { return fit_for_a_command(static_cast<unsigned char>(byte)); });
}

// The address may be a stranger's, and this text goes to a log: printable ASCII only.
std::string shown(std::string_view address) {
  std::string text(address.substr(0, 80));
  std::replace_if(
      text.begin(), text.end(), [](char byte) { return byte < ' ' || byte > '~'; }, '?');
  return "'" + text + "'";
}

} // namespace

base::Result<void> check_envelope(const Outgoing& mail) {
  if (mail.recipients.empty())
    return base::fail(base::Fault::invalid, "a mail without a recipient");
  if (base::trim(mail.bytes).empty())
    return base::fail(base::Fault::invalid, "a mail without a text");
  if (!mail.envelope_from.empty() && !fit_address(mail.envelope_from))
    return base::fail(base::Fault::invalid,
                      shown(mail.envelope_from) + " is no address to send from");
  for (const auto& recipient : mail.recipients)
    if (!fit_address(recipient))
      return base::fail(base::Fault::invalid, shown(recipient) + " is no address to send to");
  return {};
}

std::string with_line_ends(std::string_view text, std::string_view end) {
  std::string out;
  out.reserve(text.size() + text.size() / 32 + end.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const auto stop = text.find_first_of("\r\n", at);
    out.append(text.substr(at, stop - at));
    out.append(end);
    if (stop == std::string_view::npos)
      break;
    const bool pair = text[stop] == '\r' && stop + 1 < text.size() && text[stop + 1] == '\n';
    at = stop + (pair ? 2 : 1);
  }
  return out;
}

} // namespace net
