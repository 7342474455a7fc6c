// SPDX-License-Identifier: Apache-2.0
#include "mail/body.hpp"

#include "base/text.hpp"
#include "mail/charset.hpp"
#include "mail/flowed.hpp"
#include "mail/header_lines.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mail {
namespace {

bool is_attached(const Part& part) {
  return part.disposition.value() == "attachment" || file_name(part).has_value();
}

// Nobody writes more. What is read of a text is 2,000 lines of 2,000 characters; HTML may hold
// pictures in it.
constexpr std::size_t longest_text = 8 * 1024 * 1024;

// A CR of its own is a line end only where nothing else is; elsewhere it would cut a quoted line.
std::string with_line_feeds_only(std::string_view text) {
  if (const auto mac = with_line_feeds(text))
    return *mac;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [line, next] = line_at(text, at);
    out += line;
    if (text[next - 1] == '\n')
      out += '\n';
    at = next;
  }
  return out;
}

std::string text_of(const Part& part, bool& cut) {
  auto text = content(part, longest_text);
  cut = cut || text.size() == longest_text;
  text = to_utf8(text, part.type.get("charset").value_or(""));
  text = with_line_feeds_only(text);
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  return text;
}

bool is_plain(std::string_view type) {
  return type == "text/plain" || type == "plain/text";
}

// text/markdown, text/enriched and what programs make up. Not those that hold data.
bool is_words(std::string_view type) {
  static const std::set<std::string_view> data{
      "text/html",      "text/calendar",   "text/vcard",         "text/x-vcard",
      "text/css",       "text/csv",        "text/rtf",           "text/xml",
      "text/directory", "text/x-amp-html", "text/rfc822-headers"};
  return is_plain(type) || (type.rfind("text/", 0) == 0 && !data.contains(type));
}

bool is_pkcs7(const Part& part) {
  const auto& type = part.type.value();
  const auto name = base::lower(file_name(part).value_or(""));
  const bool by_name = type == "application/octet-stream" && name == "smime.p7m";
  return type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime" || by_name;
}

bool is_encrypted(const Part& part) {
  return part.type.value() == "multipart/encrypted" ||
         part.type.value() == "application/pgp-encrypted" || is_pkcs7(part);
}

bool holds_pgp_message(std::string_view text) {
  constexpr std::string_view armour = "-----BEGIN PGP MESSAGE-----";
  const auto at = text.find(armour);
  return at == 0 || text.find("\n" + std::string(armour)) != std::string_view::npos;
}

bool is_blank(const std::optional<std::string>& text) {
  return !text || base::trim(*text).empty();
}

class Chooser {
public:
  explicit Chooser(const Parts& parts) : parts_(parts) {}

  Body run() {
    visit(0);
    if (!body_.unreadable && body_.plain && holds_pgp_message(*body_.plain))
      body_.unreadable = true;
    const bool nothing_read = parts_.truncated && !body_.plain && !body_.html;
    body_.unreadable = body_.unreadable || nothing_read;
    if (body_.unreadable)
      body_ = {std::nullopt, std::nullopt, false, true, false};
    return std::move(body_);
  }

private:
  bool found() const { return !is_blank(body_.plain) || !is_blank(body_.html); }

  // Recursion is safe: split() nests at most 50 deep.
  void visit(std::size_t index) {
    const auto& part = parts_.all[index];
    const auto& type = part.type.value();
    if (is_encrypted(part) && !found()) {
      body_.unreadable = true;
    } else if (is_mail(part)) {
      return; // what is in a forwarded mail was not said by this sender
    } else if (!part.children.empty()) {
      visit_children(part);
    } else if (!is_attached(part)) {
      if (alternatives_ > 0 && is_words(type) && !is_plain(type))
        fallback_.push_back(index);
      else if (is_words(type) || is_multipart(part))
        take_plain(part);
      else if (type == "text/html" && is_blank(body_.html))
        body_.html = text_of(part, body_.cut);
    }
  }

  void visit_children(const Part& part) {
    const auto& type = part.type.value();
    if (type == "multipart/signed")
      return visit(part.children.front());
    if (type == "multipart/related")
      return visit(root_of(part));
    if (type == "multipart/alternative")
      return visit_alternatives(part);
    for (const auto child : part.children) {
      if (body_.unreadable || found())
        return;
      visit(child);
    }
  }

  // Text for some other program (a watch, an editor) says what the sender said only where no part
  // beside it does.
  void visit_alternatives(const Part& part) {
    ++alternatives_;
    for (const auto child : part.children)
      if (!body_.unreadable)
        visit(child);
    if (--alternatives_ > 0)
      return;
    for (const auto index : std::exchange(fallback_, {}))
      if (!body_.unreadable && !found())
        take_plain(parts_.all[index]);
  }

  std::size_t root_of(const Part& part) const {
    const auto start = part.type.get("start");
    for (const auto child : part.children)
      if (start && parts_.all[child].entity.field("Content-ID").value_or("") == *start)
        return child;
    return part.children.front();
  }

  void take_plain(const Part& part) {
    if (!is_blank(body_.plain))
      return;
    body_.plain = text_of(part, body_.cut);
    body_.flowed = base::same_ignoring_case(part.type.get("format").value_or(""), "flowed");
    if (body_.flowed)
      body_.plain = unflow(*body_.plain,
                           base::same_ignoring_case(part.type.get("delsp").value_or(""), "yes"));
  }

  const Parts& parts_;
  Body body_;
  std::size_t alternatives_ = 0;      // around the part that is visited
  std::vector<std::size_t> fallback_; // of them
};

} // namespace

std::optional<std::string> file_name(const Part& part) {
  if (auto name = part.disposition.get("filename"))
    return name;
  return part.type.get("name");
}

Body choose_body(const Parts& parts) {
  return Chooser(parts).run();
}

std::vector<Attachment> attachments(const Parts& parts) {
  std::vector<Attachment> out;
  for (const auto* part : own_parts(parts))
    if ((part->children.empty() || is_mail(*part)) && is_attached(*part))
      out.push_back({file_name(*part), part->type.value(),
                     part->entity.field("Content-Transfer-Encoding").value_or(""), part->body});
  return out;
}

} // namespace mail
