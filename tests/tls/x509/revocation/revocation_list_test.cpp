// Revocation lists as openssl and GnuTLS write them, and as nobody may (RFC 5280 §5).
#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/revocation/revocation_fixtures.h"
#include "tls/x509/certificate/fields.h"

#include <chrono>
#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using namespace std::chrono_literals;
using fixtures::list;
using fixtures::of;
using Kind = RevocationStatus::Kind;
using testing::HasSubstr;
using testing::StartsWith;

const std::chrono::sys_seconds asked = fixtures::question().time;

RevocationStatus status(const std::vector<std::string>& names, const std::string& certificate = "leaf",
                        const std::string& issuer = "root", std::chrono::sys_seconds time = asked) {
    return fixtures::lists(names)->status_of(of(certificate), of(issuer), time);
}

TEST(RevocationList, holds_what_openssl_revoked) {
    const RevocationList root = list("root");
    EXPECT_EQ(root.issuer(), of("root").subject());
    EXPECT_EQ(root.size(), 2U);
    EXPECT_EQ(root.find(of("revoked").serial_number())->reason, ReasonCode::key_compromise);
    EXPECT_EQ(root.find(of("held").serial_number())->reason, ReasonCode::certificate_hold);
    EXPECT_FALSE(root.find(of("leaf").serial_number()));
    EXPECT_EQ(root.authority_key_identifier(), of("root").extensions().subject_key_identifier);
    EXPECT_EQ(format_time(root.this_update()), "2030-01-01 00:00:00 UTC");
    EXPECT_EQ(format_time(*root.next_update()), "2030-12-31 23:59:59 UTC");
    EXPECT_EQ(root.unusable(), "");
    EXPECT_EQ(list("no_extensions").size(), 0U);
    EXPECT_FALSE(list("no_extensions").crl_number());
}

TEST(RevocationStatus, is_good_if_a_current_list_is_silent_and_revoked_if_it_is_not) {
    EXPECT_EQ(status({"root"}).kind, Kind::good);
    EXPECT_EQ(status({"root"}, "revoked").kind, Kind::revoked);
    EXPECT_THAT(status({"root"}, "revoked").detail,
                testing::MatchesRegex("revoked on 20.* UTC .keyCompromise., by the "
                                      "list of CN=Root, O=Example of 2030-01-01 .*"));
    EXPECT_THAT(status({"root"}, "held").detail, HasSubstr("(certificateHold)"));
    EXPECT_EQ(status({"sha384"}, "revoked").kind, Kind::revoked);
    EXPECT_EQ(status({"no_extensions"}, "sub_leaf", "sub").kind, Kind::good);
}

TEST(RevocationStatus, gnutls_list_says_the_same) {
    const auto at = list("gnutls").this_update() + 24h;
    EXPECT_EQ(status({"gnutls"}, "revoked", "root", at).kind, Kind::revoked);
    EXPECT_EQ(status({"gnutls"}, "leaf", "root", at).kind, Kind::good);
}

TEST(RevocationStatus, says_so_if_no_list_speaks_of_the_certificate) {
    EXPECT_EQ(status({}).kind, Kind::not_checked);
    EXPECT_EQ(status({}).detail, "not checked: no revocation list was given");
    EXPECT_EQ(status({"empty"}).detail, "not checked: no list was given of CN=Root, O=Example");
}

TEST(RevocationStatus, of_an_expired_list_only_what_it_revoked_counts) {
    EXPECT_EQ(status({"expired"}).kind, Kind::unclear);
    EXPECT_THAT(status({"expired"}).detail, HasSubstr("it expired, the next one was due on 2026-01-01"));
    EXPECT_EQ(status({"expired"}, "revoked").kind, Kind::revoked);
    EXPECT_THAT(status({"not_yet"}).detail, HasSubstr("it is not yet valid"));
}

