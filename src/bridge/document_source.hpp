// SPDX-License-Identifier: Apache-2.0
// Who has the documents: a DocDB.
#pragma once

#include "bridge/ports.hpp"
#include "docdb/client.hpp"

namespace bridge {

// One object per thread.
class DocDbDocuments : public DocumentSource {
public:
  explicit DocDbDocuments(docdb::Settings settings) : client_(std::move(settings)) {}
  base::Result<rollout::DocumentSeen> show(std::int64_t id) override;

private:
  docdb::Client client_;
};

} // namespace bridge
