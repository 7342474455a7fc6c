// SPDX-License-Identifier: Apache-2.0
#include "mail/authentication.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <cctype>
#include <map>
#include <optional>
#include <utility>

namespace mail {
namespace {

// One `method=result ptype.property=value …` of a field.
struct Finding {
  std::string method;
  std::string result;
  std::map<std::string, std::string> properties; // "header.d" -> "infn.it"
};

struct Results {
  std::string server;
  std::vector<Finding> findings;
};

// The words of one piece between semicolons: `=` is a word of its own, comments are gone, quotes
// are taken off.
using Words = std::vector<std::string>;

// Cuts a field into pieces of words, in one pass over comments, quoted strings and escapes.
class Cutter {
public:
  explicit Cutter(std::string_view value) : value_(value) {}

  std::vector<Words> cut() {
    for (at_ = 0; at_ < value_.size(); ++at_)
      take(value_[at_]);
    end_piece();
    return std::move(pieces_);
  }

private:
  void take(char c) {
    if (c == '(') {
      skip_comment();
    } else if (c == '"') {
      take_quoted();
    } else if (c == ';') {
      end_piece();
    } else if (c == '=') {
      end_word();
      piece_.emplace_back("=");
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      end_word();
    } else {
      word_ += c;
    }
  }
  void skip_comment() {
    end_word();
    int depth = 0;
    for (; at_ < value_.size(); ++at_) {
      if (value_[at_] == '\\')
        ++at_;
      else if (value_[at_] == '(')
        ++depth;
      else if (value_[at_] == ')' && --depth == 0)
        return;
    }
  }
  void take_quoted() {
    for (++at_; at_ < value_.size() && value_[at_] != '"'; ++at_) {
      if (value_[at_] == '\\' && at_ + 1 < value_.size())
        ++at_;
      word_ += value_[at_];
    }
    if (word_.empty())
      piece_.emplace_back();
  }
  void end_word() {
    if (!word_.empty())
      piece_.push_back(std::exchange(word_, {}));
  }
  void end_piece() {
    end_word();
    pieces_.push_back(std::exchange(piece_, {}));
  }

  std::string_view value_;
  std::size_t at_ = 0;
  std::string word_;
  Words piece_;
  std::vector<Words> pieces_;
};

std::optional<Finding> read_finding(const Words& words) {
  if (words.size() < 3 || words[1] != "=")
    return std::nullopt; // "none", or nothing that we know
  Finding finding;
  finding.method = base::lower(words[0].substr(0, words[0].find('/')));
  finding.result = base::lower(words[2]);
  for (std::size_t at = 3; at + 2 < words.size(); ++at)
    if (words[at + 1] == "=" && words[at + 2] != "=") {
      finding.properties.emplace(base::lower(words[at]), base::lower(words[at + 2]));
      at += 2;
    }
  return finding;
}

// nullopt: it cannot be read, or has a version that is not ours (RFC 8601, 2.2).
std::optional<Results> read_results(std::string_view value) {
  const auto pieces = Cutter(value).cut();
  if (pieces.empty() || pieces.front().empty() || pieces.front().size() > 2)
    return std::nullopt;
  if (pieces.front().size() == 2 && pieces.front()[1] != "1")
    return std::nullopt;
  Results results{pieces.front()[0], {}};
  for (std::size_t at = 1; at < pieces.size(); ++at)
    if (auto finding = read_finding(pieces[at]))
      results.findings.push_back(std::move(*finding));
  return results;
}

// "from a (b) by mx.example.org with …" -> "mx.example.org"
std::string_view written_by(std::string_view received) {
  static const base::Pattern by(R"(\bby\s+([^\s;()]+))", base::Pattern::Case::ignored);
  const auto found = by.find(received);
  return found ? found->groups[1] : std::string_view();
}

// The topmost field of a trusted server, above the first Received line that is not of our house.
std::optional<Results> topmost(const Message& message, const std::vector<std::string>& trusted,
                               const std::vector<std::string>& house) {
  for (const auto& field : message.headers) {
    if (base::same_ignoring_case(field.name, "Received")) {
      const auto host = written_by(field.value);
      if (!base::is_one_of(host, trusted) && !base::is_one_of(host, house))
        return std::nullopt;
    }
    if (!base::same_ignoring_case(field.name, "Authentication-Results"))
      continue;
    auto results = read_results(field.value);
    if (results && base::is_one_of(results->server, trusted))
      return results;
  }
  return std::nullopt;
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return base::lower(at == address.npos ? address : address.substr(at + 1));
}

// Relaxed alignment without a list of public suffixes: the same domain, or one below the other.
bool aligned(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty())
    return false;
  const auto& shorter = a.size() < b.size() ? a : b;
  const auto& longer = a.size() < b.size() ? b : a;
  return shorter == longer ||
         (shorter.find('.') != shorter.npos && longer.ends_with("." + shorter));
}

std::string property(const Finding& finding, const char* name) {
  const auto found = finding.properties.find(name);
  return found == finding.properties.end() ? "" : found->second;
}

// Is this finding about the domain (or the very address) in From?
bool concerns(const Finding& finding, const std::string& from, const std::string& domain) {
  if (finding.method == "dmarc") {
    const auto about = property(finding, "header.from");
    return about.empty() || domain_of(about) == domain;
  }
  if (finding.method == "dkim") {
    const auto signer = property(finding, "header.d");
    return aligned(signer.empty() ? domain_of(property(finding, "header.i")) : signer, domain);
  }
  if (finding.method == "spf")
    return aligned(domain_of(property(finding, "smtp.mailfrom")), domain);
  return finding.method == "auth" && property(finding, "smtp.auth") == base::lower(from);
}

} // namespace

Authentication authenticate(const Message& message, const std::vector<std::string>& trusted,
                            const std::vector<std::string>& house) {
  using Verdict = Authentication::Verdict;
  if (!message.from || trusted.empty())
    return {};
  const auto results = topmost(message, trusted, house);
  if (!results)
    return {};
  const auto domain = domain_of(*message.from);
  Authentication failed;
  Authentication passed;
  for (const auto& finding : results->findings) {
    if (!concerns(finding, *message.from, domain))
      continue;
    const std::string because =
        finding.method + "=" + finding.result + " (" + results->server + ")";
    // DMARC weighs SPF and DKIM already: its word is the last.
    if (finding.method == "dmarc" && (finding.result == "pass" || finding.result == "fail"))
      return {finding.result == "pass" ? Verdict::pass : Verdict::fail, because};
    if (finding.result == "pass" && passed.verdict == Verdict::none)
      passed = {Verdict::pass, because};
    if (finding.result == "fail" && failed.verdict == Verdict::none)
      failed = {Verdict::fail, because};
  }
  return passed.verdict == Verdict::pass ? passed : failed;
}

} // namespace mail
