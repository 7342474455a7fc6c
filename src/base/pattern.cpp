// SPDX-License-Identifier: Apache-2.0
#include "base/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace base {

struct Pattern::Compiled {
  pcre2_code* code = nullptr;
  pcre2_match_context* limits = nullptr;

  Compiled() = default;
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() {
    pcre2_match_context_free(limits);
    pcre2_code_free(code);
  }
};

namespace {

std::uint32_t options(Pattern::Case letter_case) {
  switch (letter_case) {
  case Pattern::Case::matters:
    return 0;
  case Pattern::Case::ignored:
    return PCRE2_CASELESS;
  case Pattern::Case::folded:
    return PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
  }
  return 0;
}

} // namespace

Pattern::Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::compile(std::string_view expression, Case letter_case, Use use) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  const auto* text = reinterpret_cast<PCRE2_SPTR>(expression.data());
  auto compiled = std::make_shared<Compiled>();
  compiled->code =
      pcre2_compile(text, expression.size(), options(letter_case), &error, &offset, nullptr);
  if (compiled->code == nullptr) {
    std::array<PCRE2_UCHAR, 256> why{};
    pcre2_get_error_message(error, why.data(), why.size());
    return fail(Fault::invalid, "pattern '" + std::string(expression) + "' is wrong at its sign " +
                                    std::to_string(offset) + ": " +
                                    reinterpret_cast<const char*>(why.data()));
  }
  if (use == Use::often)
    pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE); // slower without, never wrong
  compiled->limits = pcre2_match_context_create(nullptr);
  pcre2_set_match_limit(compiled->limits, 100'000);
  pcre2_set_depth_limit(compiled->limits, 10'000);
  return Pattern(std::move(compiled));
}

Pattern::Pattern(std::string_view expression, Case letter_case, Use use) {
  auto made = compile(expression, letter_case, use);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().what.c_str());
    std::abort();
  }
  *this = std::move(*made);
}

std::optional<Match> Pattern::find(std::string_view subject, std::size_t from) const {
  if (from > subject.size())
    return std::nullopt;
  std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
      pcre2_match_data_create_from_pattern(compiled_->code, nullptr), &pcre2_match_data_free);
  const int count = pcre2_match(compiled_->code, reinterpret_cast<PCRE2_SPTR>(subject.data()),
                                subject.size(), from, 0, data.get(), compiled_->limits);
  if (count <= 0) // no match, or a limit was hit: fail closed
    return std::nullopt;
  const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
  Match match;
  match.groups.resize(pcre2_get_ovector_count(data.get()));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    if (offsets[2 * i] != PCRE2_UNSET)
      match.groups[i] = subject.substr(offsets[2 * i], offsets[2 * i + 1] - offsets[2 * i]);
  match.begin = offsets[0];
  match.end = offsets[1];
  return match;
}

} // namespace base
