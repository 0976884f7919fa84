// Certificates that are meant to take long: each is refused before the work that it wants.
#include "tls/x509/path/validate.h"

#include "tests/support/processor_time.h"
#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"

#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using fixtures::hex;
using fixtures::joined;
using fixtures::Pieces;
using fixtures::value;
using testing::HasSubstr;

Pieces pieces() {
    Pieces parts;
    parts.subject_public_key_info = to_bytes(fixtures::certificate("ec_leaf").subject_public_key_info());
    return parts;
}

Bytes extension(std::string_view identifier, const Bytes& content) {
    return value(0x30, joined({hex(identifier), value(0x04, content)}));
}

Bytes with_names(std::size_t count) {
    Bytes names;
    for (std::size_t i = 0; i < count; ++i) append(names, hex("820161"));
    Pieces parts = pieces();
    parts.subject = hex("300c310a300806035504030c0162"); // CN=b, issued by CN=a
    parts.extensions = extension("0603551d11", value(0x30, names));
    return parts.der();
}

Bytes rsa_key(std::size_t modulus_size, const Bytes& exponent) {
    Bytes modulus(modulus_size + 1, 0xff); // odd; the sign is a byte of its own
    modulus[0] = 0;
    const Bytes numbers = value(0x30, joined({value(0x02, modulus), value(0x02, exponent)}));
    return value(0x30, joined({hex("300d06092a864886f70d0101010500"), value(0x03, joined({hex("00"), numbers}))}));
}

Bytes with_key(const Bytes& key) {
    Pieces parts = pieces();
    parts.subject_public_key_info = key;
    return parts.der();
}

// The sentence that refuses it, whether it comes from the parser or is the reason of the verdict.
Bytes with_padding(std::size_t size) {
    Pieces parts = pieces();
    parts.extensions = value(0x30, joined({hex("06022a03"), value(0x04, Bytes(size))}));
    return parts.der();
}

std::string refusal(const Bytes& der, const TrustStore& anchors) {
    try {
        const std::vector<Certificate> presented{Certificate::parse(der)};
        const Verdict verdict = validate(presented, anchors, fixtures::question());
        std::string all;
        for (const Finding& finding : verdict.findings)
            if (!finding.passed) all += finding.detail + "\n";
        return all;
    } catch (const ParseError& error) {
        return error.what();
    }
}

struct Case {
    std::string name;
    Bytes der;
    std::string sentence;
};

std::vector<Case> meant_to_take_long() {
    Bytes exponent_like_n(257, 0xff);
    exponent_like_n[0] = 0;
    return {{"16384 bits", with_key(rsa_key(2048, hex("010001"))), "RSA 16384 bits"},
            {"an exponent like n", with_key(rsa_key(256, exponent_like_n)), "exponent of 2048 bits"},
            {"explicit parameters", to_bytes(fixtures::certificate("leaf_explicit").der()), "explicit parameters"},
            {"10000 names", with_names(10'000), "more than 1024 entries"},
            {"1 MB of padding", with_padding(std::size_t{1} << 20), "more than 65536 are not read"}};
}

TEST(Limits, what_is_meant_to_take_long_is_refused_within_5_ms) {
    const TrustStore anchors = fixtures::trust({"root"});
    for (const Case& one : meant_to_take_long()) {
        const auto least = tests::least_processor_time(
            [&] { EXPECT_THAT(refusal(one.der, anchors), HasSubstr(one.sentence)) << one.name; });
        EXPECT_TRUE(!tests::time_limits_hold || least < std::chrono::milliseconds{5}) << one.name;
    }
}

TEST(Limits, a_certificate_of_65000_bytes_is_read_and_one_above_64_kib_is_not) {
    EXPECT_EQ(Certificate::parse(with_padding(64'500)).extensions().unknown.size(), 1U);
    const Bytes too_large = with_padding(65'400);
    EXPECT_GT(too_large.size(), Certificate::max_size);
    EXPECT_THAT(refusal(too_large, {}), HasSubstr("more than 65536 are not read"));
}

TEST(Limits, a_thousand_names_are_read) {
    EXPECT_EQ(Certificate::parse(with_names(1024)).extensions().subject_alt_name->dns_names.size(), 1024U);
    EXPECT_THROW(static_cast<void>(Certificate::parse(with_names(1025))), ParseError);
}

TEST(Limits, a_thousand_names_below_a_thousand_constraints_are_given_up) {
    Bytes bases;
    for (int i = 0; i < 1000; ++i) append(bases, hex("3003820162"));
    Pieces parts = pieces();
    parts.extensions =
        joined({extension("0603551d1e", value(0x30, value(0xa1, bases))), extension("0603551d13", hex("30030101ff"))});
    TrustStore anchors;
    anchors.add(Certificate::parse(parts.der()));
    EXPECT_THAT(refusal(with_names(1000), anchors), HasSubstr("gave up after 250000 comparisons"));
}

} // namespace
} // namespace vitrine::x509
