// SPDX-License-Identifier: Apache-2.0
// Writes the letters of situations.hpp to be looked at: NAME.txt, NAME.html and NAME.eml.
//   letters_gallery TEMPLATES DIR
#include "bridge/forms.hpp"
#include "letters/situations.hpp"

#include <cstdio>
#include <fstream>

namespace {

bool write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  out.close();
  if (!out)
    std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return static_cast<bool>(out);
}

int failed(const base::Error& error) {
  std::fprintf(stderr, "%s\n", base::describe(error).c_str());
  return 1;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: letters_gallery TEMPLATES DIR\n", stderr);
    return 2;
  }
  const auto forms = bridge::read_forms(argv[1]);
  if (!forms)
    return failed(forms.error());
  for (const auto& [name, letter] : letters::usual()) {
    const auto draft = bridge::fill(*forms, letter);
    if (!draft)
      return failed(draft.error());
    const auto bytes =
        mail::compose({"staged-rollout@rollout.example", letter.to, letter.message_id,
                       letter.references, base::from_unix(1'795'222'860), *draft},
                      "rollout.example");
    if (!bytes)
      return failed(bytes.error());
    const std::string path = std::string(argv[2]) + "/" + name;
    if (!write(path + ".txt", "Subject: " + draft->subject + "\n\n" + draft->text) ||
        !write(path + ".html", draft->html) || !write(path + ".eml", *bytes))
      return 1;
  }
  return 0;
}