TEST(RevocationStatus, of_several_lists_the_gravest_word_counts_and_a_current_one_before_an_old_one) {
    EXPECT_EQ(status({"expired_without", "root"}).kind, Kind::good);
    EXPECT_EQ(status({"root", "expired_without"}).kind, Kind::good);
    EXPECT_EQ(status({"before", "root"}, "revoked").kind, Kind::revoked);
    EXPECT_EQ(status({"root", "before"}, "revoked").kind, Kind::revoked);
}

TEST(RevocationStatus, a_list_that_is_not_understood_or_tells_only_a_part_proves_nothing) {
    for (const auto& [name, why] : {std::pair{"critical", "a critical extension that is not understood: 1.2.3.4"},
                                    std::pair{"delta", "a delta list"}, std::pair{"indirect", "an indirect list"}}) {
        EXPECT_EQ(status({name}).kind, Kind::unclear) << name;
        EXPECT_THAT(status({name}).detail, HasSubstr(why));
        EXPECT_EQ(status({name}, "revoked").kind, Kind::unclear) << name;
    }
}

TEST(RevocationStatus, a_list_for_other_certificates_does_not_speak_of_this_one) { // RFC 5280 §5.2.5
    EXPECT_EQ(status({"user"}).kind, Kind::good);
    EXPECT_EQ(status({"user"}, "sub").kind, Kind::not_checked);
    EXPECT_EQ(status({"authority"}).kind, Kind::not_checked);
    EXPECT_EQ(status({"authority"}, "sub").kind, Kind::good);
    EXPECT_EQ(status({"reasons"}).kind, Kind::not_checked);
    EXPECT_EQ(status({"reasons"}, "revoked").kind, Kind::revoked);
    EXPECT_EQ(status({"point"}).kind, Kind::not_checked);
    EXPECT_EQ(status({"point"}, "pointed").kind, Kind::good);
    EXPECT_EQ(status({"point"}, "revoked").kind, Kind::revoked); // a serial number is its issuer's only once
}

TEST(RevocationStatus, a_list_counts_only_if_the_issuer_may_sign_it_and_did) {
    EXPECT_THAT(status({"no_crl_sign"}, "leaf_of_no_crl_sign", "no_crl_sign").detail,
                HasSubstr("keyUsage does not allow cRLSign"));
    EXPECT_THAT(status({"unnamed_twin"}).detail, HasSubstr("its signature does not verify"));
    EXPECT_EQ(status({"unnamed_twin"}).kind, Kind::unclear);
    EXPECT_EQ(status({"twin"}).kind, Kind::not_checked); // it names another key, and so another issuer
    EXPECT_EQ(status({"twin", "root"}, "revoked").kind, Kind::revoked);
}

TEST(RevocationLists, are_read_from_pem_with_several_and_from_der) {
    RevocationLists given;
    EXPECT_EQ(given.add_file("text\n" + fixtures::revocation_text("root.crl") + fixtures::revocation_text("root.pem") +
                             fixtures::revocation_text("empty.crl")),
              2U);
    EXPECT_EQ(given.add_file(fixtures::revocation_text("root.crl.der")), 1U);
    EXPECT_EQ(given.size(), 3U);
    EXPECT_THROW(given.add_file(fixtures::revocation_text("root.pem")), ParseError);
    EXPECT_THROW(given.add_file(""), ParseError);
}

