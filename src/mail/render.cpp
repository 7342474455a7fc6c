// SPDX-License-Identifier: Apache-2.0
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/letter.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <set>

namespace mail {
namespace {

namespace mustache = kainjow::mustache;
using base::Fault;
using base::Result;

// Looks words up and remembers those that nobody has given: Mustache itself would print nothing.
class Lookup : public mustache::context<std::string> {
public:
  using context::context;

  const mustache::data* get(const std::string& name) const override {
    const auto* found = context::get(name);
    if (found == nullptr)
      missing_.insert(name);
    return found;
  }
  const mustache::data* get_partial(const std::string& name) const override {
    missing_.insert("> " + name); // a form is one file
    return nullptr;
  }
  const std::set<std::string>& missing() const { return missing_; }

private:
  mutable std::set<std::string> missing_; // get() is const in the library
};

// An empty word is false, so that a form can say {{#word}} … {{/word}}.
mustache::data value(const std::string& word) {
  return word.empty() ? mustache::data{false} : mustache::data{word};
}

mustache::data tree(const Words& words) {
  mustache::data all{mustache::data::type::object};
  for (const auto& [name, word] : words.one)
    all.set(name, value(word));
  for (const auto& [name, items] : words.many) {
    mustache::data list{mustache::data::type::list};
    for (const auto& item : items) {
      mustache::data one{mustache::data::type::object};
      for (const auto& [key, word] : item)
        one.set(key, value(word));
      list << one;
    }
    all.set(name, list);
  }
  return all;
}

// QUIRK: the library leaves an empty line for a section that is not printed, and drops an empty
// line that is meant. So a tag alone on its line takes its line end along (as the Mustache manual
// says), and a mark behind it, taken out at the end, keeps the library from judging the line.
constexpr char line_mark = '\x01';

std::string with_lone_tags_joined(std::string_view text) {
  static const base::Pattern lone_tag(R"(^[ \t]*(\{\{[#^/!][^{}]*\}\})[ \t]*$)");
  std::string out;
  for (const auto line : base::lines(text)) {
    if (const auto tag = lone_tag.find(line)) {
      out += std::string(tag->groups[1]) + line_mark;
      continue;
    }
    out += line;
    out += '\n';
  }
  const bool ended = !text.empty() && text.back() == '\n';
  if (!ended && !out.empty() && out.back() == '\n')
    out.pop_back();
  return out;
}

class Form {
public:
  Form(std::string_view name, const Words& words) : name_(name), words_(tree(words)) {}

  Result<std::string> fill(std::string_view text) const {
    mustache::mustache form{with_lone_tags_joined(text)};
    if (!form.is_valid())
      return broken(form.error_message());
    form.set_custom_escape([](const std::string& word) { return word; }); // plain text, not HTML
    Lookup lookup{&words_};
    auto out = form.render(lookup);
    if (!form.is_valid())
      return broken(form.error_message());
    if (!lookup.missing().empty())
      return base::fail(Fault::invalid,
                        "the form '" + name_ + "' asks for the word '" + *lookup.missing().begin() +
                            "', which it is not given",
                        "check its spelling against the words that the form's head names");
    out.erase(std::remove(out.begin(), out.end(), line_mark), out.end());
    return out;
  }

  tl::unexpected<base::Error> broken(const std::string& why) const {
    return base::fail(Fault::invalid, "the form '" + name_ + "' is broken: " + why,
                      "a form is 'Subject: …', a blank line and the text, in Mustache");
  }

private:
  std::string name_;
  mustache::data words_;
};

} // namespace

Result<Draft> render(std::string_view name, std::string_view form, const Words& words) {
  const Form with(name, words);
  std::string lf(form);
  lf.erase(std::remove(lf.begin(), lf.end(), '\r'), lf.end());
  constexpr std::string_view subject = "Subject:";
  const auto head_end = lf.find('\n');
  const bool good = lf.compare(0, subject.size(), subject) == 0 && head_end != std::string::npos &&
                    (head_end + 1 == lf.size() || lf[head_end + 1] == '\n');
  if (!good)
    return with.broken("it does not begin with a Subject: line and a blank line");
  const auto head = with.fill(lf.substr(subject.size(), head_end - subject.size()));
  if (!head)
    return base::fail(head.error());
  if (!base::fits_one_line(*head))
    return base::fail(Fault::invalid,
                      "the subject of the form '" + std::string(name) +
                          "' would have more than one line",
                      "take CR, LF and NUL out of the words that go into it");
  auto text = with.fill(std::string_view(lf).substr(std::min(head_end + 2, lf.size())));
  if (!text)
    return base::fail(text.error());
  return Draft{std::string(base::trim(*head)), std::move(*text)};
}

} // namespace mail
