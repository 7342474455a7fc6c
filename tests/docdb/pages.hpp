// SPDX-License-Identifier: Apache-2.0
// Pages as a DocDB 8.8 writes them, down to its twice escaped addresses.
#pragma once

#include <string>

inline std::string docdb_page(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<docdb version=\"8.8.12\" "
         "href=\"https://documents.example.test\" project=\"EGI\" shortproject=\"EGI\">" +
         inside + "</docdb>\n";
}

inline std::string docdb_file(const std::string& name, const std::string& description = "",
                              const std::string& main = "yes") {
  return "<file href=\"https://documents.example.test/public/RetrieveFile?docid=254&amp;amp;"
         "version=3&amp;amp;filename=x\" id=\"911\" main=\"" +
         main + "\"><name>" + name + "</name>" +
         (description.empty() ? "" : "<description>" + description + "</description>") + "</file>";
}

inline std::string docdb_document(const std::string& title, const std::string& files,
                                  const std::string& id = "254", const std::string& version = "3") {
  return "<document href=\"https://documents.example.test/public/ShowDocument?docid=" + id +
         "\" id=\"" + id + "\"><docrevision docid=\"" + id + "\" version=\"" + version +
         "\" modified=\"2026-11-21 10:00:00\"><title>" + title +
         "</title><doctype id=\"5\"><name>Report</name><description>A report</description>"
         "</doctype><author id=\"7\"><firstname>Anna</firstname><lastname>Rossi</lastname>"
         "</author><abstract>What came of it</abstract><keyword>CREAM</keyword><note></note>" +
         files + "<publicationinfo></publicationinfo><otherversions><docrevision docid=\"" + id +
         "\" version=\"2\"><title>An old title</title><file main=\"yes\"><name>old.doc</name>"
         "</file></docrevision></otherversions></docrevision></document>";
}
