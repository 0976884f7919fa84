// OCSP responses as openssl writes them, whom they convince, and about what (RFC 6960).
#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/revocation/revocation_fixtures.h"

#include <chrono>
#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using namespace std::chrono_literals;
using fixtures::of;
using fixtures::response;
using Kind = RevocationStatus::Kind;
using testing::HasSubstr;

RevocationStatus status(const std::string& name, const std::string& certificate = "leaf",
                        const std::string& issuer = "root", std::chrono::seconds later = 1min) {
    const OcspResponse given = response(name);
    const auto time = given.successful() ? given.responses()[0].this_update + later : fixtures::question().time;
    return ocsp_status_of(given, of(certificate), of(issuer), time);
}

TEST(Ocsp, the_issuers_own_word_is_taken) {
    EXPECT_EQ(status("good").kind, Kind::good);
    EXPECT_EQ(status("revoked", "revoked").kind, Kind::revoked);
    EXPECT_THAT(status("revoked", "revoked").detail,
                testing::MatchesRegex("revoked on .*keyCompromise.*OCSP response.*"));
    EXPECT_THAT(status("held", "held").detail, HasSubstr("certificateHold"));
    EXPECT_EQ(status("sha384_signature").kind, Kind::good);
    EXPECT_EQ(status("sub_leaf", "sub_leaf", "sub").kind, Kind::good);
}

TEST(Ocsp, a_responder_that_does_not_know_the_certificate_proves_nothing) {
    EXPECT_EQ(status("unknown").kind, Kind::unclear);
    EXPECT_EQ(status("try_later").detail, "the OCSP response cannot be relied on: the responder answers tryLater");
}

TEST(Ocsp, the_certificate_may_be_named_by_sha_1_or_sha_256) { EXPECT_EQ(status("sha256").kind, Kind::good); }

TEST(Ocsp, a_delegate_of_the_issuer_is_believed_by_name_and_by_key) { // RFC 6960 §4.2.2.2
    EXPECT_EQ(status("delegated").kind, Kind::good);
    EXPECT_EQ(status("delegated_by_key").kind, Kind::good);
}

TEST(Ocsp, whoever_is_no_delegate_of_the_issuer_is_not_believed) {
    EXPECT_THAT(status("no_responder").detail, HasSubstr("no extKeyUsage OCSPSigning"));
    EXPECT_THAT(status("no_signer").detail, HasSubstr("does not allow digitalSignature"));
    EXPECT_THAT(status("foreign").detail, HasSubstr("not issued by the certificate's issuer"));
    EXPECT_THAT(status("without_certificate").detail, HasSubstr("is not in it"));
    EXPECT_THAT(status("twin").detail, HasSubstr("does not verify by the issuer's key"));
    EXPECT_THAT(status("twin_by_key").detail, HasSubstr("no extKeyUsage OCSPSigning"));
    for (const char* name : {"no_responder", "foreign", "without_certificate", "twin", "twin_by_key"})
        EXPECT_EQ(status(name).kind, Kind::unclear) << name;
}

TEST(Ocsp, a_response_about_another_certificate_proves_nothing) {
    for (const auto& [name, certificate, issuer] :
         {std::tuple{"good", "held", "root"}, std::tuple{"good", "leaf", "twin"}, std::tuple{"good", "leaf", "sub"}})
        EXPECT_THAT(status(name, certificate, issuer).detail, HasSubstr("not about this certificate"));
}

TEST(Ocsp, a_response_is_good_from_thisUpdate_to_nextUpdate_and_five_minutes) {
    EXPECT_EQ(status("of_a_minute", "leaf", "root", 0s).kind, Kind::good);
    EXPECT_EQ(status("of_a_minute", "leaf", "root", 6min).kind, Kind::good);
    EXPECT_THAT(status("of_a_minute", "leaf", "root", 6min + 1s).detail, HasSubstr("it expired"));
    EXPECT_EQ(status("of_a_minute", "leaf", "root", -5min).kind, Kind::good);
    EXPECT_THAT(status("of_a_minute", "leaf", "root", -5min - 1s).detail, HasSubstr("of the future"));
}

TEST(Ocsp, the_certificate_of_a_delegate_must_be_valid_at_the_time) {
    EXPECT_THAT(status("delegated", "leaf", "root", 24h * 365 * 75).detail,
                HasSubstr("its signer's certificate is valid"));
}

// Nothing but the certificates behind the signature can be changed without notice, and they decide nothing here.
TEST(Ocsp, no_changed_byte_of_what_is_signed_is_taken) {
    const Bytes der = fixtures::response_der("good");
    const OcspResponse whole = OcspResponse::parse(der);
    const auto time = whole.responses()[0].this_update + 1min;
    const std::size_t end = static_cast<std::size_t>(whole.signature().data() - whole.to_be_signed().data()) + 20 +
                            whole.signature().size();
    const Certificate leaf = of("leaf"), root = of("root");
    for (std::size_t at = 0; at < end; ++at) {
        Bytes changed = der;
        changed[at] ^= 0x01U;
        try {
            EXPECT_NE(ocsp_status_of(OcspResponse::parse(changed), leaf, root, time).kind, Kind::good) << at;
        } catch (const ParseError&) {
            continue;
        }
    }
}

