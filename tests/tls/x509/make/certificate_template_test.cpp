// What is made is read again by the strict parser; tests/interop asks openssl and others.
#include "tls/x509/make/certificate_template.h"

#include "tests/tls/x509/make/keys_for_tests.h"
#include "tls/x509/asn1/der.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/certificate.h"
#include "tls/x509/make/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

using Kind = crypto::SignatureAlgorithm::Kind;
using crypto::HashAlgorithm;
using tests::ec_kind;
using tests::new_key;
using tests::rsa_kind;

crypto::SystemRandom system_random;

std::chrono::sys_seconds at(int year) {
    return std::chrono::sys_days{std::chrono::year{year} / std::chrono::January / 1};
}

make::CertificateTemplate leaf_of(const crypto::PrivateKey& subject_key) {
    make::CertificateTemplate parts;
    parts.serial_number = Bytes{0x01};
    parts.issuer = name({{"CN", "CA"}});
    parts.validity = validity(at(2020), at(2060));
    parts.subject = name({{"C", "DE"}, {"O", "Example"}, {"CN", "localhost"}});
    parts.subject_public_key_info = subject_public_key_info(crypto::public_key_of(subject_key));
    return parts;
}

TEST(MakeCertificate, each_part_is_read_again) {
    const crypto::PrivateKey& signer = new_key(ec_kind(crypto::Curve::secp256r1)).key();
    make::CertificateTemplate parts = leaf_of(signer);
    const Bytes identifier = make::key_identifier(parts.subject_public_key_info);
    parts.extensions = {make::basic_constraints({true, 3}),
                        make::key_usage({KeyUsage::key_cert_sign, KeyUsage::crl_sign}),
                        make::extended_key_usage({oid::server_auth, oid::client_auth}),
                        make::subject_key_identifier(identifier),
                        make::authority_key_identifier(identifier),
                        make::subject_alt_name({make::dns_name("localhost"), make::ip_address(Bytes{127, 0, 0, 1})})};
    const Bytes der = make::sign(parts, {signer, make::usual_algorithm(signer), system_random});
    const Certificate made = Certificate::parse(der);
    EXPECT_EQ(made.version(), 3);
    EXPECT_EQ(made.issuer().text(), "CN=CA");
    EXPECT_EQ(made.subject().text(), "C=DE, O=Example, CN=localhost");
    EXPECT_EQ(made.not_before(), at(2020));
    EXPECT_EQ(made.not_after(), at(2060));
    EXPECT_EQ(made.signature_algorithm_name(), "ecdsa-with-SHA256");
    const Extensions& found = made.extensions();
    EXPECT_TRUE(found.basic_constraints->ca);
    EXPECT_EQ(found.basic_constraints->path_len_constraint, 3U);
    EXPECT_EQ(found.key_usage, 0x60);
    EXPECT_TRUE(found.extended_key_usage->server_auth && found.extended_key_usage->client_auth);
    EXPECT_EQ(found.subject_key_identifier, identifier);
    EXPECT_EQ(found.authority_key_identifier, identifier);
    EXPECT_THAT(found.subject_alt_name->dns_names, testing::ElementsAre("localhost"));
    EXPECT_THAT(found.subject_alt_name->ip_addresses, testing::ElementsAre(Bytes{127, 0, 0, 1}));
    EXPECT_TRUE(found.unknown.empty());
}

TEST(MakeCertificate, each_algorithm_verifies_under_its_own_name) {
    const KeyKind p384 = ec_kind(crypto::Curve::secp384r1);
    for (const HashAlgorithm hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512})
        for (const auto& [kind, with] :
             {std::pair{rsa_kind(), Kind::rsa_pkcs1}, {rsa_kind(), Kind::rsa_pss}, {p384, Kind::ecdsa}}) {
            const crypto::PrivateKey& signer = new_key(kind).key();
            const crypto::SignatureAlgorithm algorithm{with, hash};
            const Certificate made =
                Certificate::parse(make::sign(leaf_of(signer), {signer, algorithm, system_random}));
            ASSERT_EQ(made.signature_algorithm(), algorithm) << made.signature_algorithm_name();
            EXPECT_TRUE(crypto::verify(*made.public_key(), algorithm, made.to_be_signed(), made.signature()));
        }
}

TEST(MakeCertificate, version_1_has_neither_version_nor_extensions) {
    const crypto::PrivateKey& signer = new_key(ec_kind(crypto::Curve::secp256r1)).key();
    make::CertificateTemplate parts = leaf_of(signer);
    parts.version = 1;
    const Certificate made =
        Certificate::parse(make::sign(parts, {signer, make::usual_algorithm(signer), system_random}));
    EXPECT_EQ(made.version(), 1);
    EXPECT_FALSE(made.extensions().basic_constraints);
    DerReader reader{"TBSCertificate", made.to_be_signed()};
    reader.open("", Tag::sequence);
    EXPECT_TRUE(reader.next_is(Tag::integer)) << "the serial number comes first";
}

} // namespace
} // namespace vitrine::x509
