// SPDX-License-Identifier: Apache-2.0
#include "bridge/document_source.hpp"

namespace bridge {

base::Result<rollout::DocumentSeen> DocDbDocuments::show(std::int64_t id) {
  auto shown = client_.show(id);
  if (!shown && shown.error().fault != base::Fault::not_found)
    return base::fail(shown.error());
  rollout::DocumentSeen out;
  out.id = id;
  out.exists = shown.has_value();
  if (shown) {
    out.title = std::move(shown->title);
    for (auto& file : shown->files)
      out.files.push_back(std::move(file.name));
  }
  return out;
}

} // namespace bridge
