// New keys: written as PKCS#8, they are read again as what they are; tests/interop asks openssl.
#include "tls/x509/make/new_key.h"

#include "tests/tls/x509/make/keys_for_tests.h"
#include "tls/x509/keys/private_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

using tests::ec_kind;
using tests::new_key;
using tests::rsa_kind;

TEST(MakeKey, each_kind_is_read_again_as_the_key_it_is) {
    for (const KeyKind& kind : {rsa_kind(), ec_kind(crypto::Curve::secp256r1), ec_kind(crypto::Curve::secp384r1)}) {
        const crypto::SecretBytes pem = new_key(kind).pem();
        const crypto::PrivateKey again = private_key_from_pem(as_text(pem.view()));
        EXPECT_TRUE(crypto::same_key(crypto::public_key_of(again), crypto::public_key_of(new_key(kind).key())));
    }
}

} // namespace
} // namespace vitrine::x509
