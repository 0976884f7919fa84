// Requests: what is written is read again, and a changed one is not taken.
#include "tls/x509/make/request.h"

#include "tests/tls/x509/make/keys_for_tests.h"
#include "tls/x509/make/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

using tests::ec_kind;
using tests::new_key;
using tests::rsa_kind;

crypto::SystemRandom system_random;

TEST(MakeRequest, is_read_again_with_what_it_asks_for) {
    for (const KeyKind& kind : {rsa_kind(), ec_kind(crypto::Curve::secp256r1)}) {
        const crypto::PrivateKey& own = new_key(kind).key();
        const make::Signer signer{own, make::usual_algorithm(own), system_random};
        const Bytes der =
            make::request(name({{"CN", "localhost"}}), {make::subject_alt_name({make::dns_name("localhost")})}, signer);
        const CertificateRequest request = CertificateRequest::parse(der);
        EXPECT_EQ(request.subject().text(), "CN=localhost");
        EXPECT_TRUE(crypto::same_key(*request.public_key(), crypto::public_key_of(own)));
        EXPECT_THAT(request.extensions().subject_alt_name->dns_names, testing::ElementsAre("localhost"));
        EXPECT_TRUE(request.signature_verifies());
    }
}

TEST(MakeRequest, of_no_extensions_is_read_too) {
    const crypto::PrivateKey& own = new_key(ec_kind(crypto::Curve::secp256r1)).key();
    const auto der = make::request(name({{"CN", "a"}}), {}, {own, make::usual_algorithm(own), system_random});
    EXPECT_FALSE(CertificateRequest::parse(der).extensions().subject_alt_name);
}

TEST(MakeRequest, with_a_byte_changed_is_malformed_or_does_not_verify) {
    const crypto::PrivateKey& own = new_key(ec_kind(crypto::Curve::secp256r1)).key();
    const auto der = make::request(name({{"CN", "localhost"}}), {make::subject_alt_name({make::dns_name("localhost")})},
                                   {own, make::usual_algorithm(own), system_random});
    for (std::size_t i = 0; i < der.size(); ++i) {
        Bytes changed = der;
        changed[i] ^= 1;
        bool verified = false;
        try {
            verified = CertificateRequest::parse(changed).signature_verifies();
        } catch (const ParseError&) {
            continue;
        }
        EXPECT_FALSE(verified) << "byte " << i;
    }
}

} // namespace
} // namespace vitrine::x509
