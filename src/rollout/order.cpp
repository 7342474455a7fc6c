// SPDX-License-Identifier: Apache-2.0
#include "rollout/order.hpp"

#include "base/digest.hpp"
#include "base/instant.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

constexpr std::array<std::string_view, 10> verbs{"delayed", "proceeding", "release", "refuse",
                                                 "send",    "cancel",     "extend",  "document",
                                                 "draft",   "override"};

// Without i, l, o and u: nobody has to ask which letter that is.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_letters = 8;

std::optional<Deed> deed_of(std::string_view word) {
  for (std::size_t at = 0; at < verbs.size(); ++at)
    if (base::same_ignoring_case(word, verbs.at(at)))
      return static_cast<Deed>(at);
  return std::nullopt;
}

bool is_digits(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_date(const std::string& text) {
  return text.size() == 10 && base::read_iso(text + "T00:00:00Z").has_value();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// An ID, or one with a slip in it: "release 1.13.1" and "release candidates" are prose.
bool looks_like_id(std::string_view word) {
  const auto letters = std::count_if(word.begin(), word.end(), is_letter_or_digit);
  const auto hyphens = std::count(word.begin(), word.end(), '-');
  return letters >= 7 && letters <= 9 && hyphens <= 1 &&
         static_cast<std::size_t>(letters + hyphens) == word.size() &&
         std::any_of(word.begin(), word.end(), is_digit);
}

bool looks_like_date(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  return digits >= 5 && word.size() <= 10 && static_cast<std::size_t>(digits + 2) == word.size();
}

bool looks_right(Deed deed, std::string_view word) {
  if (deed == Deed::draft)
    return base::same_ignoring_case(word, "summary");
  if (deed == Deed::extend)
    return looks_like_date(word);
  if (deed == Deed::document)
    return word.size() <= 12 && is_digit(word[word.starts_with('#') && word.size() > 1 ? 1 : 0]);
  return looks_like_id(word);
}

} // namespace

const char* to_word(Deed deed) {
  return verbs.at(static_cast<std::size_t>(deed)).data();
}

bool is_for_managers(Deed deed) {
  return deed != Deed::delayed && deed != Deed::proceeding;
}

std::optional<Order> read_order(const std::vector<std::string>& words) {
  if (words.size() != 2)
    return std::nullopt;
  const auto deed = deed_of(words[0]);
  if (!deed || !is_for_managers(*deed) || *deed == Deed::override_ || !looks_right(*deed, words[1]))
    return std::nullopt;
  auto about = base::lower(words[1]);
  if (*deed == Deed::draft)
    return Order{*deed, about, 0};
  if (*deed == Deed::document && about.starts_with('#'))
    about.erase(0, 1);
  if (*deed != Deed::extend && *deed != Deed::document)
    about = read_id(about).value_or(about);
  return Order{*deed, about, 0};
}

std::optional<Order> read_override(std::string_view line) {
  constexpr std::size_t longest = 300; // of what is kept of the reason
  const auto verb = verbs[static_cast<std::size_t>(Deed::override_)];
  line = base::trim(line);
  if (!base::starts_with_ignoring_case(line, verb))
    return std::nullopt;
  const auto rest = base::trim(line.substr(verb.size()));
  if (!rest.starts_with(':'))
    return std::nullopt;
  return Order{Deed::override_, std::string(base::front(base::trim(rest.substr(1)), longest)), 0};
}

bool is_well_formed(const Order& order) {
  if (!is_for_managers(order.deed) || order.deed == Deed::draft)
    return true;
  if (order.deed == Deed::override_)
    return std::count_if(order.about.begin(), order.about.end(), is_letter_or_digit) >= 3;
  if (order.deed == Deed::extend)
    return is_date(order.about);
  if (order.deed == Deed::document)
    return is_digits(order.about, 9);
  return read_id(order.about).has_value();
}

std::string matter_of(const Order& order) {
  switch (order.deed) {
  case Deed::extend:
  case Deed::document:
  case Deed::override_:
    return to_word(order.deed);
  default:
    return order.about;
  }
}

std::optional<Deed> members_deed(std::string_view word) {
  const auto deed = deed_of(word);
  return deed && !is_for_managers(*deed) ? deed : std::nullopt;
}

std::string id_for(std::string_view salt, std::string_view cause) {
  const auto code = base::hmac_sha256(salt, cause);
  std::string id;
  for (std::size_t at = 0; at < id_letters; ++at)
    id += alphabet[static_cast<unsigned char>(code[at]) % alphabet.size()];
  // A digit tells it from a word: "release tomorrow" is no order.
  if (std::none_of(id.begin(), id.end(), [](char c) { return c <= '9'; }))
    id[1] = alphabet[static_cast<unsigned char>(code[id_letters]) % 10];
  return id.insert(id_letters / 2, "-");
}

std::optional<std::string> read_id(std::string_view written) {
  std::string id;
  for (char c : base::lower(written)) {
    if (c == '-')
      continue;
    c = c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c;
    if (alphabet.find(c) == alphabet.npos)
      return std::nullopt;
    id += c;
  }
  const bool has_digit =
      std::any_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (id.size() != id_letters || !has_digit)
    return std::nullopt;
  return id.insert(id_letters / 2, "-");
}

} // namespace rollout
