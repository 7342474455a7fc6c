// SPDX-License-Identifier: Apache-2.0
#include "rollout/document.hpp"

#include "base/text.hpp"
#include "rollout/file_name.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Words = std::vector<std::string>;

std::string value_of(const Ticket& ticket, const Policy& policy) {
  return one_line(first_value(ticket, policy.document_field));
}

std::string page_of(std::int64_t id, const Policy& policy) {
  return policy.documents.url + "/document/" + std::to_string(id);
}

std::string title_with(const std::string& stack, const Release& release) {
  Words words{"Staged rollout"};
  for (const auto& word : {stack, release.component, release.version})
    if (!word.empty())
      words.push_back(word);
  return base::join(words, " ");
}

bool is_known(const Release& release) {
  return !release.component.empty() && !release.version.empty();
}

// The stack may stand there as in the ticket's title, and differences of case, blanks and dashes
// confuse nobody.
bool is_right(const std::string& title, const Release& release) {
  const auto said = folded_name(base::trim(title));
  return said == folded_name(title_with(release.stack, release)) ||
         said == folded_name(title_with(stack_of(release), release));
}

// What was taken here and is not in it, neither as it was sent nor under its right name.
Words lacking(const DocumentSeen& seen, const std::vector<Filed>& reports) {
  Words out;
  for (const auto& one : newest_taken(reports))
    if (!contains(seen.files, one.name) &&
        (one.expected.empty() || !contains(seen.files, one.expected)))
      out.push_back(one.name);
  return out;
}

Words faults_of(const DocumentSeen& seen, const Ticket& ticket, const Memory& memory,
                const Policy& policy) {
  constexpr std::size_t most_told = 100; // bytes of a stranger's title
  const auto document = "Document " + std::to_string(seen.id);
  if (!seen.exists)
    return {document + " is not shown by " + policy.documents.url +
            ": there is none, or its newest version is not public."};
  Words out;
  const auto release = release_of(ticket, policy);
  if (is_known(release) && !is_right(seen.title, release))
    out.push_back(document + " is called '" + std::string(base::front(seen.title, most_told)) +
                  "'; its title is to be '" + document_title(ticket, policy) + "'.");
  if (const auto names = lacking(seen, memory.reports); !names.empty())
    out.push_back(document + " lacks " + base::join(names, ", ") + ", taken on this ticket.");
  return out;
}

class Tending {
public:
  Tending(const Ticket& ticket, const Policy& policy, Memory& memory, Owing& owing)
      : ticket_(ticket), id_(read_document_id(value_of(ticket, policy))), policy_(policy),
        memory_(memory), owing_(owing) {}

  void run() {
    if (policy_.documents.check)
      ask();
    link();
    tell_managers();
  }

private:
  void ask() {
    const auto id = id_ ? std::to_string(*id_) : "";
    if (id == memory_.document_asked)
      return;
    owing_.remember("document_asked", id, "the field " + policy_.document_field);
    memory_.document_asked = id;
    memory_.document.reset();
  }

  // Once for each number, and where it can be known, not before the page is there.
  void link() {
    if (!id_ || (policy_.documents.check && (!memory_.document || !memory_.document->exists)))
      return;
    const auto page = page_of(*id_, policy_);
    if (contains(memory_.document_pages, page))
      return;
    memory_.document_pages.push_back(page);
    owing_.remember("document_linked", page, "the field " + policy_.document_field);
    owing_.owe(owing_.key("link/" + page), AddLink{ticket_.id, "RefersTo", page});
  }

  void tell_managers() {
    const auto faults = document_faults(ticket_, memory_, policy_);
    const auto words = base::join(faults, " ");
    if (words == memory_.document_wrong)
      return;
    memory_.document_wrong = words;
    owing_.remember("document_wrong", value_of(ticket_, policy_), words);
    if (faults.empty())
      return;
    std::string text = "To be mended:\n";
    for (const auto& fault : faults)
      text += "- " + fault + "\n";
    if (id_)
      text += "\n" + page_of(*id_, policy_) +
              "\nIt is looked at again each hour, for 14 days; the field " + policy_.status_field +
              " shows what is found.\n";
    owing_.note(owing_.key("document/" + owing_.cause()), "the document of this rollout", text);
  }

  const Ticket& ticket_;
  std::optional<std::int64_t> id_; // nullopt: the field holds no number
  const Policy& policy_;
  Memory& memory_;
  Owing& owing_;
};

} // namespace

void add(const DocumentLine& line, Memory& memory) {
  if (line.what == "document_asked") {
    memory.document_asked = line.about;
    memory.document.reset();
  } else if (line.what == "document_seen") {
    if (line.about == memory.document_asked)
      memory.document = read_document_seen(line.at, line.about, line.words);
  } else if (line.what == "document_wrong") {
    memory.document_wrong = line.words;
  } else if (line.what == "document_linked") {
    memory.document_pages.push_back(line.about);
  }
}

std::string document_title(const Ticket& ticket, const Policy& policy) {
  const auto release = release_of(ticket, policy);
  return is_known(release) ? title_with(release.stack, release) : "";
}

std::vector<std::string> document_faults(const Ticket& ticket, const Memory& memory,
                                         const Policy& policy) {
  const auto value = value_of(ticket, policy);
  if (value.empty())
    return {};
  const auto id = read_document_id(value);
  if (!id)
    return {"The field " + policy.document_field + " says '" +
            std::string(base::front(value, 100)) +
            "': it is to hold the number of a document alone, such as 1234."};
  const auto& seen = memory.document;
  if (!policy.documents.check || !seen || seen->id != *id)
    return {};
  return faults_of(*seen, ticket, memory, policy);
}

std::string document_status(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  const auto id = read_document_id(value_of(ticket, policy));
  if (const auto faults = document_faults(ticket, memory, policy); !faults.empty() || !id)
    return faults.empty() ? "" : base::join(faults, "\n") + "\n";
  const auto document = "Document " + std::to_string(*id);
  if (!policy.documents.check)
    return document + ": " + page_of(*id, policy) + "\n";
  if (!memory.document || memory.document->id != *id)
    return document + ": " + policy.documents.url + " has not shown it yet\n";
  const auto count = memory.document->files.size();
  return document + ": " + memory.document->title + ", " + std::to_string(count) +
         (count == 1 ? " file\n" : " files\n");
}

void heed_document(const Ticket& ticket, const Policy& policy, Memory& memory, Owing& owing) {
  Tending(ticket, policy, memory, owing).run();
}

} // namespace rollout
