// SPDX-License-Identifier: Apache-2.0
#include "bridge/upload_set.hpp"

#include "base/percent.hpp"
#include "docdb/upload.hpp"
#include "rollout/document.hpp"
#include "rollout/document_seen.hpp"
#include "rollout/release.hpp"

namespace bridge {
namespace {

using Words = std::vector<std::string>;

class Uploading {
public:
  Uploading(const rollout::Ticket& ticket, const std::vector<Item>& items,
            const std::vector<std::string>& missing, const rollout::Policy& policy)
      : ticket_(ticket), items_(items), missing_(missing), policy_(policy),
        number_(base::to_string(ticket.id)) {}

  UploadSet run(const std::vector<Collected>& files) {
    const auto release = rollout::release_of(ticket_, policy_);
    upload_.id = rollout::read_document_id(rollout::first_value(ticket_, policy_.document_field));
    upload_.title = rollout::document_title(ticket_, policy_);
    upload_.abstract = "Reports of the staged rollout " + page();
    for (const auto& word : {release.stack, release.component})
      if (!word.empty())
        upload_.keywords.push_back(word);
    upload_.first_name = policy_.documents.first_name;
    upload_.last_name = policy_.documents.last_name;
    for (const auto& one : files)
      if (one.line.counts && !one.line.file.empty())
        add(one.line);
    return {docdb::upload_xml(upload_), guide()};
  }

private:
  std::string page() const { return rollout::ticket_url(ticket_.id, policy_); }

  void add(const IndexLine& line) {
    const bool summary = line.team == "summary";
    has_summary_ = has_summary_ || summary;
    upload_.files.push_back({address_of(line), rightly_called(line),
                             summary ? "the managers' summary" : "the report of " + line.team,
                             summary});
  }
  // A file that is here as name~2.odt has no number in the document.
  static std::string rightly_called(const IndexLine& line) {
    return line.expected.empty() ? line.file : line.expected;
  }

  std::string address_of(const IndexLine& line) const {
    if (!policy_.documents.files.empty())
      return folder() + "/" + base::percent_encoded(line.file);
    for (const auto& one : items_)
      if (one.place == line.file)
        return policy_.rt_url + "/Ticket/Attachment/" + base::to_string(one.file.said) + "/" +
               base::to_string(one.file.id) + "/" + base::percent_encoded(line.file);
    return {};
  }
  std::string folder() const {
    constexpr std::string_view mark = "{ticket}";
    std::string out = policy_.documents.files;
    if (const auto at = out.find(mark); at != out.npos)
      out.replace(at, mark.size(), number_);
    return out;
  }

  // ------------------------------------------------------------------------------------- the page

  std::string guide() const {
    return "How the reports of staged rollout " + number_ + " get to " + policy_.documents.url +
           "\nWritten by rollout-bridge, anew at each run, as UPLOAD.xml is.\n\n" +
           row("Title", {upload_.title.empty()
                             ? "none: the ticket does not say component and "
                               "version; put them into the fields " +
                                   policy_.component_field + " and " + policy_.version_field
                             : upload_.title}) +
           row("Document", {upload_.id ? std::to_string(*upload_.id) + ", as a new version of it"
                                       : "a new one"}) +
           row("Files", file_names()) + row("Missing", lacking()) + "\n" +
           row("By hand", {"log in there, make the document with this title, readable for "
                           "everybody, and give it these files"}) +
           row("By program", by_program()) +
           row("Then", {"write the line `document N`, with its number, on ticket " + number_ +
                            ", or put N into its field " + policy_.document_field,
                        page()});
  }
  static std::string row(std::string_view name, const Words& lines) {
    constexpr std::size_t width = 12;
    std::string out;
    for (const auto& line : lines) {
      const std::string head(out.empty() ? name : "");
      out += head + std::string(width - head.size(), ' ') + line + "\n";
    }
    return out;
  }

  Words file_names() const {
    Words out;
    for (const auto& one : upload_.files)
      out.push_back(one.name);
    return out.empty() ? Words{"none yet: no report counts"} : out;
  }
  Words lacking() const {
    Words out;
    for (const auto& team : missing_)
      out.push_back("the report of " + team + ", which has accepted");
    if (!has_summary_)
      out.emplace_back("the managers' summary");
    return out.empty() ? Words{"nothing"} : out;
  }
  Words by_program() const {
    Words out = {"curl -u USER -F outformat=xml -F XMLFile=@" + std::string(upload_name) + " " +
                 policy_.documents.url + "/secure/XMLUpload"};
    if (upload_.first_name.empty())
      out.emplace_back("It is refused as long as UPLOAD.xml does not say who uploads: set "
                       "documents.submitter");
    if (policy_.documents.files.empty())
      out.insert(out.end(),
                 {"That server fetches the files itself, from RT's pages. RT asks for a login:",
                  "copy them, and nothing else of this folder, to where they are open to it, and",
                  "set documents.files to that address; or give",
                  "UPLOAD.xml its element authentication with an RT user who may read them"});
    else
      out.push_back("That server fetches the files itself, from " + folder());
    return out;
  }

  const rollout::Ticket& ticket_;
  const std::vector<Item>& items_;
  const std::vector<std::string>& missing_;
  const rollout::Policy& policy_;
  std::string number_;
  docdb::Upload upload_;
  bool has_summary_ = false;
};

} // namespace

UploadSet upload_set(const rollout::Ticket& ticket, const std::vector<Item>& items,
                     const std::vector<Collected>& files, const std::vector<std::string>& missing,
                     const rollout::Policy& policy) {
  return Uploading(ticket, items, missing, policy).run(files);
}

} // namespace bridge
