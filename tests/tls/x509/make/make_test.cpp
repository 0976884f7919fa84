// What is made is read again by the strict parser, and judged by the path checks; tests/interop asks openssl and
// others.
#include "tests/crypto/fixed_random.h"
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/keys/private_key.h"
#include "tls/x509/make/new_key.h"
#include "tls/x509/make/parts.h"
#include "tls/x509/make/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

using Kind = crypto::SignatureAlgorithm::Kind;
using crypto::HashAlgorithm;

crypto::SystemRandom system_random;

KeyKind rsa(std::size_t bits = 2048) { return {KeyKind::Algorithm::rsa, bits, {}}; }
KeyKind ec(crypto::Curve curve) { return {KeyKind::Algorithm::ec, 0, curve}; }

const NewKey& key(const KeyKind& kind) { // each made once
    static const NewKey rsa_key = NewKey::generate(rsa(), system_random);
    static const NewKey p256 = NewKey::generate(ec(crypto::Curve::secp256r1), system_random);
    static const NewKey p384 = NewKey::generate(ec(crypto::Curve::secp384r1), system_random);
    if (kind.algorithm == KeyKind::Algorithm::rsa) return rsa_key;
    return kind.curve == crypto::Curve::secp384r1 ? p384 : p256;
}

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

TEST(MakeKey, each_kind_is_read_again_as_the_key_it_is) {
    for (const KeyKind& kind : {rsa(), ec(crypto::Curve::secp256r1), ec(crypto::Curve::secp384r1)}) {
        const crypto::SecretBytes pem = key(kind).pem();
        const crypto::PrivateKey again = private_key_from_pem(as_text(pem.view()));
        EXPECT_TRUE(crypto::same_key(crypto::public_key_of(again), crypto::public_key_of(key(kind).key())));
    }
}

TEST(MakeCertificate, each_part_is_read_again) {
    const crypto::PrivateKey& signer = key(ec(crypto::Curve::secp256r1)).key();
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
    const KeyKind p384 = ec(crypto::Curve::secp384r1);
    for (const HashAlgorithm hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512})
        for (const auto& [kind, with] :
             {std::pair{rsa(), Kind::rsa_pkcs1}, {rsa(), Kind::rsa_pss}, {p384, Kind::ecdsa}}) {
            const crypto::PrivateKey& signer = key(kind).key();
            const crypto::SignatureAlgorithm algorithm{with, hash};
            const Certificate made =
                Certificate::parse(make::sign(leaf_of(signer), {signer, algorithm, system_random}));
            ASSERT_EQ(made.signature_algorithm(), algorithm) << made.signature_algorithm_name();
            EXPECT_TRUE(crypto::verify(*made.public_key(), algorithm, made.to_be_signed(), made.signature()));
        }
}

TEST(MakeCertificate, version_1_has_neither_version_nor_extensions) {
    const crypto::PrivateKey& signer = key(ec(crypto::Curve::secp256r1)).key();
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

TEST(MakeCertificate, a_serial_number_is_positive_and_has_sixteen_bytes) {
    for (const std::uint8_t first : Bytes{0x00, 0x7f, 0x80, 0xff}) {
        tests::FixedRandom random{{Bytes{first}}};
        const Bytes serial = random_serial_number(random);
        EXPECT_EQ(serial.size(), 16U);
        EXPECT_GE(serial[0], 0x40);
        EXPECT_LT(serial[0], 0x80);
        EXPECT_THAT(random.purposes, testing::ElementsAre("serial_number"));
    }
}

TEST(MakeName, an_attribute_that_nobody_knows_is_refused) {
    EXPECT_THROW(name({{"XY", "z"}}), std::invalid_argument);
    EXPECT_EQ(name({{"2.5.4.3", "a"}}), name({{"CN", "a"}}));
}

TEST(MakeRequest, is_read_again_with_what_it_asks_for) {
    for (const KeyKind& kind : {rsa(), ec(crypto::Curve::secp256r1)}) {
        const crypto::PrivateKey& own = key(kind).key();
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
    const crypto::PrivateKey& own = key(ec(crypto::Curve::secp256r1)).key();
    const auto der = make::request(name({{"CN", "a"}}), {}, {own, make::usual_algorithm(own), system_random});
    EXPECT_FALSE(CertificateRequest::parse(der).extensions().subject_alt_name);
}

TEST(MakeRequest, with_a_byte_changed_is_malformed_or_does_not_verify) {
    const crypto::PrivateKey& own = key(ec(crypto::Curve::secp256r1)).key();
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
