// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <mutex>

namespace base {
namespace {

// A log may be opened again while other threads write to it (SIGHUP).
std::mutex changing;

struct Open {
  std::shared_ptr<spdlog::logger> logger;
  std::string file;
  Level least = Level::info;
};

// The one global of the program: a log that had to be handed to every function would be worse.
Open& open() {
  static Open one;
  return one;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
  case Level::debug:
    return spdlog::level::debug;
  case Level::info:
    return spdlog::level::info;
  case Level::warning:
    return spdlog::level::warn;
  case Level::error:
    return spdlog::level::err;
  }
  return spdlog::level::info;
}

} // namespace

Result<void> open_log(const std::string& file, Level least) {
  try {
    spdlog::sink_ptr sink;
    if (file.empty())
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
    auto logger = std::make_shared<spdlog::logger>("rollout-bridge", std::move(sink));
    logger->set_level(to_spdlog(least));
    logger->flush_on(spdlog::level::debug);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
    const std::lock_guard lock(changing);
    open() = Open{std::move(logger), file, least};
  } catch (const spdlog::spdlog_ex& error) {
    return fail(Fault::invalid, "the log cannot be opened: " + std::string(error.what()),
                "check log.file and the rights on its folder");
  }
  return {};
}

void log(Level level, std::string_view text) {
  const auto logger = [] {
    const std::lock_guard lock(changing);
    return open().logger;
  }();
  if (logger)
    logger->log(to_spdlog(level), "{}", text);
}

} // namespace base
