// SPDX-License-Identifier: Apache-2.0
#include "mail/html_tag.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/css_text.hpp"

#include <algorithm>
#include <array>

namespace mail {
namespace {

constexpr std::array<std::string_view, 26> unseen{
    "script", "style",  "head",   "title",   "template", "noscript", "textarea", "select", "option",
    "button", "object", "iframe", "noembed", "svg",      "math",     "applet",   "audio",  "video",
    "map",    "del",    "s",      "strike",  "noframes", "datalist", "dialog",   "canvas"};

// Everything from here on is the mail that is answered. Most programs name such a container a
// quotation; the others are Outlook, Hotmail, Thunderbird, Apple, Zimbra, Zoho, Roundcube, Spark,
// GroupWise, NetEase and QQ.
bool cuts(const Tag& tag, const Look& look) {
  static const base::Pattern containers(
      R"((?<![^\s])(?!no[-_]?quot|unquot)[-_a-z0-9]*?quot(e|ed|ation)([-_]*(text|container|attribution|content|block|wrapper|body|header|message|mail|html|reply|\d+))*[-_]*(?!\S)|gmail_extra|divrplyfwdmsg|appendonsend|olk_src_body_section|outlookmessageheader|stopspelling|reference-message|mobile-body-separator|replyforwardheader|moz-forward-container|moz-email-headers|applemailoriginal|originalcontents|original[-_]?message|forwarded[-_]?(message|content|mail|msg)|forward-?body|zwchr|__headers__|__divider__|_mailoriginal|zmail_extra|reply-intro|forward-intro|messagereplysection|gwhtmlreply|gwreply|isforwardcontent|isreplycontent|replysplit|includetail|composer_signature_end|mail[-_]?history|reply[-_]?header)");
  return tag.name == "includetail" || (!tag.marks.empty() && containers.find(tag.marks)) ||
         (tag.name == "div" && look.rule);
}

// "On … wrote:" together with its blockquote, as Gmail, RT's page and Roundcube write them: what
// stands behind was written below.
bool is_whole(const Tag& tag) {
  const auto named = [&](std::string_view name) { return tag.marks.find(name) != tag.marks.npos; };
  return (named("gmail_quote") && tag.holds_quotation) ||
         (named("reply-intro") && tag.next == "blockquote");
}

bool signs(const Tag& tag) {
  static const base::Pattern names(
      R"(gmail_signature|moz-signature|protonmail_signature|-x-evo-signature|messagesignaturesection|(^|\s)(_rc_sig|signature)(\s|$))");
  return tag.name == "signature" || (!tag.marks.empty() && names.find(tag.marks));
}

// Digits without their "#" are a colour in an attribute.
std::string colour_of_attribute(const std::string& value) {
  static const base::Pattern digits(R"(^\s*([0-9a-f]{3}){1,2}\s*$)");
  const auto plain = plain_css(value);
  return digits.find(plain) ? "#" + std::string(base::trim(plain)) : plain;
}

} // namespace

void Tag::set(std::string_view attribute, const std::string& value) {
  attributes.emplace_back(attribute, base::lower(value));
  if (attribute == "id")
    id = base::lower(base::trim(value));
  else if (attribute == "class")
    classes = base::lower(value);
  if (attribute == "id" || attribute == "class" || attribute == "data-marker" ||
      (attribute == "name" && (name != "a" || base::starts_with_ignoring_case(value, "_mail"))))
    marks += base::lower(value) + "\n";
  else if (attribute == "style")
    look.add(look_of(plain_css(value), weight_of_style));
  else if (attribute == "color" || attribute == "text" || attribute == "bgcolor")
    look.add(look_of(attribute == "bgcolor" ? "background:" + colour_of_attribute(value)
                                            : "color:" + colour_of_attribute(value),
                     weight_of_attribute));
  else if (attribute == "hidden")
    look.hidden = true;
  else if (attribute == "href" && (base::starts_with_ignoring_case(value, "http://") ||
                                   base::starts_with_ignoring_case(value, "https://")))
    target = value;
}

Meaning meaning_of(const Tag& tag, const Look& look) {
  if (look.hidden || std::find(unseen.begin(), unseen.end(), tag.name) != unseen.end())
    return Meaning::hidden;
  if (look.bar || tag.name == "blockquote" || tag.name == "q")
    return Meaning::quotation;
  // Thunderbird's "On … wrote:" is of the quotation below it; without one the rest is a quotation.
  if (tag.classes.find("moz-cite-prefix") != std::string::npos)
    return tag.next == "blockquote" ? Meaning::quotation : Meaning::cut;
  if (cuts(tag, look))
    return is_whole(tag) ? Meaning::quotation : Meaning::cut;
  return signs(tag) ? Meaning::signature : Meaning::text;
}

} // namespace mail
