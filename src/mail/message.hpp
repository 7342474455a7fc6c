// SPDX-License-Identifier: Apache-2.0
// A mail as a value: what its headers say, which text a person wrote, what is attached.
#pragma once

#include "base/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

struct HeaderField {
  std::string name;  // as written
  std::string value; // unfolded and cleaned, not yet decoded (RFC 2047)
};

// A leaf part with a file name or `Content-Disposition: attachment` (contract 2, `attachments`).
struct Attachment {
  std::optional<std::string> name; // decoded to UTF-8, path uncut; nullopt when nameless
  std::string type;                // "application/msword", lower case
  std::string encoding;            // Content-Transfer-Encoding, as it is written
  std::string_view encoded;        // in the bytes of its Message
};

struct Message {
  std::shared_ptr<const std::string> bytes; // the mail itself, which all views look into
  std::vector<HeaderField> headers;         // of the mail itself, in order
  std::optional<std::string>
      from;               // the one address in From, lower-case domain; nullopt: none or several
  std::string from_name;  // display name, UTF-8, may be empty
  std::string subject;    // decoded to UTF-8, one line
  std::string message_id; // without < >; empty when there is none
  std::vector<std::string>
      references;        // In-Reply-To and References, without < >, nearest first, each once
  std::string structure; // "multipart/mixed(text/plain,application/msword)"
  std::optional<std::string>
      plain; // the text/plain body that a reader sees first, UTF-8, LF line ends
  std::optional<std::string> html; // the text/html body, likewise, still HTML
  bool flowed = false;             // `plain` was format=flowed and is unflowed now (RFC 3676)
  std::vector<Attachment> attachments;
  std::string calendar_method;      // "reply": what the mail's text/calendar part is for (RFC 6047)
  bool unreadable = false;          // encrypted or opaque-signed: no text can be had
  std::vector<std::string> remarks; // what was degraded, in words: "truncated at 2,000 parts"
};

// Reads any bytes. Never throws and never fails on bad mail: it degrades and says so in `remarks`.
Message parse(std::string raw);

// The decoded content, handed over in pieces of about 64 KiB until `take` says false: a report of
// 25 MB needs no copy.
void read(const Attachment& attachment, const std::function<bool(std::string_view piece)>& take);

// The value of the first field called `name` (any case), cleaned; nullopt when it is not there.
std::optional<std::string> header(const Message& message, std::string_view name);

// SHA-256 over what makes it this mail and no other: Message-ID, From, Date, Subject and the body,
// line ends folded. Trace fields (Received, Return-Path, Delivered-To, …) are left out, so a mail
// that the MTA delivers twice has one fingerprint (R92).
std::string fingerprint(std::string_view raw);

} // namespace mail
