// SPDX-License-Identifier: Apache-2.0
// Who knows which sites there are, and how they are: a file, or a GOCDB.
#pragma once

#include "bridge/ports.hpp"
#include "gocdb/client.hpp"

#include <string>

namespace bridge {

// A site's key is its NGI and name, so a renamed one cannot be told from a closed and a new one. A
// file that was changed within the last 10 s, or whose last line has no end, is `unfinished`; the
// latter is a list when it is the same at the next look.
class FileTeams : public TeamSource {
public:
  explicit FileTeams(std::string path) : path_(std::move(path)) {}
  base::Result<SiteList> sites(base::Instant now, const std::string& seen) override;

private:
  std::string path_;
};

// One object per thread.
class GocdbTeams : public TeamSource {
public:
  explicit GocdbTeams(gocdb::Settings settings) : client_(std::move(settings)) {}
  base::Result<SiteList> sites(base::Instant now, const std::string& seen) override;

private:
  gocdb::Client client_;
};

// One object per thread.
class GocdbSites : public SiteSource {
public:
  explicit GocdbSites(gocdb::Settings settings) : client_(std::move(settings)) {}
  base::Result<rollout::SiteNews> services(const std::string& name) override;
  base::Result<Downtimes> downtimes(const std::vector<std::string>& names, base::Instant from,
                                    base::Instant to) override;

private:
  gocdb::Client client_;
};

} // namespace bridge
