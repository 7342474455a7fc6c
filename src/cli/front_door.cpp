// SPDX-License-Identifier: Apache-2.0
#include "cli/front_door.hpp"

#include "base/log.hpp"
#include "cli/clock.hpp"
#include "cli/wiring.hpp"
#include "net/listen.hpp"
#include "net/webhook.hpp"

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;

struct Web {
  std::vector<std::string> keys;
  net::HttpLimits limits;
  std::optional<bridge::PageForms> pages;
};

// nullopt: there are to be none.
Result<std::optional<bridge::PageForms>> read_pages(const Config& config) {
  const std::string& pages = config["web.pages"];
  if (pages != "yes" && pages != "no")
    return fail(Fault::invalid, "web.pages = '" + pages + "'", "yes or no");
  if (pages == "no")
    return std::nullopt;
  auto forms = bridge::read_page_forms(config["mail.templates_dir"]);
  if (!forms)
    return fail(forms.error());
  return std::optional(std::move(*forms));
}

Result<Web> read_web(const Config& config) {
  const auto body = config.number("web.max_body", 1024, 16L * 1024 * 1024);
  const auto timeout = config.number("web.timeout", 1, 600);
  const auto lines = config.secrets("web.secret_file");
  if (!body || !timeout)
    return fail(!body ? body.error() : timeout.error());
  if (!lines)
    return fail(lines.error());
  auto pages = read_pages(config);
  if (!pages)
    return fail(pages.error());
  Web out;
  out.pages = std::move(*pages);
  out.limits.body = static_cast<std::size_t>(*body);
  out.limits.deadline = base::Seconds{*timeout};
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const std::string& line = (*lines)[i];
    if (line.empty() || line.front() == '#')
      continue;
    auto key = net::read_webhook_secret(line);
    if (!key)
      return fail(Fault::invalid,
                  "web.secret_file: " + config["web.secret_file"] + ":" + std::to_string(i + 1) +
                      ": " + key.error().what,
                  key.error().hint);
    out.keys.push_back(std::move(*key));
  }
  return out;
}

} // namespace

FrontDoor::FrontDoor(bridge::Settings settings, store::Database database,
                     std::vector<std::string> keys, std::optional<bridge::PageForms> pages,
                     bridge::Pulse& pulse, std::function<void()> ring)
    : settings_(std::move(settings)), database_(std::move(database)),
      hooks_(database_, settings_, std::move(keys), pulse, std::move(ring), std::move(pages)) {}

FrontDoor::~FrontDoor() {
  if (server_ != nullptr)
    server_->stop();
  if (thread_.joinable())
    thread_.join();
}

Result<std::unique_ptr<FrontDoor>> FrontDoor::open(const Config& config, bridge::Pulse& pulse,
                                                   std::function<void()> ring) {
  auto web = read_web(config);
  if (!web)
    return fail(web.error());
  if (config["web.listen"].empty())
    return nullptr;
  if (web->keys.empty())
    base::log(base::Level::warning,
              "no web hook is taken: there is no secret (web.secret_file); RT is read each " +
                  config["clock.sweep"] + " s instead");
  auto settings = read_settings(config);
  if (!settings)
    return fail(settings.error());
  auto database = store::Database::open(config["store.path"]);
  if (!database)
    return fail(database.error());
  std::unique_ptr<FrontDoor> out(new FrontDoor(std::move(*settings), std::move(*database),
                                               std::move(web->keys), std::move(web->pages), pulse,
                                               std::move(ring)));
  auto& hooks = out->hooks_;
  auto server = net::HttpServer::open(
      config["web.listen"], web->limits,
      [&hooks](const std::vector<net::Asked>& asked) { return hooks.serve(asked, clock_now()); },
      [&hooks](int status) { hooks.refused(status); });
  if (!server)
    return fail(server.error().fault, "web.listen: " + server.error().what, server.error().hint);
  out->server_ = std::move(*server);
  out->thread_ = std::thread([door = out.get()] { door->server_->run(); });
  return out;
}

Result<void> try_front_door(const Config& next, const Config& current) {
  if (auto web = read_web(next); !web)
    return fail(web.error());
  if (next["web.listen"].empty() || next["web.listen"] == current["web.listen"])
    return {};
  if (auto listener = net::Listener::open(next["web.listen"]); !listener)
    return fail(listener.error().fault, "web.listen: " + listener.error().what,
                listener.error().hint);
  return {};
}

} // namespace cli
