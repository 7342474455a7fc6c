// SPDX-License-Identifier: Apache-2.0
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/fold.hpp"
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

enum class Escape { none, html };

std::string html_of(const std::string& word) {
  return kainjow::mustache::html_escape(word);
}

// An empty word is false, so that a form can say {{#word}} … {{/word}}. Escaped here, and not by
// the library, {{{word}}} is no way around it.
mustache::data value(const std::string& word, Escape escape) {
  if (word.empty())
    return mustache::data{false};
  return mustache::data{escape == Escape::html ? html_of(word) : word};
}

mustache::data tree(const Words& words, Escape escape) {
  mustache::data all{mustache::data::type::object};
  for (const auto& [name, word] : words.one)
    all.set(name, value(word, escape));
  for (const auto& [name, items] : words.many) {
    mustache::data list{mustache::data::type::list};
    for (const auto& item : items) {
      mustache::data one{mustache::data::type::object};
      for (const auto& [key, word] : item)
        one.set(key, value(word, escape));
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

// The line of `form` where the tag for `word` stands, from 1; 0: nowhere.
std::size_t line_of_tag(std::string_view form, const std::string& word) {
  std::size_t number = 0;
  for (const auto line : base::lines(form)) {
    ++number;
    for (auto open = line.find("{{"); open != line.npos; open = line.find("{{", open + 2)) {
      const auto begin = line.find_first_not_of("{#^&/ \t", open);
      const auto end = line.find_first_of("} \t", std::min(begin, line.size()));
      if (begin != line.npos && line.substr(begin, end - begin) == word)
        return number;
    }
  }
  return 0;
}

// One of the two files of a form, or the Subject of the first.
class File {
public:
  File(std::string name, const Words& words, Escape escape, std::size_t lines_before)
      : name_(std::move(name)), words_(tree(words, escape)), lines_before_(lines_before) {}

  Result<std::string> fill(std::string_view text) const {
    const auto joined = with_lone_tags_joined(text);
    mustache::mustache form{joined};
    if (!form.is_valid())
      return broken(in_lines(form.error_message(), joined));
    form.set_custom_escape([](const std::string& word) { return word; }); // tree() has done it
    Lookup lookup{&words_};
    auto out = form.render(lookup);
    if (!form.is_valid())
      return broken(form.error_message());
    if (!lookup.missing().empty())
      return asks_for(*lookup.missing().begin(), text);
    out.erase(std::remove(out.begin(), out.end(), line_mark), out.end());
    return out;
  }

  tl::unexpected<base::Error> broken(const std::string& why) const {
    return base::fail(Fault::invalid, "the form '" + name_ + "' is broken: " + why,
                      "the .txt is 'Subject: …', a blank line and the text, the .html a whole "
                      "document; both in Mustache");
  }

private:
  tl::unexpected<base::Error> asks_for(const std::string& word, std::string_view text) const {
    const auto line = line_of_tag(text, word);
    return base::fail(Fault::invalid,
                      "the form '" + name_ + "' asks for the word '" + word + "'" +
                          (line == 0 ? "" : " in line " + std::to_string(lines_before_ + line)) +
                          ", which it is not given",
                      "check its spelling against the form as it is shipped");
  }

  // The library counts characters: "Unclosed tag at 17".
  std::string in_lines(const std::string& why, std::string_view joined) const {
    static const base::Pattern place(R"( at (\d{1,9})$)");
    const auto found = place.find(why);
    if (!found)
      return why;
    const auto at = std::min(joined.size(), std::stoul(std::string(found->groups[1])));
    const auto lines = std::count_if(joined.begin(), joined.begin() + static_cast<long>(at),
                                     [](char c) { return c == '\n' || c == line_mark; });
    return why.substr(0, found->begin) + " in line " +
           std::to_string(lines_before_ + static_cast<std::size_t>(lines) + 1);
  }

  std::string name_;
  mustache::data words_;
  std::size_t lines_before_;
};

// Longer ones are cut by mail programs, or hide what stands behind them.
constexpr std::size_t longest_subject = 200;

std::string subject_of(std::string_view filled) {
  const auto subject = base::trim(filled);
  if (subject.size() <= longest_subject)
    return std::string(subject);
  constexpr std::string_view cut = "…";
  return std::string(base::front(subject, longest_subject - cut.size())) + std::string(cut);
}

std::string with_lf(std::string_view text) {
  std::string lf(text);
  lf.erase(std::remove(lf.begin(), lf.end(), '\r'), lf.end());
  return lf;
}

} // namespace

Result<Draft> render(std::string_view name, const Form& form, const Words& words) {
  const File head_file(std::string(name) + ".txt", words, Escape::none, 0);
  const File text_file(std::string(name) + ".txt", words, Escape::none, 2);
  const File html_file(std::string(name) + ".html", words, Escape::html, 0);
  const auto lf = with_lf(form.text);
  constexpr std::string_view subject = "Subject:";
  const auto head_end = lf.find('\n');
  const bool good = lf.compare(0, subject.size(), subject) == 0 && head_end != std::string::npos &&
                    (head_end + 1 == lf.size() || lf[head_end + 1] == '\n');
  if (!good)
    return head_file.broken("it does not begin with a Subject: line and a blank line");
  const auto head = head_file.fill(lf.substr(subject.size(), head_end - subject.size()));
  if (!head)
    return base::fail(head.error());
  if (!base::fits_one_line(*head))
    return base::fail(Fault::invalid,
                      "the subject of the form '" + std::string(name) +
                          "' would have more than one line",
                      "take CR, LF and NUL out of the words that go into it");
  const auto text = text_file.fill(std::string_view(lf).substr(std::min(head_end + 2, lf.size())));
  if (!text)
    return base::fail(text.error());
  auto html = html_file.fill(with_lf(form.html));
  if (!html)
    return base::fail(html.error());
  return Draft{subject_of(*head), fold(*text), std::move(*html)};
}

Result<std::string> render_html(std::string_view name, std::string_view html, const Words& words) {
  return File(std::string(name), words, Escape::html, 0).fill(with_lf(html));
}

} // namespace mail
