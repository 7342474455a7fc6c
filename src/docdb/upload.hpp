// SPDX-License-Identifier: Apache-2.0
// The file that DocDB's XMLUpload takes. It holds no files: the server fetches each from its
// address, so these must be open to it. A document without view groups is public. Who may upload
// sends it with
//   curl -u USER -F outformat=xml -F XMLFile=@FILE https://documents.egi.eu/secure/XMLUpload
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace docdb {

struct Upload {
  struct File {
    std::string href;
    std::string name; // as the document will have it
    std::string description;
    bool main = false;
  };
  std::optional<std::int64_t> id; // a new version of this one; nullopt: a new document
  std::string title;
  std::string abstract;
  std::vector<std::string> keywords; // each without a blank
  // Who uploads it, as DocDB has him among its authors: without both it refuses the file.
  std::string first_name;
  std::string last_name;
  std::optional<std::int64_t> type; // number of a type of documents on that server
  std::vector<File> files;
};

std::string upload_xml(const Upload& upload);

} // namespace docdb
