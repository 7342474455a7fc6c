// SPDX-License-Identifier: Apache-2.0
#include "drop/header.hpp"

#include <charconv>

namespace drop {
namespace {

constexpr std::string_view version_line = "rollout-drop 1\n";
static_assert(version_line.size() == seal_at);
constexpr std::string_view blank_seal = "length: --------------------\nsum: ----------------\n";
constexpr std::size_t length_digits = 20, sum_digits = 16;

std::string padded(std::uint64_t number, int base, std::size_t width) {
  char digits[length_digits];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  const std::string_view text(digits, static_cast<std::size_t>(end - digits));
  return std::string(width - text.size(), '0').append(text);
}

void add_line(std::string& head, std::string_view key, std::string_view value) {
  constexpr char hex[] = "0123456789ABCDEF";
  head.append(key).append(": ");
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '%') {
      head.append({'%', hex[byte >> 4], hex[byte & 15]});
    } else {
      head.push_back(c);
    }
  }
  head.push_back('\n');
}

template <class Number> bool number(std::string_view text, Number& into, int base = 10) {
  const char* const end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, into, base);
  return fault == std::errc() && stopped == end;
}

bool decode(std::string_view value, std::string& into) {
  into.clear();
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '%') {
      into.push_back(value[i]);
      continue;
    }
    unsigned char byte = 0;
    if (value.size() - i < 3 || !number(value.substr(i + 1, 2), byte, 16)) {
      return false;
    }
    into.push_back(static_cast<char>(byte));
    i += 2;
  }
  return true;
}

bool is_action(std::string_view text) {
  return text == "correspond" || text == "comment" || text == "list" || text == "bounce";
}

enum Key : unsigned { length = 1, sum_ = 2, recipient = 4, queue = 8, action = 16, arrived = 32 };
constexpr unsigned all_keys = 63;

// Takes one line into `head`; returns false when its value cannot be read.
bool take(std::string_view key, std::string_view value, Head& head, unsigned& seen) {
  Envelope& to = head.envelope;
  if (key == "length") {
    seen |= length;
    return value.size() == length_digits && number(value, head.length);
  }
  if (key == "sum") {
    seen |= sum_;
    return value.size() == sum_digits && number(value, head.sum, 16);
  }
  if (key == "sender") {
    to.sender_known = true;
    return decode(value, to.sender);
  }
  if (key == "recipient") {
    seen |= recipient;
    return decode(value, to.recipient);
  }
  if (key == "queue") {
    seen |= queue;
    return decode(value, to.queue);
  }
  if (key == "action") {
    seen |= action;
    return decode(value, to.action) && is_action(to.action);
  }
  if (key == "arrived") {
    seen |= arrived;
    return number(value, head.arrived);
  }
  return true;
}

} // namespace

std::string unsealed_head(const Envelope& envelope, std::int64_t arrived) {
  std::string head(version_line);
  head.append(blank_seal);
  if (envelope.sender_known) {
    add_line(head, "sender", envelope.sender);
  }
  add_line(head, "recipient", envelope.recipient);
  add_line(head, "queue", envelope.queue);
  add_line(head, "action", envelope.action);
  add_line(head, "arrived", std::to_string(arrived));
  return head.append("\n");
}

std::string seal(std::uint64_t length, std::uint64_t sum) {
  return "length: " + padded(length, 10, length_digits) + "\nsum: " + padded(sum, 16, sum_digits) +
         "\n";
}

std::optional<Head> read_head(std::string_view file, std::string& error) {
  if (!file.starts_with(version_line)) {
    error = "does not begin with \"rollout-drop 1\"";
    return std::nullopt;
  }
  Head head;
  head.envelope.sender_known = false;
  unsigned seen = 0;
  for (std::size_t at = version_line.size(); at < file.size();) {
    const std::size_t end = file.find('\n', at);
    if (end == std::string_view::npos) {
      break;
    }
    const std::string_view line = file.substr(at, end - at);
    at = end + 1;
    if (line.empty()) {
      if (seen != all_keys) {
        error = "a line of the head is missing";
        return std::nullopt;
      }
      head.size = at;
      return head;
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos ||
        !take(line.substr(0, colon), line.substr(colon + 2), head, seen)) {
      error = "unreadable line in the head: " + std::string(line.substr(0, 80));
      return std::nullopt;
    }
  }
  error = "the head has no end";
  return std::nullopt;
}

} // namespace drop