std::string complaint(const Bytes& der) {
    try {
        static_cast<void>(RevocationList::parse(der));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

TEST(RevocationList, every_truncation_and_every_addition_is_refused) {
    const Bytes der = to_bytes(list("critical").der());
    for (std::size_t size = 0; size < der.size(); ++size)
        ASSERT_NE(complaint(to_bytes(View{der}.first(size))), "") << size;
    EXPECT_THAT(complaint(fixtures::joined({der, Bytes{0}})), HasSubstr("left over"));
}

// A list with these entries, signed by nobody.
Bytes made(const Bytes& entries, const Bytes& version = fixtures::hex("020101"), const Bytes& extensions = {}) {
    const Bytes algorithm = fixtures::hex("300a06082a8648ce3d040302"),
                name = fixtures::hex("300c310a300806035504030c0161");
    const Bytes time = fixtures::hex("170d3330303130313030303030305a");
    const Bytes list = entries.empty() ? Bytes{} : fixtures::value(0x30, entries);
    const Bytes content = fixtures::joined({version, algorithm, name, time, list, extensions});
    return fixtures::value(0x30,
                           fixtures::joined({fixtures::value(0x30, content), algorithm, fixtures::hex("030100")}));
}

Bytes entry(const Bytes& extensions = {}) {
    return fixtures::value(
        0x30, fixtures::joined({fixtures::hex("020105"), fixtures::hex("170d3330303130313030303030305a"), extensions}));
}

TEST(RevocationList, what_the_standard_forbids_is_refused) {
    EXPECT_EQ(complaint(made(entry())), "");
    EXPECT_EQ(complaint(made({})), "");
    const Bytes reason = fixtures::hex("300c300a0603551d1504030a0101"),
                reason7 = fixtures::hex("300c300a0603551d1504030a0107");
    EXPECT_EQ(complaint(made(entry(reason))), "");
    EXPECT_THAT(complaint(made(entry(reason7))), HasSubstr("CRLReason"));
    EXPECT_THAT(complaint(made(entry(reason), {})), HasSubstr("only version 2 has them"));
    EXPECT_THAT(complaint(made(entry(), fixtures::hex("020100"))), HasSubstr("if it is there, it is v2"));
    EXPECT_THAT(complaint(made(entry(), {}, fixtures::hex("a00e300c300a0603551d140403020101"))),
                HasSubstr("only version 2 has them"));
    const Bytes number = fixtures::hex("300a0603551d140403020101");
    const Bytes twice = fixtures::value(0xa0, fixtures::value(0x30, fixtures::joined({number, number})));
    EXPECT_THAT(complaint(made(entry(), fixtures::hex("020101"), twice)), HasSubstr("cRLNumber is there twice"));
}

Bytes large_list(std::size_t count) {
    Bytes entries;
    const Bytes time = fixtures::hex("170d3330303130313030303030305a");
    for (std::size_t i = count; i > 0; --i) { // the worst order for whoever sorts by insertion
        append(entries, fixtures::hex("3015020401"));
        append(entries, Bytes{static_cast<std::uint8_t>(i >> 16), static_cast<std::uint8_t>(i >> 8),
                              static_cast<std::uint8_t>(i)});
        append(entries, time);
    }
    const auto sized = [](std::uint8_t tag, const Bytes& content) {
        Bytes der{tag, 0x83, static_cast<std::uint8_t>(content.size() >> 16),
                  static_cast<std::uint8_t>(content.size() >> 8), static_cast<std::uint8_t>(content.size())};
        append(der, content);
        return der;
    };
    const Bytes algorithm = fixtures::hex("300a06082a8648ce3d040302");
    const Bytes content = fixtures::joined({fixtures::hex("020101"), algorithm,
                                            fixtures::hex("300c310a300806035504030c0161"), time, sized(0x30, entries)});
    return sized(0x30, fixtures::joined({sized(0x30, content), algorithm, fixtures::hex("030100")}));
}

TEST(RevocationList, a_hundred_thousand_entries_are_all_found_again) {
    const RevocationList list = RevocationList::parse(large_list(100'000));
    EXPECT_EQ(list.size(), 100'000U);
    for (const std::uint32_t serial : {1U, 2U, 255U, 65'536U, 99'999U, 100'000U})
        EXPECT_TRUE(list.find(Bytes{1, static_cast<std::uint8_t>(serial >> 16), static_cast<std::uint8_t>(serial >> 8),
                                    static_cast<std::uint8_t>(serial)}))
            << serial;
    EXPECT_FALSE(list.find(Bytes{1, 0, 0, 0}));
    EXPECT_FALSE(list.find(Bytes{2, 0, 0, 1}));
}

} // namespace
} // namespace vitrine::x509
