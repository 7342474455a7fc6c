// SPDX-License-Identifier: Apache-2.0
#include "mail/html_tag.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace mail {
namespace {

constexpr std::array<std::string_view, 24> unseen{
    "script", "style",  "head",   "title",  "template", "noscript", "textarea", "select",
    "option", "button", "object", "iframe", "noembed",  "svg",      "math",     "applet",
    "audio",  "video",  "map",    "del",    "s",        "strike",   "noframes", "datalist"};

// Everything from here on is the mail that is answered. Most programs name such a container a
// quotation; the others are Outlook, Hotmail, Thunderbird, Apple, Zimbra, Zoho, Roundcube, Spark,
// GroupWise, NetEase and QQ.
bool cuts(const Tag& tag) {
  static const base::Pattern containers(
      R"(quote|quotation|gmail_extra|divrplyfwdmsg|appendonsend|olk_src_body_section|outlookmessageheader|stopspelling|reference-message|mobile-body-separator|replyforwardheader|moz-forward-container|moz-email-headers|applemailoriginal|originalcontents|original[-_]?message|forwarded[-_]?(message|content|mail|msg)|forward-?body|zwchr|__headers__|__divider__|_mailoriginal|zmail_extra|reply-intro|forward-intro|messagereplysection|gwhtmlreply|gwreply|isforwardcontent|isreplycontent|replysplit|includetail|composer_signature_end|mail[-_]?history|reply[-_]?header)");
  static const base::Pattern border(
      R"((?<![-\w])border-top\s*:\s*(?![^;]*(?<![.\w])0(px|pt)?\b)[^;]*(solid|double))");
  return tag.name == "includetail" || (!tag.marks.empty() && containers.find(tag.marks)) ||
         (tag.name == "div" && !tag.style.empty() && border.find(tag.style));
}

bool quotes(const Tag& tag) {
  static const base::Pattern bar(
      R"((?<![-\w])border-(left|inline-start)(-style)?\s*:\s*[^;]*(solid|double|ridge|groove|inset|outset|dashed|dotted))");
  return tag.name == "blockquote" || tag.name == "q" || (!tag.style.empty() && bar.find(tag.style));
}

bool signs(const Tag& tag) {
  static const base::Pattern names(
      R"(gmail_signature|moz-signature|protonmail_signature|-x-evo-signature|messagesignaturesection|(^|\s)(_rc_sig|signature)(\s|$))");
  return tag.name == "signature" || (!tag.marks.empty() && names.find(tag.marks));
}

} // namespace

void Tag::set(std::string_view attribute, const std::string& value) {
  if (attribute == "id")
    id = base::lower(base::trim(value));
  else if (attribute == "class")
    classes = base::lower(value);
  if (attribute == "id" || attribute == "class" || attribute == "name" ||
      attribute == "data-marker")
    marks += base::lower(value) + "\n";
  else if (attribute == "style")
    style += plain_css(value) + ";";
  else if (attribute == "color")
    style += "color:" + plain_css(value) + ";";
  else if (attribute == "bgcolor" || attribute == "background")
    style += "background:" + plain_css(value) + ";";
  else if (attribute == "hidden")
    hidden = true;
  else if (attribute == "href" && (base::starts_with_ignoring_case(value, "http://") ||
                                   base::starts_with_ignoring_case(value, "https://")))
    target = value;
}

Meaning meaning_of(const Tag& tag, const StyleSheet& sheet, bool on_background) {
  if (std::find(unseen.begin(), unseen.end(), tag.name) != unseen.end())
    return Meaning::hidden;
  if (tag.hidden || hides(tag.style, on_background || tag.has_background()) ||
      sheet.hides({tag.name, tag.id, tag.classes}))
    return Meaning::hidden;
  if (quotes(tag))
    return Meaning::quotation;
  // Thunderbird's "On … wrote:" is of the quotation below it; without one the rest is a quotation.
  if (tag.classes.find("moz-cite-prefix") != std::string::npos)
    return tag.next == "blockquote" ? Meaning::quotation : Meaning::cut;
  if (cuts(tag))
    return Meaning::cut;
  return signs(tag) ? Meaning::signature : Meaning::text;
}

} // namespace mail
