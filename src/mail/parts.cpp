// SPDX-License-Identifier: Apache-2.0
#include "mail/parts.hpp"

#include "base/text.hpp"
#include "mail/header_lines.hpp"
#include "mail/transfer.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t deepest = 50;
constexpr std::size_t most_parts = 2'000;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 127 && c != '/' && c != ',' && c != '"' && c != '(' && c != ')';
  });
}

Parameters type_of(const Entity& entity, std::string_view otherwise) {
  const auto written = entity.field("Content-Type");
  if (!written)
    return Parameters(otherwise);
  Parameters type(*written);
  const auto slash = type.value().find('/');
  const bool good = slash != std::string::npos && is_token(type.value().substr(0, slash)) &&
                    is_token(type.value().substr(slash + 1));
  return good ? type : Parameters("text/plain"); // RFC 2045, 5.2
}

bool encoded(const Entity& entity) {
  const auto word = base::lower(base::trim(entity.field("Content-Transfer-Encoding").value_or("")));
  return word.rfind("base64", 0) == 0 || word.rfind("quoted-printable", 0) == 0;
}

class Splitter {
public:
  explicit Splitter(std::string_view raw) : raw_(raw) {}

  Parts run() {
    std::size_t at = begin(0, HeaderLines::Place::mail);
    while (at < raw_.size() && !open_.empty() && !full_) {
      const auto [text, next] = line_at(raw_, at);
      bool closing = false;
      const auto level = match(text, closing);
      at = level < open_.size() ? boundary(level, closing, at, next) : next;
    }
    end_path(0, full_ ? std::min(at, raw_.size()) : raw_.size());
    say();
    return std::move(out_);
  }

private:
  struct Open {
    std::string boundary;
    std::size_t path; // path_.size() inside of it
    std::size_t part;
  };

  // The innermost open multipart whose boundary this line is; open_.size() when it is none.
  std::size_t match(std::string_view line, bool& closing) const {
    if (line.substr(0, 2) != "--")
      return open_.size();
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1);
    line.remove_prefix(std::min<std::size_t>(2, line.size()));
    for (std::size_t i = open_.size(); i-- > 0;) {
      const auto& boundary = open_[i].boundary;
      if (line.substr(0, boundary.size()) != boundary)
        continue;
      const auto rest = line.substr(boundary.size());
      closing = rest == "--";
      if (rest.empty() || closing)
        return i;
    }
    return open_.size();
  }

  std::size_t boundary(std::size_t level, bool closing, std::size_t at, std::size_t next) {
    end_path(open_[level].path, before_line_end(at));
    const auto parent = open_[level].part;
    open_.resize(closing ? level : level + 1);
    return closing ? next : begin(next, HeaderLines::Place::part, parent);
  }

  // The line end before a boundary belongs to the boundary.
  std::size_t before_line_end(std::size_t at) const {
    if (at > 0 && raw_[at - 1] == '\n')
      --at;
    while (at > 0 && raw_[at - 1] == '\r')
      --at;
    return at;
  }

  void end_path(std::size_t size, std::size_t end) {
    for (; path_.size() > size; path_.pop_back()) {
      auto& part = out_.all[path_.back().part];
      const auto begin = std::min(path_.back().begin, raw_.size());
      part.body = raw_.substr(begin, end > begin ? end - begin : 0);
      lost_ = lost_ || (is_multipart(part) && part.children.empty());
    }
  }

  // Reads the part that begins at `at`, and the mails nested right at its front; gives where the
  // text below the headers begins.
  std::size_t begin(std::size_t at, HeaderLines::Place place, std::size_t parent = none) {
    while (true) {
      if (out_.all.size() >= most_parts) {
        full_ = true;
        return at;
      }
      auto block = read_headers(raw_.substr(at), place, [this](std::string_view line) {
        bool closing = false;
        return match(line, closing) < open_.size();
      });
      dropped_ += block.dropped;
      cut_ = cut_ || block.cut;
      const auto index = add(block.fields, parent);
      at += block.body;
      path_.push_back({index, at});
      const auto& part = out_.all[index];
      const bool nests = is_multipart(part) || is_mail(part);
      if (nests && path_.size() > deepest) {
        deep_ = true;
        return at;
      }
      if (!is_mail(part) || encoded(part.entity)) {
        open(index);
        return at;
      }
      parent = index;
      place = HeaderLines::Place::part;
    }
  }

  std::size_t add(const std::vector<HeaderField>& fields, std::size_t parent) {
    const bool digest = parent != none && out_.all[parent].type.value() == "multipart/digest";
    Entity entity(fields);
    auto type = type_of(entity, digest ? "message/rfc822" : "text/plain");
    Parameters disposition(entity.field("Content-Disposition").value_or(""));
    const auto index = out_.all.size();
    out_.all.push_back({std::move(entity), std::move(type), std::move(disposition), {}, {}});
    if (parent != none)
      out_.all[parent].children.push_back(index);
    return index;
  }

  void open(std::size_t index) {
    const auto& part = out_.all[index];
    if (!is_multipart(part))
      return;
    auto boundary = part.type.get("boundary").value_or("");
    while (!boundary.empty() && boundary.back() == ' ')
      boundary.pop_back();
    if (!boundary.empty())
      open_.push_back({std::move(boundary), path_.size(), index});
  }

  void say() {
    if (full_)
      out_.remarks.push_back("truncated at 2,000 parts");
    if (deep_)
      out_.remarks.push_back("truncated at a depth of 50 parts");
    if (cut_)
      out_.remarks.push_back("headers longer than 64 KiB a field or 256 KiB in all were cut");
    if (dropped_ > 0)
      out_.remarks.push_back(std::to_string(dropped_) + " lines among the headers are no headers");
    if (lost_)
      out_.remarks.push_back("a multipart without parts was taken as text");
    out_.truncated = full_ || deep_;
  }

  struct Step {
    std::size_t part;
    std::size_t begin; // of its body
  };
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::string_view raw_;
  Parts out_;
  std::vector<Open> open_;
  std::vector<Step> path_; // from the mail to the part we are in
  std::size_t dropped_ = 0;
  bool full_ = false;
  bool deep_ = false;
  bool cut_ = false;
  bool lost_ = false;
};

void append_structure(std::string& out, const Parts& parts, std::size_t index) {
  const auto& part = parts.all[index];
  out += part.type.value();
  if (part.children.empty())
    return;
  out += '(';
  for (const auto child : part.children) {
    if (child != part.children.front())
      out += ',';
    append_structure(out, parts, child); // at most 51 levels
  }
  out += ')';
}

} // namespace

Parts split(std::string_view raw) {
  return Splitter(raw).run();
}

bool is_multipart(const Part& part) {
  return part.type.value().rfind("multipart/", 0) == 0;
}

bool is_mail(const Part& part) {
  const auto& type = part.type.value();
  return type == "message/rfc822" || type == "message/global" || type == "message/news";
}

std::vector<const Part*> own_parts(const Parts& parts) {
  std::vector<const Part*> out;
  std::vector<bool> inside(parts.all.size()); // children stand behind their parents
  for (std::size_t index = 0; index < parts.all.size(); ++index) {
    const auto& part = parts.all[index];
    if (!inside[index])
      out.push_back(&part);
    for (const auto child : part.children)
      inside[child] = inside[index] || is_mail(part);
  }
  return out;
}

std::string content(const Part& part, std::size_t most) {
  return decode_transfer(part.body, part.entity.field("Content-Transfer-Encoding").value_or(""),
                         most);
}

std::string structure(const Parts& parts) {
  std::string out;
  append_structure(out, parts, 0);
  return out;
}

} // namespace mail
