// Parsing of certificates: what openssl made is read as it was meant, what breaks a rule of RFC 5280 §4 is refused.
#include "tls/x509/certificate/certificate.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/x509/certificate/fields.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using fixtures::hex;
using fixtures::joined;
using fixtures::Pieces;
using fixtures::value;
using testing::HasSubstr;
using Kind = crypto::SignatureAlgorithm::Kind;

Pieces pieces() {
    static const Bytes key = to_bytes(fixtures::certificate("ec_leaf").subject_public_key_info());
    Pieces parts;
    parts.subject_public_key_info = key;
    return parts;
}

// What the parser says against the bytes; empty if nothing.
std::string complaint(const Bytes& der) {
    try {
        static_cast<void>(Certificate::parse(der));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

std::string complaint(const Pieces& parts) { return complaint(parts.der()); }

std::string about_extension(std::string_view extension_hex) {
    Pieces parts = pieces();
    parts.extensions = hex(extension_hex);
    return complaint(parts);
}

TEST(Certificate, what_openssl_wrote_is_read) {
    const Certificate leaf = fixtures::certificate("leaf");
    EXPECT_EQ(leaf.version(), 3);
    EXPECT_EQ(leaf.issuer().text(), "C=DE, O=Example, CN=Root");
    EXPECT_EQ(leaf.subject().text(), "O=Example, CN=example.com");
    EXPECT_EQ(leaf.subject().common_name(), "example.com");
    EXPECT_EQ(format_time(leaf.not_before()), "2020-01-01 00:00:00 UTC");
    EXPECT_EQ(format_time(leaf.not_after()), "2099-12-31 23:59:59 UTC");
    EXPECT_EQ(leaf.signature_algorithm_name(), "sha256WithRSAEncryption");
    EXPECT_EQ(leaf.public_key_name(), "RSA 2048 bits");
    EXPECT_EQ(leaf.signature().size(), 256U);
    const Extensions& extensions = leaf.extensions();
    EXPECT_FALSE(extensions.basic_constraints->ca);
    EXPECT_EQ(extensions.key_usage, static_cast<std::uint16_t>(KeyUsage::digital_signature));
    EXPECT_TRUE(extensions.extended_key_usage->server_auth);
    EXPECT_FALSE(extensions.extended_key_usage->client_auth);
    EXPECT_THAT(extensions.subject_alt_name->dns_names, testing::ElementsAre("example.com", "*.example.com"));
    EXPECT_EQ(extensions.subject_alt_name->ip_addresses.size(), 2U);
}

TEST(Certificate, key_usage_bits_are_numbered_from_the_left) {
    const Certificate root = fixtures::certificate("root");
    EXPECT_TRUE(root.extensions().allows(KeyUsage::key_cert_sign));
    EXPECT_TRUE(root.extensions().allows(KeyUsage::crl_sign));
    EXPECT_FALSE(root.extensions().allows(KeyUsage::digital_signature));
    EXPECT_EQ(root.extensions().subject_key_identifier,
              fixtures::certificate("intermediate").extensions().authority_key_identifier);
    EXPECT_EQ(fixtures::certificate("pathlen0").extensions().basic_constraints->path_len_constraint, 0U);
}

TEST(Certificate, signature_algorithms_are_told_apart) {
    const auto algorithm = [](const char* name) { return fixtures::certificate(name).signature_algorithm(); };
    EXPECT_EQ(algorithm("sha512_leaf"), (crypto::SignatureAlgorithm{Kind::rsa_pkcs1, crypto::HashAlgorithm::sha512}));
    EXPECT_EQ(algorithm("pss_leaf"), (crypto::SignatureAlgorithm{Kind::rsa_pss, crypto::HashAlgorithm::sha256}));
    EXPECT_EQ(algorithm("ec_root"), (crypto::SignatureAlgorithm{Kind::ecdsa, crypto::HashAlgorithm::sha384}));
    EXPECT_FALSE(algorithm("leaf_sha1"));
    EXPECT_EQ(fixtures::certificate("leaf_sha1").signature_algorithm_name(), "sha1WithRSAEncryption");
    EXPECT_FALSE(algorithm("pss_leaf_odd_salt"));
    EXPECT_TRUE(fixtures::certificate("pss_root").key_is_pss_only());
    EXPECT_FALSE(fixtures::certificate("root").key_is_pss_only());
}

TEST(Certificate, keys_that_are_not_used_are_kept_out_and_named) {
    for (const auto& [file, name] :
         {std::pair{"leaf_weak", "RSA 1024 bits"}, std::pair{"leaf_curve521", "EC secp521r1"},
          std::pair{"leaf_ed25519", "Ed25519"}}) {
        EXPECT_FALSE(fixtures::certificate(file).public_key()) << file;
        EXPECT_THAT(fixtures::certificate(file).public_key_name(), HasSubstr(name));
    }
}

TEST(Certificate, a_name_with_control_characters_is_safe_to_print) {
    const Certificate certificate = fixtures::certificate("leaf_escape");
    EXPECT_EQ(certificate.subject().text(), "O=\\<script\\>, CN=\\1B]0\\;owned\\07");
    EXPECT_EQ(certificate.subject().common_name(), "\x1b]0;owned\x07");
}

TEST(Certificate, a_name_that_looks_like_two_attributes_does_not_read_like_two) {
    Pieces parts = pieces();
    parts.subject = value(0x30, value(0x31, value(0x30, joined({hex("0603550403"), value(0x0c, as_bytes("a, O=b"))}))));
    EXPECT_EQ(Certificate::parse(parts.der()).subject().text(), "CN=a\\, O\\=b");
    parts.subject = value(0x30, value(0x31, value(0x30, hex("06035504031e020061")))); // BMPString
    EXPECT_EQ(Certificate::parse(parts.der()).subject().text(), "CN=#1e020061");
}

TEST(Certificate, a_relative_distinguished_name_without_an_attribute_is_refused) { // SET SIZE (1..MAX)
    Pieces parts = pieces();
    parts.subject = hex("30023100");
    EXPECT_THAT(complaint(parts), HasSubstr("without an attribute"));
    parts.subject = hex("3000");
    EXPECT_TRUE(Certificate::parse(parts.der()).subject().empty());
}

Name name_of(const Bytes& parts) {
    Pieces certificate = pieces();
    certificate.subject = value(0x30, parts);
    return Certificate::parse(certificate.der()).subject();
}

Bytes attribute(std::string_view type, std::uint8_t tag, std::string_view text) {
    return value(0x30, joined({hex(type), value(tag, as_bytes(text))}));
}

constexpr std::uint8_t utf8 = 0x0c, printable_string = 0x13, teletex = 0x14;
constexpr std::string_view organization = "060355040a", common = "0603550403";

Bytes part(std::uint8_t tag, std::string_view text) { return value(0x31, attribute(organization, tag, text)); }

TEST(Name, is_compared_without_regard_to_case_white_space_and_type_of_string) { // RFC 5280 §7.1
    const Name name = name_of(part(utf8, "Example Inc"));
    EXPECT_EQ(name, name_of(part(printable_string, "Example Inc")));
    EXPECT_EQ(name, name_of(part(utf8, "EXAMPLE inc")));
    EXPECT_EQ(name, name_of(part(utf8, "  Example \t Inc ")));
    EXPECT_EQ(name_of(part(utf8, "\xc3\xa9")), name_of(part(teletex, "\xe9"))); // é
    EXPECT_FALSE(name == name_of(part(utf8, "ExampleInc")));
    EXPECT_FALSE(name == name_of(value(0x31, attribute(common, utf8, "Example Inc"))));
    EXPECT_FALSE(name == name_of(joined({part(utf8, "Example Inc"), part(utf8, "Example Inc")})));
}

TEST(Name, of_several_attributes_in_one_part_is_the_same_in_any_order) {
    const Bytes one = attribute(organization, utf8, "a"), other = attribute(common, utf8, "b");
    EXPECT_EQ(name_of(value(0x31, joined({one, other}))), name_of(value(0x31, joined({other, one}))));
    EXPECT_FALSE(name_of(value(0x31, joined({one, other}))) == name_of(joined({value(0x31, one), value(0x31, other)})));
}

TEST(Name, is_within_its_own_beginnings_and_no_other) { // RFC 5280 §4.2.1.10
    const Name whole = name_of(joined({part(utf8, "a"), part(utf8, "b")}));
    EXPECT_TRUE(whole.is_within(whole));
    EXPECT_TRUE(whole.is_within(name_of(part(utf8, "A"))));
    EXPECT_TRUE(whole.is_within(name_of({})));
    EXPECT_FALSE(whole.is_within(name_of(part(utf8, "b"))));
    EXPECT_FALSE(whole.is_within(name_of(joined({part(utf8, "a"), part(utf8, "b"), part(utf8, "c")}))));
    EXPECT_FALSE(name_of(part(utf8, "ab")).is_within(name_of(part(utf8, "a"))));
}

TEST(Name, of_broken_utf8_is_refused) { // RFC 3629 §4: cut off, too long, a surrogate, above 10ffff
    for (const char* text :
         {"\xc3", "\xc3\x28", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"})
        EXPECT_THROW(name_of(part(utf8, text)), ParseError) << testing::PrintToString(text);
    for (const char* text : {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
        EXPECT_NO_THROW(name_of(part(utf8, text))) << text;
}

TEST(Certificate, every_extension_of_rfc_5280_is_read) {
    const Extensions extensions = fixtures::certificate("names/leaf_every_extension").extensions();
    ASSERT_EQ(extensions.authority_info_access.size(), 2U);
    EXPECT_EQ(extensions.authority_info_access[0].access_method, "1.3.6.1.5.5.7.48.1");
    EXPECT_EQ(text_of(extensions.authority_info_access[0].access_location), "http://ocsp.example.com/");
    ASSERT_EQ(extensions.crl_distribution_points.size(), 2U);
    EXPECT_EQ(text_of(extensions.crl_distribution_points[0].full_name[0]), "http://example.com/ca.crl");
    EXPECT_EQ(text_of(extensions.crl_distribution_points[1].crl_issuer[0]), "O=Example, CN=CRL");
    EXPECT_THAT(extensions.tls_features, testing::ElementsAre(5));
    EXPECT_EQ(extensions.issuer_alt_name.size(), 2U);
    EXPECT_THAT(extensions.certificate_policies->identifiers, testing::ElementsAre("1.2.3.4"));
    EXPECT_TRUE(extensions.unknown.empty());
    const Extensions policies = fixtures::certificate("names/policy_constrained_ca").extensions();
    EXPECT_EQ(policies.policy_constraints->require_explicit_policy, 0U);
    EXPECT_EQ(text_of(fixtures::certificate("names/constrained_ca").extensions().name_constraints->permitted[0]),
              "example.org");
}

TEST(Certificate, malformed_policies_and_services_are_refused) {
    EXPECT_EQ(about_extension("300f0603551d200408 3006 300406022a03"), "");
    EXPECT_THAT(about_extension("30150603551d20040e 300c 300406022a03 300406022a03"), HasSubstr("there twice"));
    EXPECT_THAT(about_extension("30090603551d2004023000"), HasSubstr("missing"));
    EXPECT_EQ(about_extension("300c0603551d2404053003 800100"), "");
    EXPECT_THAT(about_extension("300c0603551d2404053003 8001ff"), HasSubstr("not a number"));
    EXPECT_THAT(about_extension("300d0603551d2404063004 80020001"), HasSubstr("not a number"));
    EXPECT_EQ(about_extension("300a0603551d36040302 0100"), "");
    EXPECT_THAT(about_extension("300a0603551d36040302 01ff"), HasSubstr("negative"));
    EXPECT_THAT(about_extension("30150603551d23040e 300c a105 8203616263 8003010203"), HasSubstr("without the other"));
}

TEST(Certificate, the_pieces_of_these_tests_are_fine_as_they_are) { EXPECT_EQ(complaint(pieces()), ""); }

TEST(Certificate, a_complaint_says_where_what_and_why) {
    Pieces parts = pieces();
    parts.validity = hex("301e170d3230303130313030303030305a170d3430303130313030303030302b");
    EXPECT_EQ(complaint(parts), "Certificate.tbsCertificate.validity.notAfter at byte 60: a UTCTime that is not "
                                "YYMMDDHHMMSSZ");
}

TEST(Certificate, extensions_need_version_3) { // RFC 5280 §4.1.2.9
    Pieces parts = pieces();
    parts.extensions = hex("30090603551d0e04020400");
    EXPECT_EQ(complaint(parts), "");
    parts.version = hex("a003020101");
    EXPECT_THAT(complaint(parts), HasSubstr("only version 3"));
    parts.version = {};
    EXPECT_THAT(complaint(parts), HasSubstr("only version 3"));
    parts.extensions = {};
    EXPECT_EQ(Certificate::parse(parts.der()).version(), 1);
}

TEST(Certificate, the_default_version_must_be_absent_and_version_4_does_not_exist) { // X.690 §11.5
    Pieces parts = pieces();
    parts.version = hex("a003020100");
    EXPECT_THAT(complaint(parts), HasSubstr("must be absent"));
    parts.version = hex("a003020103");
    EXPECT_THAT(complaint(parts), HasSubstr("above 2"));
}

TEST(Certificate, both_signature_algorithms_must_agree) { // RFC 5280 §4.1.1.2
    Pieces parts = pieces();
    parts.outer_signature = hex("300d06092a864886f70d01010c0500");
    EXPECT_THAT(complaint(parts), HasSubstr("differs from the one inside"));
}

TEST(Certificate, parameters_of_signature_algorithms_are_checked) {
    Pieces parts = pieces();
    const auto with = [&](std::string_view algorithm) {
        parts.signature = parts.outer_signature = hex(algorithm);
        return complaint(parts);
    };
    EXPECT_THAT(with("300b06092a864886f70d01010b"), HasSubstr("parameters"));       // RSA without NULL
    EXPECT_THAT(with("300e06092a864886f70d01010b050100"), HasSubstr("NULL"));       // a NULL of one byte
    EXPECT_EQ(with("300a06082a8648ce3d040302"), "");                                // ecdsa-with-SHA256
    EXPECT_THAT(with("300c06082a8648ce3d0403020500"), HasSubstr("must be absent")); // with NULL
    EXPECT_THAT(with("300b06092a864886f70d01010a"), HasSubstr("missing"));          // PSS without parameters
    EXPECT_EQ(with("300d06092a864886f70d01010a3000"), "");                          // all default: SHA-1
    EXPECT_FALSE(Certificate::parse(parts.der()).signature_algorithm());
}

TEST(Certificate, pss_parameters_must_go_together) { // RFC 4055 §3.1
    const std::string sha256 = "300b0609608648016503040201", sha384 = "300b0609608648016503040202";
    const auto algorithm = [&](const std::string& hash, const std::string& mask_hash, const std::string& salt,
                               const std::string& more) {
        const Bytes mask = value(0x30, joined({hex("06092a864886f70d010108"), hex(mask_hash)}));
        const Bytes parameters = value(0x30, joined({value(0xa0, hex(hash)), value(0xa1, mask), hex(salt), hex(more)}));
        Pieces parts = pieces();
        parts.signature = parts.outer_signature = value(0x30, joined({hex("06092a864886f70d01010a"), parameters}));
        return Certificate::parse(parts.der()).signature_algorithm();
    };
    EXPECT_TRUE(algorithm(sha256, sha256, "a203020120", ""));
    EXPECT_FALSE(algorithm(sha256, sha384, "a203020120", ""));
    EXPECT_FALSE(algorithm(sha256, sha256, "a203020130", ""));
    EXPECT_FALSE(algorithm(sha256, sha256, "", ""));
    EXPECT_TRUE(algorithm(sha384, sha384, "a203020130", ""));
    EXPECT_THROW(algorithm(sha256, sha256, "a203020120", "a303020101"), ParseError);
}

TEST(Certificate, a_duplicate_extension_is_refused) { // RFC 5280 §4.2
    EXPECT_THAT(about_extension("30090603551d0e0402040030090603551d0e04020400"),
                HasSubstr("subjectKeyIdentifier is there twice"));
    EXPECT_THAT(about_extension("300606022a030400300606022a030400"), HasSubstr("1.2.3 is there twice"));
}

TEST(Certificate, booleans_of_extensions_are_strict) { // X.690 §11.1, §11.5
    EXPECT_EQ(about_extension("300906022a030101ff0400"), "");
    EXPECT_THAT(about_extension("300906022a030101000400"), HasSubstr("must be absent"));
    EXPECT_THAT(about_extension("300906022a030101010400"), HasSubstr("neither 00 nor ff"));
    EXPECT_THAT(about_extension("300c0603551d130405 3003010100"), HasSubstr("must be absent"));
}

TEST(Certificate, malformed_extensions_are_refused) {
    EXPECT_EQ(about_extension("30090603551d1304023000"), "");
    EXPECT_THAT(about_extension("300b0603551d13040430000500"), HasSubstr("2 bytes left over"));
    EXPECT_THAT(about_extension("300c0603551d130405 30030201ff"), HasSubstr("negative")); // pathLen -1
    EXPECT_THAT(about_extension("30090603551d2504023000"), HasSubstr("missing"));         // extKeyUsage of nothing
    EXPECT_THAT(about_extension("30090603551d1104023000"), HasSubstr("missing"));         // subjectAltName of nothing
    EXPECT_THAT(about_extension("300e0603551d110407 300587037f0000"), HasSubstr("neither 4 nor 16"));
    EXPECT_THAT(about_extension("300c0603551d110405 3003890161"), HasSubstr("no kind of GeneralName"));
    EXPECT_EQ(about_extension("300b0603551d0f0404030205a0"), "");
    EXPECT_THAT(about_extension("300b0603551d0f0404030206a0"), HasSubstr("padding")); // a used bit is padding
    EXPECT_EQ(about_extension("300b0603551d0f040403020080"), ""); // zero bits at the end: an anchor of today has them
    EXPECT_THAT(about_extension("300b0603551d0f040403020000"), HasSubstr("not one bit"));
    EXPECT_THAT(about_extension("300a0603551d0f0403030100"), HasSubstr("none")); // no bit at all
}

TEST(Certificate, names_of_other_kinds_are_noted_and_never_taken_for_dns_names) { // CVE-2023-0286
    Pieces parts = pieces();
    parts.extensions = hex("30170603551d110410300e 860161 8203622e63 810164 88012a"); // URI, DNS, mail, OID
    const auto names = Certificate::parse(parts.der()).extensions().subject_alt_name;
    ASSERT_TRUE(names);
    EXPECT_THAT(names->dns_names, testing::ElementsAre("b.c"));
    std::vector<std::string> others;
    for (const GeneralName& name : names->others) others.push_back(fmt::format("{} {}", kind_of(name), text_of(name)));
    EXPECT_THAT(others, testing::ElementsAre("uniformResourceIdentifier a", "rfc822Name d", "registeredID 88012a"));
}

TEST(Certificate, serial_numbers_are_parsed_if_minimal_whatever_their_sign) {
    Pieces parts = pieces();
    for (const char* odd : {"020100", "0201ff"}) {
        parts.serial_number = hex(odd);
        EXPECT_EQ(complaint(parts), "");
    }
    for (const char* bad : {"0200", "02020001", "0202ff80", "030101"}) {
        parts.serial_number = hex(bad);
        EXPECT_THAT(complaint(parts), HasSubstr("serialNumber")) << bad;
    }
}

TEST(Certificate, nothing_may_follow_and_nothing_may_be_missing) {
    Pieces parts = pieces();
    parts.behind = hex("00");
    EXPECT_THAT(complaint(parts), HasSubstr("1 bytes left over"));
    const Bytes whole = to_bytes(fixtures::certificate("leaf").der());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        ASSERT_NE(complaint(part), "") << size;
    }
}

TEST(Certificate, a_signature_of_broken_bytes_is_refused) {
    Pieces parts = pieces();
    parts.signature_value = hex("03020100");
    EXPECT_THAT(complaint(parts), HasSubstr("not whole bytes"));
}

TEST(Certificate, every_byte_is_reported_to_the_sink_once_and_in_order) {
    class Sink : public tls::FieldSink {
    public:
        void field(const tls::Field& field) override {
            EXPECT_EQ(field.offset, next_) << field.path;
            EXPECT_TRUE(field.path.ends_with(field.name));
            EXPECT_FALSE(field.meaning.empty()) << field.path;
            next_ = field.offset + field.bytes.size();
            paths_.emplace_back(field.path);
        }
        std::size_t next_ = 0;
        std::vector<std::string> paths_;
    } sink;
    const Bytes der = to_bytes(fixtures::certificate("pss_leaf").der());
    static_cast<void>(Certificate::parse(der, &sink));
    EXPECT_EQ(sink.next_, der.size());
    EXPECT_THAT(sink.paths_, testing::Contains("Certificate.tbsCertificate.extensions[0].extnID"));
    EXPECT_THAT(sink.paths_, testing::Contains("Certificate.tbsCertificate.validity.notBefore"));
}

// RFC 5280 §4.1.2.5
std::string time_of(std::uint8_t tag, std::string_view text) {
    const Bytes der = value(tag, as_bytes(text));
    DerReader reader{"time", der};
    try {
        return format_time(read_time(reader, ""));
    } catch (const ParseError&) {
        return "refused";
    }
}

TEST(Time, the_two_digits_of_a_utc_time_turn_at_50) {
    EXPECT_EQ(time_of(0x17, "500101000000Z"), "1950-01-01 00:00:00 UTC");
    EXPECT_EQ(time_of(0x17, "491231235959Z"), "2049-12-31 23:59:59 UTC");
    EXPECT_EQ(time_of(0x18, "20500101000000Z"), "2050-01-01 00:00:00 UTC");
    EXPECT_EQ(time_of(0x18, "99991231235959Z"), "9999-12-31 23:59:59 UTC");
    EXPECT_EQ(time_of(0x18, "20491231235959Z"), "2049-12-31 23:59:59 UTC"); // an anchor of today writes such
}

TEST(Time, the_calendar_is_kept) {
    EXPECT_EQ(time_of(0x17, "240229000000Z"), "2024-02-29 00:00:00 UTC");
    for (const char* bad : {"230229000000Z", "240230000000Z", "240431000000Z", "241301000000Z", "240001000000Z",
                            "240100000000Z", "240101240000Z", "240101006000Z", "240101000060Z"})
        EXPECT_EQ(time_of(0x17, bad), "refused") << bad;
    EXPECT_EQ(time_of(0x18, "21000229000000Z"), "refused");
}

TEST(Time, no_other_form_is_taken) { // CVE-2015-1789
    for (const char* bad : {"", "Z", "2401010000Z", "240101000000", "240101000000+0000", "240101000000z",
                            "24010100000aZ", "240101 00000Z", "2401010000000Z", "-40101000000Z"})
        EXPECT_EQ(time_of(0x17, bad), "refused") << bad;
    for (const char* bad : {"205001010000Z", "20500101000000.5Z", "20500101000000+0100", "20500101000000"})
        EXPECT_EQ(time_of(0x18, bad), "refused") << bad;
    EXPECT_EQ(time_of(0x13, "240101000000Z"), "refused");
}

} // namespace
} // namespace vitrine::x509
