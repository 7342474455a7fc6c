// SPDX-License-Identifier: Apache-2.0
// Loaded before a program with LD_PRELOAD: DIE_AT="fdatasync:3" kills it, as kill -9 does, just
// before its third fdatasync, DIE_AT="recv-run:3" before the first recv of its third row of them
// with no other of these calls in between. COUNT_TO=file has it write there, at its end, how often
// it made each call, and rows of it. (strace can do the same, at four times the price of the whole
// run.)
#include <dlfcn.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace {

struct Count {
  explicit Count(const char* the_name) : name(the_name), next(first) { first = this; }
  static Count* first;
  const char* name;
  Count* next;
  long made = 0;
  long runs = 0;
};
Count* Count::first = nullptr;
const Count* newest = nullptr;

const struct Report {
  ~Report() {
    const char* path = std::getenv("COUNT_TO");
    if (std::FILE* file = path == nullptr ? nullptr : std::fopen(path, "w")) {
      for (const Count* one = Count::first; one != nullptr; one = one->next)
        std::fprintf(file, "%s %ld\n%s-run %ld\n", one->name, one->made, one->name, one->runs);
      std::fclose(file);
    }
  }
} report;

// Is `wanted` "NAME:NUMBER"?
bool is_at(const char* wanted, const std::string& name, long number) {
  return wanted != nullptr && wanted == name + ":" + std::to_string(number);
}

void die_here(Count& count) {
  ++count.made;
  const bool begins = std::exchange(newest, &count) != &count;
  count.runs += begins ? 1 : 0;
  const char* wanted = std::getenv("DIE_AT");
  if (is_at(wanted, count.name, count.made) ||
      (begins && is_at(wanted, std::string(count.name) + "-run", count.runs)))
    kill(getpid(), SIGKILL);
}

template <class Function, class... Words> auto pass_on(Count& count, Words... words) {
  die_here(count);
  static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, count.name));
  return real(words...);
}

} // namespace

#define COUNTED(result, name, parameters, throws, ...)                                             \
  extern "C" result name parameters throws {                                                       \
    static Count count(#name);                                                                     \
    return pass_on<result(*) parameters>(count, __VA_ARGS__);                                      \
  }

COUNTED(int, fdatasync, (int file), , file)
COUNTED(int, fsync, (int file), , file)
COUNTED(int, ftruncate64, (int file, off64_t size), noexcept, file, size)
COUNTED(ssize_t, pwrite64, (int file, const void* at, size_t size, off64_t to), , file, at, size,
        to)
COUNTED(int, unlink, (const char* path), noexcept, path)
COUNTED(int, unlinkat, (int folder, const char* path, int how), noexcept, folder, path, how)
COUNTED(int, renameat, (int from, const char* path, int to, const char* new_path), noexcept, from,
        path, to, new_path)
COUNTED(int, renameat2,
        (int from, const char* path, int to, const char* new_path, unsigned int how), noexcept,
        from, path, to, new_path, how)
COUNTED(int, flock, (int file, int how), noexcept, file, how)
COUNTED(int, connect, (int to, const sockaddr* address, socklen_t size), , to, address, size)
COUNTED(ssize_t, send, (int to, const void* at, size_t size, int how), , to, at, size, how)
COUNTED(ssize_t, recv, (int from, void* at, size_t size, int how), , from, at, size, how)
COUNTED(pid_t, waitpid, (pid_t who, int* status, int how), , who, status, how)
COUNTED(int, posix_spawn,
        (pid_t * pid, const char* path, const posix_spawn_file_actions_t* files,
         const posix_spawnattr_t* attributes, char* const words[], char* const environment[]),
        , pid, path, files, attributes, words, environment)
