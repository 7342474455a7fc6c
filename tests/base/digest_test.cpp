// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

TEST_CASE("digests and codes are those of their standards") {
  CHECK(base::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2
  CHECK(base::encode_base64(base::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
  CHECK(base::same_secret("abc", "abc"));
  CHECK_FALSE(base::same_secret("abc", "abd"));
  CHECK_FALSE(base::same_secret("abc", "ab"));
}

TEST_CASE("base64 both ways") {
  CHECK(base::encode_base64("") == "");
  CHECK(base::encode_base64("a") == "YQ==");
  CHECK(base::encode_base64("ab") == "YWI=");
  CHECK(base::encode_base64("abc\xff") == "YWJj/w==");
  CHECK(base::decode_base64("YWJj/w==") == "abc\xff");
}
