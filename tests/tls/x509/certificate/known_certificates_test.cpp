// Certificates that were met before are shared, by all of their bytes and within bounds.
#include "tls/x509/certificate/known_certificates.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"

#include <gtest/gtest.h>

#include <thread>

namespace vitrine::x509 {
namespace {

using fixtures::certificate;

// Where the parsed certificate lies: the same for all who share it.
const std::uint8_t* place(const Certificate& certificate) { return certificate.der().data(); }

fixtures::Pieces pieces() {
    fixtures::Pieces parts;
    parts.subject_public_key_info = to_bytes(certificate("ec_leaf").subject_public_key_info());
    return parts;
}

// One of many that differ in nothing but their serial number.
Bytes numbered(std::uint8_t number) {
    fixtures::Pieces parts = pieces();
    parts.serial_number.back() = number;
    return parts.der();
}

TEST(KnownCertificates, the_same_bytes_are_parsed_once) {
    KnownCertificates known;
    const Bytes leaf = to_bytes(certificate("leaf").der());
    const Certificate first = known.parse(leaf);
    EXPECT_EQ(place(known.parse(Bytes{leaf})), place(first));
    EXPECT_NE(place(known.parse(certificate("leaf2").der())), place(first));
}

TEST(KnownCertificates, one_byte_makes_another) {
    KnownCertificates known;
    Bytes leaf = to_bytes(certificate("leaf").der());
    const Certificate first = known.parse(leaf);
    leaf.back() ^= 1; // the signature's last
    const Certificate other = known.parse(leaf);
    EXPECT_NE(place(other), place(first));
    EXPECT_NE(to_hex(other.signature()), to_hex(first.signature()));
}

TEST(KnownCertificates, what_is_none_is_refused_each_time) {
    KnownCertificates known;
    const Bytes nonsense{0x30, 0x01};
    EXPECT_THROW((void)known.parse(nonsense), ParseError);
    EXPECT_THROW((void)known.parse(nonsense), ParseError);
}

TEST(KnownCertificates, the_one_not_met_for_longest_makes_room) {
    KnownCertificates known;
    const auto place_of = [&known](std::uint8_t number) { return known.parse(numbered(number)); };
    const Certificate first = place_of(1);
    const Certificate second = place_of(2);
    for (std::uint8_t number = 3; number <= KnownCertificates::capacity; ++number) place_of(number);
    EXPECT_EQ(place(place_of(1)), place(first)); // met again: so 2 is the one
    place_of(KnownCertificates::capacity + 1);
    EXPECT_EQ(place(place_of(1)), place(first));
    EXPECT_NE(place(place_of(2)), place(second));
}

TEST(KnownCertificates, a_large_one_is_not_kept) {
    KnownCertificates known;
    fixtures::Pieces parts = pieces();
    parts.signature_value = fixtures::value(0x03, Bytes(KnownCertificates::largest_kept));
    const Certificate large = known.parse(parts.der());
    EXPECT_NE(place(known.parse(parts.der())), place(large));
}

TEST(KnownCertificates, are_shared_by_threads) {
    KnownCertificates known;
    const Bytes leaf = to_bytes(certificate("leaf").der());
    const Certificate first = known.parse(leaf);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) EXPECT_EQ(place(known.parse(leaf)), place(first));
        });
    for (std::thread& thread : threads) thread.join();
}

} // namespace
} // namespace vitrine::x509