// The response with its byte `at` changed; a negative `at` counts from the end.
std::string detail_of_changed(const std::string& name, std::ptrdiff_t at) {
    Bytes der = fixtures::response_der(name);
    der.at(static_cast<std::size_t>(at < 0 ? static_cast<std::ptrdiff_t>(der.size()) + at : at)) ^= 0x01U;
    return ocsp_status_of(OcspResponse::parse(der), of("leaf"), of("root"),
                          response(name).responses()[0].this_update + 1min)
        .detail;
}

TEST(Ocsp, both_signatures_of_a_delegated_response_are_verified) {
    const Bytes der = fixtures::response_der("delegated");
    const std::string_view text = as_text(der);
    const auto produced_at = static_cast<std::ptrdiff_t>(text.find("\x18\x0f")) + 15; // its last digit
    EXPECT_THAT(detail_of_changed("delegated", produced_at), HasSubstr("does not verify by its signer's key"));
    EXPECT_THAT(detail_of_changed("delegated", -1), HasSubstr("certificate does not verify by the issuer's key"));
}

// What openssl does not write: extensions, and no nextUpdate. Nobody signed it.
Bytes made(const Bytes& behind_single, const Bytes& behind_responses) {
    const OcspResponse good = response("good");
    const CertId& id = good.responses()[0].cert_id;
    const Bytes cert_id = fixtures::value(
        0x30, fixtures::joined({fixtures::hex("300906052b0e03021a0500"), fixtures::value(0x04, id.issuer_name_hash),
                                fixtures::value(0x04, id.issuer_key_hash), fixtures::value(0x02, id.serial_number)}));
    const Bytes time = fixtures::hex("180f32303330303130313030303030305a"); // 2030-01-01 00:00:00
    const Bytes single = fixtures::value(0x30, fixtures::joined({cert_id, fixtures::hex("8000"), time, behind_single}));
    const Bytes data = fixtures::value(0x30, fixtures::joined({fixtures::value(0xa1, of("root").subject().der()), time,
                                                               fixtures::value(0x30, single), behind_responses}));
    const Bytes basic = fixtures::value(
        0x30, fixtures::joined({data, fixtures::hex("300a06082a8648ce3d040302"), fixtures::hex("030100")}));
    const Bytes bytes = fixtures::value(
        0x30, fixtures::joined({fixtures::hex("06092b0601050507300101"), fixtures::value(0x04, basic)}));
    return fixtures::value(0x30, fixtures::joined({fixtures::hex("0a0100"), fixtures::value(0xa0, bytes)}));
}

std::string detail_of(const Bytes& der, std::chrono::seconds later = 1min) {
    const OcspResponse made_response = OcspResponse::parse(der);
    const auto time = made_response.responses()[0].this_update + later;
    return ocsp_status_of(made_response, of("leaf"), of("root"), time).detail;
}

TEST(Ocsp, a_critical_extension_that_is_not_understood_is_no_answer) {
    const Bytes critical = fixtures::hex("a10e300c300a06012a0101ff04020500");
    const Bytes other = fixtures::hex("a10b3009300706012a04020500");
    EXPECT_THAT(detail_of(made({}, {})), HasSubstr("its signature does not verify"));
    EXPECT_THAT(detail_of(made(other, other)), HasSubstr("its signature does not verify"));
    EXPECT_THAT(detail_of(made(critical, {})), HasSubstr("a critical extension that is not understood: 1.2"));
    EXPECT_THAT(detail_of(made({}, critical)), HasSubstr("a critical extension that is not understood: 1.2"));
}

TEST(Ocsp, a_response_without_an_end_is_good_for_a_day) {
    EXPECT_THAT(detail_of(made({}, {}), 24h), HasSubstr("its signature does not verify"));
    EXPECT_THAT(detail_of(made({}, {}), 24h + 1s), HasSubstr("does not say until when it is good"));
}

std::string complaint(const Bytes& der) {
    try {
        static_cast<void>(OcspResponse::parse(der));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

TEST(OcspResponse, every_truncation_and_every_addition_is_refused) {
    const Bytes der = fixtures::response_der("delegated");
    for (std::size_t size = 0; size < der.size(); ++size)
        ASSERT_NE(complaint(to_bytes(View{der}.first(size))), "") << size;
    EXPECT_THAT(complaint(fixtures::joined({der, Bytes{0}})), HasSubstr("left over"));
}

TEST(OcspResponse, a_status_that_there_is_not_is_refused) {
    EXPECT_EQ(complaint(fixtures::hex("30030a0106")), "");
    for (const char* bad : {"30030a0104", "30030a0107", "30040a020000", "30020a00"})
        EXPECT_THAT(complaint(fixtures::hex(bad)), HasSubstr("a status that there is not")) << bad;
}

} // namespace
} // namespace vitrine::x509
